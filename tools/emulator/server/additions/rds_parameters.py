"""RDS: parameter groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.core.responses import ActionResult
from moto.rds.exceptions import DBClusterParameterGroupNotFoundError, DBParameterGroupNotFoundError
from moto.rds.models import DBCluster, DBParameterGroup, RDSBackend
from moto.rds.responses import RDSResponse

from ..databases import databases
from .patching import Function, add, mend

Parameters = dict[str, dict[str, Any]]


def requires_secure_transport(cluster: DBCluster) -> bool:
    """Tells whether the cluster's parameter group demands TLS; by default Aurora does not.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html
    """
    group = cluster.backend.db_cluster_parameter_groups.get(cluster.parameter_group)
    parameter = group.parameters.get("require_secure_transport", {}) if group else {}
    return str(parameter.get("ParameterValue", "OFF")).upper() in ("ON", "1")


@mend(DBParameterGroup, "update_parameters")
def modify_db_parameter_group(
    original: Function, group: DBParameterGroup, changes: Iterable[dict[str, Any]]
) -> None:
    """ModifyDBParameterGroup: the provider reads only the parameters whose source is the user."""
    original(group, [{**change, "Source": "user", "IsModifiable": True} for change in changes])


@mend(RDSBackend, "modify_db_cluster_parameter_group")
def modify_db_cluster_parameter_group(
    original: Function, backend: RDSBackend, *arguments: Any, **asked: Any
) -> Any:
    """ModifyDBClusterParameterGroup: what the database can do of it happens at once."""
    group = original(backend, *arguments, **asked)
    _apply(backend, group.name)
    return group


@add(RDSResponse, "reset_db_cluster_parameter_group")
def reset_db_cluster_parameter_group(response: RDSResponse) -> ActionResult:
    """ResetDBClusterParameterGroup: what the provider calls for a parameter that is no longer set."""
    name = response.params["DBClusterParameterGroupName"]
    group = response.backend.db_cluster_parameter_groups.get(name)
    if group is None:
        raise DBClusterParameterGroupNotFoundError(name)
    _forget(group.parameters, response.params)
    _apply(response.backend, group.name)
    return ActionResult({"DBClusterParameterGroupName": group.name})


@add(RDSResponse, "reset_db_parameter_group")
def reset_db_parameter_group(response: RDSResponse) -> ActionResult:
    """ResetDBParameterGroup."""
    name = response.params["DBParameterGroupName"]
    group = response.backend.db_parameter_groups.get(name)
    if group is None:
        raise DBParameterGroupNotFoundError(name)
    _forget(group.parameters, response.params)
    return ActionResult({"DBParameterGroupName": group.name})


def _forget(parameters: Parameters, asked: Any) -> None:
    if asked.get("ResetAllParameters"):
        parameters.clear()
    for parameter in asked.get("Parameters") or []:
        parameters.pop(parameter["ParameterName"], None)


def _apply(backend: RDSBackend, group_name: str) -> None:
    for cluster in list(backend.clusters.values()):
        server = databases().get(cluster.db_cluster_resource_id)
        if server is not None and cluster.parameter_group == group_name:
            server.set_require_secure_transport(requires_secure_transport(cluster))
