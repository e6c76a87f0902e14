"""CloudWatch Logs: the class of a log group, metric filters."""

from __future__ import annotations

from typing import Any

from moto.logs.exceptions import InvalidParameterException, ResourceNotFoundException
from moto.logs.models import LogGroup, LogsBackend
from moto.logs.responses import LogsResponse

from .patching import Function, mend

_DEFAULT_CLASS = "STANDARD"


@mend(LogsResponse, "create_log_group")
def create_log_group(original: Function, response: LogsResponse) -> Any:
    """CreateLogGroup: stock moto forgets logGroupClass."""
    answer = original(response)
    group = response.logs_backend.groups[response._get_param("logGroupName")]
    group.log_group_class = response._get_param("logGroupClass") or _DEFAULT_CLASS
    return answer


@mend(LogGroup, "to_describe_dict")
def describe_log_groups(original: Function, group: LogGroup) -> dict[str, Any]:
    """DescribeLogGroups: AWS always names the class."""
    return {**original(group), "logGroupClass": getattr(group, "log_group_class", _DEFAULT_CLASS)}


@mend(LogsBackend, "delete_log_group")
def delete_log_group(original: Function, backend: LogsBackend, log_group_name: str) -> None:
    """DeleteLogGroup: its metric filters go with it."""
    original(backend, log_group_name)
    filters = backend.filters
    filters.metric_filters = [
        each for each in filters.metric_filters if each["logGroupName"] != log_group_name
    ]


@mend(LogsBackend, "put_metric_filter")
def put_metric_filter(
    original: Function,
    backend: LogsBackend,
    filter_name: str,
    filter_pattern: str,
    log_group_name: str,
    metric_transformations: list[dict[str, Any]],
) -> None:
    """PutMetricFilter: stock moto keeps a changed filter beside the old one, and takes any log group.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    """
    if log_group_name not in backend.groups:
        raise ResourceNotFoundException()
    for each in metric_transformations:
        if each.get("dimensions") and each.get("defaultValue") is not None:
            raise InvalidParameterException(
                "Invalid metric transformation: "
                "dimensions and default value are mutually exclusive properties."
            )
    backend.delete_metric_filter(filter_name, log_group_name)
    original(backend, filter_name, filter_pattern, log_group_name, metric_transformations)
