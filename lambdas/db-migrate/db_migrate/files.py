"""The migrations in the package: `sql/V<4 digits>__<words>.sql`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import MigrationError
from .statements import SplitError, Statement, split

SQL_FOLDER = Path(__file__).parents[1] / "sql"

_NAME = re.compile(r"V(?P<version>[0-9]{4})__(?P<words>[a-z0-9]+(?:_[a-z0-9]+)*)\.sql")


@dataclass(frozen=True)
class Version:
    """A version of the database: a file of the package, or an entry of the history."""

    number: int
    description: str
    checksum: str
    """SHA-256 of the file, in hexadecimal."""

    @property
    def label(self) -> str:
        """Version and description as the log shows them: `0002 sample data`."""
        return f"{self.number:04} {self.description}"


@dataclass(frozen=True)
class Migration(Version):
    """A migration's file and its statements."""

    file: str
    statements: tuple[Statement, ...]

    @property
    def changes_rows(self) -> bool:
        """Tells whether every statement changes rows, so that the file runs as one transaction."""
        return all(statement.changes_rows for statement in self.statements)


def read_migrations(folder: Path) -> tuple[Migration, ...]:
    """The files of the folder by version, from 1 on without a gap.

    Raises MigrationError with all that is wrong.
    """
    problems: list[str] = []
    migrations: list[Migration] = []
    for path in sorted(folder.iterdir()):
        name = _NAME.fullmatch(path.name)
        if name is None:
            problems.append(f"{path.name}: a migration is named like V0003__pet_weights.sql.")
            continue
        content = path.read_bytes()
        try:
            statements = tuple(split(content.decode()))
        except SplitError as error:
            problems.append(f"{path.name}, line {error.line}: {error}.")
        except UnicodeDecodeError as error:
            problems.append(f"{path.name}: is not UTF-8 at byte {error.start}.")
        else:
            description, checksum = name["words"].replace("_", " "), hashlib.sha256(content).hexdigest()
            migrations.append(Migration(int(name["version"]), description, checksum, path.name, statements))
            problems.extend(_rule_problems(path.name, statements))
    # Gaps among files that cannot be read would be no news.
    problems.extend(_order_problems(migrations) if not problems else ())
    if problems:
        raise MigrationError("\n".join(["The migrations are not right, so nothing was changed.", *problems]))
    return tuple(migrations)


def _rule_problems(file: str, statements: Sequence[Statement]) -> Iterator[str]:
    if not statements:
        yield f"{file}: holds no statement."
    kinds = {statement.changes_rows for statement in statements}
    for statement in statements:
        place = f"{file}, statement {statement.number} (line {statement.line})"
        if statement.changes_rows and len(kinds) > 1:
            yield f"{place}: rows are changed in a file of their own, without statements that change tables."
        elif statement.problem:
            yield f"{place}: {statement.problem}."


def _order_problems(migrations: Sequence[Migration]) -> Iterator[str]:
    for expected, migration in enumerate(migrations, start=1):
        if migration.number != expected:
            before = migrations[expected - 2].file if expected > 1 else "the beginning"
            yield f"{migration.file}: after {before} comes version {expected:04}, without a gap and once."
            return
