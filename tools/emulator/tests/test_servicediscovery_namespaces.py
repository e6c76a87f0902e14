"""Additions to Cloud Map's namespaces and the zones that they make in Route 53."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients

NAME = "petclinic.local"


def make_namespace(client: Clients, vpc: str) -> str:
    cloud_map = client("servicediscovery")
    operation = cloud_map.create_private_dns_namespace(Name=NAME, Vpc=vpc)["OperationId"]
    return cloud_map.get_operation(OperationId=operation)["Operation"]["Targets"]["NAMESPACE"]


def zone_of(client: Clients, namespace: str) -> dict[str, Any]:
    found = client("servicediscovery").get_namespace(Id=namespace)["Namespace"]
    zone = found["Properties"]["DnsProperties"]["HostedZoneId"]
    return client("route53").get_hosted_zone(Id=zone)


def test_a_private_namespace_has_a_zone_of_its_name_in_its_vpc(client: Clients) -> None:
    zone = zone_of(client, make_namespace(client, "vpc-1"))
    assert zone["HostedZone"]["Name"] == f"{NAME}."
    assert zone["HostedZone"]["Config"]["PrivateZone"]
    assert zone["HostedZone"]["Id"].startswith("/hostedzone/Z")
    assert [vpc["VPCId"] for vpc in zone["VPCs"]] == ["vpc-1"]


def test_two_vpcs_may_have_namespaces_of_one_name_and_one_vpc_may_not(client: Clients) -> None:
    assert make_namespace(client, "vpc-1") != make_namespace(client, "vpc-2")
    with pytest.raises(ClientError, match="NamespaceAlreadyExists"):
        make_namespace(client, "vpc-1")


def test_a_namespace_goes_with_its_zone(client: Clients) -> None:
    namespace = make_namespace(client, "vpc-1")
    client("servicediscovery").delete_namespace(Id=namespace)
    assert client("route53").list_hosted_zones()["HostedZones"] == []


def test_a_namespace_with_a_service_cannot_go(client: Clients) -> None:
    namespace = make_namespace(client, "vpc-1")
    cloud_map = client("servicediscovery")
    service = cloud_map.create_service(Name="vets-service", NamespaceId=namespace)["Service"]["Id"]
    with pytest.raises(ClientError, match="ResourceInUse"):
        cloud_map.delete_namespace(Id=namespace)
    cloud_map.delete_service(Id=service)
    cloud_map.delete_namespace(Id=namespace)
    assert cloud_map.list_namespaces()["Namespaces"] == []
