"""CloudWatch Logs: saved queries, which stock moto knows nothing of."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from moto.core.utils import unix_time_millis
from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.models import LogsBackend
from moto.logs.responses import LogsResponse

from .patching import add

_KEPT = ("name", "queryString", "logGroupNames", "queryLanguage")


@add(LogsResponse, "put_query_definition")
def put_query_definition(response: LogsResponse) -> str:
    """PutQueryDefinition: makes one, or replaces the one of the given id.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
    """
    known = _queries(response.logs_backend)
    query_id = response._get_param("queryDefinitionId")
    if query_id is not None and query_id not in known:
        raise ResourceNotFoundException("The specified query definition does not exist.")
    query_id = query_id or str(uuid4())
    asked = {name: response._get_param(name) for name in _KEPT}
    known[query_id] = {
        "queryDefinitionId": query_id,
        "lastModified": int(unix_time_millis()),
        **{name: value for name, value in asked.items() if value is not None},
    }
    return json.dumps({"queryDefinitionId": query_id})


@add(LogsResponse, "describe_query_definitions")
def describe_query_definitions(response: LogsResponse) -> str:
    """DescribeQueryDefinitions, all on one page."""
    prefix = response._get_param("queryDefinitionNamePrefix") or ""
    known = _queries(response.logs_backend).values()
    return json.dumps({"queryDefinitions": [each for each in known if each["name"].startswith(prefix)]})


@add(LogsResponse, "delete_query_definition")
def delete_query_definition(response: LogsResponse) -> str:
    """DeleteQueryDefinition."""
    if _queries(response.logs_backend).pop(response._get_param("queryDefinitionId"), None) is None:
        raise ResourceNotFoundException("The specified query definition does not exist.")
    return json.dumps({"success": True})


def _queries(backend: LogsBackend) -> dict[str, dict[str, Any]]:
    queries: dict[str, dict[str, Any]] = vars(backend).setdefault("query_definitions", {})
    return queries
