"""X-Ray: sampling rules. https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html"""

from __future__ import annotations

from moto.core.utils import utcnow

from ..operations import Place, answers
from .xray import Values, configuration, invalid

_ANYTHING = dict.fromkeys(("Host", "HTTPMethod", "ResourceARN", "ServiceName", "ServiceType", "URLPath"), "*")
_DEFAULT_NAME = "Default"
# What every account has: one request a second, and of the rest five in a hundred.
_DEFAULT = {
    **_ANYTHING,
    "RuleName": _DEFAULT_NAME,
    "Priority": 10_000,
    "ReservoirSize": 1,
    "FixedRate": 0.05,
    "Version": 1,
    "Attributes": {},
}


@answers("xray:CreateSamplingRule")
def create_sampling_rule(place: Place, asked: Values) -> Values:
    known, rule = configuration(place), asked["SamplingRule"]
    name = rule.get("RuleName")
    if not name:
        raise invalid("A sampling rule needs a RuleName.")
    if name in known.rules or name == _DEFAULT_NAME:
        raise invalid(f"Sampling rule {name} already exists.")
    arn, now = place.arn("xray", f"sampling-rule/{name}"), utcnow()
    rule = {"Attributes": {}, **rule, "RuleARN": arn}
    known.rules[name] = {"SamplingRule": rule, "CreatedAt": now, "ModifiedAt": now}
    known.keep_tags(arn, asked)
    return {"SamplingRuleRecord": known.rules[name]}


@answers("xray:GetSamplingRules")
def get_sampling_rules(place: Place, asked: Values) -> Values:
    """GetSamplingRules: one page with all of them, AWS's own default rule included."""
    default = {**_DEFAULT, "RuleARN": place.arn("xray", f"sampling-rule/{_DEFAULT_NAME}")}
    return {"SamplingRuleRecords": [*configuration(place).rules.values(), {"SamplingRule": default}]}


@answers("xray:UpdateSamplingRule")
def update_sampling_rule(place: Place, asked: Values) -> Values:
    change = asked["SamplingRuleUpdate"]
    record = _record(place, change)
    record["SamplingRule"].update(change)
    record["ModifiedAt"] = utcnow()
    return {"SamplingRuleRecord": record}


@answers("xray:DeleteSamplingRule")
def delete_sampling_rule(place: Place, asked: Values) -> Values:
    known, record = configuration(place), _record(place, asked)
    del known.rules[record["SamplingRule"]["RuleName"]], known.tags[record["SamplingRule"]["RuleARN"]]
    return {"SamplingRuleRecord": record}


def _record(place: Place, asked: Values) -> Values:
    """A request names the rule, or gives its ARN."""
    wanted = asked.get("RuleName"), asked.get("RuleARN")
    for record in configuration(place).rules.values():
        if record["SamplingRule"]["RuleName"] == wanted[0] or record["SamplingRule"]["RuleARN"] == wanted[1]:
            return record
    raise invalid("Sampling rule does not exist.")
