"""Additions to AWS Config."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import REGION, Clients, make_role

ROLE = "arn:aws:iam::123456789012:role/config"
RULE = {"ConfigRuleName": "tags", "Source": {"Owner": "AWS", "SourceIdentifier": "REQUIRED_TAGS"}}
PARAMETERS = json.dumps({"tag1Key": "Project"})


@pytest.fixture(autouse=True)
def role(client: Clients) -> str:
    return make_role(client, "config")


def put_recorder(client: Clients, **more: Any) -> None:
    client("config").put_configuration_recorder(
        ConfigurationRecorder={"name": "petclinic", "roleARN": ROLE, **more}
    )


def put_channel(client: Clients, **more: Any) -> None:
    client("config").put_delivery_channel(
        DeliveryChannel={"name": "petclinic", "s3BucketName": "archive", **more}
    )


def make_bucket(client: Clients, resource: str, service: str = "config.amazonaws.com") -> None:
    client("s3").create_bucket(Bucket="archive", CreateBucketConfiguration={"LocationConstraint": REGION})
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::archive/{resource}",
    }
    client("s3").put_bucket_policy(
        Bucket="archive", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )


def test_a_recorder_keeps_how_often_it_records(client: Clients) -> None:
    mode = {
        "recordingFrequency": "DAILY",
        "recordingModeOverrides": [
            {"resourceTypes": ["AWS::EC2::VPC"], "recordingFrequency": "CONTINUOUS", "description": "network"}
        ],
    }
    put_recorder(client, recordingMode=mode)
    (found,) = client("config").describe_configuration_recorders()["ConfigurationRecorders"]
    assert found["recordingMode"] == mode
    put_recorder(client)
    (found,) = client("config").describe_configuration_recorders()["ConfigurationRecorders"]
    assert found["recordingMode"] == {"recordingFrequency": "CONTINUOUS"}


@pytest.mark.parametrize("exclusion", [{}, {"resourceTypes": []}])
def test_an_empty_exclusion_is_none(client: Clients, exclusion: dict[str, Any]) -> None:
    group = {"allSupported": False, "resourceTypes": ["AWS::EC2::VPC"]}
    put_recorder(client, recordingGroup={**group, "exclusionByResourceTypes": exclusion})
    (found,) = client("config").describe_configuration_recorders()["ConfigurationRecorders"]
    assert found["recordingGroup"]["resourceTypes"] == ["AWS::EC2::VPC"]


def test_a_delivery_channel_needs_a_bucket_that_lets_config_write(client: Clients) -> None:
    put_recorder(client)
    with pytest.raises(ClientError, match="NoSuchBucketException"):
        put_channel(client)
    make_bucket(client, "AWSLogs/123456789012/Config/*")
    put_channel(client)
    with pytest.raises(ClientError, match="InsufficientDeliveryPolicyException"):
        put_channel(client, s3KeyPrefix="elsewhere")


def test_a_policy_for_another_service_does_not_do(client: Clients) -> None:
    put_recorder(client)
    make_bucket(client, "*", service="cloudtrail.amazonaws.com")
    with pytest.raises(ClientError, match="InsufficientDeliveryPolicyException"):
        put_channel(client)


def test_a_rule_needs_a_recorder(client: Clients) -> None:
    with pytest.raises(ClientError, match="NoAvailableConfigurationRecorder"):
        client("config").put_config_rule(ConfigRule={**RULE, "InputParameters": PARAMETERS})


@pytest.mark.parametrize(
    "asked", [[{"Mode": "DETECTIVE"}], [{"Mode": "DETECTIVE"}, {"Mode": "PROACTIVE"}], None]
)
def test_a_rule_keeps_its_modes(client: Clients, asked: list[dict[str, str]] | None) -> None:
    put_recorder(client)
    more = {} if asked is None else {"EvaluationModes": asked}
    client("config").put_config_rule(ConfigRule={**RULE, "InputParameters": PARAMETERS, **more})
    (found,) = client("config").describe_config_rules()["ConfigRules"]
    assert found["EvaluationModes"] == (asked or [{"Mode": "DETECTIVE"}])


def test_a_changed_rule_keeps_its_tags(client: Clients) -> None:
    put_recorder(client)
    config = client("config")
    rule = {**RULE, "InputParameters": PARAMETERS}
    config.put_config_rule(ConfigRule=rule, Tags=[{"Key": "Project", "Value": "petclinic"}])
    config.put_config_rule(ConfigRule={**rule, "Description": "new"})
    (found,) = config.describe_config_rules()["ConfigRules"]
    assert found["Description"] == "new"
    tags = config.list_tags_for_resource(ResourceArn=found["ConfigRuleArn"])["Tags"]
    assert tags == [{"Key": "Project", "Value": "petclinic"}]
