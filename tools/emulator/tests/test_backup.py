"""Additions to AWS Backup."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator, make_role

VAULT = "petclinic"
PLANS_VAULT = "plans"
ROLE = "arn:aws:iam::123456789012:role/backup"
SELECTION = {"SelectionName": "aurora", "IamRoleArn": ROLE, "Resources": ["arn:aws:rds:*:*:cluster:*"]}


@pytest.fixture(autouse=True)
def needed(client: Clients) -> None:
    make_role(client, "backup")
    client("backup").create_backup_vault(BackupVaultName=PLANS_VAULT)


def plan(**rule: Any) -> dict[str, Any]:
    return {
        "BackupPlanName": "daily",
        "Rules": [{"RuleName": "daily", "TargetBackupVaultName": PLANS_VAULT, **rule}],
    }


def make_plan(client: Clients, **rule: Any) -> str:
    return client("backup").create_backup_plan(BackupPlan=plan(**rule))["BackupPlanId"]


def make_vault(client: Clients, **more: Any) -> str:
    return client("backup").create_backup_vault(BackupVaultName=VAULT, **more)["BackupVaultArn"]


def test_a_plan_is_changed_in_place(client: Clients) -> None:
    backup = client("backup")
    made = backup.create_backup_plan(BackupPlan=plan(Lifecycle={"DeleteAfterDays": 30}))
    changed = backup.update_backup_plan(
        BackupPlanId=made["BackupPlanId"], BackupPlan=plan(Lifecycle={"DeleteAfterDays": 35})
    )
    assert changed["BackupPlanArn"] == made["BackupPlanArn"]
    assert changed["VersionId"] != made["VersionId"]
    (rule,) = backup.get_backup_plan(BackupPlanId=made["BackupPlanId"])["BackupPlan"]["Rules"]
    assert rule["Lifecycle"] == {"DeleteAfterDays": 35}


def test_cold_storage_is_for_90_days_at_least(client: Clients) -> None:
    with pytest.raises(ClientError, match="90 days apart"):
        make_plan(client, Lifecycle={"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 119})
    make_plan(client, Lifecycle={"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 120})


def test_a_selection_is_kept_and_holds_its_plan(client: Clients) -> None:
    backup, plan_id = client("backup"), make_plan(client)
    selected = {**SELECTION, "Conditions": {"StringEquals": [{"ConditionKey": "k", "ConditionValue": "v"}]}}
    made = backup.create_backup_selection(BackupPlanId=plan_id, BackupSelection=selected)
    named = {"BackupPlanId": plan_id, "SelectionId": made["SelectionId"]}
    assert backup.get_backup_selection(**named)["BackupSelection"] == selected
    (listed,) = backup.list_backup_selections(BackupPlanId=plan_id)["BackupSelectionsList"]
    assert (listed["SelectionId"], listed["SelectionName"]) == (made["SelectionId"], "aurora")
    with pytest.raises(ClientError, match="selections must be deleted prior"):
        backup.delete_backup_plan(BackupPlanId=plan_id)
    backup.delete_backup_selection(**named)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        backup.get_backup_selection(**named)
    backup.delete_backup_plan(BackupPlanId=plan_id)


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        (SELECTION, "AlreadyExistsException"),
        ({"SelectionName": "other", "IamRoleArn": ROLE}, "InvalidParameterValueException"),
    ],
)
def test_a_selection_selects_something_under_its_own_name(
    client: Clients, selection: dict[str, Any], code: str
) -> None:
    backup, plan_id = client("backup"), make_plan(client)
    backup.create_backup_selection(BackupPlanId=plan_id, BackupSelection=SELECTION)
    with pytest.raises(ClientError, match=code):
        backup.create_backup_selection(BackupPlanId=plan_id, BackupSelection=selection)


def test_the_name_of_a_deleted_plan_is_free(client: Clients) -> None:
    first = make_plan(client)
    with pytest.raises(ClientError, match="AlreadyExistsException"):
        make_plan(client)
    client("backup").delete_backup_plan(BackupPlanId=first)
    make_plan(client)
    listed = client("backup").list_backup_plans(IncludeDeleted=True)["BackupPlansList"]
    assert len(listed) == 2


def test_a_vault_has_a_policy_until_that_is_deleted(client: Clients) -> None:
    backup = client("backup")
    make_vault(client)
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    with pytest.raises(ClientError, match="has no access policy"):
        backup.get_backup_vault_access_policy(BackupVaultName=VAULT)
    backup.put_backup_vault_access_policy(BackupVaultName=VAULT, Policy=policy)
    assert backup.get_backup_vault_access_policy(BackupVaultName=VAULT)["Policy"] == policy
    backup.delete_backup_vault_access_policy(BackupVaultName=VAULT)
    with pytest.raises(ClientError, match="has no access policy"):
        backup.get_backup_vault_access_policy(BackupVaultName=VAULT)


def test_the_tags_of_a_deleted_vault_go_with_it(client: Clients) -> None:
    make_vault(client, BackupVaultTags={"Project": "petclinic"})
    client("backup").delete_backup_vault(BackupVaultName=VAULT)
    assert client("backup").list_tags(ResourceArn=make_vault(client))["Tags"] == {}


def test_tags_are_listed_without_a_slash_at_the_end_too(emulator: Emulator, client: Clients) -> None:
    arn = make_vault(client, BackupVaultTags={"Project": "petclinic"})
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port)
    scope = "AWS4-HMAC-SHA256 Credential=test/20250101/us-west-2/backup/aws4_request"
    connection.request("GET", f"/tags/{arn.replace(':', '%3A')}", headers={"Authorization": scope})
    assert json.load(connection.getresponse()) == {"Tags": {"Project": "petclinic"}}


def cluster(client: Clients) -> str:
    """The ARN of a new cluster whose engine needs no database."""
    return client("rds").create_db_cluster(
        DBClusterIdentifier="main",
        Engine="aurora-postgresql",
        MasterUsername="petclinic",
        MasterUserPassword="not-a-secret",
    )["DBCluster"]["DBClusterArn"]


def test_a_vault_with_recovery_points_stays(client: Clients) -> None:
    backup, arn = client("backup"), cluster(client)
    make_vault(client)
    named = {"BackupVaultName": VAULT}
    job = backup.start_backup_job(**named, ResourceArn=arn, IamRoleArn=ROLE, Lifecycle={"DeleteAfterDays": 7})
    assert backup.describe_backup_job(BackupJobId=job["BackupJobId"])["State"] == "COMPLETED"
    assert backup.describe_backup_vault(**named)["NumberOfRecoveryPoints"] == 1
    assert (
        backup.list_recovery_points_by_backup_vault(**named, ByResourceArn=f"{arn}2")["RecoveryPoints"] == []
    )
    (point,) = backup.list_recovery_points_by_backup_vault(**named, ByResourceArn=arn)["RecoveryPoints"]
    assert (point["ResourceArn"], point["Lifecycle"]) == (arn, {"DeleteAfterDays": 7})
    with pytest.raises(ClientError, match="contains recovery points"):
        backup.delete_backup_vault(**named)
    backup.delete_recovery_point(**named, RecoveryPointArn=point["RecoveryPointArn"])
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        backup.describe_recovery_point(**named, RecoveryPointArn=point["RecoveryPointArn"])
    backup.delete_backup_vault(**named)


def test_only_a_cluster_that_is_there_is_backed_up(client: Clients) -> None:
    make_vault(client)
    arn = cluster(client)
    with pytest.raises(ClientError, match="does not exist"):
        client("backup").start_backup_job(BackupVaultName=VAULT, ResourceArn=f"{arn}2", IamRoleArn=ROLE)
    with pytest.raises(ClientError, match="only Aurora clusters"):
        client("backup").start_backup_job(
            BackupVaultName=VAULT, ResourceArn="arn:aws:s3:::bucket", IamRoleArn=ROLE
        )


def test_a_region_leaves_out_types_that_somebody_opted_out_of(client: Clients) -> None:
    backup = client("backup")
    assert backup.describe_region_settings()["ResourceTypeOptInPreference"]["Aurora"]
    backup.update_region_settings(ResourceTypeOptInPreference={"Aurora": False})
    settings = backup.describe_region_settings()["ResourceTypeOptInPreference"]
    assert not settings["Aurora"]
    assert settings["DynamoDB"]
