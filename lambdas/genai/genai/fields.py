"""Checks of what the model fills into a tool: every problem at once, in words that it can pass on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime

# Control characters, half characters, line and paragraph separators.
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EARLIEST = date(1900, 1, 1)
_MAX_ID = 2**31 - 1


class ToolRefusedError(Exception):
    """The tool was not run, or did not do it. The message is for the model."""


class Fields:
    """The values of one call. Take each of them, then `finish`."""

    def __init__(self, values: Mapping[str, object], known: tuple[str, ...]) -> None:
        self._values = values
        self._problems = [
            f"{name!r} is unknown: there is {', '.join(known) or 'no field at all'}"
            for name in values
            if name not in known
        ]

    def text(self, name: str, longest: int, *, needs_letter: bool = False) -> str:
        """1 to `longest` characters, trimmed."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return self._refuse(name, "is missing: ask for it" if value is None else "has to be a text")
        text = unicodedata.normalize("NFC", value).strip()
        if not 1 <= len(text) <= longest:
            return self._refuse(name, f"has to have 1 to {longest} characters")
        if any(unicodedata.category(character) in _UNPRINTABLE for character in text):
            return self._refuse(name, "may not hold control characters or line breaks")
        if needs_letter and not any(character.isalpha() for character in text):
            return self._refuse(name, "has to have a letter in it")
        return text

    def optional_text(self, name: str, longest: int) -> str:
        """Empty when it is left out."""
        if self._values.get(name) in (None, ""):
            return ""
        return self.text(name, longest)

    def telephone(self, name: str) -> str:
        """Ten digits."""
        value = self._values.get(name)
        if isinstance(value, str) and re.fullmatch(r"[0-9]{10}", value):
            return value
        return self._refuse(
            name, "is missing: ask for it" if value is None else "has to be exactly 10 digits"
        )

    def past_date(self, name: str) -> date:
        """`YYYY-MM-DD`, not in the future."""
        value = self._values.get(name)
        if value is None:
            self._refuse(name, "is missing: ask for it")
            return _EARLIEST
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None:
            self._refuse(name, "has to be a date of the calendar, such as 2020-01-31")
        elif day > datetime.now(UTC).date():
            self._refuse(name, "may not be in the future")
        elif day < _EARLIEST:
            self._refuse(name, f"may not be before {_EARLIEST}")
        return day or _EARLIEST

    def integer(self, name: str, highest: int = _MAX_ID) -> int:
        """A whole number from 1 to `highest`."""
        value = self._values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= highest:
            return value
        self._refuse(
            name,
            "is missing: ask for it" if value is None else f"has to be a whole number from 1 to {highest}",
        )
        return 1

    def finish(self) -> None:
        """Raises ToolRefusedError when anything was wrong: nothing may be done then."""
        if self._problems:
            raise ToolRefusedError("Nothing was done. " + "; ".join(self._problems) + ".")

    def _refuse(self, name: str, reason: str) -> str:
        self._problems.append(f"{name} {reason}")
        return ""
