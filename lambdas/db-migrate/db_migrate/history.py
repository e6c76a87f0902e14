"""What ran before, by the database's own account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .errors import MigrationError
from .files import Migration, label
from .session import Session


@dataclass(frozen=True)
class Applied:
    """A version that ran to its end."""

    version: int
    description: str
    checksum: str

    @property
    def label(self) -> str:
        """Such as `0002 sample data`."""
        return label(self.version, self.description)


def read_history(session: Session) -> list[Applied]:
    """Every version that ran to its end, in order."""
    rows = session.rows("SELECT version, description, checksum FROM schema_history ORDER BY version")
    return [Applied(*row) for row in rows]


def record(session: Session, migration: Migration, duration_ms: int) -> None:
    """Writes down that a version ran to its end; what was known of its statements is not needed any more."""
    session.run(
        "INSERT INTO schema_history (version, description, checksum, statements, duration_ms)"
        " VALUES (%s, %s, %s, %s, %s)",
        (
            migration.version,
            migration.description,
            migration.checksum,
            len(migration.statements),
            duration_ms,
        ),
    )
    session.run("DELETE FROM schema_progress WHERE version = %s", (migration.version,))


def pending(migrations: Sequence[Migration], applied: Sequence[Applied]) -> list[Migration]:
    """The files that have to run, in order.

    Raises MigrationError when files and history contradict each other.
    """
    problems = list(_contradictions(migrations, applied))
    if problems:
        raise MigrationError(
            "\n".join(["The migrations do not fit what ran before, so nothing was changed.", *problems])
        )
    ran = {each.version for each in applied}
    return [migration for migration in migrations if migration.version not in ran]


def _contradictions(migrations: Sequence[Migration], applied: Sequence[Applied]) -> Iterator[str]:
    files = {migration.version: migration for migration in migrations}
    ran = {each.version for each in applied}
    newest = max(ran, default=0)
    for each in applied:
        migration = files.get(each.version)
        if migration is None:
            yield f"Version {each.label} was applied, but its file is missing: put it back."
        elif migration.description != each.description:
            yield f"{migration.file} was applied as {each.label}: give the file its name back."
        elif migration.checksum != each.checksum:
            yield f"{migration.file} was edited after it was applied: undo that, and use a new file."
    for migration in migrations:
        if migration.version < newest and migration.version not in ran:
            yield f"{migration.file} is older than {newest:04}, which was applied: give it the next number."
