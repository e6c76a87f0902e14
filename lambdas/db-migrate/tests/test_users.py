"""Application users, and their logins."""

from __future__ import annotations

import pymysql
import pytest
from database_world import EXACT, GRANTS, MASTER, World, grants_of


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
