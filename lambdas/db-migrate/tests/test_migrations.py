"""Migrations, against a real server."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from database_world import ALL, WRITES, World

TABLES = {
    "owners": 10,
    "pets": 13,
    "types": 6,
    "visits": 4,
    "vets": 6,
    "specialties": 3,
    "vet_specialties": 5,
}


def test_a_fresh_database_gets_spring_petclinics_tables_and_rows(world: World) -> None:
    assert world.invoke() == {"applied": ALL, "versions": ALL, "users": []}
    assert {table: world.rows(table) for table in TABLES} == TABLES
    columns = world.ask("SELECT column_name FROM information_schema.columns WHERE table_schema = 'petclinic'")
    assert {"first_name", "type_id", "owner_id", "birth_date", "visit_date", "pet_id"} <= {
        name for (name,) in columns
    }


COLUMNS = """
owners          id           int           NO
owners          first_name   varchar(30)   YES
owners          last_name    varchar(30)   YES
owners          address      varchar(255)  YES
owners          city         varchar(80)   YES
owners          telephone    varchar(20)   YES
pets            id           int           NO
pets            name         varchar(30)   YES
pets            birth_date   date          YES
pets            type_id      int           NO
pets            owner_id     int           NO
specialties     id           int           NO
specialties     name         varchar(80)   YES
types           id           int           NO
types           name         varchar(80)   YES
vet_specialties vet_id       int           NO
vet_specialties specialty_id int           NO
vets            id           int           NO
vets            first_name   varchar(30)   YES
vets            last_name    varchar(30)   YES
visits          id           int           NO
visits          pet_id       int           NO
visits          visit_date   date          YES
visits          description  varchar(8192) YES
"""
"""Columns of the services' own schema: type without sign and display width, and whether they may be null.

https://github.com/spring-petclinic/spring-petclinic-microservices: `db/mysql/schema.sql` of the three.
"""


def test_tables_are_those_of_the_services(world: World) -> None:
    world.invoke()
    found = world.ask(
        "SELECT table_name, column_name, REGEXP_REPLACE(column_type, '^int.*', 'int'), is_nullable"
        " FROM information_schema.columns WHERE table_schema = 'petclinic'"
        f" AND table_name IN {tuple(TABLES)}"
    )
    assert {tuple(row) for row in found} == {tuple(line.split()) for line in COLUMNS.split("\n") if line}


def test_a_second_run_writes_nothing(world: World) -> None:
    users = [world.user("customers", {"owners": ["SELECT", "INSERT"], "types": ["SELECT"]})]
    world.invoke(*users)
    value = world.secret(users[0])
    logged = world.record_statements()
    assert world.invoke(*users) == {"applied": [], "versions": ALL, "users": ["customers"]}
    statements = logged()
    assert any("GET_LOCK" in statement for statement in statements)
    assert [statement for statement in statements if WRITES.match(statement)] == []
    assert world.secret(users[0]) == value


def test_a_new_file_runs_alone(world: World) -> None:
    world.invoke()
    world.migration("V0004__more_types.sql", "INSERT INTO types (name) VALUES ('100% fish; really');")
    assert world.invoke()["applied"] == ["0004 more types"]
    assert world.ask("SELECT id, name FROM petclinic.types WHERE id > 6") == ((7, "100% fish; really"),)


def test_a_failing_file_of_rows_leaves_no_trace_and_runs_when_it_is_mended(world: World) -> None:
    world.invoke()
    world.migration(
        "V0004__types.sql",
        "INSERT INTO types (name) VALUES ('fish');\n\n-- again\nINSERT INTO types (id, name)\nVALUES (1,'');",
    )
    message = world.failure()
    assert message.startswith("V0004__types.sql, statement 2 (line 4): MySQL says 1062: Duplicate entry '1'")
    assert "0004 is not recorded; all of it is rolled back" in message
    assert (world.rows("types"), world.rows("schema_history")) == (6, 3)
    world.migration("V0004__types.sql", "INSERT INTO types (name) VALUES ('fish');")
    assert world.invoke()["applied"] == ["0004 types"]
    assert (world.rows("types"), world.rows("schema_history")) == (7, 4)


FAILING = """CREATE TABLE IF NOT EXISTS toys (id INT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS toy_owners (
  toy_id INT REFERENCES toys (id),
  owner_id INT,
  FOREIGN KEY (owner_id) REFERENCES nobody (id)
);
"""


def test_a_failing_file_of_tables_is_not_recorded_and_goes_on_where_it_failed(world: World) -> None:
    world.migration("V0004__toys.sql", FAILING)
    message = world.failure()
    assert message.startswith("V0004__toys.sql, statement 2 (line 2): MySQL says 1005:")
    assert "0004 is not recorded; the 1 statements before it stay" in message
    assert world.rows("schema_history") == 3
    world.migration("V0004__toys.sql", FAILING.replace("nobody", "owners"))
    logged = world.record_statements()
    assert world.invoke()["applied"] == ["0004 toys"]
    assert [statement for statement in logged() if "EXISTS toys" in statement] == []
    assert (world.rows("toy_owners"), world.rows("schema_progress")) == (0, 0)


def test_a_statement_that_ran_in_a_failed_file_cannot_be_changed_unnoticed(world: World) -> None:
    world.migration("V0004__toys.sql", FAILING)
    world.failure()
    world.migration("V0004__toys.sql", FAILING.replace("toys (id INT", "toys (id BIGINT"))
    assert world.failure().startswith(
        "V0004__toys.sql: statement 1 already ran in an attempt that failed later"
    )
    assert world.rows("schema_history") == 3


ALTER = """-- unless: SELECT 1 FROM information_schema.columns WHERE column_name = 'weight'
ALTER TABLE pets ADD COLUMN weight INT;
"""


def test_a_guarded_statement_runs_unless_its_work_is_done(world: World) -> None:
    world.invoke()
    world.migration("V0004__weight.sql", ALTER)
    # As when the connection is lost between the statement and its record.
    world.ask("ALTER TABLE petclinic.pets ADD COLUMN weight INT")
    assert world.invoke()["applied"] == ["0004 weight"]
    world.migration("V0005__height.sql", ALTER.replace("weight", "height"))
    assert world.invoke()["applied"] == ["0005 height"]
    assert world.ask("SELECT COUNT(height) + COUNT(weight) FROM petclinic.pets") == ((0,),)


def test_two_runs_at_once_apply_each_version_once(world: World) -> None:
    world.migration("V0004__slow.sql", "INSERT INTO types (name) SELECT IF(SLEEP(1.5) = 0, 'fish', 'none');")
    results: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: results.append(world.invoke())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result["applied"] for result in results) == [[], [*ALL, "0004 slow"]]
    assert [result["versions"] for result in results] == [[*ALL, "0004 slow"]] * 2
    assert (world.rows("types"), world.rows("schema_history")) == (7, 4)


def test_a_run_that_waits_for_another_too_long_says_who_holds_the_lock(world: World) -> None:
    [(holder,)] = world.ask(
        "SELECT CONNECTION_ID() FROM (SELECT GET_LOCK('db-migrate:petclinic', 0)) AS taken"
    )
    message = world.failure(seconds=8)
    assert f"Another migration holds the lock db-migrate:petclinic (database connection {holder})" in message
    world.ask("DO RELEASE_LOCK('db-migrate:petclinic')")
    assert world.invoke()["applied"] == ALL


@pytest.mark.parametrize(
    ("sql", "what_stays"),
    [
        ("UPDATE types SET name = 'fish' WHERE id = 1 AND SLEEP(2) = 0;", "all of it is rolled back"),
        (
            "CREATE TABLE IF NOT EXISTS naps AS SELECT SLEEP(2) AS nap;",
            "the 0 statements before it stay, and the next run goes on behind them",
        ),
    ],
    ids=["rows", "tables"],
)
def test_after_a_lost_connection_the_next_run_goes_on(world: World, sql: str, what_stays: str) -> None:
    world.migration("V0004__slow.sql", sql)
    killer = threading.Thread(target=world.kill_connection_running, args=("SLEEP",))
    killer.start()
    message = world.failure()
    killer.join()
    assert message.startswith("V0004__slow.sql, statement 1 (line 1): the connection was lost while it ran")
    assert what_stays in message
    assert world.rows("schema_history") == 3
    assert world.invoke()["applied"] == ["0004 slow"]
