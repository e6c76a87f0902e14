"""CloudWatch additions."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients


def put_alarm(client: Clients, name: str, **more: Any) -> None:
    client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/ECS",
        MetricName="CPUUtilization",
        Statistic="Average",
        Period=60,
        EvaluationPeriods=5,
        Threshold=80,
        ComparisonOperator="GreaterThanThreshold",
        **more,
    )


def composite(client: Clients, name: str) -> dict[str, Any]:
    (found,) = client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm"])[
        "CompositeAlarms"
    ]
    return found


def state_of(client: Clients, name: str) -> str:
    return composite(client, name)["StateValue"]


def set_state(client: Clients, name: str, state: str) -> None:
    client("cloudwatch").set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")


def test_a_composite_alarm_is_kept_with_all_that_was_asked_for(client: Clients) -> None:
    put_alarm(client, "cpu")
    put_alarm(client, "maintenance")
    asked = {
        "AlarmName": "path",
        "AlarmRule": "ALARM(cpu)",
        "AlarmDescription": "owners cannot be reached",
        "AlarmActions": ["arn:aws:sns:us-west-2:123456789012:alarms"],
        "OKActions": ["arn:aws:sns:us-west-2:123456789012:fine"],
        "ActionsEnabled": False,
        "ActionsSuppressor": "maintenance",
        "ActionsSuppressorWaitPeriod": 20,
        "ActionsSuppressorExtensionPeriod": 10,
    }
    client("cloudwatch").put_composite_alarm(**asked, Tags=[{"Key": "Project", "Value": "petclinic"}])
    found = composite(client, "path")
    assert {name: found[name] for name in asked} == asked
    tags = client("cloudwatch").list_tags_for_resource(ResourceARN=found["AlarmArn"])["Tags"]
    assert tags == [{"Key": "Project", "Value": "petclinic"}]


def test_alarms_are_told_by_their_type_and_metric_alarms_where_none_is_named(client: Clients) -> None:
    cloudwatch = client("cloudwatch")
    put_alarm(client, "cpu")
    cloudwatch.put_composite_alarm(AlarmName="path", AlarmRule="ALARM(cpu)")

    def found(**asked: Any) -> tuple[list[str], list[str]]:
        answer = cloudwatch.describe_alarms(**asked)
        metric, composites = answer["MetricAlarms"], answer["CompositeAlarms"]
        return [each["AlarmName"] for each in metric], [each["AlarmName"] for each in composites]

    assert found() == (["cpu"], [])
    assert found(AlarmTypes=["CompositeAlarm"]) == ([], ["path"])
    assert found(AlarmTypes=["MetricAlarm", "CompositeAlarm"]) == (["cpu"], ["path"])


@pytest.mark.parametrize(
    ("rule", "reason"),
    [("ALARM(cpu) AND ALARM(memory)", r"alarms \[memory\].*do not exist"), ("ALARM(cpu) cpu", "malformed")],
)
def test_a_rule_that_aws_does_not_take_is_refused(client: Clients, rule: str, reason: str) -> None:
    put_alarm(client, "cpu")
    with pytest.raises(ClientError, match=reason):
        client("cloudwatch").put_composite_alarm(AlarmName="path", AlarmRule=rule)


def test_a_composite_alarm_follows_the_alarms_below_it(client: Clients) -> None:
    put_alarm(client, "cpu")
    put_alarm(client, "latency")
    client("cloudwatch").put_composite_alarm(AlarmName="site", AlarmRule="FALSE")
    client("cloudwatch").put_composite_alarm(AlarmName="path", AlarmRule="ALARM(cpu) AND ALARM(latency)")
    client("cloudwatch").put_composite_alarm(AlarmName="site", AlarmRule="ALARM(path)")
    set_state(client, "cpu", "ALARM")
    assert state_of(client, "path") == "OK"
    set_state(client, "latency", "ALARM")
    assert (state_of(client, "path"), state_of(client, "site")) == ("ALARM", "ALARM")
    set_state(client, "cpu", "OK")
    assert (state_of(client, "path"), state_of(client, "site")) == ("OK", "OK")


def test_a_new_alarm_knows_nothing_and_a_change_leaves_its_state_and_tags(client: Clients) -> None:
    cloudwatch = client("cloudwatch")
    put_alarm(client, "cpu", Tags=[{"Key": "Project", "Value": "petclinic"}])
    (made,) = cloudwatch.describe_alarms()["MetricAlarms"]
    assert made["StateValue"] == "INSUFFICIENT_DATA"
    set_state(client, "cpu", "ALARM")
    put_alarm(client, "cpu", AlarmDescription="new", Tags=[{"Key": "Project", "Value": "other"}])
    (changed,) = cloudwatch.describe_alarms()["MetricAlarms"]
    assert (changed["StateValue"], changed["AlarmDescription"]) == ("ALARM", "new")
    tags = cloudwatch.list_tags_for_resource(ResourceARN=made["AlarmArn"])["Tags"]
    assert tags == [{"Key": "Project", "Value": "petclinic"}]


def test_the_tags_of_a_deleted_alarm_go_with_it(client: Clients) -> None:
    cloudwatch = client("cloudwatch")
    put_alarm(client, "cpu", Tags=[{"Key": "Project", "Value": "petclinic"}])
    (made,) = cloudwatch.describe_alarms()["MetricAlarms"]
    cloudwatch.delete_alarms(AlarmNames=["cpu"])
    put_alarm(client, "cpu")
    assert cloudwatch.list_tags_for_resource(ResourceARN=made["AlarmArn"])["Tags"] == []
