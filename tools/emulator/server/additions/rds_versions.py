"""RDS: versions of Aurora MySQL, the parameter groups that fit them, and upgrades.

The server behind a cluster is the same in each version: it restarts on its data, and the version is a label.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Updates.MajorVersionUpgrade.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html
"""

from __future__ import annotations

from typing import Any

from moto.rds.exceptions import InvalidParameterCombination
from moto.rds.models import DBCluster, RDSBackend

ENGINE = "aurora-mysql"

# What AWS offered as of 2026-10, oldest first: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes
_OFFERED = {
    "5.7.mysql_aurora.2": "11.1 11.2 11.3 11.4 11.5 11.6 12.0 12.1 12.2 12.3 12.4 12.5 12.6",
    "8.0.mysql_aurora.3": "04.0 04.1 04.2 04.3 04.4 04.6 08.0 08.1 08.2 09.0 "
    "10.0 10.1 10.2 10.3 10.4 11.1 12.0",
    "8.4.mysql_aurora.8": "4.7 4.8",
}
_LINES = [line.partition(".mysql")[0] for line in _OFFERED]
_VERSIONS = [f"{line}.{each}" for line, rest in _OFFERED.items() for each in rest.split()]

_WITH_UPGRADE = ("engine_version", "db_cluster_parameter_group_name", "db_instance_parameter_group_name")
"""Members of ModifyDBCluster that wait together for the maintenance window."""


def check_version(version: str | None) -> None:
    """Raises InvalidParameterCombination for a version that AWS does not offer."""
    if version is not None and version not in _VERSIONS:
        raise InvalidParameterCombination(f"Cannot find version {version} for {ENGINE}")


def check_family(backend: RDSBackend, version: str, asked: dict[str, Any]) -> None:
    """Raises InvalidParameterCombination for a parameter group of another family than the version's."""
    family = f"{ENGINE}{_line(version)}"
    for member in (
        "db_cluster_parameter_group_name",
        "db_instance_parameter_group_name",
        "db_parameter_group_name",
    ):
        name = str(asked.get(member) or "").lower()
        of_cluster = backend.db_cluster_parameter_groups.get(name) if "cluster" in member else None
        of_instance = None if "cluster" in member else backend.db_parameter_groups.get(name)
        found = of_cluster.db_parameter_group_family if of_cluster else of_instance and of_instance.family
        if found and found != family:
            raise InvalidParameterCombination(
                f"The parameter group {name} with DBParameterGroupFamily {found} can't be used for this "
                f"instance. Use a parameter group with DBParameterGroupFamily {family}."
            )


def take_upgrade(cluster: DBCluster, asked: dict[str, Any]) -> bool:
    """Checks the upgrade in a change, and tells whether the change carries one out now.

    One that has to wait for the maintenance window leaves `asked` and stays with the cluster, until a change
    that is applied at once: the emulator has no windows. Raises InvalidParameterCombination.
    """
    waiting: dict[str, Any] = getattr(cluster, "pending_upgrade", {})
    wanted = {**waiting, **{name: asked[name] for name in _WITH_UPGRADE if asked.get(name) is not None}}
    version = wanted.get("engine_version", cluster.engine_version)
    _check_upgrade(
        cluster, wanted, version, allowed=bool(asked.get("allow_major_version_upgrade")) or bool(waiting)
    )
    check_family(cluster.backend, version, wanted)
    if version == cluster.engine_version:
        return False
    now = bool(asked.get("apply_immediately"))
    for name in _WITH_UPGRADE:
        asked.pop(name, None)
    if now:
        asked.update(wanted)
    cluster.pending_upgrade = {} if now else wanted
    cluster.pending_modified_values = None if now else {"EngineVersion": version}
    return now


def _check_upgrade(cluster: DBCluster, wanted: dict[str, Any], version: str, *, allowed: bool) -> None:
    old, current = _line(cluster.engine_version), cluster.engine_version
    is_major = _line(version) != old
    if wanted.get("db_instance_parameter_group_name") and not is_major:
        raise InvalidParameterCombination(
            "The parameter db-instance-parameter-group-name can only be specified for a major engine version "
            "upgrade."
        )
    if version == current:
        return
    check_version(version)
    steps = _LINES.index(_line(version)) - (_LINES.index(old) if old in _LINES else 0)
    if steps > 1 or (current in _VERSIONS and _VERSIONS.index(version) < _VERSIONS.index(current)):
        raise InvalidParameterCombination(f"Cannot upgrade {ENGINE} from {current} to {version}")
    if not is_major:
        return
    if not allowed:
        raise InvalidParameterCombination(
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
        )
    of_instances = {instance.db_parameter_group_name for instance in cluster.members}
    for kind, member, names in (
        ("DB instance", "db_instance_parameter_group_name", of_instances),
        ("DB cluster", "db_cluster_parameter_group_name", {cluster.parameter_group}),
    ):
        custom = sorted(name for name in names if name and not name.startswith("default."))
        if custom and not wanted.get(member):
            raise InvalidParameterCombination(
                f"The current {kind} parameter group {custom[0]} is custom. You must explicitly specify a "
                f"new {kind} parameter group, either default or custom, for the engine version upgrade."
            )


def _line(version: str) -> str:
    """MySQL's version in a version of Aurora, such as 8.0."""
    return version.partition(".mysql")[0]
