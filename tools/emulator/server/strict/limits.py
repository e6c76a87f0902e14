"""Ranges, sets and characters that AWS's pages state and its service models do not.

A row's page is below https://docs.aws.amazon.com/.
"""

# ruff: noqa: E501 (one limit a line)

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import jmespath

from ..identify import Call
from ..policy_conditions import as_list
from .refusal import Refusal, invalid

Fits = Callable[[Any], bool]


@dataclass(frozen=True)
class Limit:
    """`path` is a JMESPath over the input; each value found has to fit. Without a code it is the service's usual."""

    operation: str
    path: str
    fits: Fits
    allowed: str
    page: str
    code: str | None = None


def _range(low: float, high: float) -> tuple[Fits, str]:
    return (lambda value: low <= float(value) <= high), f"between {low} and {high}"


def _one_of(*values: Any) -> tuple[Fits, str]:
    return (lambda value: str(value) in map(str, values)), f"one of {', '.join(map(str, values))}"


def _like(pattern: str) -> tuple[Fits, str]:
    compiled = re.compile(pattern, re.ASCII)
    return (lambda value: compiled.fullmatch(str(value)) is not None), f"of the form {pattern}"


def _prefix(low: int, high: int) -> tuple[Fits, str]:
    return (lambda cidr: low <= int(cidr.rpartition("/")[2]) <= high), f"a block between /{low} and /{high}"


def _json(value: str) -> bool:
    try:
        return isinstance(json.loads(value), dict)
    except ValueError:
        return False


def _period(seconds: Any) -> bool:
    return int(seconds) in (10, 20, 30) or int(seconds) % 60 == 0


def _balanced(pattern: str) -> bool:
    """Tells whether the quotes and brackets of a filter pattern close."""
    plain = re.sub(r'"(\\.|[^"\\])*"|%[^%]*%', "", pattern)
    if plain[:1] in ("{", "[") and plain[-1:] != {"{": "}", "[": "]"}[plain[0]]:
        return False
    while (shorter := re.sub(r"\([^][(){}\"%]*\)|\[[^][(){}\"%]*\]|\{[^][(){}\"%]*\}", "", plain)) != plain:
        plain = shorter
    return not re.search(r'["%()\[\]{}]', plain)


def _few_conditions(conditions: list[dict[str, Any]]) -> bool:
    values = (
        value
        for each in conditions
        for holder in (each, *(item for item in each.values() if isinstance(item, dict)))
        for value in holder.get("Values") or []
    )
    return len({str(value) for value in values}) <= 5


def _fargate_size(definition: dict[str, Any]) -> bool:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html"""
    cpu, memory = str(definition.get("cpu")), str(definition.get("memory"))
    if not (cpu.isdigit() and memory.isdigit()):
        return True  # `1 vCPU` and the like
    low, high, step = _FARGATE.get(int(cpu), (0, 0, 1))
    size = int(memory)
    return (low <= size <= high and size % step == 0) or (cpu, memory) == ("256", "512")


def _final_snapshot(given: dict[str, Any]) -> bool:
    """Tells whether a deletion leaves a snapshot with a name, or says that it leaves none."""
    skips = str(given.get("SkipFinalSnapshot")).lower() == "true"
    return skips != bool(given.get("FinalDBSnapshotIdentifier"))


_FARGATE = {
    256: (512, 2048, 1024),
    512: (1024, 4096, 1024),
    1024: (2048, 8192, 1024),
    2048: (4096, 16384, 1024),
    4096: (8192, 30720, 1024),
    8192: (16384, 61440, 4096),
    16384: (32768, 122880, 8192),
}
_TEXT = _like(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")
_NAME = _like(r"[a-zA-Z0-9_-]{1,255}")
_DB_NAME = _like(r"[a-zA-Z](-?[a-zA-Z0-9]){0,62}")
_ACTION = _like(r"arn:aws[a-z-]*:(sns|automate|autoscaling|ssm|ssm-incidents|lambda|swf|aiops):.*")
_DAYS = "0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653"
_RETENTION = _one_of(*_DAYS.split())
_RULE_TEXTS = "IpPermissions[].[IpRanges, Ipv6Ranges, UserIdGroupPairs, PrefixListIds][][].Description"
_EC2, _ELB = "AWSEC2/latest/APIReference/API_", "elasticloadbalancing/latest/APIReference/API_"
_ECS, _RDS = "AmazonECS/latest/APIReference/API_", "AmazonRDS/latest/APIReference/API_"
_ALARM, _LOGS = (
    "AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm",
    "AmazonCloudWatchLogs/latest/APIReference/",
)
_ATTRIBUTE, _SQS = "Attributes[?Key=='{}'].Value", "AWSSimpleQueueService/latest/APIReference/API_CreateQueue"
_CLUSTER, _LAMBDA = "rds:(Create|Modify)DBCluster", "lambda/latest/api/API_CreateFunction"

LIMITS = [
    Limit("ec2:CreateSecurityGroup", "[Description, GroupName]", *_TEXT, _EC2 + "CreateSecurityGroup"),
    Limit("ec2:.*SecurityGroup(In|E)gress", _RULE_TEXTS, *_TEXT, _EC2 + "IpRange"),
    Limit("ec2:AuthorizeSecurityGroup.*", "IpPermissions[].[FromPort, ToPort][]", *_range(-1, 65535), _EC2 + "IpPermission"),
    Limit("ec2:CreateSubnet", "CidrBlock", *_prefix(16, 28), _EC2 + "CreateSubnet", "InvalidSubnet.Range"),
    Limit("ec2:CreateVpc", "CidrBlock", *_prefix(16, 28), _EC2 + "CreateVpc", "InvalidVpc.Range"),
    Limit("ec2:(Create|Replace)NetworkAclEntry", "RuleNumber", *_range(1, 32766), _EC2 + "CreateNetworkAclEntry"),
    Limit("ec2:CreateFlowLogs", "MaxAggregationInterval", *_one_of(60, 600), _EC2 + "CreateFlowLogs"),
    *(
        Limit(f"elbv2:Modify{kind}Attributes", _ATTRIBUTE.format(key), *fits, f"{_ELB}{kind}Attribute", "ValidationError")
        for kind, key, fits in (
            ("LoadBalancer", "idle_timeout.timeout_seconds", _range(1, 4000)),
            ("LoadBalancer", "client_keep_alive.seconds", _range(60, 604800)),
            ("LoadBalancer", "routing.http.desync_mitigation_mode", _one_of("monitor", "defensive", "strictest")),
            ("LoadBalancer", "routing.http.xff_header_processing.mode", _one_of("append", "preserve", "remove")),
            ("TargetGroup", "deregistration_delay.timeout_seconds", _range(0, 3600)),
            ("TargetGroup", "stickiness.lb_cookie.duration_seconds", _range(1, 604800)),
            ("TargetGroup", "slow_start.duration_seconds", _one_of(0, *range(30, 901))),
            ("TargetGroup", "load_balancing.algorithm.type", _one_of("round_robin", "least_outstanding_requests", "weighted_random")),
        )
    ),
    Limit("elbv2:(Create|Modify)Rule", "[Conditions]", _few_conditions, "at most five values", _ELB + "CreateRule", "TooManyConditions"),
    Limit("ecs:(RegisterTaskDefinition|CreateCluster|CreateService)", "[family, clusterName, serviceName]", *_NAME, _ECS + "RegisterTaskDefinition"),
    Limit("ecs:RegisterTaskDefinition", "containerDefinitions[].portMappings[].containerPort", *_range(0, 65535), _ECS + "PortMapping", "ClientException"),
    Limit("ecs:RegisterTaskDefinition", "containerDefinitions[].healthCheck.interval", *_range(5, 300), _ECS + "HealthCheck", "ClientException"),
    Limit("ecs:RegisterTaskDefinition", "containerDefinitions[].healthCheck.timeout", *_range(2, 120), _ECS + "HealthCheck", "ClientException"),
    Limit("ecs:RegisterTaskDefinition", "containerDefinitions[].healthCheck.retries", *_range(1, 10), _ECS + "HealthCheck", "ClientException"),
    Limit("ecs:RegisterTaskDefinition", "containerDefinitions[].healthCheck.startPeriod", *_range(0, 300), _ECS + "HealthCheck", "ClientException"),
    Limit("ecs:RegisterTaskDefinition", "ephemeralStorage.sizeInGiB", *_range(20, 200), _ECS + "EphemeralStorage", "ClientException"),
    Limit("ecs:RegisterTaskDefinition", "[@][?contains(requiresCompatibilities || `[]`, 'FARGATE')]", _fargate_size, "a size that Fargate offers", "AmazonECS/latest/developerguide/fargate-tasks-services.html", "ClientException"),
    Limit("lambda:.*Function(Configuration)?", "Timeout", *_range(1, 900), _LAMBDA),
    Limit("lambda:.*Function(Configuration)?", "MemorySize", *_range(128, 10240), _LAMBDA),
    Limit("cloudwatch:Put(Metric|Composite)Alarm", "[AlarmActions, OKActions, InsufficientDataActions][][]", *_ACTION, _ALARM, "ValidationError"),
    Limit("cloudwatch:PutMetricAlarm", "Period", _period, "10, 20, 30, or a multiple of 60", _ALARM, "ValidationError"),
    Limit("cloudwatch:PutMetricAlarm", "DatapointsToAlarm && EvaluationPeriods && [@][?to_number(DatapointsToAlarm) > to_number(EvaluationPeriods)]", lambda _: False, "at most EvaluationPeriods", _ALARM, "ValidationError"),
    Limit("logs:Put(Metric|Subscription)Filter", "filterPattern", _balanced, "a pattern whose quotes and brackets close", _LOGS + "../logs/FilterAndPatternSyntax.html", "InvalidParameterException"),
    Limit("logs:PutRetentionPolicy", "retentionInDays", *_RETENTION, _LOGS + "API_PutRetentionPolicy"),
    Limit("rds:Create.*", "[DBClusterIdentifier, DBInstanceIdentifier]", *_DB_NAME, _RDS + "CreateDBCluster"),
    Limit(_CLUSTER, "BackupRetentionPeriod", *_range(1, 35), _RDS + "CreateDBCluster"),
    Limit("rds:DeleteDBCluster", "[@]", _final_snapshot, "either SkipFinalSnapshot or a FinalDBSnapshotIdentifier", _RDS + "DeleteDBCluster", "InvalidParameterCombination"),
    Limit("rds:.*", "PreferredBackupWindow", *_like(r"\d\d:\d\d-\d\d:\d\d"), _RDS + "CreateDBCluster"),
    Limit("rds:.*", "PreferredMaintenanceWindow", *_like(r"(?i)([a-z]{3}:\d\d:\d\d)-([a-z]{3}:\d\d:\d\d)"), _RDS + "CreateDBCluster"),
    Limit("rds:.*", "MonitoringInterval", *_one_of(0, 1, 5, 10, 15, 30, 60), _RDS + "CreateDBInstance"),
    Limit("rds:.*", "PromotionTier", *_range(0, 15), _RDS + "CreateDBInstance"),
    Limit("rds:.*", "PerformanceInsightsRetentionPeriod", *_one_of(7, 731, *range(31, 714, 31)), _RDS + "CreateDBInstance"),
    Limit(_CLUSTER, "ServerlessV2ScalingConfiguration.[MinCapacity, MaxCapacity]", *_one_of(*(n / 2 for n in range(513)), *range(257)), _RDS + "ServerlessV2ScalingConfiguration"),
    Limit("application-autoscaling:RegisterScalableTarget", "MinCapacity && MaxCapacity && [@][?to_number(MinCapacity) > to_number(MaxCapacity)]", lambda _: False, "at most MaxCapacity", "autoscaling/application/APIReference/API_RegisterScalableTarget"),
    Limit("events:PutRule", "ScheduleExpression", *_like(r"rate\(\d+ (minute|hour|day)s?\)|cron\((\S+ ){5}\S+\)"), "eventbridge/latest/APIReference/API_PutRule"),
    Limit("events:PutRule", "EventPattern", _json, "a JSON object", "eventbridge/latest/APIReference/API_PutRule", "InvalidEventPatternException"),
    *(
        Limit("sqs:(CreateQueue|SetQueueAttributes)", f"Attributes.{name}", *_range(*limits), _SQS, "InvalidAttributeValue")
        for name, limits in (
            ("DelaySeconds", (0, 900)),
            ("MessageRetentionPeriod", (60, 1209600)),
            ("ReceiveMessageWaitTimeSeconds", (0, 20)),
            ("VisibilityTimeout", (0, 43200)),
        )
    ),
    Limit("secretsmanager:DeleteSecret", "RecoveryWindowInDays", *_range(7, 30), "secretsmanager/latest/apireference/API_DeleteSecret"),
    Limit("kms:ScheduleKeyDeletion", "PendingWindowInDays", *_range(7, 30), "kms/latest/APIReference/API_ScheduleKeyDeletion"),
]  # fmt: skip


@cache
def _of(operation: str) -> tuple[tuple[Any, Limit], ...]:
    return tuple(
        (jmespath.compile(each.path), each) for each in LIMITS if re.fullmatch(each.operation, operation)
    )


def check(call: Call, given: dict[str, Any]) -> Refusal | None:
    """The first value outside of what the operation's page allows; None where all fit."""
    for path, limit in _of(call.name):
        for value in as_list(path.search(given)):
            if value is not None and not limit.fits(value):
                shown = limit.path if isinstance(value, dict) else f"'{value}' at '{limit.path}'"
                return Refusal(
                    limit.code or invalid(call), f"Invalid value {shown}: it has to be {limit.allowed}"
                )
    return None
