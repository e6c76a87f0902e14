"""AWS's published constraints on a request: what a value must satisfy, and how AWS says that it does not."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex
from botocore.model import Shape

UNCHECKED = object()
"""Placeholder of a value that was not read, such as the content of an S3 object."""

_SHOWN_CHARACTERS = 200
_NUMBERS = {"integer": int, "long": int, "short": int, "byte": int, "float": float, "double": float}
_KINDS = {"structure": dict, "map": dict, "list": list, "string": str}
# Older models lack the `sensitive` trait on members that are plainly secrets.
_SECRET_NAME = regex.compile(r"(?i)password|secret(string|key)|privatekey|authtoken")
# Models write characters beyond the basic plane in the surrogates of Java's strings.
_SURROGATES = (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")


@dataclass(frozen=True)
class Problem:
    """One violated constraint. `value` is None where it must not, or need not, be shown."""

    path: str
    constraint: str
    value: str | None = None
    missing: bool = False

    def __str__(self) -> str:
        value = "Value" if self.value is None else f"Value {self.value}"
        return f"{value} at '{self.path}' failed to satisfy constraint: {self.constraint}"


def check(shape: Shape, value: Any) -> list[Problem]:
    """Every violation in an operation's input: AWS too reports them all at once."""
    walk = _Walk()
    walk.visit(shape, value, "", secret=False)
    return walk.problems


class _Walk:
    """One pass over an input. Secrets are whatever lies below a sensitive shape."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def visit(self, shape: Shape, value: Any, path: str, *, secret: bool) -> None:
        if value is None or value is UNCHECKED or getattr(shape, "is_document_type", False):
            return
        kind = _KINDS.get(shape.type_name)
        if kind is not None and not isinstance(value, kind):
            self._add(path, f"Member must be a {shape.type_name}")
            return
        check_kind = getattr(self, f"_{shape.type_name}", None)
        if shape.type_name in _NUMBERS:
            check_kind = self._number
        if check_kind is not None:
            check_kind(shape, value, path, secret or bool(shape.metadata.get("sensitive")))

    def _add(self, path: str, constraint: str, value: str | None = None) -> None:
        if value is not None:
            value = f"'{value}'" if len(value) <= _SHOWN_CHARACTERS else f"'{value[:_SHOWN_CHARACTERS]}...'"
        self.problems.append(Problem(path, constraint, value))

    def _structure(self, shape: Shape, value: dict[str, Any], path: str, secret: bool) -> None:
        prefix = f"{path}." if path else ""
        for name in shape.required_members:
            if value.get(name) is None:
                at = prefix + _lower_first(name)
                self.problems.append(Problem(at, "Member must not be null", "null", missing=True))
        for name, item in value.items():
            at = prefix + _lower_first(name)
            if name in shape.members:
                self.visit(shape.members[name], item, at, secret=secret or bool(_SECRET_NAME.search(name)))
            else:
                self._add(at, "Member is not part of the request")

    def _list(self, shape: Shape, value: list[Any], path: str, secret: bool) -> None:
        self._length(shape, len(value), path)
        for index, item in enumerate(value, 1):
            self.visit(shape.member, item, f"{path}.{index}.member", secret=secret)

    def _map(self, shape: Shape, value: dict[str, Any], path: str, secret: bool) -> None:
        self._length(shape, len(value), path)
        for key, item in value.items():
            self.visit(shape.key, key, f"{path}.{key}.key", secret=secret)
            self.visit(shape.value, item, f"{path}.{key}.member", secret=secret)

    def _string(self, shape: Shape, value: str, path: str, secret: bool) -> None:
        shown = None if secret else value
        allowed = shape.metadata.get("enum")
        if allowed:
            if value not in allowed:
                self._add(path, f"Member must satisfy enum value set: [{', '.join(allowed)}]", shown)
            return
        self._length(shape, len(value), path, shown)
        pattern = shape.metadata.get("pattern")
        if pattern and not _matches(pattern, value):
            self._add(path, f"Member must satisfy regular expression pattern: {pattern}", shown)

    def _blob(self, shape: Shape, value: str | bytes, path: str, secret: bool) -> None:
        del secret  # blobs are never shown
        try:
            self._length(shape, len(base64.b64decode(value)), path)
        except ValueError:
            self._add(path, "Member must be base64-encoded")

    def _length(self, shape: Shape, length: int, path: str, shown: str | None = None) -> None:
        self._range(shape, length, "length", path, shown)

    def _number(self, shape: Shape, value: Any, path: str, secret: bool) -> None:
        shown = None if secret else str(value)
        try:
            number = _NUMBERS[shape.type_name](value)
        except (TypeError, ValueError):
            self._add(path, f"Member must be of type {shape.type_name}", shown)
        else:
            self._range(shape, number, "value", path, shown)

    def _range(self, shape: Shape, size: float, what: str, path: str, shown: str | None) -> None:
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if low is not None and size < low:
            self._add(path, f"Member must have {what} greater than or equal to {low}", shown)
        if high is not None and size > high:
            self._add(path, f"Member must have {what} less than or equal to {high}", shown)


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def _matches(pattern: str, text: str) -> bool:
    """An anchored pattern says itself what part must fit; any other means the whole value."""
    compiled = _compile(pattern)
    if compiled is None:
        return True
    found = compiled.search(text) if "^" in pattern or "$" in pattern else compiled.fullmatch(text)
    return found is not None


@cache
def _compile(pattern: str) -> regex.Pattern[str] | None:
    """Compiles a pattern; None for one in a dialect that cannot be read here: a value is then taken to fit.

    As in Java, classes such as `\\w` are of ASCII alone. Here they are not in a pattern with classes such as
    `\\p{L}`, which would be, too.
    """
    try:
        return regex.compile(pattern.replace(*_SURROGATES), 0 if r"\p" in pattern else regex.ASCII)
    except regex.error:
        return None
