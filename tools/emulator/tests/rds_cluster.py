"""A cluster with a database, as the tests make it and connect to it."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from database_client import Connection
from harness import Clients, Emulator

CLUSTER = {
    "DBClusterIdentifier": "petclinic",
    "Engine": "aurora-mysql",
    "EngineVersion": "8.0.mysql_aurora.3.10.0",
    "MasterUsername": "petclinic",
    "DatabaseName": "clinic",
}

MANAGED = {**CLUSTER, "ManageMasterUserPassword": True}

INSTANCE = {
    "DBInstanceIdentifier": "petclinic-a",
    "DBClusterIdentifier": "petclinic",
    "Engine": "aurora-mysql",
    "DBInstanceClass": "db.serverless",
}

PLAIN = {
    "DBClusterIdentifier": "petclinic",
    "Engine": "aurora-postgresql",
    "MasterUsername": "petclinic",
    "ManageMasterUserPassword": True,
}
"""A cluster whose engine needs no database."""

Connect = Callable[[], Connection]


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


def listens(server: dict[str, Any]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((server["host"], server["port"])) == 0
