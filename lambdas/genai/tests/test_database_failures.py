"""The database is down, slow or lost in the middle: each request ends in time, and no row comes twice."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import pytest
from cutting_proxy import CuttingProxy
from genai.budget import Budget
from genai.database import RefusedByDatabaseError
from genai.errors import UnavailableError
from genai.repository import Repository
from genai_function import UNAVAILABLE, Function, NewFunction, event
from genai_world import World, call
from proposals import OWNER


def proposed(world: World, function: Function) -> str:
    """A session in which an owner waits for a yes."""
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Fine."})
    return str(function.ask("Add Ann Lee")["sessionId"])


def test_a_database_that_is_down_is_told_in_the_health_too(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    proxy.close()
    failure = function.fail("Which owners are there?")
    assert failure["part"] == "database"
    assert failure["cause_code"] == 2003
    answer = function.invoke(event("/api/genai/health", method="GET"))
    assert answer["statusCode"] == 503
    assert json.loads(answer["body"]) == {"message": UNAVAILABLE}


def test_a_database_that_never_answers_is_given_up_in_time(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Hello")
    proxy.fall_silent()
    started = time.monotonic()
    assert function.fail("Which owners are there?", seconds=6)["part"] == "database"
    assert time.monotonic() - started < 20  # it would wait for ever


def test_a_statement_that_never_ends_is_given_up_in_time(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    proxy.fall_silent()
    started = time.monotonic()
    assert function.fail("Which owners are there?", seconds=6)["part"] == "database"
    assert time.monotonic() - started < 20  # it would wait for ever


def test_a_lost_connection_is_made_anew_without_anybody_noticing(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    function.ask("Which owners are there?")
    assert proxy.connections == 1
    proxy.cut()
    assert "Franklin" in function.ask("Which owners are there?")["answer"]
    assert proxy.connections == 2
    proxy.cut()
    session_id = proposed(world, function)
    proxy.cut()
    assert "was added" in function.ask("yes", session_id)["answer"]
    assert world.count("owners") == 11


# START TRANSACTION, INSERT, COMMIT
@pytest.mark.parametrize(
    ("message", "deliver", "connections"), [(1, True, 2), (2, False, 2), (2, True, 2), (3, True, 2)]
)
def test_a_connection_lost_while_writing_leaves_one_row(
    world: World,
    new_function: NewFunction,
    proxy: CuttingProxy,
    message: int,
    deliver: bool,
    connections: int,
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    session_id = proposed(world, function)
    proxy.cut_at_message(message, deliver=deliver)
    assert "was added" in function.ask("yes", session_id)["answer"]
    assert proxy.connections == connections
    assert world.count("owners") == 11


def test_a_commit_that_never_arrived_is_not_told_as_done(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    session_id = proposed(world, function)
    proxy.cut_at_message(3, deliver=False)
    assert "the row is not there" in function.fail("yes", session_id)["reason"]
    assert world.count("owners") == 10


def test_a_commit_that_is_not_answered_in_time_is_looked_after(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    session_id = proposed(world, function)
    proxy.hide_answer_to_message(3)
    assert "was added" in function.ask("yes", session_id)["answer"]
    assert world.count("owners") == 11


class Stingy(Budget):
    """A budget that is spent at the third question, or so."""

    def __init__(self, questions: int) -> None:
        self._left = questions

    def seconds(self, part: str, *, at_most: float = math.inf, keep: float = 0.0) -> float:
        self._left -= 1
        if self._left < 0:
            raise UnavailableError(part, "no time is left for it")
        return at_most


@pytest.mark.parametrize("questions", [0, 1, 2, 3])
def test_a_row_for_whose_commit_no_time_was_left_is_not_committed_by_the_next_one(
    world: World, questions: int
) -> None:
    repository = Repository(world.open_database())
    with pytest.raises(UnavailableError):
        repository.add_owner({**OWNER, "firstName": "Never"}, Stingy(questions))
    repository.add_owner(OWNER, Stingy(9))
    assert world.sql("SELECT first_name FROM owners WHERE id > 10") == ["Ann"]


@pytest.mark.parametrize("owner_id", [1, 999])
def test_a_write_that_came_to_nothing_leaves_no_transaction_open(world: World, owner_id: int) -> None:
    """No transaction stays open, which would hide what others write. There is no owner 999."""
    repository = Repository(world.open_database())
    with pytest.raises((UnavailableError, RefusedByDatabaseError)):
        pet: dict[str, object] = {"ownerId": owner_id, "name": "Rex", "birthDate": "2020-01-01", "typeId": 2}
        repository.add_pet(pet, Stingy(9 if owner_id == 999 else 2))
    assert len(repository.vets(50, Stingy(9))) == 6
    world.sql("INSERT INTO vets (id, first_name, last_name) VALUES (7, 'Ada', 'Quill')")
    assert len(repository.vets(50, Stingy(9))) == 7


def test_a_changed_password_is_read_anew(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    world.change_password()
    proxy.cut()
    assert "Franklin" in function.ask("Which owners are there?")["answer"]


def test_a_password_that_is_not_in_the_secret_is_told(world: World, new_function: NewFunction) -> None:
    function = new_function()
    world.change_password(in_secret=False)
    try:
        assert function.fail("Which owners are there?")["cause_code"] == 1045
    finally:
        world.change_password()


def test_a_server_that_is_not_the_databases_gets_no_password(
    world: World, new_function: NewFunction, tmp_path: Path
) -> None:
    function = new_function(EXTRA_CA_CERTS="")
    failure = function.fail("Which owners are there?")
    assert failure["part"] == "database"
    assert "CERTIFICATE_VERIFY_FAILED" in failure["cause_message"]
    missing = new_function(EXTRA_CA_CERTS=str(tmp_path / "none.pem"))
    assert "EXTRA_CA_CERTS" in missing.fail("Which owners are there?")["reason"]
