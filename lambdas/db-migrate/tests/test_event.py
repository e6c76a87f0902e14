"""The event, which is checked before anything is touched."""

from __future__ import annotations

from typing import Any

import pytest
from db_migrate.errors import MigrationError
from db_migrate.event import read_event

ARN = "arn:aws:secretsmanager:us-west-2:000000000000:secret:petclinic/dev/customers-AbCdEf"


def user(**changes: Any) -> dict[str, Any]:
    return {"name": "customers", "secretArn": ARN, "grants": {"owners": ["SELECT"]}, **changes}


def problems(event: Any) -> list[str]:
    with pytest.raises(MigrationError) as raised:
        read_event(event)
    return str(raised.value).split("\n")[1:]


def test_users_are_read() -> None:
    [found] = read_event({"users": [user(grants={"owners": ["SELECT", "INSERT"], "pets": ["DELETE"]})]})
    assert (found.name, found.secret_arn) == ("customers", ARN)
    assert found.grants == {"owners": {"SELECT", "INSERT"}, "pets": {"DELETE"}}


@pytest.mark.parametrize(
    "event",
    [
        None,
        {},
        {"users": [], "tf": {}},
        {"users": "all"},
        {"users": ["customers"]},
        {"users": [{}]},
        {"users": [user(host="%")]},
        {"users": [user(grants=["SELECT"])]},
        {"users": [user(grants={"owners": [{}]})]},
    ],
)
def test_what_is_not_in_the_form_is_refused(event: Any) -> None:
    with pytest.raises(MigrationError, match=r'The event is not \{"users"'):
        read_event(event)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "x'@'%"}, "\"x'@'%\" is no name of a user"),
        ({"name": "a" * 33}, "is no name of a user"),
        ({"name": "customers\n"}, "'customers\\n' is no name of a user"),
        ({"name": "customers_2"}, "'customers_2' is no name of a user"),
        ({"name": 7}, "7 is no name of a user"),
        ({"name": "rdsadmin"}, "'rdsadmin' belongs to the database itself"),
        ({"secretArn": "customers"}, "'customers' is not the ARN of a secret"),
        ({"turn": 0}, "turn 0 is not a whole number"),
        ({"turn": True}, "turn True is not a whole number"),
        ({"grants": {"a`b": ["SELECT"]}}, "'a`b' is no name of a table"),
        ({"grants": {"owners": "SELECT"}}, "'S' on owners, but allowed are SELECT"),
        ({"grants": {"owners": ["DROP"]}}, "'DROP' on owners, but allowed are SELECT"),
        ({"grants": {"owners": ["select"]}}, "'select' on owners"),
        ({"grants": {"owners": [7]}}, "7 on owners"),
        ({"grants": {"schema_history": ["SELECT"]}}, "is a table of the migrations"),
    ],
)
def test_what_is_not_right_is_named(changes: dict[str, Any], reason: str) -> None:
    assert any(reason in problem for problem in problems({"users": [user(**changes)]}))


def test_each_user_has_a_name_and_a_secret_of_its_own() -> None:
    assert problems({"users": [user(), user()]}) == [
        "2 users have 'customers', but each needs its own.",
        f"2 users have {ARN!r}, but each needs its own.",
    ]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    event = {"users": [user(name=""), user(grants={"owners": ["ALL"]}, turn=-1)]}
    assert len(problems(event)) == 4
