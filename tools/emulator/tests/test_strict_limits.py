"""Values that a service's page rules out and its model allows, each beside the last that it takes."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator
from strict_world import call

ALARM = {
    "AlarmName": "a",
    "ComparisonOperator": "GreaterThanThreshold",
    "EvaluationPeriods": 2,
    "Threshold": 1,
    "MetricName": "m",
    "Namespace": "n",
    "Statistic": "Sum",
}
TASK = {
    "family": "f",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "containerDefinitions": [{"name": "c", "image": "i"}],
}
FILTER = {
    "logGroupName": "g",
    "filterName": "f",
    "metricTransformations": [{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}],
}
CLUSTER = {"Engine": "aurora-postgresql", "MasterUsername": "u", "MasterUserPassword": "petclinic-secret"}
TARGET = {
    "ServiceNamespace": "dynamodb",
    "ResourceId": "table/t",
    "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
}
TOPIC, ROLE = "arn:aws:sns:us-west-2:123456789012:t", "arn:aws:iam::123456789012:role/r"

CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any], str]] = {
    "characters of a group's description": ("ec2.create_security_group", {"GroupName": "a", "Description": "size & (more)"}, {"GroupName": "b", "Description": "größe"}, "InvalidParameterValue"),
    "characters that a pattern means in ASCII": ("wafv2.create_ip_set", {"Name": "s", "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Addresses": [], "Description": "size"}, {"Name": "t", "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Addresses": [], "Description": "größe"}, "ValidationException"),
    "size of a VPC": ("ec2.create_vpc", {"CidrBlock": "10.0.0.0/28"}, {"CidrBlock": "10.0.0.0/29"}, "InvalidVpc.Range"),
    "size of a large VPC": ("ec2.create_vpc", {"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "10.0.0.0/15"}, "InvalidVpc.Range"),
    "Fargate size": ("ecs.register_task_definition", {**TASK, "cpu": "1024", "memory": "8192"}, {**TASK, "cpu": "1024", "memory": "9216"}, "ClientException"),
    "small Fargate size": ("ecs.register_task_definition", {**TASK, "cpu": "256", "memory": "512"}, {**TASK, "cpu": "256", "memory": "1536"}, "ClientException"),
    "CPU that Fargate lacks": ("ecs.register_task_definition", {**TASK, "cpu": "16384", "memory": "32768"}, {**TASK, "cpu": "3072", "memory": "8192"}, "ClientException"),
    "name of a cluster": ("ecs.create_cluster", {"clusterName": "a_b-c"}, {"clusterName": "a.b"}, "InvalidParameterException"),
    "alarm action": ("cloudwatch.put_metric_alarm", {**ALARM, "Period": 60, "AlarmActions": [TOPIC]}, {**ALARM, "Period": 60, "AlarmActions": [ROLE]}, "ValidationError"),
    "OK action": ("cloudwatch.put_metric_alarm", {**ALARM, "Period": 60, "OKActions": [TOPIC]}, {**ALARM, "Period": 60, "OKActions": ["t"]}, "ValidationError"),
    "period of an alarm": ("cloudwatch.put_metric_alarm", {**ALARM, "Period": 30}, {**ALARM, "Period": 90}, "ValidationError"),
    "datapoints of an alarm": ("cloudwatch.put_metric_alarm", {**ALARM, "Period": 60, "DatapointsToAlarm": 2}, {**ALARM, "Period": 60, "DatapointsToAlarm": 3}, "ValidationError"),
    "JSON pattern of a filter": ("logs.put_metric_filter", {**FILTER, "filterPattern": '{ ($.a = "x}") && ($.b[0] > 1) }'}, {**FILTER, "filterPattern": '{ $.a = "x }'}, "InvalidParameterException"),
    "column pattern of a filter": ("logs.put_metric_filter", {**FILTER, "filterPattern": "[ip, user, status=5*, ...]"}, {**FILTER, "filterPattern": "[ip, user"}, "InvalidParameterException"),
    "terms of a filter": ("logs.put_metric_filter", {**FILTER, "filterPattern": '?ERROR ?"a b" -ok'}, {**FILTER, "filterPattern": '"ERROR'}, "InvalidParameterException"),
    "days of retention": ("logs.put_retention_policy", {"logGroupName": "g", "retentionInDays": 14}, {"logGroupName": "g", "retentionInDays": 15}, "InvalidParameterException"),
    "days of backups": ("rds.create_db_cluster", {**CLUSTER, "DBClusterIdentifier": "a", "BackupRetentionPeriod": 35}, {**CLUSTER, "DBClusterIdentifier": "b", "BackupRetentionPeriod": 36}, "InvalidParameterValue"),
    "name of a cluster of databases": ("rds.create_db_cluster", {**CLUSTER, "DBClusterIdentifier": "a-1"}, {**CLUSTER, "DBClusterIdentifier": "a--1"}, "InvalidParameterValue"),
    "capacity of a cluster": ("rds.create_db_cluster", {**CLUSTER, "DBClusterIdentifier": "c", "ServerlessV2ScalingConfiguration": {"MinCapacity": 0.5, "MaxCapacity": 256}}, {**CLUSTER, "DBClusterIdentifier": "d", "ServerlessV2ScalingConfiguration": {"MinCapacity": 0.3, "MaxCapacity": 1}}, "InvalidParameterValue"),
    "schedule": ("events.put_rule", {"Name": "r", "ScheduleExpression": "cron(0 12 * * ? *)"}, {"Name": "r", "ScheduleExpression": "cron(0 12 * * ?)"}, "ValidationException"),
    "pattern of events": ("events.put_rule", {"Name": "r", "EventPattern": '{"source": ["a"]}'}, {"Name": "r", "EventPattern": "{source}"}, "InvalidEventPatternException"),
    "bounds of scaling": ("application-autoscaling.register_scalable_target", {**TARGET, "MinCapacity": 2, "MaxCapacity": 2}, {**TARGET, "MinCapacity": 3, "MaxCapacity": 2}, "ValidationException"),
    "visibility of a message": ("sqs.create_queue", {"QueueName": "a", "Attributes": {"VisibilityTimeout": "43200"}}, {"QueueName": "b", "Attributes": {"VisibilityTimeout": "43201"}}, "InvalidAttributeValue"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_limit(name: str, emulator: Emulator, client: Clients) -> None:
    operation, good, bad, code = CASES[name]
    client("logs").create_log_group(logGroupName="g")
    call(client, operation, good)
    with pytest.raises(ClientError) as caught:
        call(client, operation, bad)
    assert caught.value.response["Error"]["Code"] == code, caught.value
    assert emulator.status()["unchecked"] == {}


ATTRIBUTES = {
    "idle_timeout.timeout_seconds": ("4000", "4001"),
    "client_keep_alive.seconds": ("60", "59"),
    "routing.http.desync_mitigation_mode": ("strictest", "strict"),
}


def test_attributes_and_networks(client: Clients) -> None:
    ec2, elb = client("ec2"), client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/28")["Subnet"]["SubnetId"]
    with pytest.raises(ClientError, match=r"InvalidSubnet\.Range"):
        ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/29")
    balancer = elb.create_load_balancer(Name="b", Subnets=[subnet])["LoadBalancers"][0]["LoadBalancerArn"]
    for key, (good, bad) in ATTRIBUTES.items():
        elb.modify_load_balancer_attributes(
            LoadBalancerArn=balancer, Attributes=[{"Key": key, "Value": good}]
        )
        with pytest.raises(ClientError, match="ValidationError"):
            elb.modify_load_balancer_attributes(
                LoadBalancerArn=balancer, Attributes=[{"Key": key, "Value": bad}]
            )
