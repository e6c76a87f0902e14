"""RDS: passwords of the database's administrator, and TLS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from database_client import Connection, RefusedError
from harness import Clients, Emulator
from rds_cluster import CLUSTER, MANAGED, Connect, connection_of, described


def by_rds(client: Clients) -> None:
    client("rds").modify_db_cluster(
        DBClusterIdentifier="petclinic", RotateMasterUserPassword=True, ApplyImmediately=True
    )


def by_secrets_manager(client: Clients) -> None:
    arn = described(client("rds"))["MasterUserSecret"]["SecretArn"]
    client("secretsmanager").rotate_secret(SecretId=arn)


def test_after_a_rotation_only_the_new_password_opens_the_cluster(
    client: Clients, rds: Any, connect: Connect
) -> None:
    rds.create_db_cluster(**MANAGED)
    for rotate in (by_rds, by_secrets_manager):
        before = connect()
        rotate(client)
        assert connect().run("SELECT 1") == ["1"]
        with pytest.raises(RefusedError, match="1045"):
            before.run("SELECT 1")


def test_a_managed_password_replaces_one_s_own_and_back(
    emulator: Emulator, client: Clients, rds: Any, connect: Connect, state_dir: Path
) -> None:
    def change(**asked: Any) -> None:
        rds.modify_db_cluster(DBClusterIdentifier="petclinic", **asked)

    rds.create_db_cluster(**CLUSTER, MasterUserPassword="first-secret")
    first = connection_of(emulator, state_dir, "first-secret")
    change(MasterUserPassword="second-secret")
    with pytest.raises(RefusedError, match="1045"):
        first.run("SELECT 1")
    assert first.with_password("second-secret").run("SELECT 1") == ["1"]
    change(ManageMasterUserPassword=True)
    assert connect().run("SELECT 1") == ["1"]
    change(ManageMasterUserPassword=False, MasterUserPassword="third-secret")
    assert first.with_password("third-secret").run("SELECT 1") == ["1"]
    assert client("secretsmanager").list_secrets()["SecretList"] == []


def takes_plain_text(connection: Connection) -> bool:
    try:
        return connection.without_tls().run("SELECT 1") == ["1"]
    except RefusedError:
        return False


def test_the_parameter_group_decides_whether_tls_is_required(rds: Any, connect: Connect) -> None:
    group = {"DBClusterParameterGroupName": "group"}
    secure = {"ParameterName": "require_secure_transport", "ApplyMethod": "immediate"}
    on, off = {**secure, "ParameterValue": "ON"}, {**secure, "ParameterValue": "OFF"}
    rds.create_db_cluster_parameter_group(
        **group, DBParameterGroupFamily="aurora-mysql8.0", Description="group"
    )
    rds.modify_db_cluster_parameter_group(**group, Parameters=[on])

    rds.create_db_cluster(**MANAGED)
    assert takes_plain_text(connect())
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", **group)
    assert not takes_plain_text(connect())
    assert connect().run("SELECT 1") == ["1"]
    rds.modify_db_cluster_parameter_group(**group, Parameters=[off])
    assert takes_plain_text(connect())
    rds.modify_db_cluster_parameter_group(**group, Parameters=[on])
    assert not takes_plain_text(connect())
    rds.reset_db_cluster_parameter_group(**group, Parameters=[on])
    assert takes_plain_text(connect())

    rds.modify_db_cluster_parameter_group(**group, Parameters=[on])
    rds.delete_db_cluster(DBClusterIdentifier="petclinic", SkipFinalSnapshot=True)
    rds.create_db_cluster(**MANAGED, **group)
    assert not takes_plain_text(connect())
