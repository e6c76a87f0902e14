"""The kinds of resources that calls refer to, and where moto keeps them."""

# ruff: noqa: E501 (one row a line)

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from types import SimpleNamespace
from typing import Any

from moto.backends import get_backend

from ..operations import Place

_GLOBAL = frozenset(("cloudfront", "iam", "route53", "s3"))


@dataclass(frozen=True)
class Kind:
    """A type of resource. `names` are the attributes that requests know one by: id, name or ARN."""

    service: str
    all: Callable[[Any], Iterable[Any]]
    names: tuple[str, ...]
    vpc: Callable[[Place, Any], str | None] | None = None
    """The VPC that one is in. Absent for kinds that are in none."""

    def objects(self, place: Place) -> Iterator[Any]:
        """Objects of the kind, as copies of moto's collections: calls of other services go on meanwhile."""
        # A service that was never called has nothing, and importing it takes longer than the call.
        if f"moto.{self.service.replace('lambda', 'awslambda')}.models" not in sys.modules:
            return iter(())
        return iter(self.all(backend(place, self.service)))

    def find(self, place: Place, name: str) -> Any | None:
        """The resource of an id, a name or an ARN; None where there is none."""
        for each in self.objects(place):
            if any(name == getattr(each, attribute, None) for attribute in self.names):
                return each
        return None


def backend(place: Place, service: str) -> Any:
    """moto's store of a service at a place."""
    return get_backend(service)[place.account]["aws" if service in _GLOBAL else place.region]


def _values(*attributes: str) -> Callable[[Any], Iterable[Any]]:
    """The values of dictionaries of a backend."""
    return lambda store: chain.from_iterable(list(getattr(store, name).values()) for name in attributes)


def _nested(attribute: str) -> Callable[[Any], Iterable[Any]]:
    """The values of a dictionary of dictionaries."""
    return lambda store: chain.from_iterable(
        list(each.values()) for each in list(getattr(store, attribute).values())
    )


def _alive(attribute: str) -> Callable[[Any], Iterable[Any]]:
    """Values as of `_values`, without what moto keeps in the state `deleted`."""
    return lambda store: [
        each for each in list(getattr(store, attribute).values()) if not str(each.state).startswith("delet")
    ]


def _vpc_id(_: Place, resource: Any) -> str | None:
    return getattr(resource, "vpc_id", None)


def _via(kind: str, attribute: str) -> Callable[[Place, Any], str | None]:
    """The VPC of the resource that an attribute names."""

    def vpc(place: Place, resource: Any) -> str | None:
        vpc_of = KINDS[kind].vpc
        found = KINDS[kind].find(place, getattr(resource, attribute))
        return vpc_of(place, found) if vpc_of and found else None

    return vpc


def _listeners(store: Any) -> Iterable[Any]:
    return chain.from_iterable(list(each.listeners.values()) for each in list(store.load_balancers.values()))


def _rules(store: Any) -> Iterable[Any]:
    return chain.from_iterable(list(each.rules.values()) for each in _listeners(store))


def _functions(store: Any) -> Iterable[Any]:
    return [each["latest"] for each in list(store._lambdas._functions.values()) if each["latest"]]


def _route_table_associations(store: Any) -> Iterable[Any]:
    ids = chain.from_iterable(each.all_associations_ids for each in list(store.route_tables.values()))
    return [SimpleNamespace(id=each) for each in ids]


def _of_apis(attribute: str) -> Callable[[Any], Iterable[Any]]:
    return lambda store: chain.from_iterable(
        list(getattr(api, attribute).values()) for api in list(store.apis.values())
    )


def _ec2(attribute: str, vpc: bool = True, **more: Any) -> Kind:
    return Kind("ec2", more.get("all", _values(attribute)), ("id",), _vpc_id if vpc else None)


KINDS: dict[str, Kind] = {
    "vpc": Kind("ec2", _values("vpcs"), ("id",), lambda _, vpc: vpc.id),
    "subnet": _ec2("subnets", all=_nested("subnets")),
    "security group": _ec2("groups", all=_nested("groups")),
    "route table": _ec2("route_tables"),
    "network ACL": _ec2("network_acls"),
    "network ACL association": Kind("ec2", lambda store: chain(*(each.associations for each in list(store.network_acls.values()))), ("id",)),
    "route table association": Kind("ec2", _route_table_associations, ("id",)),
    "security group rule": Kind("ec2", lambda store: chain(*((*each.ingress_rules, *each.egress_rules) for each in _nested("groups")(store))), ("id",)),
    "internet gateway": Kind("ec2", _values("internet_gateways"), ("id",), lambda _, gateway: gateway.vpc and gateway.vpc.id),
    "NAT gateway": _ec2("nat_gateways", all=_alive("nat_gateways")),
    "VPC endpoint": _ec2("vpc_end_points", all=_alive("vpc_end_points")),
    "network interface": Kind("ec2", _values("enis"), ("id",), lambda _, interface: interface.subnet.vpc_id),
    "elastic IP": Kind("ec2", lambda store: store.addresses, ("allocation_id",)),
    "instance": Kind("ec2", lambda store: [each for reservation in list(store.reservations.values()) for each in reservation.instances if each.state != "terminated"], ("id",), _vpc_id),
    "prefix list": _ec2("managed_prefix_lists", vpc=False),
    "launch template": Kind("ec2", _values("launch_templates"), ("id", "name")),
    "VPC peering connection": _ec2("vpc_pcxs", vpc=False),
    "egress-only gateway": _ec2("egress_only_internet_gateways", vpc=False),
    "transit gateway": _ec2("transit_gateways", vpc=False),
    "volume": _ec2("volumes", vpc=False),
    "snapshot": _ec2("snapshots", vpc=False),
    "key pair": Kind("ec2", _values("key_pairs"), ("name", "id")),
    "load balancer": Kind("elbv2", _values("load_balancers"), ("arn",), _vpc_id),
    "target group": Kind("elbv2", _values("target_groups"), ("arn",), _vpc_id),
    "listener": Kind("elbv2", _listeners, ("arn",), _via("load balancer", "load_balancer_arn")),
    "listener rule": Kind("elbv2", _rules, ("arn",), _via("listener", "listener_arn")),
    "certificate": Kind("acm", _values("_certificates"), ("arn",)),
    "KMS key": Kind("kms", _values("keys"), ("id", "arn")),
    "role": Kind("iam", _values("roles"), ("arn",)),
    "policy": Kind("iam", _values("managed_policies"), ("arn",)),
    "user": Kind("iam", _values("users"), ("arn", "name")),
    "group": Kind("iam", _values("groups"), ("name",)),
    "instance profile": Kind("iam", _values("instance_profiles"), ("arn", "name")),
    "OIDC provider": Kind("iam", _values("open_id_providers"), ("arn",)),
    "DB subnet group": Kind("rds", _values("subnet_groups"), ("name",), _vpc_id),
    "DB parameter group": Kind("rds", _values("db_parameter_groups"), ("name",)),
    "DB cluster parameter group": Kind("rds", _values("db_cluster_parameter_groups"), ("name",)),
    "option group": Kind("rds", _values("option_groups"), ("name",)),
    "DB cluster": Kind("rds", _values("clusters"), ("db_cluster_identifier", "db_cluster_arn"), _via("DB subnet group", "db_subnet_group_name")),
    "DB instance": Kind("rds", _values("databases"), ("db_instance_identifier", "db_instance_arn"), lambda place, instance: _vpc_id(place, getattr(instance, "db_subnet_group", None))),
    "cluster": Kind("ecs", _values("clusters"), ("name", "arn")),
    "capacity provider": Kind("ecs", _values("capacity_providers"), ("name", "capacity_provider_arn")),
    "task definition": Kind("ecs", _nested("task_definitions"), ("arn",)),
    "ECS service": Kind("ecs", lambda store: [s for s in list(store.services.values()) if s.status != "INACTIVE"], ("name", "arn")),
    "scalable target": Kind("applicationautoscaling", _nested("targets"), ("resource_id",)),
    "function": Kind("lambda", _functions, ("function_name", "function_arn")),
    "function alias": Kind("lambda", lambda store: chain.from_iterable(list(each.values()) for each in list(store._lambdas._aliases.values())), ("arn",)),
    "event source mapping": Kind("lambda", _values("_event_source_mappings"), ("uuid",)),
    "log group": Kind("logs", _values("groups"), ("name", "arn")),
    "namespace": Kind("servicediscovery", _values("namespaces"), ("id", "arn")),
    "Cloud Map service": Kind("servicediscovery", _values("services"), ("id", "arn")),
    "REST API": Kind("apigateway", _values("apis"), ("id",)),
    "API deployment": Kind("apigateway", _of_apis("deployments"), ("id",)),
    "API stage": Kind("apigateway", _of_apis("stages"), ("name",)),
    "API resource": Kind("apigateway", _of_apis("resources"), ("id",)),
    "authorizer": Kind("apigateway", _of_apis("authorizers"), ("id",)),
    "request validator": Kind("apigateway", _of_apis("request_validators"), ("id",)),
    "domain name": Kind("apigateway", _values("domain_names"), ("domain_name",)),
    "base path mapping": Kind("apigateway", lambda store: chain.from_iterable(list(each.values()) for each in store.base_path_mappings.values()), ("base_path",)),
    "VPC link": Kind("apigateway", _values("vpc_links"), ("id",)),
    "usage plan": Kind("apigateway", _values("usage_plans"), ("id",)),
    "usage plan key": Kind("apigateway", lambda store: [SimpleNamespace(plan=plan, id=key) for plan, keys in list(store.usage_plan_keys.items()) for key in list(keys)], ("id",)),
    "hosted zone": Kind("route53", _values("zones"), ("id",)),
    "web ACL": Kind("wafv2", _values("wacls"), ("arn", "id")),
    "IP set": Kind("wafv2", _values("ip_sets"), ("arn", "ip_set_id")),
    "rule group": Kind("wafv2", _values("rule_groups"), ("arn", "id")),
    "regex pattern set": Kind("wafv2", _values("regex_pattern_sets"), ("arn", "id")),
    "topic": Kind("sns", _values("topics"), ("arn",)),
    "queue": Kind("sqs", _values("queues"), ("queue_arn",)),
    "secret": Kind("secretsmanager", _values("secrets"), ("arn", "name")),
    "table": Kind("dynamodb", _values("tables"), ("table_arn", "name")),
    "bucket": Kind("s3", _values("buckets"), ("name", "arn")),
    "file system": Kind("efs", _values("file_systems_by_id"), ("file_system_id", "file_system_arn")),
    "access point": Kind("efs", _values("access_points"), ("access_point_id", "access_point_arn")),
    "mount target": Kind("efs", _values("mount_targets_by_id"), ("mount_target_id",), _vpc_id),
    "cache cluster": Kind("elasticache", _values("cache_clusters"), ("cache_cluster_id",)),
    "cache subnet group": Kind("elasticache", _values("cache_subnet_groups"), ("cache_subnet_group_name",), _vpc_id),
    "Auto Scaling group": Kind("autoscaling", _values("autoscaling_groups"), ("name", "arn")),
    "launch configuration": Kind("autoscaling", _values("launch_configurations"), ("name",)),
    "event bus": Kind("events", _values("event_buses"), ("name", "arn")),
    "event rule": Kind("events", lambda store: chain(*(b.rules.values() for b in store.event_buses.values())), ("name",)),
    "backup vault": Kind("backup", _values("vaults"), ("backup_vault_name", "backup_vault_arn")),
    "state machine": Kind("stepfunctions", lambda store: store.state_machines, ("arn",)),
    "data stream": Kind("kinesis", _values("streams"), ("arn", "stream_name")),
    "delivery stream": Kind("firehose", _values("delivery_streams"), ("delivery_stream_arn",)),
}  # fmt: skip
