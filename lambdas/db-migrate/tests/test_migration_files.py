"""Files of migrations: their names, their statements, and the history they must fit."""

from __future__ import annotations

import shutil

import pytest
from database_world import ALL, World
from db_migrate.files import SQL_FOLDER


def test_an_applied_file_that_was_edited_is_named(world: World) -> None:
    world.invoke()
    world.migration(
        "V0001__tables.sql", (world.sql / "V0001__tables.sql").read_text() + "-- one more comment\n"
    )
    assert "V0001__tables.sql was edited after it was applied: undo that" in world.failure()


def test_every_contradiction_between_files_and_history_is_named_at_once(world: World) -> None:
    world.migration("V0004__more.sql", "INSERT INTO types (name) VALUES ('fish');")
    world.invoke()
    world.ask("DELETE FROM petclinic.schema_history WHERE version = 1")
    shutil.move(world.sql / "V0002__sample_data.sql", world.sql / "V0002__samples.sql")
    (world.sql / "V0004__more.sql").unlink()
    message = world.failure()
    assert "V0001__tables.sql is older than 0004, which was applied" in message
    assert "V0002__samples.sql was applied as 0002 sample data" in message
    assert "Version 0004 more was applied, but its file is missing" in message


@pytest.mark.parametrize(
    ("file", "sql", "reason"),
    [
        (
            "V0005__gap.sql",
            "DELETE FROM types;",
            "V0005__gap.sql: after V0003__nullable_texts.sql comes version 0004",
        ),
        (
            "V0002__twice.sql",
            "DELETE FROM types;",
            "V0002__twice.sql: after V0002__sample_data.sql comes version 0003",
        ),
        ("0004_name.sql", "DELETE FROM types;", "0004_name.sql: a migration is named like"),
        ("V0004__empty.sql", "-- nothing\n", "V0004__empty.sql: holds no statement"),
        ("V0004__a.sql", "DELETE FROM types", "V0004__a.sql, line 1: the last statement has no ;"),
        ("V0004__a.sql", "\nDELETE FROM types WHERE name = 'x;", "V0004__a.sql, line 2: ' is never closed"),
        ("V0004__a.sql", "CREATE TABLE a (id INT);", "V0004__a.sql, statement 1 (line 1): allowed are"),
        (
            "V0004__a.sql",
            "ALTER TABLE pets ADD a INT;",
            "V0004__a.sql, statement 1 (line 1): it cannot be repeated",
        ),
        (
            "V0004__a.sql",
            "DROP TABLE IF EXISTS a;\nDELETE FROM types;",
            "V0004__a.sql, statement 2 (line 2): rows are changed in a file of their own",
        ),
        ("V0004__a.sql", "/*!50100 DELETE FROM types */;", "V0004__a.sql, line 1: a comment /*!"),
    ],
)
def test_a_file_that_breaks_the_rules_stops_the_run_before_it_begins(
    world: World, file: str, sql: str, reason: str
) -> None:
    world.migration(file, sql)
    assert reason in world.failure()
    assert world.ask("SHOW TABLES IN petclinic") == ()


def test_every_migration_of_the_package_applies(world: World) -> None:
    files = sorted(SQL_FOLDER.iterdir())
    for file in files:
        world.migration(file.name, file.read_text())
    assert len(world.invoke()["applied"]) == len(files)


def test_a_statement_may_be_laid_out_at_will(world: World) -> None:
    world.migration("V0004__a.sql", "CREATE TABLE\n  IF NOT   EXISTS a (id INT);\n\nDROP\tTABLE IF EXISTS a;")
    assert world.invoke()["applied"] == [*ALL, "0004 a"]
