"""AWS Config: what the provider reads back, and what has to be there first."""

from __future__ import annotations

from typing import Any

from moto.config.exceptions import NoAvailableConfigurationRecorderException, NoSuchBucketException
from moto.config.models import ConfigBackend, ConfigRule
from moto.core.exceptions import JsonRESTError
from moto.s3.models import s3_backends

from .patching import Function, mend
from .s3 import lets_service_write

_SERVICE = "config.amazonaws.com"
_MODES = [{"Mode": "DETECTIVE"}]


@mend(ConfigBackend, "put_configuration_recorder")
def put_configuration_recorder(original: Function, backend: ConfigBackend, recorder: dict[str, Any]) -> None:
    """PutConfigurationRecorder: stock moto forgets the frequency, and refuses an empty exclusion."""
    group = recorder.get("recordingGroup") or {}
    if not (group.get("exclusionByResourceTypes") or {}).get("resourceTypes"):
        group.pop("exclusionByResourceTypes", None)
    original(backend, recorder)
    backend.recorders[recorder["name"]].recording_mode = {
        "recordingFrequency": "CONTINUOUS",
        **recorder.get("recordingMode", {}),
    }


@mend(ConfigBackend, "put_delivery_channel")
def put_delivery_channel(original: Function, backend: ConfigBackend, channel: dict[str, Any]) -> None:
    """PutDeliveryChannel: AWS writes to the bucket, so it has to exist and its policy to allow that.

    https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    """
    name = channel.get("s3BucketName")
    bucket = s3_backends[backend.account_id][backend.partition].buckets.get(name)
    if name and bucket is None:
        raise NoSuchBucketException()
    prefix = channel.get("s3KeyPrefix")
    folder = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    if bucket is not None and not lets_service_write(
        bucket, _SERVICE, f"{folder}/{backend.account_id}/Config/ConfigWritabilityCheckFile"
    ):
        raise JsonRESTError(
            "InsufficientDeliveryPolicyException",
            f"Insufficient delivery policy to s3 bucket: {name}, unable to write to bucket, "
            f"provided s3 key prefix is '{prefix or 'null'}'.",
        )
    original(backend, channel)


@mend(ConfigBackend, "put_config_rule")
def put_config_rule(
    original: Function,
    backend: ConfigBackend,
    config_rule: dict[str, Any],
    tags: list[dict[str, str]] | None = None,
) -> str:
    """PutConfigRule: it needs a recorder; the tags of a rule that is there stay as they are.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
    """
    if not backend.recorders:
        raise NoAvailableConfigurationRecorderException()
    rule = backend.config_rules.get(config_rule.get("ConfigRuleName", ""))
    kept = rule.tags if rule else None
    answer: str = original(backend, config_rule, tags)
    if rule is not None:
        rule.tags = kept
    return answer


@mend(ConfigRule, "modify_fields")
def modify_fields(
    original: Function, rule: ConfigRule, region: str, config_rule: dict[str, Any], tags: dict[str, str]
) -> None:
    """PutConfigRule: stock moto forgets the modes of evaluation."""
    original(rule, region, config_rule, tags)
    rule.evaluation_modes = config_rule.get("EvaluationModes") or _MODES
