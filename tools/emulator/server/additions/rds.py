"""RDS: Aurora MySQL clusters with a real database behind them, and what the provider reads back of them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from moto.rds.exceptions import (
    DBClusterSnapshotAlreadyExistsError,
    InvalidParameterCombination,
    RDSClientError,
)
from moto.rds.models import DBCluster, RDSBackend

from ..databases import databases
from ..mariadb import MariaDb
from .patching import Function, add, mend
from .rds_parameters import requires_secure_transport
from .rds_versions import ENGINE, check_family, check_version, take_upgrade

_INSTANCES = "aaaaaaaaaa"
"""The label in the endpoints of instances, the same for all in stock moto."""
_FORGOTTEN = (
    "database_insights_mode",
    "enable_performance_insights",
    "engine_lifecycle_support",
    "monitoring_interval",
    "monitoring_role_arn",
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
)


def keep_forgotten(resource: Any, names: tuple[str, ...], asked: dict[str, Any]) -> None:
    """Puts on a resource what was asked for at its creation and stock moto drops."""
    for name in names:
        if asked.get(name) is not None:
            setattr(resource, name, asked[name])


def server_of(cluster: DBCluster) -> MariaDb | None:
    """The database behind a cluster. Clusters of other engines have none."""
    return databases().get(cluster.db_cluster_resource_id)


def is_down(cluster: DBCluster) -> bool:
    """Tells whether the database behind the cluster died, and is not up again."""
    server = server_of(cluster)
    return server is not None and not server.serves


@mend(DBCluster, "status")
def status(original: Function, cluster: DBCluster) -> str:
    """DescribeDBClusters: a cluster without an instance that serves is not available."""
    told: str = original(cluster)
    return "failing-over" if told == "available" and is_down(cluster) else told


def names_of(cluster: DBCluster) -> list[str]:
    """The names that lead to the cluster: its two endpoints, and one for all instances."""
    instances = f"*.{_INSTANCES}.{cluster.region}.rds.amazonaws.com"
    return [cluster.endpoint, cluster.reader_endpoint, instances]


def certified_names_of(cluster: DBCluster) -> list[str]:
    """The names in the server's certificate, which lasts when the cluster is renamed."""
    return [f"*.{name.partition('.')[2]}" for name in names_of(cluster)]


def _password(cluster: DBCluster) -> str:
    if cluster.manage_master_user_password:
        password: str = cluster.master_user_secret.password
        return password
    return cluster._master_user_password


@mend(DBCluster, "__init__")
def create_db_cluster(original: Function, cluster: DBCluster, backend: RDSBackend, **asked: Any) -> None:
    """CreateDBCluster: stock moto drops monitoring and insights, and has no database.

    For Aurora MySQL a MariaDB starts, with the cluster's master user and its first database, on the cluster's
    port of a loopback address of its own. `hosts` leads the cluster's endpoints there.
    """
    original(cluster, backend, **asked)
    keep_forgotten(cluster, _FORGOTTEN, asked)
    # One for the account in the region, so that a cluster takes over another's endpoints with its name.
    cluster.url_identifier = sha256(f"{cluster.account_id} {cluster.region}".encode()).hexdigest()[:12]
    if cluster.engine != ENGINE:
        return
    try:
        databases().start(
            cluster.db_cluster_resource_id,
            port=cluster.port,
            names=certified_names_of(cluster),
            user=cluster.master_username,
            password=_password(cluster),
            database=cluster.database_name,
            require_secure_transport=requires_secure_transport(cluster),
        )
    except Exception:
        if cluster.manage_master_user_password:
            cluster.master_user_secret.delete_secret()
        raise


@mend(RDSBackend, "create_db_cluster")
def refuse_a_second_one(original: Function, backend: RDSBackend, asked: dict[str, Any]) -> DBCluster:
    """CreateDBCluster: stock moto replaces a cluster of the same name."""
    if asked["db_cluster_identifier"] in backend.clusters:
        raise RDSClientError("DBClusterAlreadyExistsFault", "DB Cluster already exists")
    version = asked.get("engine_version")
    if asked["engine"] == ENGINE and version is not None:
        check_version(version)
        check_family(backend, version, asked)
    return original(backend, asked)


@mend(DBCluster, "get_cfg")
def get_cfg(original: Function, cluster: DBCluster) -> dict[str, Any]:
    """RestoreDBClusterFromSnapshot: stock moto misses a password that Secrets Manager keeps.

    The restored one has that password, and no secret.
    """
    password = _password(cluster)
    cluster.__dict__.setdefault("_master_user_password", password)
    return {**original(cluster), "manage_master_user_password": False, "master_user_password": password}


@add(DBCluster, "performance_insights_enabled", property)
def performance_insights_enabled(cluster: DBCluster) -> bool:
    """DescribeDBClusters: told under another name than asked for."""
    return bool(getattr(cluster, "enable_performance_insights", False))


@mend(DBCluster, "scaling_configuration_info")
def scaling_configuration_info(original: Function, cluster: DBCluster) -> dict[str, Any] | None:
    """DescribeDBClusters: stock moto shows an empty configuration of Serverless v1, which drifts."""
    return original(cluster) if cluster.scaling_configuration else None


@mend(RDSBackend, "modify_db_cluster")
def modify_db_cluster(original: Function, backend: RDSBackend, asked: dict[str, Any]) -> DBCluster:
    """ModifyDBCluster: stock moto ignores log exports and IAM authentication, and when it refuses a request
    the cluster is gone; instances stay behind under the old name of a cluster, and a name that is taken is no
    reason to refuse. Changes of the password and the parameter group reach the server at once; for another
    version it restarts.
    """
    cluster = backend.describe_db_clusters(asked["db_cluster_identifier"])[0]
    server = server_of(cluster)
    password = _password(cluster) if server else None
    asked.pop("port", None)
    _check_password_change(cluster, asked)
    if asked.get("new_db_cluster_identifier", "") in backend.clusters:
        raise RDSClientError("DBClusterAlreadyExistsFault", "DB Cluster already exists")
    members = list(cluster.members)
    upgrades = cluster.engine == ENGINE and take_upgrade(cluster, asked)
    try:
        original(backend, asked)
    finally:
        backend.clusters.setdefault(cluster.resource_id, cluster)
    for instance in members:
        instance.db_cluster_identifier = cluster.db_cluster_identifier
    if asked.get("enable_iam_database_authentication") is not None:
        cluster.iam_auth = asked["enable_iam_database_authentication"]
    _change_log_exports(cluster, asked.get("cloudwatch_logs_export_configuration") or {})
    if server is not None:
        if _password(cluster) != password:
            server.set_password(cluster.master_username, _password(cluster))
        server.set_require_secure_transport(requires_secure_transport(cluster))
    if upgrades:
        for instance in members:
            instance.db_parameter_group_name = asked.get(
                "db_instance_parameter_group_name", instance.db_parameter_group_name
            )
        if server is not None:
            server.restart()
    return cluster


def _check_password_change(cluster: DBCluster, asked: dict[str, Any]) -> None:
    """Refuses before anything is changed.

    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html
    """
    manages = asked.get("manage_master_user_password")
    own = asked.get("master_user_password")
    if cluster.manage_master_user_password and manages is False and own is None:
        raise InvalidParameterCombination(
            "You must specify MasterUserPassword when you turn off ManageMasterUserPassword."
        )
    if own is not None:
        cluster.master_user_password = own  # checks it; a managed one stays in use
    if cluster.manage_master_user_password and manages:
        del asked["manage_master_user_password"]  # stock moto would make a second secret


def _change_log_exports(cluster: DBCluster, change: dict[str, list[str]]) -> None:
    disabled, enabled = change.get("DisableLogTypes", []), change.get("EnableLogTypes", [])
    kept = [each for each in cluster.enabled_cloudwatch_logs_exports if each not in [*disabled, *enabled]]
    cluster.enabled_cloudwatch_logs_exports = [*kept, *enabled]


@mend(RDSBackend, "delete_db_cluster")
def delete_db_cluster(
    original: Function, backend: RDSBackend, cluster_identifier: str, snapshot_name: str | None = None
) -> DBCluster:
    """DeleteDBCluster: the server stops.

    Stock moto keeps automated snapshots, and deletes the secret before it sees that the final snapshot's name
    is taken.
    """
    if snapshot_name is not None and snapshot_name in backend.cluster_snapshots:
        raise DBClusterSnapshotAlreadyExistsError(snapshot_name)
    cluster: DBCluster = original(backend, cluster_identifier, snapshot_name)
    for name, snapshot in list(backend.cluster_snapshots.items()):
        if snapshot.cluster.arn == cluster.arn and snapshot.snapshot_type == "automated":
            del backend.cluster_snapshots[name]
    databases().stop(cluster.db_cluster_resource_id)
    return cluster
