"""CloudWatch: the state of new and of changed alarms, and the tags of deleted ones."""

from __future__ import annotations

from typing import Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend

from .patching import Function, mend

_NEW = "INSUFFICIENT_DATA"


@mend(Alarm, "__init__")
def create_alarm(original: Function, alarm: Alarm, *args: Any, **kwargs: Any) -> None:
    """PutMetricAlarm: AWS's new alarms know nothing yet; stock moto's are well."""
    original(alarm, *args, **kwargs)
    alarm.state_value = _NEW


@mend(CloudWatchBackend, "put_metric_alarm")
def put_alarm(original: Function, backend: CloudWatchBackend, name: str, **asked: Any) -> Alarm:
    """PutMetricAlarm: a change leaves the state, and tags are those of the creation."""
    earlier = backend.alarms.get(name)
    if earlier is None:
        return original(backend, name=name, **asked)
    alarm: Alarm = original(backend, name=name, **{**asked, "tags": None})
    alarm.state_value, alarm.state_reason = earlier.state_value, earlier.state_reason
    alarm.history = earlier.history
    return alarm


@mend(CloudWatchBackend, "delete_alarms")
def delete_alarms(original: Function, backend: CloudWatchBackend, alarm_names: list[str]) -> None:
    """DeleteAlarms: their tags go with them."""
    for alarm in backend.get_alarms_by_alarm_names(alarm_names):
        backend.tagger.delete_all_tags_for_resource(alarm.alarm_arn)
    original(backend, alarm_names)
