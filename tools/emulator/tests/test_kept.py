"""An emulator that ends cleanly and goes on elsewhere: what it had, and what it refuses."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from database_client import Connection
from harness import Emulator, start

HANDLER = """
import os, socket
def handler(event, context):
    socket.create_connection((event["host"], 3306)).close()
    return socket.getaddrinfo(event["host"], 3306)[0][4][0]
"""
ASSUME = {"Version": "2012-10-17", "Statement": []}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an emulator that kept something in every store the standard pickle cannot write."""
    folder = tmp_path_factory.mktemp("kept")
    emulator, process = running(folder / "first")
    populate(emulator)
    end_and_keep(emulator, process, folder / "kept")
    return folder / "kept"


def running(state_dir: Path, *arguments: str) -> tuple[Emulator, subprocess.Popen[str]]:
    process = start(state_dir, *arguments)
    return Emulator(process), process


def end_and_keep(emulator: Emulator, process: subprocess.Popen[str], folder: Path) -> None:
    body = json.dumps({"folder": str(folder)}).encode()
    urllib.request.urlopen(f"{emulator.url}/_emulator/keep", body).close()
    process.communicate(timeout=60)


def populate(emulator: Emulator) -> None:
    client = emulator.client
    role = client("iam").create_role(RoleName="role", AssumeRolePolicyDocument=json.dumps(ASSUME))["Role"]
    client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    client("acm").request_certificate(DomainName="example.com")
    client("ssm").put_parameter(Name="/a/b", Value="c", Type="String")
    client("ecr").create_repository(repositoryName="repository")
    client("sqs").create_queue(QueueName="queue")
    client("s3").create_bucket(
        Bucket="a-bucket", CreateBucketConfiguration={"LocationConstraint": "us-west-2"}
    )
    client("s3").put_object(Bucket="a-bucket", Key="key", Body=b"content")
    client("xray").create_group(GroupName="group", FilterExpression="ok")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("main.py", HANDLER)
    client("lambda").create_function(
        FunctionName="function",
        Runtime="python3.11",
        Handler="main.handler",
        Role=role["Arn"],
        Code={"ZipFile": code.getvalue()},
    )
    version = client("lambda").publish_version(FunctionName="function")["Version"]
    client("lambda").create_alias(FunctionName="function", Name="live", FunctionVersion=version)
    client("rds").create_db_cluster(
        DBClusterIdentifier="petclinic",
        Engine="aurora-mysql",
        MasterUsername="petclinic",
        MasterUserPassword="a-password",
        DatabaseName="clinic",
    )
    client("rds").create_db_instance(
        DBInstanceIdentifier="a",
        DBClusterIdentifier="petclinic",
        Engine="aurora-mysql",
        DBInstanceClass="db.serverless",
    )


def inventory(emulator: Emulator) -> dict[str, Any]:
    """Facts that a resumed emulator has to tell as the first one did."""
    client = emulator.client
    keys = [each["KeyId"] for each in client("kms").list_keys()["Keys"]]
    clusters = client("rds").describe_db_clusters()["DBClusters"]
    return {
        "keys": keys,
        "certificates": client("acm").list_certificates()["CertificateSummaryList"],
        "parameter": client("ssm").get_parameter(Name="/a/b")["Parameter"]["Value"],
        "repositories": client("ecr").describe_repositories()["repositories"],
        "queues": len(client("sqs").list_queues()["QueueUrls"]),
        "object": client("s3").get_object(Bucket="a-bucket", Key="key")["Body"].read(),
        "groups": client("xray").get_groups()["Groups"],
        "alias": client("lambda").get_alias(FunctionName="function", Name="live")["AliasArn"],
        "endpoint": (clusters[0]["Endpoint"], clusters[0]["Port"]),
    }


def database(emulator: Emulator, state_dir: Path) -> Connection:
    [told] = emulator.status()["databases"]
    ca = state_dir / "database-ca.pem"
    return Connection(told["port"], "petclinic", "a-password", ca, host=told["host"])


Copy = tuple[Emulator, subprocess.Popen[str], Connection]


@pytest.fixture(scope="module")
def copies(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Copy]]:
    """Two emulators that went on from copies of the folder, side by side."""
    folder, found = tmp_path_factory.mktemp("copies"), list[Copy]()
    for name in ("one", "two"):
        shutil.copytree(kept, folder / f"kept-{name}")
        emulator, process = running(folder / name, "--resume", str(folder / f"kept-{name}"))
        found.append((emulator, process, database(emulator, folder / name)))
    yield found
    for _, process, _ in found:
        process.terminate()
        process.communicate(timeout=60)


def test_copies_go_on_side_by_side(copies: list[Copy]) -> None:
    inventories = [inventory(emulator) for emulator, _, _ in copies]
    assert inventories[0] == inventories[1]
    assert (len(inventories[0]["keys"]), inventories[0]["object"]) == (2, b"content")
    assert inventories[0]["endpoint"][1] == 3306
    for index, (emulator, _, connection) in enumerate(copies):
        connection.run(f"CREATE TABLE t{index} (id INT)", "clinic")
        signing = emulator.client("kms")
        usable = [k for k in inventories[0]["keys"] if signing.get_public_key(KeyId=k)["PublicKey"]]
        assert usable == inventories[0]["keys"]
    assert [each.run("SHOW TABLES", "clinic") for _, _, each in copies] == [["t0"], ["t1"]]


def test_functions_reach_every_name_of_the_cluster_where_their_own_emulator_has_it(
    copies: list[Copy],
) -> None:
    for emulator, _, connection in copies:
        [cluster] = emulator.client("rds").describe_db_clusters()["DBClusters"]
        [instance] = emulator.client("rds").describe_db_instances()["DBInstances"]
        for host in (cluster["Endpoint"], cluster["ReaderEndpoint"], instance["Endpoint"]["Address"]):
            assert host.endswith(".us-west-2.rds.amazonaws.com")
            answer = emulator.client("lambda").invoke(
                FunctionName="function:live", Payload=json.dumps({"host": host}).encode()
            )
            assert json.loads(answer["Payload"].read()) == connection.host


def test_what_was_resumed_is_kept_again(copies: list[Copy], tmp_path: Path) -> None:
    emulator, process, connection = copies[1]
    before, tables = inventory(emulator), connection.run("SHOW TABLES", "clinic")
    end_and_keep(emulator, process, tmp_path / "again")
    emulator, process = running(tmp_path / "second", "--resume", str(tmp_path / "again"))
    assert inventory(emulator) == before
    assert database(emulator, tmp_path / "second").run("SHOW TABLES", "clinic") == tables
    process.terminate()
    process.communicate(timeout=60)


def test_what_another_version_wrote_is_refused(kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kept"
    shutil.copytree(kept, copy)
    written = json.loads((copy / "versions.json").read_text())
    assert set(written) == {"moto", "emulator", "Python"}
    (copy / "versions.json").write_text(json.dumps({**written, "emulator": "0.1"}))
    process = start(tmp_path / "state", "--resume", str(copy))
    assert process.stdout is not None
    refused = json.loads(process.stdout.readline())["refused"]
    process.terminate()
    process.communicate(timeout=60)
    assert refused == f"it was written by emulator 0.1, not {written['emulator']}"
