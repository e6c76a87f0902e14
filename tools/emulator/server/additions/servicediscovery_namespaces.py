"""Cloud Map: the hosted zone of a private namespace, and what keeps a namespace from going."""

from __future__ import annotations

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.route53.models import Route53Backend, route53_backends
from moto.servicediscovery.models import ServiceDiscoveryBackend
from moto.utilities.utils import get_partition

from .patching import Function, mend


@mend(ServiceDiscoveryBackend, "create_private_dns_namespace")
def create_private_dns_namespace(
    original: Function, backend: ServiceDiscoveryBackend, *args: Any, **kwargs: Any
) -> str:
    """CreatePrivateDnsNamespace: stock moto makes a zone of another name, and in no VPC."""
    operation_id = original(backend, *args, **kwargs)
    namespace = backend.namespaces[backend.get_operation(operation_id).targets["NAMESPACE"]]
    zone = _route53(backend).get_hosted_zone(namespace.dns_properties["HostedZoneId"])
    zone.name = f"{namespace.name}."
    zone.add_vpc(namespace.vpc, backend.region_name)
    return operation_id


@mend(ServiceDiscoveryBackend, "delete_namespace")
def delete_namespace(original: Function, backend: ServiceDiscoveryBackend, namespace_id: str) -> str:
    """DeleteNamespace: stock moto lets services stand without it, and leaves its zone behind."""
    namespace = backend.namespaces.get(namespace_id)
    if any(service.namespace_id == namespace_id for service in backend.services.values()):
        raise JsonRESTError("ResourceInUse", f"Namespace {namespace_id} has services: delete them first.")
    operation_id = original(backend, namespace_id)
    zone_id = namespace.dns_properties.get("HostedZoneId") if namespace else None
    if zone_id:
        _route53(backend).delete_hosted_zone(zone_id)
    return operation_id


def _route53(backend: ServiceDiscoveryBackend) -> Route53Backend:
    return route53_backends[backend.account_id][get_partition(backend.region_name)]
