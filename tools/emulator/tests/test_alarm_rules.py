"""The rules of composite alarms."""

from __future__ import annotations

import pytest
from server.alarm_rules import RuleError, parse

STATES = {"a": "ALARM", "b": "OK", "c c": "INSUFFICIENT_DATA"}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("ALARM(a)", True),
        ('ALARM("a")', True),
        ("ALARM(arn:aws:cloudwatch:us-west-2:123456789012:alarm:a)", True),
        ("ALARM(b)", False),
        ('INSUFFICIENT_DATA("c c")', True),
        ("NOT ALARM(a)", False),
        ("ALARM(b) OR ALARM(a)", True),
        ("ALARM(a) AND ALARM(b)", False),
        ("ALARM(a) OR ALARM(a) AND ALARM(b)", True),
        ("(ALARM(a) OR ALARM(a)) AND ALARM(b)", False),
        ("NOT ALARM(b) AND OK(b)", True),
        ("TRUE", True),
        ("FALSE OR FALSE", False),
    ],
)
def test_a_rule_holds_or_not(text: str, holds: bool) -> None:
    assert parse(text).holds(lambda name: STATES[name]) is holds


def test_a_rule_tells_which_alarms_it_names() -> None:
    assert parse('ALARM("c c") AND NOT (OK(a) OR ALARM(arn:aws:cloudwatch:x:1:alarm:b))').names == set(STATES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ALARM",
        "ALARM()",
        "ALARM(a",
        "ALARM(a) ALARM(b)",
        "ALARM(a) OR",
        "BROKEN(a)",
        'ALARM("a)',
        "(TRUE",
    ],
)
def test_a_malformed_rule_is_none(text: str) -> None:
    with pytest.raises(RuleError):
        parse(text)
