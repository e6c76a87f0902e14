"""Ends of the emulator, cleanly or not: what it runs ends with it, and its files go."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from function_harness import PID, Functions, eventually, gone
from harness import Emulator, log_file, start
from rds_cluster import MANAGED, listens, told


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_databases_and_functions_end_with_the_emulator_however_it_ends(
    how: signal.Signals, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    process = start(state)
    emulator = Emulator(process)
    functions = Functions(emulator.client)
    emulator.client("rds").create_db_cluster(**MANAGED)
    database = told(emulator)
    for name in ("idle", "busy"):
        functions.deploy(PID, name, Timeout=300)
    pids = [functions.invoke(0, "idle").payload, functions.run_on("busy")]
    assert listens(database)
    assert not any(map(gone, pids))
    assert list(state.glob("functions-*/task/*/main.py"))
    process.send_signal(how)
    process.communicate(timeout=60)
    eventually(lambda: not listens(database) and all(map(gone, pids)))
    if how == signal.SIGTERM:
        assert process.returncode == 0
        assert list((state / "mariadb").iterdir()) == []
        assert list(state.glob("functions-*")) == []


def test_logs_a_line_for_each_refused_or_failed_request_and_ends_cleanly_when_interrupted(
    tmp_path: Path,
) -> None:
    process = start(tmp_path / "state")
    emulator = Emulator(process)
    assert emulator.pid == process.pid
    emulator.client("sns").list_topics()
    with pytest.raises(ClientError):
        emulator.client("ec2").create_security_group(GroupName="app")
    with pytest.raises(ClientError):
        emulator.client("kms").describe_custom_key_stores()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    refused, failed = log_file(tmp_path / "state").read_text().splitlines()
    assert refused.startswith("ec2 CreateSecurityGroup 400 refused: 1 validation error detected: Value null")
    assert failed.startswith("kms DescribeCustomKeyStores 501 not implemented by the emulator")


def test_without_mariadb_it_says_so_and_it_ends_with_the_process_it_was_started_for(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = start(tmp_path / "state", "--end-with", str(other.pid), mariadb=None)
    emulator = Emulator(process)
    with pytest.raises(ClientError, match=r"NotImplemented.*without --mariadb"):
        emulator.client("rds").create_db_cluster(**MANAGED)
    assert emulator.client("rds").describe_db_clusters()["DBClusters"] == []
    assert emulator.client("secretsmanager").list_secrets()["SecretList"] == []
    other.communicate()
    assert process.wait(timeout=60) == 0
