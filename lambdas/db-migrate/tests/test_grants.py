"""Grants of application users."""

from __future__ import annotations

import pymysql
import pytest
from database_world import EXACT, GRANTS, World, grants_of

DENIED = 1142


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


def test_a_table_that_does_not_exist_is_named_before_any_user_is_made(world: World) -> None:
    users = [world.user("customers"), world.user("vets", {"vets": ["SELECT"], "cats": ["SELECT"]})]
    assert "vets: there is no table cats to grant on, only owners, pets," in world.failure(*users)
    assert world.ask("SELECT COUNT(*) FROM mysql.user WHERE user IN ('customers', 'vets')") == ((0,),)
