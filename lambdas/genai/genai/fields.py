"""Fields of a tool: their JSON schema for the model, and checks in words that it can pass on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

# Control characters, half characters, line and paragraph separators.
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
# Characters that turn the direction of others: a person would confirm something else than is written.
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_EARLIEST = date(1900, 1, 1)


class ToolRefusedError(Exception):
    """The tool was not run, or did not do it. The message is for the model."""


@dataclass(frozen=True)
class Field:
    """A value of a tool's input."""

    schema: Mapping[str, object]
    """https://json-schema.org/understanding-json-schema"""
    read: Callable[[object], object]
    """Returns the value to use. Raises ValueError with the end of a sentence that begins with the name."""
    optional: bool = False
    """An optional text that is left out is empty."""


def text(longest: int, description: str = "", *, needs_letter: bool = False, optional: bool = False) -> Field:
    """A field of 1 to `longest` characters, trimmed, in Unicode's composed form."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("has to be a text")
        words = unicodedata.normalize("NFC", value).strip()
        if not 1 <= len(words) <= longest:
            raise ValueError(f"has to have 1 to {longest} characters")
        if any(
            unicodedata.category(character) in _UNPRINTABLE
            or unicodedata.bidirectional(character) in _TURNING
            for character in words
        ):
            raise ValueError("may not hold control characters or line breaks")
        if needs_letter and not any(character.isalpha() for character in words):
            raise ValueError("has to have a letter in it")
        return words

    described = {"description": description} if description else {}
    return Field({"type": "string", "minLength": 1, "maxLength": longest, **described}, read, optional)


def whole(description: str, highest: int = 2**31 - 1) -> Field:
    """A field of a whole number from 1 to `highest`."""

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= highest:
            return value
        raise ValueError(f"has to be a whole number from 1 to {highest}")

    return Field({"type": "integer", "minimum": 1, "maximum": highest, "description": description}, read)


def _read_telephone(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{10}", value):
        return value
    raise ValueError("has to be exactly 10 digits")


def _read_past_date(value: object) -> str:
    try:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError("has to be a date of the calendar, such as 2020-01-31") from None
    if day > datetime.now(UTC).date():
        raise ValueError("may not be in the future")
    if day < _EARLIEST:
        raise ValueError(f"may not be before {_EARLIEST}")
    return value


TELEPHONE = Field(
    {"type": "string", "pattern": "^[0-9]{10}$", "description": "Exactly 10 digits"}, _read_telephone
)
PAST_DATE = Field(
    {"type": "string", "format": "date", "description": "YYYY-MM-DD, not in the future"}, _read_past_date
)


def read_fields(fields: Mapping[str, Field], values: Mapping[str, object]) -> dict[str, object]:
    """The checked values of one call. Raises ToolRefusedError with everything that is wrong."""
    known = ", ".join(fields) or "no field at all"
    problems = [f"{name!r} is unknown: there is {known}" for name in values if name not in fields]
    result: dict[str, object] = {}
    for name, field in fields.items():
        value = values.get(name)
        if field.optional and value in (None, ""):
            result[name] = ""
        elif value is None:
            problems.append(f"{name} is missing: ask for it")
        else:
            try:
                result[name] = field.read(value)
            except ValueError as error:
                problems.append(f"{name} {error}")
    if problems:
        raise ToolRefusedError("Nothing was done. " + "; ".join(problems) + ".")
    return result
