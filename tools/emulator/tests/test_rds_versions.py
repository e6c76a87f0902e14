"""RDS: versions of Aurora MySQL, and what an upgrade asks for and leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from database_client import Connection
from harness import Clients, Emulator
from rds_cluster import INSTANCE, MANAGED

OLD, PATCH, NEW = "8.0.mysql_aurora.3.10.3", "8.0.mysql_aurora.3.10.4", "8.4.mysql_aurora.8.4.7"
CLUSTER = {name: value for name, value in MANAGED.items() if name not in ("EngineVersion", "DatabaseName")}
GROUPS = {"DBClusterParameterGroupName": "new", "DBInstanceParameterGroupName": "new"}
MAJOR = {"EngineVersion": NEW, "AllowMajorVersionUpgrade": True, **GROUPS}


@pytest.fixture
def rds(client: Clients) -> Any:
    """RDS with parameter groups `old` and `new` of both families, and a cluster of the old version."""
    rds = client("rds")
    for name, family in (("old", "aurora-mysql8.0"), ("new", "aurora-mysql8.4")):
        rds.create_db_parameter_group(
            DBParameterGroupName=name, DBParameterGroupFamily=family, Description=name
        )
        rds.create_db_cluster_parameter_group(
            DBClusterParameterGroupName=name, DBParameterGroupFamily=family, Description=name
        )
    rds.create_db_cluster(**CLUSTER, EngineVersion=OLD, DBClusterParameterGroupName="old")
    rds.create_db_instance(**INSTANCE, DBParameterGroupName="old")
    return rds


def modify(rds: Any, **change: Any) -> None:
    rds.modify_db_cluster(**{"DBClusterIdentifier": "petclinic", "ApplyImmediately": True, **change})


def found(rds: Any) -> tuple[str, str, str, str]:
    """Version and parameter group of the cluster, and of its instance."""
    [cluster] = rds.describe_db_clusters()["DBClusters"]
    [instance] = rds.describe_db_instances()["DBInstances"]
    [group] = instance["DBParameterGroups"]
    return (
        cluster["EngineVersion"],
        cluster["DBClusterParameterGroup"],
        instance["EngineVersion"],
        group["DBParameterGroupName"],
    )


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({**MAJOR, "AllowMajorVersionUpgrade": False}, "The AllowMajorVersionUpgrade flag must be present"),
    (
        {**MAJOR, "DBInstanceParameterGroupName": None},
        "The current DB instance parameter group old is custom",
    ),
    (
        {**MAJOR, "DBClusterParameterGroupName": None},
        "The current DB cluster parameter group old is custom",
    ),
    ({**MAJOR, "DBInstanceParameterGroupName": "old"}, "Use a parameter group with .* aurora-mysql8.4"),
    ({**MAJOR, "DBClusterParameterGroupName": "old"}, "Use a parameter group with .* aurora-mysql8.4"),
    (
        {**MAJOR, "EngineVersion": "8.4.mysql_aurora.8.4.99"},
        "Cannot find version 8.4.mysql_aurora.8.4.99",
    ),
    (
        {"EngineVersion": "8.0.mysql_aurora.3.10.2"},
        "Cannot upgrade aurora-mysql from .*3.10.3 to .*3.10.2",
    ),
    ({**MAJOR, "EngineVersion": "5.7.mysql_aurora.2.12.6"}, "Cannot upgrade aurora-mysql"),
    (
        {"EngineVersion": PATCH, "DBInstanceParameterGroupName": "old"},
        "can only be specified for a major",
    ),
    ({"DBClusterParameterGroupName": "new"}, "Use a parameter group with .* aurora-mysql8.0"),
]


def test_two_major_versions_are_two_upgrades(client: Clients) -> None:
    rds = client("rds")
    rds.create_db_cluster(**CLUSTER, EngineVersion="5.7.mysql_aurora.2.12.6")
    with pytest.raises(ClientError, match=r"Cannot upgrade aurora-mysql from 5.7.* to 8.4"):
        modify(rds, EngineVersion=NEW, AllowMajorVersionUpgrade=True)
    modify(rds, EngineVersion=PATCH, AllowMajorVersionUpgrade=True)
    modify(rds, EngineVersion=NEW, AllowMajorVersionUpgrade=True)


def test_a_major_upgrade_keeps_data_and_restarts_the_database(
    emulator: Emulator, client: Clients, rds: Any, state_dir: Path
) -> None:
    [cluster] = rds.describe_db_clusters()["DBClusters"]
    secret = client("secretsmanager").get_secret_value(SecretId=cluster["MasterUserSecret"]["SecretArn"])
    [server] = emulator.status()["databases"]
    password = json.loads(secret["SecretString"])["password"]
    database = Connection(
        server["port"], "petclinic", password, state_dir / "database-ca.pem", server["host"]
    )
    database.run(
        "CREATE DATABASE clinic; CREATE TABLE clinic.pets (id INT); INSERT INTO clinic.pets VALUES (1)"
    )
    [pid] = (state_dir / "mariadb").glob("*/pid")
    before = pid.read_text()
    modify(rds, **MAJOR)
    assert found(rds) == (NEW, "new", NEW, "new")
    assert database.run("SELECT id FROM clinic.pets") == ["1"]
    assert pid.read_text() != before
    assert emulator.status()["databases"] == [server]
    modify(rds, BackupRetentionPeriod=8)
    rds.delete_db_parameter_group(DBParameterGroupName="old")
    rds.delete_db_cluster_parameter_group(DBClusterParameterGroupName="old")


# One test for all that needs no connection: a cluster takes seconds to make, as it has a database.
def test_what_aws_refuses_changes_nothing_and_an_upgrade_waits_for_the_window(rds: Any) -> None:
    for change, reason in REFUSED:
        with pytest.raises(ClientError, match=f"InvalidParameterCombination.*{reason}"):
            modify(rds, **{name: value for name, value in change.items() if value is not None})
        assert found(rds) == (OLD, "old", OLD, "old")
    other = {**CLUSTER, "DBClusterIdentifier": "other"}
    with pytest.raises(ClientError, match=r"Cannot find version 8.0.mysql_aurora.3.10.9"):
        rds.create_db_cluster(**other, EngineVersion="8.0.mysql_aurora.3.10.9")
    with pytest.raises(ClientError, match=r"Use a parameter group with .* aurora-mysql8.0"):
        rds.create_db_cluster(**other, EngineVersion=OLD, DBClusterParameterGroupName="new")
    with pytest.raises(ClientError, match=r"Use a parameter group with .* aurora-mysql8.0"):
        rds.create_db_instance(
            **{**INSTANCE, "DBInstanceIdentifier": "petclinic-b", "DBParameterGroupName": "new"}
        )
    with pytest.raises(ClientError, match=r"Use a parameter group with .* aurora-mysql8.0"):
        rds.modify_db_instance(DBInstanceIdentifier="petclinic-a", DBParameterGroupName="new")
    assert [each["DBClusterIdentifier"] for each in rds.describe_db_clusters()["DBClusters"]] == ["petclinic"]
    assert found(rds) == (OLD, "old", OLD, "old")
    modify(rds, **MAJOR, ApplyImmediately=False)
    [cluster] = rds.describe_db_clusters()["DBClusters"]
    assert cluster["PendingModifiedValues"] == {"EngineVersion": NEW}
    assert found(rds) == (OLD, "old", OLD, "old")
    with pytest.raises(ClientError, match=r"Use a parameter group with .* aurora-mysql8.0"):
        rds.modify_db_instance(DBInstanceIdentifier="petclinic-a", DBParameterGroupName="new")
    modify(rds, BackupRetentionPeriod=8)
    assert found(rds) == (NEW, "new", NEW, "new")
