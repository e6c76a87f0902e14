"""CloudWatch additions."""

from __future__ import annotations

from typing import Any

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


def set_state(client: Clients, name: str, state: str) -> None:
    client("cloudwatch").set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")


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
