"""X-Ray additions."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from harness import REGION, Clients

RULE = {
    "RuleName": "health",
    "Priority": 100,
    "ReservoirSize": 0,
    "FixedRate": 0.0,
    "Host": "*",
    "HTTPMethod": "GET",
    "ResourceARN": "*",
    "ServiceName": "*",
    "ServiceType": "*",
    "URLPath": "*/health",
    "Version": 1,
}
TAGS = [{"Key": "Project", "Value": "petclinic"}]


def test_a_group_is_kept_changed_and_deleted(client: Clients) -> None:
    xray = client("xray")
    made = xray.create_group(
        GroupName="slow", FilterExpression="responsetime > 1", InsightsConfiguration={"InsightsEnabled": True}
    )["Group"]
    xray.update_group(GroupName="slow", FilterExpression="responsetime > 2")
    found = xray.get_group(GroupARN=made["GroupARN"])["Group"]
    assert found["FilterExpression"] == "responsetime > 2"
    assert found["InsightsConfiguration"] == {"InsightsEnabled": True, "NotificationsEnabled": False}
    with pytest.raises(ClientError, match="already exists"):
        xray.create_group(GroupName="slow")
    xray.delete_group(GroupName="slow")
    assert xray.get_groups()["Groups"] == []
    with pytest.raises(ClientError, match="InvalidRequestException"):
        xray.get_group(GroupName="slow")


def test_a_sampling_rule_is_kept_changed_and_deleted(client: Clients) -> None:
    xray = client("xray")
    xray.create_sampling_rule(SamplingRule=RULE)
    xray.update_sampling_rule(SamplingRuleUpdate={"RuleName": "health", "FixedRate": 0.5})
    by_name = {
        each["SamplingRule"]["RuleName"]: each["SamplingRule"]
        for each in xray.get_sampling_rules()["SamplingRuleRecords"]
    }
    assert by_name.keys() == {"health", "Default"}
    changed = {**RULE, "FixedRate": 0.5}
    assert {name: by_name["health"][name] for name in changed} == changed
    xray.delete_sampling_rule(RuleName="health")
    assert len(xray.get_sampling_rules()["SamplingRuleRecords"]) == 1
    with pytest.raises(ClientError, match="does not exist"):
        xray.delete_sampling_rule(RuleName="health")


def test_tags_are_those_of_the_creation_and_those_since(client: Clients) -> None:
    xray = client("xray")
    arn = xray.create_sampling_rule(SamplingRule=RULE, Tags=TAGS)["SamplingRuleRecord"]["SamplingRule"][
        "RuleARN"
    ]
    assert xray.list_tags_for_resource(ResourceARN=arn)["Tags"] == TAGS
    xray.tag_resource(ResourceARN=arn, Tags=[{"Key": "Stack", "Value": "observability"}])
    xray.untag_resource(ResourceARN=arn, TagKeys=["Project"])
    assert xray.list_tags_for_resource(ResourceARN=arn)["Tags"] == [
        {"Key": "Stack", "Value": "observability"}
    ]
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        xray.list_tags_for_resource(ResourceARN=f"arn:aws:xray:{REGION}:123456789012:group/none/X")


def test_the_key_of_traces_is_kept(client: Clients) -> None:
    xray = client("xray")
    assert xray.get_encryption_config()["EncryptionConfig"] == {"Type": "NONE", "Status": "ACTIVE"}
    xray.put_encryption_config(Type="KMS", KeyId="alias/petclinic")
    assert xray.get_encryption_config()["EncryptionConfig"]["KeyId"] == "alias/petclinic"
    with pytest.raises(ClientError, match="KeyId"):
        xray.put_encryption_config(Type="KMS")
