"""CloudWatch Logs: the class of a log group."""

from __future__ import annotations

from typing import Any

from moto.logs.models import LogGroup
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
