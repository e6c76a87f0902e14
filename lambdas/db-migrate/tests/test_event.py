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
    ("event", "reason"),
    [
        (None, "the event is null, but has to be an object"),
        ({}, "the event has no users."),
        ({"users": [], "tf": {}}, "the event has 'tf', which is unknown"),
        ({"users": "all"}, "users is a text, but has to be a list"),
        ({"users": ["customers"]}, "users[0] is a text, but has to be an object"),
        ({"users": [{}]}, "users[0] has no name."),
        ({"users": [user(host="%")]}, "users[0] has 'host', which is unknown"),
        ({"users": [user(name="x'@'%")]}, "users[0].name is \"x'@'%\", but has to be a letter"),
        ({"users": [user(name="a" * 33)]}, "users[0].name is 'aaaa"),
        ({"users": [user(name="customers\n")]}, "users[0].name is 'customers\\n'"),
        ({"users": [user(name=7)]}, "users[0].name is 7"),
        (
            {"users": [user(name="rdsadmin")]},
            "users[0].name is 'rdsadmin', which belongs to the database itself",
        ),
        (
            {"users": [user(secretArn="customers")]},
            "users[0].secretArn is 'customers', but has to be the ARN",
        ),
        ({"users": [user(grants={})]}, "users[0].grants is empty, but has to be an object"),
        ({"users": [user(grants=["SELECT"])]}, "users[0].grants is a list, but has to be an object"),
        ({"users": [user(grants={"a`b": ["SELECT"]})]}, "users[0].grants: a table is 'a`b', but has to be"),
        ({"users": [user(grants={"owners": []})]}, "users[0].grants.owners is empty"),
        ({"users": [user(grants={"owners": "SELECT"})]}, "users[0].grants.owners is a text"),
        (
            {"users": [user(grants={"owners": ["DROP"]})]},
            "users[0].grants.owners has 'DROP': allowed are SELECT",
        ),
        ({"users": [user(grants={"owners": ["select"]})]}, "users[0].grants.owners has 'select'"),
        ({"users": [user(grants={"owners": [{}]})]}, "users[0].grants.owners has {}"),
        ({"users": [user(grants={"owners": ["SELECT", "SELECT"]})]}, "names a privilege twice"),
        ({"users": [user(grants={"schema_history": ["SELECT"]})]}, "is a table of the migrations"),
        ({"users": [user(), user(name="vets")]}, "users: 2 of them have the secretArn"),
        ({"users": [user(), user(secretArn=ARN + "2")]}, "users: 2 of them have the name 'customers'"),
    ],
)
def test_what_is_not_right_is_named(event: Any, reason: str) -> None:
    assert any(reason in problem for problem in problems(event))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    event = {"users": [user(name=""), user(grants={"owners": ["ALL"]}), {}], "more": 1}
    assert len(problems(event)) >= 6
