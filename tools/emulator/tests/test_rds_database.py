"""RDS: the real database behind an Aurora MySQL cluster."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from database_client import Connection, RefusedError
from harness import MARIADB, Clients, Emulator, log_file, start

CLUSTER = {
    "DBClusterIdentifier": "petclinic",
    "Engine": "aurora-mysql",
    "EngineVersion": "8.0.mysql_aurora.3.10.0",
    "MasterUsername": "petclinic",
    "DatabaseName": "clinic",
}
MANAGED = {**CLUSTER, "ManageMasterUserPassword": True}
Connect = Callable[[], Connection]


@pytest.fixture
def rds(client: Clients) -> Any:
    return client("rds")


def described(rds: Any) -> dict[str, Any]:
    return rds.describe_db_clusters(DBClusterIdentifier="petclinic")["DBClusters"][0]


def secret_of(client: Clients) -> dict[str, str]:
    arn = described(client("rds"))["MasterUserSecret"]["SecretArn"]
    return json.loads(client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


def told(emulator: Emulator, cluster: str = "petclinic") -> dict[str, Any]:
    """The entry of a cluster's server in the emulator's status."""
    return next(each for each in emulator.status()["databases"] if each["cluster"] == cluster)


def connection_of(emulator: Emulator, state_dir: Path, password: str, name: str = "petclinic") -> Connection:
    server = told(emulator, name)
    return Connection(server["port"], "petclinic", password, state_dir / "database-ca.pem", server["host"])


@pytest.fixture
def connect(emulator: Emulator, client: Clients, state_dir: Path) -> Connect:
    """A connection with the managed secret, the server's address, and the certificate authority's file."""
    return lambda: connection_of(emulator, state_dir, secret_of(client)["password"])


def listens(server: dict[str, Any]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((server["host"], server["port"])) == 0


def test_the_managed_secret_opens_the_cluster(client: Clients, rds: Any, connect: Connect) -> None:
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    created = rds.create_db_cluster(**MANAGED, MasterUserSecretKmsKeyId=key)["DBCluster"]
    assert re.fullmatch(r"petclinic\.cluster-\w+\.us-west-2\.rds\.amazonaws\.com", created["Endpoint"])
    assert created["ReaderEndpoint"] == created["Endpoint"].replace(".cluster-", ".cluster-ro-")
    assert created["Port"] == 3306
    assert created["MasterUserSecret"]["SecretStatus"] == "active"
    assert created["MasterUserSecret"]["KmsKeyId"] == key
    secret = client("secretsmanager").describe_secret(SecretId=created["MasterUserSecret"]["SecretArn"])
    assert (secret["Name"].startswith("rds!cluster-"), secret["KmsKeyId"]) == (True, key)
    assert connect().run("SELECT CURRENT_USER()", "clinic") == ["petclinic@%"]


def test_a_port_that_was_asked_for_is_the_server_s(emulator: Emulator, rds: Any) -> None:
    rds.create_db_cluster(**MANAGED, Port=3307)
    assert (described(rds)["Port"], told(emulator)["port"]) == (3307, 3307)
    assert listens(told(emulator))


def test_a_database_that_dies_is_restarted_on_its_data_and_told(
    emulator: Emulator, rds: Any, connect: Connect, state_dir: Path
) -> None:
    rds.create_db_cluster(**MANAGED)
    connect().run("CREATE TABLE pets (id INT) ENGINE=InnoDB; INSERT INTO pets VALUES (1), (2)", "clinic")
    [pid] = (state_dir / "mariadb").glob("*/pid")
    os.kill(int(pid.read_text()), signal.SIGKILL)
    deadline = time.monotonic() + 30
    while told(emulator)["restarts"] == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (told(emulator)["restarts"], told(emulator)["serves"]) == (1, True)
    assert connect().run("SELECT COUNT(*) FROM pets", "clinic") == ["2"]
    assert "started again on its data" in log_file(state_dir).read_text()


def test_a_database_that_does_not_come_up_again_is_not_available(
    emulator: Emulator, rds: Any, state_dir: Path
) -> None:
    rds.create_db_cluster(**MANAGED)
    rds.create_db_instance(
        DBInstanceIdentifier="one",
        DBClusterIdentifier=MANAGED["DBClusterIdentifier"],
        DBInstanceClass="db.serverless",
        Engine="aurora-mysql",
    )

    def statuses() -> tuple[str, str]:
        [instance] = rds.describe_db_instances()["DBInstances"]
        return described(rds)["Status"], instance["DBInstanceStatus"]

    assert statuses() == ("available", "available")
    [pid] = (state_dir / "mariadb").glob("*/pid")
    (pid.parent / "data").rename(pid.parent / "lost")
    os.kill(int((pid).read_text()), signal.SIGKILL)
    deadline = time.monotonic() + 60
    while "did not start" not in log_file(state_dir).read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert told(emulator)["serves"] is False
    assert statuses() == ("failing-over", "failed")


def test_each_cluster_has_a_database_and_a_password_of_its_own(
    emulator: Emulator, client: Clients, rds: Any, connect: Connect, state_dir: Path
) -> None:
    rds.create_db_cluster(**MANAGED)
    connect().run("CREATE TABLE only_here (id INT)", "clinic")
    first = connect()
    other = rds.create_db_cluster(**{**MANAGED, "DBClusterIdentifier": "other"})["DBCluster"]
    secret = client("secretsmanager").get_secret_value(SecretId=other["MasterUserSecret"]["SecretArn"])
    password = json.loads(secret["SecretString"])["password"]
    assert password != first.password
    second = connection_of(emulator, state_dir, password, "other")
    assert (first.run("SHOW TABLES", "clinic"), second.run("SHOW TABLES", "clinic")) == (["only_here"], [])


def test_a_restored_cluster_takes_over_name_endpoint_and_instances(
    emulator: Emulator, client: Clients, rds: Any, state_dir: Path
) -> None:
    def rename(old: str, new: str) -> None:
        rds.modify_db_cluster(DBClusterIdentifier=old, NewDBClusterIdentifier=new, ApplyImmediately=True)

    def instance(name: str, cluster: str) -> None:
        rds.create_db_instance(
            DBInstanceIdentifier=name,
            DBClusterIdentifier=cluster,
            DBInstanceClass="db.serverless",
            Engine="aurora-mysql",
        )

    endpoint = rds.create_db_cluster(**MANAGED)["DBCluster"]["Endpoint"]
    instance("petclinic-a", "petclinic")
    rds.restore_db_cluster_to_point_in_time(
        DBClusterIdentifier="restored", SourceDBClusterIdentifier="petclinic", UseLatestRestorableTime=True
    )
    instance("restored-a", "restored")
    with pytest.raises(ClientError, match="DBClusterAlreadyExistsFault"):
        rename("restored", "petclinic")
    with pytest.raises(ClientError, match="DBInstanceAlreadyExists"):
        rds.modify_db_instance(DBInstanceIdentifier="restored-a", NewDBInstanceIdentifier="petclinic-a")
    rename("petclinic", "old")
    rename("restored", "petclinic")
    assert described(rds)["Endpoint"] == endpoint
    assert [each["DBInstanceIdentifier"] for each in described(rds)["DBClusterMembers"]] == ["restored-a"]
    [old] = rds.describe_db_clusters(DBClusterIdentifier="old")["DBClusters"]
    assert [each["DBInstanceIdentifier"] for each in old["DBClusterMembers"]] == ["petclinic-a"]
    hosts = (state_dir / "hosts").read_text().splitlines()
    assert [line.split()[0] for line in hosts if endpoint in line] == [told(emulator)["host"]]


def test_a_password_of_one_s_own_opens_the_cluster_until_it_is_changed(
    emulator: Emulator, rds: Any, state_dir: Path
) -> None:
    rds.create_db_cluster(**CLUSTER, MasterUserPassword="first-secret")
    connection = connection_of(emulator, state_dir, "first-secret")
    assert connection.run("SELECT 1") == ["1"]
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", MasterUserPassword="second-secret")
    with pytest.raises(RefusedError, match="1045"):
        connection.run("SELECT 1")
    assert connection.with_password("second-secret").run("SELECT 1") == ["1"]


def by_rds(client: Clients) -> None:
    client("rds").modify_db_cluster(
        DBClusterIdentifier="petclinic", RotateMasterUserPassword=True, ApplyImmediately=True
    )


def by_secrets_manager(client: Clients) -> None:
    arn = described(client("rds"))["MasterUserSecret"]["SecretArn"]
    client("secretsmanager").rotate_secret(SecretId=arn)


@pytest.mark.parametrize("rotate", [by_rds, by_secrets_manager])
def test_after_a_rotation_only_the_new_password_opens_the_cluster(
    client: Clients, rds: Any, connect: Connect, rotate: Callable[[Clients], None]
) -> None:
    rds.create_db_cluster(**MANAGED)
    before = connect()
    rotate(client)
    assert connect().run("SELECT 1") == ["1"]
    with pytest.raises(RefusedError, match="1045"):
        before.run("SELECT 1")


def test_a_managed_password_replaces_one_s_own_and_back(client: Clients, rds: Any, connect: Connect) -> None:
    rds.create_db_cluster(**CLUSTER, MasterUserPassword="first-secret")
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", ManageMasterUserPassword=True)
    managed = connect()
    assert managed.run("SELECT 1") == ["1"]
    rds.modify_db_cluster(
        DBClusterIdentifier="petclinic", ManageMasterUserPassword=False, MasterUserPassword="second-secret"
    )
    assert managed.with_password("second-secret").run("SELECT 1") == ["1"]
    assert client("secretsmanager").list_secrets()["SecretList"] == []


def test_managing_a_managed_password_again_changes_nothing(client: Clients, rds: Any) -> None:
    before = rds.create_db_cluster(**MANAGED)["DBCluster"]["MasterUserSecret"]
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", ManageMasterUserPassword=True)
    assert described(rds)["MasterUserSecret"] == before
    assert len(client("secretsmanager").list_secrets()["SecretList"]) == 1


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


def test_a_deleted_cluster_leaves_neither_database_nor_secret(
    emulator: Emulator, client: Clients, rds: Any, state_dir: Path
) -> None:
    rds.create_db_cluster(**MANAGED)
    server = told(emulator)
    assert listens(server)
    rds.delete_db_cluster(DBClusterIdentifier="petclinic", SkipFinalSnapshot=True)
    assert not listens(server)
    assert list((state_dir / "mariadb").iterdir()) == []
    assert client("secretsmanager").list_secrets()["SecretList"] == []


def test_an_emptied_emulator_has_no_database_left(emulator: Emulator, rds: Any, state_dir: Path) -> None:
    rds.create_db_cluster(**MANAGED)
    server = told(emulator)
    emulator.reset()
    assert not listens(server)
    assert list((state_dir / "mariadb").iterdir()) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_database_ends_with_the_emulator(how: signal.Signals, tmp_path: Path) -> None:
    process = start(tmp_path / "state")
    emulator = Emulator(process)
    emulator.client("rds").create_db_cluster(**MANAGED)
    server = told(emulator)
    assert listens(server)
    process.send_signal(how)
    process.communicate(timeout=60)
    if how == signal.SIGKILL:  # then nobody waits for the database
        deadline = time.monotonic() + 10
        while listens(server) and time.monotonic() < deadline:
            time.sleep(0.05)
    else:
        assert list((tmp_path / "state" / "mariadb").iterdir()) == []
    assert not listens(server)


def test_an_emulator_without_mariadb_says_so(tmp_path: Path) -> None:
    process = start(tmp_path / "state", mariadb=None)
    emulator = Emulator(process)
    with pytest.raises(ClientError, match=r"NotImplemented.*without --mariadb"):
        emulator.client("rds").create_db_cluster(**MANAGED)
    assert emulator.client("rds").describe_db_clusters()["DBClusters"] == []
    assert emulator.client("secretsmanager").list_secrets()["SecretList"] == []
    process.terminate()
    process.communicate(timeout=60)


def test_a_database_that_cannot_start_says_why(tmp_path: Path) -> None:
    programs = json.loads(MARIADB.read_text())
    (tmp_path / "mariadb.json").write_text(json.dumps({**programs, "install_db": "/bin/false"}))
    process = start(tmp_path / "state", mariadb=tmp_path / "mariadb.json")
    emulator = Emulator(process)
    with pytest.raises(ClientError, match="/bin/false failed"):
        emulator.client("rds").create_db_cluster(**MANAGED)
    assert emulator.client("secretsmanager").list_secrets()["SecretList"] == []
    process.terminate()
    process.communicate(timeout=60)
    assert "MariaDbError" in log_file(tmp_path / "state").read_text()
