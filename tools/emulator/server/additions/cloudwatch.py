"""CloudWatch: composite alarms, and what is left of an alarm that is gone."""

from __future__ import annotations

from typing import Any

from moto.cloudwatch.exceptions import ValidationError
from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult, EmptyResult

from ..alarm_rules import Rule, RuleError, parse
from .patching import Function, add, mend

_NEW = "INSUFFICIENT_DATA"
_OWN_ATTRIBUTES = {
    "ActionsSuppressor": "actions_suppressor",
    "ActionsSuppressorWaitPeriod": "actions_suppressor_wait_period",
    "ActionsSuppressorExtensionPeriod": "actions_suppressor_extension_period",
}


@mend(Alarm, "__init__")
def create_alarm(original: Function, alarm: Alarm, *args: Any, **kwargs: Any) -> None:
    """PutMetricAlarm, PutCompositeAlarm: AWS's new alarms know nothing yet; stock moto's are well."""
    original(alarm, *args, **kwargs)
    alarm.state_value = _NEW


@add(CloudWatchResponse, "put_composite_alarm")
def put_composite_alarm(response: CloudWatchResponse) -> EmptyResult:
    """PutCompositeAlarm: the same parameters as a metric alarm's, and a rule about alarms that exist."""
    backend = response.cloudwatch_backend
    name = response._get_param("AlarmName")
    rule = _parsed(response._get_param("AlarmRule"))
    missing = sorted(rule.names - set(backend.alarms))
    if missing:
        raise ValidationError(
            f"Could not save the composite alarm as alarms [{', '.join(missing)}] "
            "in the alarm rule do not exist"
        )
    response.put_metric_alarm()
    alarm = backend.alarms[name]
    for parameter, attribute in _OWN_ATTRIBUTES.items():
        setattr(alarm, attribute, response._get_param(parameter))
    _evaluate_composites(backend)
    return EmptyResult()


@mend(CloudWatchBackend, "put_metric_alarm")
def put_alarm(original: Function, backend: CloudWatchBackend, name: str, **asked: Any) -> Alarm:
    """PutMetricAlarm, PutCompositeAlarm: a change leaves the state, and tags are those of the creation."""
    earlier = backend.alarms.get(name)
    if earlier is None:
        return original(backend, name=name, **asked)
    alarm: Alarm = original(backend, name=name, **{**asked, "tags": None})
    alarm.state_value, alarm.state_reason = earlier.state_value, earlier.state_reason
    alarm.history = earlier.history
    return alarm


@mend(CloudWatchBackend, "set_alarm_state")
def set_alarm_state(original: Function, backend: CloudWatchBackend, *args: Any, **kwargs: Any) -> None:
    """SetAlarmState: the composite alarms follow."""
    original(backend, *args, **kwargs)
    _evaluate_composites(backend)


@mend(CloudWatchResponse, "describe_alarms")
def describe_alarms(original: Function, response: CloudWatchResponse) -> ActionResult:
    """DescribeAlarms: stock moto ignores the types; AWS answers metric alarms only when none is asked for.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    """
    answer: ActionResult = original(response)
    wanted = response._get_param("AlarmTypes") or ["MetricAlarm"]
    return ActionResult(
        {kind: alarms if kind[:-1] in wanted else [] for kind, alarms in answer.result.items()}
    )


@mend(CloudWatchBackend, "delete_alarms")
def delete_alarms(original: Function, backend: CloudWatchBackend, alarm_names: list[str]) -> None:
    """DeleteAlarms: their tags go with them."""
    for alarm in backend.get_alarms_by_alarm_names(alarm_names):
        backend.tagger.delete_all_tags_for_resource(alarm.alarm_arn)
    original(backend, alarm_names)


def _parsed(text: str) -> Rule:
    try:
        return parse(text)
    except RuleError as error:
        raise ValidationError(f"The AlarmRule is malformed: {error}") from error


def _evaluate_composites(backend: CloudWatchBackend) -> None:
    """Until nothing changes any more, at most once for each alarm: composites may rest on each other."""

    def state_of(name: str) -> str:
        alarm = backend.alarms.get(name)
        return _NEW if alarm is None else alarm.state_value

    composites = [alarm for alarm in backend.alarms.values() if alarm.rule is not None]
    for _ in composites:
        for alarm in composites:
            state = "ALARM" if parse(alarm.rule).holds(state_of) else "OK"
            if state != alarm.state_value:
                alarm.update_state(f"The rule {alarm.rule} says so", "{}", state)
