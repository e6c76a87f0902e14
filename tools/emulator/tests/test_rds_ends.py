"""RDS: ends of a database, of the emulator, and what keeps one from starting."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
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
