"""ECS: deployments, tasks and targets, as they are reported; the counter of changes."""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator
from test_ecs import create, described, listen, prepare


class Clinic:
    """A service `vets` with a circuit breaker, on whose tasks the tests report."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.client: Clients = emulator.client
        self.parts = prepare(self.client)
        listen(self.client, self.parts)
        create(self.client, self.parts)
        self.definition = described(self.client)["taskDefinition"]

    def report(
        self, tasks: list[dict[str, Any]], failed: dict[str, int] | None = None, targets: object = None
    ) -> None:
        service = described(self.client)
        events = [{"id": "1", "createdAt": 1, "message": "(service vets) has started 1 tasks."}]
        body = {
            "port": 4567,
            "tasks": tasks,
            "services": {service["serviceArn"]: {"events": events, "failedTasks": failed or {}}},
            "targets": targets or {},
        }
        self.call("/_emulator/tasks", json.dumps(body).encode())

    def call(self, path: str, body: bytes | None = None) -> Any:
        with urllib.request.urlopen(f"{self.emulator.url}{path}", data=body) as answer:
            return json.load(answer)

    def task(self, name: str, status: str = "RUNNING", definition: str | None = None) -> dict[str, Any]:
        cluster = described(self.client)["clusterArn"]
        return {
            "taskArn": f"{cluster.replace(':cluster/', ':task/')}/{name}",
            "clusterArn": cluster,
            "taskDefinitionArn": definition or self.definition,
            "group": "service:vets",
            "lastStatus": status,
            "desiredStatus": "STOPPED" if status == "STOPPED" else "RUNNING",
            "createdAt": 1,
        }

    def revise(self) -> str:
        """Brings a second revision of the definition out; its ARN."""
        ecs = self.client("ecs")
        container = {"name": "application", "image": "vets:2", "memory": 512}
        answer = ecs.register_task_definition(
            family="vets", containerDefinitions=[{**container, "portMappings": [{"containerPort": 8080}]}]
        )
        arn: str = answer["taskDefinition"]["taskDefinitionArn"]
        ecs.update_service(cluster="clinic", service="vets", taskDefinition=arn)
        return arn


@pytest.fixture
def clinic(emulator: Emulator) -> Clinic:
    return Clinic(emulator)


def states(service: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["status"], each["rolloutState"]) for each in service["deployments"]]


def test_a_deployment_is_completed_once_its_tasks_run(clinic: Clinic) -> None:
    clinic.report([clinic.task("a", "PENDING")])
    service = described(clinic.client)
    assert (service["runningCount"], service["pendingCount"]) == (0, 1)
    assert states(service) == [("PRIMARY", "IN_PROGRESS")]
    clinic.report([clinic.task("a")])
    service = described(clinic.client)
    assert (service["runningCount"], states(service)) == (1, [("PRIMARY", "COMPLETED")])
    assert service["events"][0]["message"] == "(service vets) has started 1 tasks."
    assert (
        clinic.client("ecs").describe_clusters(clusters=["clinic"])["clusters"][0]["runningTasksCount"] == 1
    )
    assert clinic.emulator.status()["trafficPort"] == 4567


def test_the_first_deployment_is_given_up_after_three_failures_and_goes_nowhere(clinic: Clinic) -> None:
    clinic.report([], {clinic.definition: 2})
    assert states(described(clinic.client)) == [("PRIMARY", "IN_PROGRESS")]
    clinic.report([], {clinic.definition: 3})
    service = described(clinic.client)
    assert states(service) == [("PRIMARY", "FAILED")]
    assert "deployment failed: tasks failed to start" in service["events"][0]["message"]


def test_a_later_one_is_rolled_back_to_the_one_before(clinic: Clinic) -> None:
    old = clinic.task("a")
    clinic.report([old])
    revised = clinic.revise()
    assert states(described(clinic.client)) == [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")]
    clinic.report([old], {revised: 3})
    service = described(clinic.client)
    assert service["taskDefinition"] == clinic.definition
    assert states(service) == [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "FAILED")]
    assert "rolling back to (deployment ecs-svc/" in service["events"][0]["message"]
    clinic.report([old], {revised: 3})
    assert states(described(clinic.client)) == [("PRIMARY", "COMPLETED")]


def test_a_forced_one_is_completed_once_the_tasks_from_before_are_gone(clinic: Clinic) -> None:
    old = clinic.task("a")
    clinic.report([old])
    clinic.client("ecs").update_service(cluster="clinic", service="vets", forceNewDeployment=True)
    new = {**clinic.task("b"), "createdAt": time.time()}
    for reported in ([old], [old, new]):
        clinic.report(reported)
        assert states(described(clinic.client)) == [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")]
    clinic.report([new])
    assert states(described(clinic.client)) == [("PRIMARY", "COMPLETED")]


def test_failures_count_for_the_deployment_in_which_they_happen(clinic: Clinic) -> None:
    old = clinic.task("a")
    clinic.report([old])
    revised = clinic.revise()
    clinic.report([old], {revised: 3})
    clinic.report([old], {revised: 3})
    clinic.client("ecs").update_service(cluster="clinic", service="vets", taskDefinition=revised)
    clinic.report([old], {revised: 5})
    service = described(clinic.client)
    assert (service["deployments"][0]["failedTasks"], states(service)[0]) == (2, ("PRIMARY", "IN_PROGRESS"))
    clinic.report([old], {revised: 6})
    assert described(clinic.client)["taskDefinition"] == clinic.definition


def test_a_second_service_of_the_same_name_is_refused_until_the_first_is_deleted(clinic: Clinic) -> None:
    with pytest.raises(ClientError, match="Creation of service was not idempotent"):
        create(clinic.client, clinic.parts)
    clinic.client("ecs").delete_service(cluster="clinic", service="vets", force=True)
    create(clinic.client, clinic.parts)
    assert described(clinic.client)["status"] == "ACTIVE"


def test_tasks_are_listed_and_described(clinic: Clinic) -> None:
    ecs = clinic.client("ecs")
    running, stopped = clinic.task("a"), clinic.task("b", "STOPPED")
    clinic.report([running, stopped])
    for asked, expected in (
        ({}, [running]),
        ({"desiredStatus": "STOPPED"}, [stopped]),
        ({"serviceName": "vets"}, [running]),
        ({"serviceName": "others"}, []),
        ({"family": "vets"}, [running]),
        ({"family": "vet"}, []),
    ):
        found = ecs.list_tasks(cluster="clinic", **asked)["taskArns"]
        assert found == [task["taskArn"] for task in expected], asked
    answer = ecs.describe_tasks(cluster="clinic", tasks=["a", "none"])
    assert [task["taskArn"] for task in answer["tasks"]] == [running["taskArn"]]
    assert answer["failures"] == [{"arn": "none", "reason": "MISSING"}]
    with pytest.raises(ClientError, match="Cluster not found"):
        ecs.list_tasks(cluster="others")


def test_a_task_is_stopped_whatever_is_reported_of_it_next(clinic: Clinic) -> None:
    ecs = clinic.client("ecs")
    clinic.report([clinic.task("a")])
    assert ecs.stop_task(cluster="clinic", task="a", reason="a trial")["task"]["desiredStatus"] == "STOPPED"
    clinic.report([clinic.task("a")])
    [task] = ecs.describe_tasks(cluster="clinic", tasks=["a"])["tasks"]
    assert (task["stopCode"], task["stoppedReason"]) == ("UserInitiated", "a trial")
    assert ecs.list_tasks(cluster="clinic", desiredStatus="STOPPED")["taskArns"] == [task["taskArn"]]
    with pytest.raises(ClientError, match="The referenced task was not found"):
        ecs.stop_task(cluster="clinic", task="none")


def test_the_health_of_targets_is_the_reported_one(clinic: Clinic) -> None:
    group = clinic.parts["target_group"]
    health = [
        {"Target": {"Id": address, "Port": 8080}, "TargetHealth": {"State": "healthy"}}
        for address in ("10.0.1.4", "10.0.2.4")
    ]
    clinic.report([], targets={group: health})
    elb = clinic.client("elbv2")
    found = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert [each["Target"]["Id"] for each in found] == ["10.0.1.4", "10.0.2.4"]
    asked = elb.describe_target_health(TargetGroupArn=group, Targets=[{"Id": "10.0.2.4"}])
    assert [each["Target"]["Id"] for each in asked["TargetHealthDescriptions"]] == ["10.0.2.4"]


def test_the_counter_moves_with_changes_of_what_is_deployed_and_with_nothing_else(clinic: Clinic) -> None:
    def count() -> int:
        return int(clinic.call("/_emulator/changes?after=-1")["count"])

    before = count()
    described(clinic.client)
    clinic.client("s3").create_bucket(
        Bucket="notes", CreateBucketConfiguration={"LocationConstraint": "us-west-2"}
    )
    with pytest.raises(ClientError):
        clinic.client("ecs").delete_service(cluster="clinic", service="none")
    assert count() == before
    clinic.client("ecs").update_service(cluster="clinic", service="vets", desiredCount=2)
    changes = clinic.call(f"/_emulator/changes?after={before}")
    places = [{"account": "123456789012", "region": "us-west-2"}]
    assert changes == {"count": before + 1, "places": places, "runs": True}
    clinic.client("ecs").delete_service(cluster="clinic", service="vets", force=True)
    assert clinic.call(f"/_emulator/changes?after={before + 1}")["runs"] is False
