"""Hosted zones of a given id, and certificates that are validated in them."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from harness import Clients, Emulator

ZONE = {"id": "Z00000000000000EXAMPLE", "name": "petclinic.example.com"}


def ask(emulator: Emulator, body: Any, method: str = "POST") -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"{emulator.url}/_emulator/hosted-zone", data=data, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def put_record(client: Clients, record: dict[str, str], zone_id: str = ZONE["id"]) -> None:
    record_set = {
        "Name": record["Name"],
        "Type": record["Type"],
        "TTL": 300,
        "ResourceRecords": [{"Value": record["Value"]}],
    }
    client("route53").change_resource_record_sets(
        HostedZoneId=zone_id,
        ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record_set}]},
    )


def test_a_public_zone_of_the_wanted_id_is_there(emulator: Emulator, client: Clients) -> None:
    status, answer = ask(emulator, ZONE)
    assert (status, answer["id"], answer["name"]) == (200, ZONE["id"], ZONE["name"])
    found = client("route53").get_hosted_zone(Id=ZONE["id"])
    assert found["HostedZone"]["Id"] == f"/hostedzone/{ZONE['id']}"
    assert found["HostedZone"]["Name"] == "petclinic.example.com."
    assert found["HostedZone"]["Config"]["PrivateZone"] is False
    assert found["DelegationSet"]["NameServers"] == answer["nameServers"] != []
    assert len(client("route53").list_hosted_zones()["HostedZones"]) == 1


def test_asked_again_the_zone_keeps_its_records(emulator: Emulator, client: Clients) -> None:
    ask(emulator, ZONE)
    put_record(client, {"Name": "www.petclinic.example.com.", "Type": "CNAME", "Value": "example.org"})
    assert ask(emulator, ZONE)[0] == 200
    records = client("route53").list_resource_record_sets(HostedZoneId=ZONE["id"])["ResourceRecordSets"]
    assert "www.petclinic.example.com." in [record["Name"] for record in records]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{", "cannot be made"),
        ([], "the body has to be"),
        ({**ZONE, "comment": "x"}, "the body has to be"),
        ({**ZONE, "id": "0123"}, "id is '0123'; allowed"),
        ({**ZONE, "id": 7}, "id is 7; allowed"),
        ({**ZONE, "name": "petclinic"}, "name is 'petclinic'; allowed"),
        ({**ZONE, "name": "-a.example.com"}, "name is '-a.example.com'; allowed"),
    ],
)
def test_a_zone_that_cannot_be_is_refused_with_the_reason(
    emulator: Emulator, client: Clients, body: Any, reason: str
) -> None:
    status, answer = ask(emulator, body)
    assert status == 400
    assert reason in answer["message"]
    assert client("route53").list_hosted_zones()["HostedZones"] == []


def test_an_id_belongs_to_one_name(emulator: Emulator) -> None:
    ask(emulator, ZONE)
    status, answer = ask(emulator, {**ZONE, "name": "other.example.com"})
    assert status == 400
    assert "is the zone of petclinic.example.com already" in answer["message"]


def test_the_route_takes_post_only(emulator: Emulator) -> None:
    assert ask(emulator, ZONE, method="PUT")[0] == 405


def certificate_status(client: Clients, arn: str) -> str:
    return client("acm").describe_certificate(CertificateArn=arn)["Certificate"]["Status"]


def test_a_certificate_is_issued_when_all_its_records_are_there(emulator: Emulator, client: Clients) -> None:
    ask(emulator, ZONE)
    acm = client("acm")
    arn = acm.request_certificate(
        DomainName=ZONE["name"],
        SubjectAlternativeNames=[f"origin.{ZONE['name']}"],
        ValidationMethod="DNS",
    )["CertificateArn"]
    options = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]
    first, second = (option["ResourceRecord"] for option in options)
    put_record(client, first)
    time.sleep(1.1)  # longer than the emulator waits for a certificate
    assert certificate_status(client, arn) == "PENDING_VALIDATION"
    put_record(client, second)
    assert certificate_status(client, arn) == "ISSUED"


def test_a_record_in_a_private_zone_proves_nothing(client: Clients) -> None:
    vpc = client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zone = client("route53").create_hosted_zone(
        Name=ZONE["name"],
        CallerReference="1",
        HostedZoneConfig={"PrivateZone": True},
        VPC={"VPCRegion": "us-west-2", "VPCId": vpc},
    )["HostedZone"]["Id"]
    arn = client("acm").request_certificate(DomainName=ZONE["name"], ValidationMethod="DNS")["CertificateArn"]
    (option,) = client("acm").describe_certificate(CertificateArn=arn)["Certificate"][
        "DomainValidationOptions"
    ]
    put_record(client, option["ResourceRecord"], zone)
    time.sleep(1.1)
    assert certificate_status(client, arn) == "PENDING_VALIDATION"
