"""Application users: their secrets, their logins and what they may do."""

from __future__ import annotations

import logging
from typing import Any

import pymysql
import pytest
from database_world import MASTER, World
from db_migrate import handler

DENIED = 1142
GRANTS = {"owners": ["SELECT", "INSERT"], "types": ["SELECT"]}


def grants_of(world: World, user: str) -> set[str]:
    """Without the default role, which grants nothing by itself."""
    shown = [statement for (statement,) in world.ask(f"SHOW GRANTS FOR '{user}'@'%'")]
    return {text.split(" TO ")[0] for text in shown if not text.startswith("SET DEFAULT ROLE")}


EXACT = {
    "GRANT USAGE ON *.*",
    "GRANT SELECT, INSERT ON `petclinic`.`owners`",
    "GRANT SELECT ON `petclinic`.`types`",
}


def refused(connection: pymysql.Connection, sql: str) -> int:
    with pytest.raises(pymysql.err.MySQLError) as raised:
        connection.cursor().execute(sql)
    return int(raised.value.args[0])


def test_each_user_can_do_what_its_grants_say_and_nothing_else(world: World) -> None:
    customers, vets = world.user("customers", GRANTS), world.user("vets", {"vets": ["SELECT", "UPDATE"]})
    assert world.invoke(customers, vets)["users"] == ["customers", "vets"]
    with world.log_in(customers) as connection:
        cursor = connection.cursor()
        assert cursor.execute("SELECT * FROM owners") == 10
        assert cursor.execute("SELECT * FROM types") == 6
        cursor.execute(
            "INSERT INTO owners (first_name, last_name, address, city, telephone)"
            " VALUES ('Ann', 'Lee', 'Elm St.', 'Madison', '1')"
        )
        for statement in (
            "DELETE FROM owners",
            "UPDATE owners SET city = ''",
            "INSERT INTO types (name) VALUES ('fish')",
            "SELECT * FROM vets",
            "SELECT * FROM schema_history",
            "DROP TABLE owners",
        ):
            assert refused(connection, statement) == DENIED
    with world.log_in(vets) as connection:
        assert connection.cursor().execute("UPDATE vets SET last_name = 'X' WHERE id = 1") == 1
        assert refused(connection, "SELECT * FROM owners") == DENIED


def test_a_new_turn_makes_a_second_account_and_leaves_the_first_as_it_is(world: World) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    first = world.secret(user)
    with world.log_in(user) as before:
        assert world.invoke({**user, "turn": 2})["users"] == ["customers"]
        second = world.secret(user)
        assert (first["username"], second["username"]) == ("customers", "customers_2")
        assert second["password"] != first["password"]
        assert before.cursor().execute("SELECT * FROM owners") == 10
    # Whoever has the first login still gets in, beside those with the second.
    world.put_secret(user["secretArn"], **first)
    world.log_in(user).close()
    world.put_secret(user["secretArn"], **second)
    world.log_in(user).close()
    assert grants_of(world, "customers") == grants_of(world, "customers_2") == EXACT
    assert world.invoke({**user, "turn": 2})["applied"] == []
    assert world.secret(user) == second
    world.invoke({**user, "turn": 3})
    third = world.secret(user)
    assert third["username"] == "customers" and third["password"] not in (
        first["password"],
        second["password"],
    )
    world.put_secret(user["secretArn"], **first)
    with pytest.raises(pymysql.err.OperationalError, match="Access denied"):
        world.log_in(user)
    world.put_secret(user["secretArn"], **second)
    world.log_in(user).close()


def test_both_accounts_of_a_user_that_is_gone_go(world: World) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    world.invoke({**user, "turn": 2})
    world.invoke()
    assert world.ask("SELECT user FROM mysql.user WHERE user LIKE 'customers%'") == ()


def test_a_user_without_tls_is_not_let_in(world: World) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    world.server.set_require_secure_transport(False)
    try:
        with pytest.raises(pymysql.err.OperationalError, match="Access denied"):
            world.log_in(user, tls=False)
    finally:
        world.server.set_require_secure_transport(True)


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


@pytest.mark.parametrize(
    "changed_by_hand",
    [
        "GRANT DELETE ON petclinic.owners TO customers",
        "GRANT SELECT ON petclinic.owners TO customers WITH GRANT OPTION",
        "GRANT SELECT ON petclinic.* TO customers",
        "GRANT SELECT, INSERT ON *.* TO customers WITH GRANT OPTION",
        "GRANT UPDATE (city), SELECT (id) ON petclinic.owners TO customers",
        "GRANT ALL ON petclinic.pets TO customers",
        "REVOKE INSERT ON petclinic.owners FROM customers",
        "REVOKE ALL PRIVILEGES, GRANT OPTION FROM customers",
        "CREATE ROLE helpers; GRANT helpers TO petclinic WITH ADMIN OPTION; GRANT helpers TO customers; "
        "SET DEFAULT ROLE helpers FOR customers",
        "CREATE PROCEDURE petclinic.nap() SELECT 1; GRANT EXECUTE ON PROCEDURE petclinic.nap TO customers",
    ],
)
def test_grants_are_made_exactly_those_of_the_event(world: World, changed_by_hand: str) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    assert grants_of(world, "customers") == EXACT
    for statement in changed_by_hand.split("; "):
        world.ask(statement)
    world.invoke(user)
    assert grants_of(world, "customers") == EXACT
    assert not any("GRANT OPTION" in text for (text,) in world.ask("SHOW GRANTS FOR customers"))


def test_changed_grants_of_the_event_are_carried_over(world: World) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    world.invoke({**user, "grants": {"owners": ["SELECT"], "pets": ["SELECT", "DELETE"]}})
    assert grants_of(world, "customers") == {
        "GRANT USAGE ON *.*",
        "GRANT SELECT ON `petclinic`.`owners`",
        "GRANT SELECT, DELETE ON `petclinic`.`pets`",
    }


def test_a_user_that_is_no_longer_in_the_event_is_removed_and_others_are_left(world: World) -> None:
    customers, vets = world.user("customers"), world.user("vets")
    world.ask("CREATE USER by_hand")
    world.invoke(customers, vets)
    assert world.invoke(vets)["users"] == ["vets"]
    with pytest.raises(pymysql.err.OperationalError, match="Access denied"):
        world.log_in(customers)
    assert world.ask("SELECT name FROM petclinic.application_users") == (("vets",),)
    assert world.ask("SELECT COUNT(*) FROM mysql.user WHERE user = 'by_hand'") == ((1,),)


def test_a_user_can_be_renamed_while_it_keeps_its_secret(world: World) -> None:
    user = world.user("customers")
    world.invoke(user)
    renamed = {**user, "name": "clients"}
    assert world.invoke(renamed)["users"] == ["clients"]
    assert world.secret(renamed)["username"] == "clients"
    world.log_in(renamed).close()
    assert world.ask("SELECT COUNT(*) FROM mysql.user WHERE user = 'customers'") == ((0,),)


@pytest.mark.parametrize("name", ["by_hand", MASTER])
def test_a_user_that_the_function_did_not_make_is_not_taken_over(world: World, name: str) -> None:
    world.ask("CREATE USER by_hand")
    customers, other = world.user("customers"), world.user(name)
    assert f"{name}: this user exists, and this function did not make it" in world.failure(customers, other)
    assert world.ask("SELECT COUNT(*) FROM mysql.user WHERE user = 'customers'") == ((0,),)


def test_a_table_that_does_not_exist_is_named_before_any_user_is_made(world: World) -> None:
    users = [world.user("customers"), world.user("vets", {"vets": ["SELECT"], "cats": ["SELECT"]})]
    assert "vets: there is no table cats to grant on, only owners, pets," in world.failure(*users)
    assert world.ask("SELECT COUNT(*) FROM mysql.user WHERE user IN ('customers', 'vets')") == ((0,),)


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


@pytest.mark.parametrize(
    "changed_by_hand",
    [
        "ALTER USER customers IDENTIFIED BY 'another'",
        "ALTER USER customers ACCOUNT LOCK",
        "ALTER USER customers REQUIRE NONE",
        "ALTER USER customers PASSWORD EXPIRE",
        "DROP USER customers",
    ],
)
def test_a_user_that_was_changed_by_hand_is_made_right_again(world: World, changed_by_hand: str) -> None:
    user = world.user("customers", GRANTS)
    world.invoke(user)
    world.ask(changed_by_hand)
    world.invoke(user)
    with world.log_in(user) as connection:
        assert connection.cursor().execute("SELECT * FROM owners") == 10
    assert world.ask("SELECT ssl_type FROM mysql.user WHERE user = 'customers'") == (("ANY",),)


@pytest.mark.parametrize("crash_at", ["INSERT INTO application_users", "CREATE USER", "GRANT "])
def test_a_run_that_broke_off_between_secret_and_user_is_repaired(
    world: World, monkeypatch: pytest.MonkeyPatch, crash_at: str
) -> None:
    user = world.user("customers", GRANTS)
    run = handler.Users.__init__.__globals__["Session"].run

    def break_off(self: Any, sql: str, values: Any = ()) -> None:
        if sql.startswith(crash_at):
            raise KeyboardInterrupt
        run(self, sql, values)

    with monkeypatch.context() as patch:
        patch.setattr("db_migrate.session.Session.run", break_off)
        with pytest.raises(KeyboardInterrupt):
            world.invoke(user)
    value = world.secret(user)
    world.invoke(user)
    assert world.secret(user) == value
    assert grants_of(world, "customers") == EXACT
    world.log_in(user).close()


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
