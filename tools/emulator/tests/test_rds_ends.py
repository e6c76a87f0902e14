"""RDS: ends of a database, and what keeps one from starting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from function_harness import Functions
from harness import MARIADB, Clients, Emulator, log_file, start
from rds_cluster import MANAGED, listens, told


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


def test_a_database_that_cannot_start_says_why_and_functions_know_the_authority_of_all_from_then_on(
    tmp_path: Path,
) -> None:
    state = tmp_path / "state"
    programs = json.loads(MARIADB.read_text())
    (tmp_path / "mariadb.json").write_text(json.dumps({**programs, "install_db": "/bin/false"}))
    process = start(state, mariadb=tmp_path / "mariadb.json")
    emulator = Emulator(process)
    functions = Functions(emulator.client)
    functions.deploy("import os\ndef handler(event, context): return os.environ.get('EXTRA_CA_CERTS')")
    assert functions.invoke().payload is None
    with pytest.raises(ClientError, match="/bin/false failed"):
        emulator.client("rds").create_db_cluster(**MANAGED)
    assert emulator.client("secretsmanager").list_secrets()["SecretList"] == []
    assert functions.invoke().payload == str(state / "database-ca.pem")
    process.terminate()
    process.communicate(timeout=60)
    assert "MariaDbError" in log_file(state).read_text()
