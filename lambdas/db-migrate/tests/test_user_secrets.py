"""Passwords and secrets of application users."""

from __future__ import annotations

import logging
from typing import Any

import pymysql
import pytest
from database_world import EXACT, GRANTS, World, grants_of
from db_migrate.session import Session


def test_a_password_is_long_and_safe_in_jdbc_and_yaml(world: World) -> None:
    users = [world.user("customers"), world.user("vets")]
    world.invoke(*users)
    values = [world.secret(user) for user in users]
    assert [value["username"] for value in values] == ["customers", "vets"]
    assert len({value["password"] for value in values}) == 2
    assert all(
        len(v["password"]) >= 32 and v["password"].isascii() and v["password"].isalnum() for v in values
    )


def test_no_password_is_in_statements_logs_or_result(world: World, caplog: pytest.LogCaptureFixture) -> None:
    logged = world.record_statements()
    user = world.user("customers", GRANTS)
    with caplog.at_level(logging.DEBUG):
        result = world.invoke(user)
        world.put_secret(user["secretArn"], "customers", "a-password-that-someone-has-chosen")
        world.invoke(user)
    world.secret(user)
    statements = logged()
    assert any("CREATE USER" in statement for statement in statements)
    assert any("ALTER USER" in statement for statement in statements)
    ours = [record for record in caplog.records if record.name.startswith("db_migrate")]
    assert {"migration applied", "user made", "password made", "database is up to date"} <= {
        record.getMessage() for record in ours
    }
    seen = "\n".join([*statements, str(result), *(str(vars(record)) for record in ours)])
    assert len(world.passwords) == 3
    assert [password for password in world.passwords if password in seen] == []


def test_a_password_that_was_changed_in_the_secret_is_carried_into_the_database(world: World) -> None:
    user = world.user("customers")
    world.invoke(user)
    world.put_secret(user["secretArn"], "customers", "p'as\\s\"wörd €")
    world.invoke(user)
    assert world.secret(user)["password"] == "p'as\\s\"wörd €"
    connection = pymysql.connect(
        host=world.server.host, port=world.server.port, user="customers", password="p'as\\s\"wörd €".encode()
    )
    connection.close()


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("crash_at", ["INSERT INTO application_users", "CREATE USER", "GRANT "])
def test_a_run_that_broke_off_before_its_secret_is_repaired(
    world: World, monkeypatch: pytest.MonkeyPatch, crash_at: str, turn: int
) -> None:
    user = {**world.user("customers", GRANTS), "turn": turn}
    if turn == 2:
        world.invoke({**user, "turn": 1})
    run = Session.run

    def break_off(self: Any, sql: str, values: Any = ()) -> None:
        if sql.startswith(crash_at):
            raise KeyboardInterrupt
        run(self, sql, values)

    with monkeypatch.context() as patch:
        patch.setattr(Session, "run", break_off)
        with pytest.raises(KeyboardInterrupt):
            world.invoke(user)
    world.invoke(user)
    assert grants_of(world, world.secret(user)["username"]) == EXACT
    world.log_in(user).close()


def test_whoever_reads_the_secret_at_any_moment_of_a_turn_gets_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    run, seen = Session.run, []

    def watched(self: Any, sql: str, values: Any = ()) -> None:
        run(self, sql, values)
        with world.log_in(user) as connection:
            seen.append(connection.cursor().execute("SELECT * FROM owners"))

    monkeypatch.setattr(Session, "run", watched)
    for turn in (2, 3):
        world.invoke({**user, "turn": turn})
    assert len(seen) > 4 and set(seen) == {10}


@pytest.mark.parametrize("value", ["not JSON, but hunter2", '["hunter2"]', '{"username": "customers"}'])
def test_a_secret_of_another_shape_is_named_and_its_value_is_not_shown(world: World, value: str) -> None:
    user = world.user("customers")
    world.secrets.put_secret_value(SecretId=user["secretArn"], SecretString=value)
    message = world.failure(user)
    assert f"The value of the secret {user['secretArn']} is not" in message
    assert "hunter2" not in message


def test_a_secret_that_does_not_exist_is_named(world: World) -> None:
    user = world.user("customers")
    world.secrets.delete_secret(SecretId=user["secretArn"], ForceDeleteWithoutRecovery=True)
    assert f"did not let the function write {user['secretArn']}: ResourceNotFoundException" in world.failure(
        user
    )
