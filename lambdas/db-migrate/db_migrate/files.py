"""The migrations in the package: `sql/V<4 digits>__<words>.sql`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import MigrationError
from .rules import changes_rows, problems_of
from .statements import SplitError, Statement, split

SQL_FOLDER = Path(__file__).parents[1] / "sql"

_NAME = re.compile(r"V(?P<version>[0-9]{4})__(?P<words>[a-z0-9]+(?:_[a-z0-9]+)*)\.sql")


@dataclass(frozen=True)
class Migration:
    """One file."""

    file: str
    version: int
    description: str
    checksum: str
    """SHA-256 of the file, in hexadecimal."""
    statements: tuple[Statement, ...]

    @property
    def label(self) -> str:
        """Such as `0002 sample data`."""
        return label(self.version, self.description)

    @property
    def changes_rows(self) -> bool:
        """Whether it runs as one transaction."""
        return changes_rows(list(self.statements))


def label(version: int, description: str) -> str:
    """Such as `0002 sample data`."""
    return f"{version:04} {description}"


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
        try:
            migration = _read(path, int(name["version"]), name["words"].replace("_", " "))
        except SplitError as error:
            problems.append(f"{path.name}, line {error.line}: {error}.")
        except UnicodeDecodeError as error:
            problems.append(f"{path.name}: is not UTF-8 at byte {error.start}.")
        else:
            migrations.append(migration)
            problems.extend(_rule_problems(migration))
    # Gaps among files that cannot be read would be no news.
    problems.extend(_order_problems(migrations) if not problems else ())
    if problems:
        raise MigrationError("\n".join(["The migrations are not right, so nothing was changed.", *problems]))
    return tuple(migrations)


def _read(path: Path, version: int, description: str) -> Migration:
    content = path.read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    return Migration(path.name, version, description, checksum, tuple(split(content.decode())))


def _rule_problems(migration: Migration) -> Iterator[str]:
    if not migration.statements:
        yield f"{migration.file}: holds no statement."
    for statement, reason in problems_of(list(migration.statements)):
        yield f"{migration.file}, statement {statement.number} (line {statement.line}): {reason}."


def _order_problems(migrations: list[Migration]) -> Iterator[str]:
    for expected, migration in enumerate(migrations, start=1):
        if migration.version != expected:
            before = migrations[expected - 2].file if expected > 1 else "the beginning"
            yield f"{migration.file}: after {before} comes version {expected:04}, without a gap and once."
            return
