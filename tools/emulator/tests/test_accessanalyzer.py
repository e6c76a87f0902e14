"""IAM Access Analyzer, which is the emulator's own."""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator


def test_an_analyzer_is_kept_tagged_and_deleted(client: Clients) -> None:
    analyzers = client("accessanalyzer")
    arn = analyzers.create_analyzer(
        analyzerName="petclinic", type="ACCOUNT", tags={"Project": "petclinic", "Stack": "old"}
    )["arn"]
    analyzers.tag_resource(resourceArn=arn, tags={"Stack": "security"})
    analyzers.untag_resource(resourceArn=arn, tagKeys=["Project"])
    found = analyzers.get_analyzer(analyzerName="petclinic")["analyzer"]
    assert (found["arn"], found["type"], found["status"]) == (arn, "ACCOUNT", "ACTIVE")
    assert found["tags"] == {"Stack": "security"}
    assert analyzers.list_tags_for_resource(resourceArn=arn)["tags"] == {"Stack": "security"}
    assert [each["name"] for each in analyzers.list_analyzers(type="ACCOUNT")["analyzers"]] == ["petclinic"]
    assert analyzers.list_analyzers(type="ORGANIZATION")["analyzers"] == []
    analyzers.delete_analyzer(analyzerName="petclinic")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        analyzers.get_analyzer(analyzerName="petclinic")


def test_a_region_has_one_analyzer_of_the_account(client: Clients) -> None:
    analyzers = client("accessanalyzer")
    analyzers.create_analyzer(analyzerName="dev", type="ACCOUNT")
    with pytest.raises(ClientError, match="ServiceQuotaExceededException"):
        analyzers.create_analyzer(analyzerName="prod", type="ACCOUNT")
    with pytest.raises(ClientError, match="ConflictException"):
        analyzers.create_analyzer(analyzerName="dev", type="ACCOUNT")


def test_regions_have_analyzers_of_their_own(emulator: Emulator, client: Clients) -> None:
    client("accessanalyzer").create_analyzer(analyzerName="dev", type="ACCOUNT")
    elsewhere = boto3.client(
        "accessanalyzer",
        endpoint_url=emulator.url,
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    assert elsewhere.list_analyzers()["analyzers"] == []
    assert ":eu-west-1:" in elsewhere.create_analyzer(analyzerName="dev", type="ACCOUNT")["arn"]


def test_what_the_service_does_not_answer_is_said_so(client: Clients) -> None:
    with pytest.raises(ClientError, match="not implemented by the emulator"):
        client("accessanalyzer").list_findings(analyzerArn="arn:aws:access-analyzer:us-west-2:1:analyzer/x")


def test_reset_clears_what_the_emulator_answers_by_itself(emulator: Emulator, client: Clients) -> None:
    client("accessanalyzer").create_analyzer(analyzerName="dev", type="ACCOUNT")
    client("xray").create_group(GroupName="dev")
    emulator.reset()
    assert client("accessanalyzer").list_analyzers()["analyzers"] == []
    assert client("xray").get_groups()["Groups"] == []
