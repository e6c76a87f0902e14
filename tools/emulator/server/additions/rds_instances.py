"""RDS: the instances of an Aurora cluster."""

from __future__ import annotations

import uuid
from typing import Any

from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance, DBInstanceClustered, RDSBackend

from .patching import Function, add, mend
from .rds import is_down, keep_forgotten
from .rds_versions import ENGINE, check_family

# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
_DEFAULT_CA = "rds-ca-rsa2048-g1"
_FORGOTTEN = (
    "enable_performance_insights",
    "monitoring_interval",
    "monitoring_role_arn",
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
)


@mend(DBInstance, "__init__")
def create_db_instance(
    original: Function, instance: DBInstance, backend: RDSBackend, *arguments: Any, **asked: Any
) -> None:
    """CreateDBInstance: stock moto drops monitoring and insights, names a certificate authority that AWS
    does not have, and gives all instances one resource id.
    """
    if asked.get("ca_certificate_identifier") is None:
        asked["ca_certificate_identifier"] = _DEFAULT_CA
    original(instance, backend, *arguments, **asked)
    keep_forgotten(instance, _FORGOTTEN, asked)
    instance.dbi_resource_id = f"db-{uuid.uuid4().hex[:26].upper()}"


@mend(DBInstanceClustered, "__init__")
def create_clustered_db_instance(
    original: Function, instance: DBInstanceClustered, db_cluster_identifier: str, **asked: Any
) -> None:
    """CreateDBInstance: port, subnet group and, unless asked for, maintenance window are the cluster's.

    Stock moto's own window overlaps with many backup windows, and it then refuses the next change.
    """
    cluster = asked["backend"].clusters.get(db_cluster_identifier)
    if cluster is not None:
        asked.setdefault("preferred_maintenance_window", cluster.preferred_maintenance_window)
        if cluster.db_subnet_group_name in asked["backend"].subnet_groups:
            asked.setdefault("db_subnet_group_name", cluster.db_subnet_group_name)
        asked["port"] = cluster.port
        if cluster.engine == ENGINE:
            check_family(asked["backend"], cluster.engine_version, asked)
    original(instance, db_cluster_identifier, **asked)


@mend(RDSBackend, "modify_db_instance")
def modify_db_instance(
    original: Function, backend: RDSBackend, db_instance_identifier: str, asked: dict[str, Any]
) -> DBInstance:
    """ModifyDBInstance: stock moto replaces an instance that has the new name, and takes any group."""
    if asked.get("new_db_instance_identifier", "") in backend.databases:
        raise RDSClientError("DBInstanceAlreadyExists", "DB instance already exists")
    for instance in backend.describe_db_instances(db_instance_identifier):
        if instance.engine == ENGINE:
            check_family(backend, instance.engine_version, asked)
    return original(backend, db_instance_identifier, asked)


@add(DBInstance, "performance_insights_enabled", property)
def performance_insights_enabled(instance: DBInstance) -> bool:
    """DescribeDBInstances: told under another name than asked for."""
    return bool(getattr(instance, "enable_performance_insights", False))


def _told_status(instance: DBInstanceClustered) -> str:
    told: str = instance.__dict__["status"]
    return "failed" if told == "available" and is_down(instance.cluster) else told


def _set_status(instance: DBInstanceClustered, value: str) -> None:
    instance.__dict__["status"] = value


# DescribeDBInstances: an instance whose database died, and is not up again, has failed.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
add(DBInstanceClustered, "status", lambda told: property(told, _set_status))(_told_status)
