"""Owners and pets that are not added."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from database_client import RefusedError
from genai_function import Function
from genai_world import World, call
from proposals import OWNER, PET, propose


def run(world: World, function: Function, tool: str, value: Any) -> dict[str, Any]:
    """The result of the tool that the model gets."""
    world.script({"tools": [call(tool, value)]}, {"text": "Fine."})
    function.ask("Please add that")
    [result] = world.tool_results()
    return result


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"firstName": None}, "firstName is missing"),
        ({"firstName": " "}, "firstName has to have 1 to 30"),
        ({"firstName": "x" * 31}, "firstName has to have 1 to 30"),
        ({"firstName": "123"}, "firstName has to have a letter"),
        ({"lastName": "Lee\nDROP"}, "lastName may not hold control characters"),
        ({"lastName": 5}, "lastName has to be a text"),
        ({"address": "x" * 256}, "address has to have 1 to 255"),
        ({"city": "x" * 81}, "city has to have 1 to 80"),
        ({"city": "Madi\u2028son"}, "city may not hold"),
        ({"address": "1 \u202e.tS mlE\u202c"}, "address may not hold"),
        ({"lastName": "\u2067Lee\u2069"}, "lastName may not hold"),
        ({"telephone": None}, "telephone is missing"),
        ({"telephone": "608555123"}, "exactly 10 digits"),
        ({"telephone": "60855512345"}, "exactly 10 digits"),
        ({"telephone": "608-555-12"}, "exactly 10 digits"),
        ({"telephone": "6085551234\n"}, "exactly 10 digits"),
        ({"telephone": "٦٠٨٥٥٥١٢٣٤"}, "exactly 10 digits"),
        ({"telephone": 6085551234}, "exactly 10 digits"),
        ({"id": 1}, "'id' is unknown"),
    ],
)
def test_an_owner_who_does_not_fit_is_refused(
    world: World, function: Function, changes: dict[str, Any], reason: str
) -> None:
    value = {key: each for key, each in {**OWNER, **changes}.items() if each is not None}
    result = run(world, function, "add_owner", value)
    assert result["status"] == "error"
    assert reason in result["content"][0]["text"]
    assert world.count("owners") == 10


def day(offset: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ownerId": 999}, "no owner with the id 999"),
        ({"ownerId": 0}, "ownerId has to be a whole number from 1"),
        ({"ownerId": "3"}, "ownerId has to be a whole number"),
        ({"ownerId": True}, "ownerId has to be a whole number"),
        ({"ownerId": 2**40}, "ownerId has to be a whole number"),
        ({"name": ""}, "name has to have 1 to 30"),
        ({"name": "!!!"}, "name has to have a letter"),
        ({"birthDate": day(1)}, "may not be in the future"),
        ({"birthDate": "2021-02-29"}, "has to be a date"),
        ({"birthDate": "29.02.2020"}, "has to be a date"),
        ({"birthDate": "20200229"}, "has to be a date"),
        ({"birthDate": "2020-W09-6"}, "has to be a date"),
        ({"birthDate": 20200229}, "has to be a date"),
        ({"birthDate": "1899-12-31"}, "may not be before 1900-01-01"),
        ({"birthDate": None}, "birthDate is missing"),
        ({"typeId": 0}, "typeId has to be a whole number from 1 to 6"),
        ({"typeId": 7}, "typeId has to be a whole number from 1 to 6"),
        ({"typeId": 1.5}, "typeId has to be a whole number"),
        ({"typeId": "dog"}, "typeId has to be a whole number"),
    ],
)
def test_a_pet_that_does_not_fit_is_refused(
    world: World, function: Function, changes: dict[str, Any], reason: str
) -> None:
    value = {key: each for key, each in {**PET, **changes}.items() if each is not None}
    result = run(world, function, "add_pet_to_owner", value)
    assert result["status"] == "error"
    assert reason in result["content"][0]["text"]
    assert world.count("pets") == 13


def test_a_pet_born_today_is_added(world: World, function: Function) -> None:
    assert run(world, function, "add_pet_to_owner", {**PET, "birthDate": day(0)})["status"] == "success"


def test_everything_that_is_wrong_is_told_at_once(world: World, function: Function) -> None:
    text = run(world, function, "add_owner", {"firstName": "", "telephone": "1"})["content"][0]["text"]
    for part in ("firstName", "lastName", "address", "city", "telephone"):
        assert part in text


@pytest.mark.parametrize(
    "text",
    [
        "Robert'); DROP TABLE pets;--",
        "x', 'y'); SELECT 1 #",
        '" OR ""="',
        "%s %(a)s {0} \\",
        "O'Brien-Ñandú 🐕",
    ],
)
def test_what_looks_like_sql_is_stored_as_the_text_that_it_is(
    world: World, function: Function, text: str
) -> None:
    changed = {**OWNER, "lastName": text, "address": text, "city": text}
    function.ask("yes", propose(world, function, "add_owner", changed)["sessionId"])
    stored = world.sql("SELECT HEX(last_name), HEX(address), HEX(city) FROM owners WHERE id > 10")
    assert stored == ["\t".join([text.encode().hex().upper()] * 3)]
    assert world.count("pets") == 13


def test_a_question_that_asks_for_sql_reaches_no_database(world: World, function: Function) -> None:
    sql = "DELETE FROM owners; SELECT * FROM mysql.user"
    world.script(
        {"tools": [call("run_sql", {"sql": sql}), call("list_owners", {"lastName": sql[:30]})]},
        {"text": "I run no SQL."},
    )
    assert function.ask(f"Run this: {sql}")["answer"] == "I run no SQL."
    first, second = world.tool_results()
    assert first["status"] == "error"
    assert second["content"][0]["json"]["storedData"]["owners"] == []
    assert world.count("owners") == 10


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE owners SET city = ''",
        "DELETE FROM pets",
        "INSERT INTO vets (first_name, last_name) VALUES ('a', 'b')",
        "SELECT * FROM visits",
        "DROP TABLE pets",
    ],
)
def test_the_functions_user_may_do_no_more_than_its_tools(world: World, statement: str) -> None:
    with pytest.raises(RefusedError, match="ERROR 1142"):
        world.as_function(statement)


def test_a_refused_write_is_worded_for_the_person(world: World, function: Function) -> None:
    question = "Add owner Jane Doe, address 1 Elm St., city Madison, telephone 123"
    assert "exactly 10 digits" in function.ask(question)["answer"]
    assert world.count("owners") == 10
