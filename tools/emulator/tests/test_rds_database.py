"""RDS: the real database behind an Aurora MySQL cluster."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from function_harness import eventually
from harness import Clients, Emulator, log_file
from rds_cluster import INSTANCE, MANAGED, Connect, connection_of, described, told


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


def test_a_database_that_dies_is_restarted_on_its_data_and_told_until_it_cannot_be(
    emulator: Emulator, rds: Any, connect: Connect, state_dir: Path
) -> None:
    rds.create_db_cluster(**MANAGED)
    rds.create_db_instance(**INSTANCE)
    log = log_file(state_dir)

    def statuses() -> tuple[str, str]:
        [instance] = rds.describe_db_instances()["DBInstances"]
        return described(rds)["Status"], instance["DBInstanceStatus"]

    def kill() -> None:
        os.kill(int(pid.read_text()), signal.SIGKILL)

    [pid] = (state_dir / "mariadb").glob("*/pid")
    connect().run("CREATE TABLE pets (id INT) ENGINE=InnoDB; INSERT INTO pets VALUES (1), (2)", "clinic")
    kill()
    eventually(lambda: told(emulator)["restarts"] == 1 and told(emulator)["serves"])
    assert connect().run("SELECT COUNT(*) FROM pets", "clinic") == ["2"]
    eventually(lambda: "started again on its data" in log.read_text())
    assert statuses() == ("available", "available")

    (pid.parent / "data").rename(pid.parent / "lost")
    kill()
    eventually(lambda: "did not start" in log.read_text())
    assert told(emulator)["serves"] is False
    assert statuses() == ("failing-over", "failed")


def test_each_cluster_has_a_database_a_password_and_a_port_of_its_own(
    emulator: Emulator, client: Clients, rds: Any, connect: Connect, state_dir: Path
) -> None:
    rds.create_db_cluster(**MANAGED)
    connect().run("CREATE TABLE only_here (id INT)", "clinic")
    first = connect()
    other = rds.create_db_cluster(**{**MANAGED, "DBClusterIdentifier": "other", "Port": 3307})["DBCluster"]
    assert (other["Port"], told(emulator, "other")["port"]) == (3307, 3307)
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
        rds.create_db_instance(**{**INSTANCE, "DBInstanceIdentifier": name, "DBClusterIdentifier": cluster})

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
