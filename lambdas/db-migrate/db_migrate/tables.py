"""The function's own tables, in the database that it migrates."""

from __future__ import annotations

from .session import Session

_DEFINITIONS = {
    "schema_history": """
CREATE TABLE IF NOT EXISTS schema_history (
  version     INT UNSIGNED NOT NULL PRIMARY KEY,
  description VARCHAR(200) NOT NULL,
  checksum    CHAR(64)     NOT NULL COMMENT 'SHA-256 of the file',
  statements  INT UNSIGNED NOT NULL,
  duration_ms INT UNSIGNED NOT NULL,
  applied_at  DATETIME(3)  NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'UTC'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COMMENT = 'Versions that ran to their end'""",
    "schema_progress": """
CREATE TABLE IF NOT EXISTS schema_progress (
  version   INT UNSIGNED NOT NULL,
  statement INT UNSIGNED NOT NULL COMMENT 'Counted from 1',
  checksum  CHAR(64)     NOT NULL COMMENT 'SHA-256 of the statement',
  PRIMARY KEY (version, statement)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COMMENT = 'Statements of a version that is not at its end'""",
    "application_users": """
CREATE TABLE IF NOT EXISTS application_users (
  name    VARCHAR(32) NOT NULL PRIMARY KEY,
  made_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'UTC'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COMMENT = 'Users that the migration function made'""",
}

OWN_TABLES = frozenset(_DEFINITIONS)


def table_names(session: Session) -> set[str]:
    """Every table and view of the database."""
    rows = session.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
    return {str(name) for (name,) in rows}


def make_own_tables(session: Session) -> None:
    """Makes those that are missing."""
    for name in sorted(OWN_TABLES - table_names(session)):
        session.run(_DEFINITIONS[name])
