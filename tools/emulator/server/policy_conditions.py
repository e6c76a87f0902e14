"""IAM policy conditions, evaluated for what the emulator knows about a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Protocol

Conditions = Mapping[str, Mapping[str, Any]]
"""Operator → condition key → value or list of values, as written in a policy."""


class Context(Protocol):
    """Condition keys of a request. They are matched in lower case."""

    def knows(self, key: str) -> bool:
        """Tells whether the emulator knows the value of a key, or its absence."""

    def value(self, key: str) -> str | None:
        """The value of a key it knows; None when the request does not carry it."""


def holds(conditions: Conditions | None, context: Context) -> bool:
    """Tells whether all conditions of a statement are met. One that cannot be evaluated here is not met."""
    return all(
        _test(operator, key.lower(), as_list(wanted), context)
        for operator, keys in (conditions or {}).items()
        for key, wanted in keys.items()
    )


def as_list(value: Any) -> list[Any]:
    """The value as a list: policies may write a single value without one."""
    return value if isinstance(value, list) else [value]


def like(pattern: str, text: str) -> bool:
    """IAM's wildcards: `*` for any text, `?` for one character, everything else for itself."""
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=10_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """AWS's own policies have thousands of patterns, and each action is held against all of them."""
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _equal_ignoring_case(wanted: str, actual: str) -> bool:
    return wanted.lower() == actual.lower()


_POSITIVE: dict[str, Callable[[str, str], bool]] = {
    "Bool": _equal_ignoring_case,
    "StringEquals": str.__eq__,
    "StringEqualsIgnoreCase": _equal_ignoring_case,
    "StringLike": like,
    "ArnEquals": like,
    "ArnLike": like,
}
_NEGATIVE = {
    "StringNotEquals": str.__eq__,
    "StringNotEqualsIgnoreCase": _equal_ignoring_case,
    "StringNotLike": like,
    "ArnNotEquals": like,
    "ArnNotLike": like,
}


def _test(operator: str, key: str, wanted: list[Any], context: Context) -> bool:
    if not context.knows(key):
        return False
    actual = context.value(key)
    if operator == "Null":
        return (actual is None) == (_text(wanted[0]) == "true")
    quantifier, _, plain = operator.rpartition(":")
    name = plain.removesuffix("IfExists")
    if actual is None and quantifier:
        return quantifier == "ForAllValues"
    if actual is None:
        # A missing key satisfies negated operators: AWS compares nothing, and finds no match.
        return name != plain or name in _NEGATIVE
    if name in _POSITIVE:
        return any(_POSITIVE[name](_text(value), actual) for value in wanted)
    if name in _NEGATIVE:
        return not any(_NEGATIVE[name](_text(value), actual) for value in wanted)
    return False
