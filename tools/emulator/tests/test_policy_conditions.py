"""IAM condition operators."""

from __future__ import annotations

from typing import Any

import pytest
from server.policy_conditions import holds


class Request:
    """Carries one header; knows that it carries no other."""

    def knows(self, key: str) -> bool:
        return key.startswith("s3:")

    def value(self, key: str) -> str | None:
        return {"s3:x-amz-acl": "Private", "s3:secure": "true"}.get(key)


ACL, ABSENT, UNKNOWN = "s3:X-Amz-Acl", "s3:prefix", "aws:SourceVpce"
CASES = [
    ("StringEquals", ACL, "Private", True),
    ("StringEquals", ACL, "private", False),
    ("StringEquals", ACL, ["public-read", "Private"], True),
    ("StringEquals", ABSENT, "x", False),
    ("StringEqualsIfExists", ABSENT, "x", True),
    ("StringEqualsIfExists", ACL, "x", False),
    ("StringEqualsIgnoreCase", ACL, "private", True),
    ("StringNotEquals", ACL, "Private", False),
    ("StringNotEquals", ACL, ["x", "Private"], False),
    ("StringNotEquals", ABSENT, "x", True),
    ("StringLike", ACL, "Pr*t?", True),
    ("StringLike", ACL, "P.*", False),
    ("StringNotLike", ACL, "Pr*", False),
    ("Bool", "s3:secure", "true", True),
    ("Bool", "s3:secure", False, False),
    ("Null", ACL, "false", True),
    ("Null", ACL, "true", False),
    ("Null", ABSENT, True, True),
    ("StringNotEquals", UNKNOWN, "x", False),
    ("Null", UNKNOWN, "true", False),
    ("NumericLessThan", ACL, "1", False),
]


@pytest.mark.parametrize(("operator", "key", "wanted", "expected"), CASES)
def test_operator(operator: str, key: str, wanted: Any, expected: bool) -> None:
    assert holds({operator: {key: wanted}}, Request()) is expected


def test_all_conditions_must_hold() -> None:
    met, unmet = {ACL: "Private"}, {ABSENT: "x"}
    assert holds({"StringEquals": met, "Null": {ABSENT: "true"}}, Request())
    assert not holds({"StringEquals": met | unmet}, Request())
    assert holds(None, Request())
