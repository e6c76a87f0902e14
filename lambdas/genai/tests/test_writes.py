"""Owners and pets that are added, and those that are not."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from database_client import RefusedError
from genai_function import Function, NewFunction, event
from genai_world import World, call

OWNER = {
    "firstName": "Ann",
    "lastName": "Lee",
    "address": "1 Elm St.",
    "city": "Madison",
    "telephone": "6085551234",
}
PET = {"ownerId": 3, "name": "Rex", "birthDate": "2020-02-29", "typeId": 2}


def run(world: World, function: Function, tool: str, value: Any) -> dict[str, Any]:
    """The result of the tool that the model gets."""
    world.script({"tools": [call(tool, value)]}, {"text": "Fine."})
    function.ask("Please add that")
    [result] = world.tool_results()
    return result


def propose(world: World, function: Function, tool: str, value: Any) -> dict[str, Any]:
    """The answer with a proposal in it."""
    world.script({"tools": [call(tool, value)]}, {"text": "Fine."})
    return function.ask("Please add that")


def test_an_owner_is_added_once_the_person_says_yes(world: World, function: Function) -> None:
    proposed = propose(world, function, "add_owner", OWNER)
    assert proposed["answer"] == (
        "Fine.\n\nTo be added: the owner Ann Lee, 1 Elm St., Madison, telephone 6085551234. Is that right? "
        'Answer "yes", and it is written.'
    )
    assert world.count("owners") == 10
    world.script()
    done = function.ask("Yes, please.", proposed["sessionId"])["answer"]
    [row] = world.sql("SELECT id, first_name, last_name, address, city, telephone FROM owners WHERE id > 10")
    assert row.split("\t")[1:] == ["Ann", "Lee", "1 Elm St.", "Madison", "6085551234"]
    assert done == f"Owner Ann Lee was added with the number {row.split()[0]}."
    assert world.asked() == []


def test_a_pet_is_added_to_its_owner(world: World, function: Function) -> None:
    proposed = propose(world, function, "add_pet_to_owner", PET)
    assert "the dog Rex, born 2020-02-29, of the owner Eduardo Rodriquez" in proposed["answer"]
    assert function.ask("yes", proposed["sessionId"])["answer"].endswith("a dog of Eduardo Rodriquez.")
    assert world.sql("SELECT name, birth_date, type_id, owner_id FROM pets WHERE id > 13") == [
        "Rex\t2020-02-29\t2\t3"
    ]


@pytest.mark.parametrize("word", ["no", "Yes, but call her Anna", "What did you say?"])
def test_any_other_word_drops_a_proposal(world: World, function: Function, word: str) -> None:
    session_id = propose(world, function, "add_owner", OWNER)["sessionId"]
    world.script({"text": "As you like."}, {"text": "Yes to what?"})
    function.ask(word, session_id)
    assert function.ask("yes", session_id)["answer"] == "Yes to what?"
    assert world.count("owners") == 10


def test_a_proposal_is_carried_out_once_however_often_it_is_confirmed(
    world: World, function: Function, new_function: NewFunction
) -> None:
    session_id = propose(world, function, "add_owner", OWNER)["sessionId"]
    functions = [function, *(new_function() for _ in range(3))]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: each.ask("yes", session_id)["answer"], functions))
    assert sum("was added" in answer for answer in answers) == 1
    assert world.count("owners") == 11


def test_one_message_proposes_one_addition(world: World, function: Function) -> None:
    owners = [call("add_owner", {**OWNER, "firstName": name}) for name in ("Ann", "Bob", "Cid")]
    world.script({"tools": owners}, {"text": "Fine."})
    proposed = function.ask("Add Ann, Bob and Cid")
    assert [each["status"] for each in world.tool_results()] == ["success", "error", "error"]
    function.ask("yes", proposed["sessionId"])
    assert world.sql("SELECT first_name FROM owners WHERE id > 10") == ["Ann"]


def test_a_yes_without_a_conversation_writes_nothing_and_says_why(world: World, function: Function) -> None:
    assert "nothing to confirm" in function.ask("yes")["answer"]
    assert world.asked() == []


def client(function: Function, question: str, cookie: str = "") -> tuple[str, str]:
    """The text that the stock frontend shows, and the cookie that its browser gets."""
    request = event("/api/genai/chatclient", json.dumps(question))
    request["headers"]["Cookie"] = f"other=1; {cookie}"
    answer = function.invoke(request)
    assert answer["statusCode"] == 200
    value, *attributes = answer["headers"]["Set-Cookie"].split("; ")
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=3600"} == set(attributes)
    return answer["body"], value


def test_the_stock_frontend_keeps_its_conversation_in_a_cookie(world: World, function: Function) -> None:
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Fine."})
    proposed, cookie = client(function, "Add Ann Lee")
    assert "This needs the cookie" in proposed
    done, same = client(function, "yes", cookie)
    assert "was added" in done
    assert same == cookie
    assert world.count("owners") == 11


def test_without_the_cookie_nothing_is_written_and_the_answer_says_why(
    world: World, function: Function
) -> None:
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Fine."})
    client(function, "Add Ann Lee")
    for value in ("", "invented-by-somebody", '"; x', "x" * 65, "no\ttab-in-it", "ok-but%20encoded"):
        cookie = f"__Host-petclinic-chat={value}"
        answer, kept = client(function, "yes", cookie)
        assert "cookie was not kept" in answer
        assert kept.partition("=")[2] != value
    assert world.count("owners") == 10


@pytest.mark.parametrize(
    "others",
    ['prefs={"a":1}', "a[b]=1; ü=2", 'x="never closed', "=; ;;", "petclinic-chat=planted-by-another"],
)
def test_cookies_of_other_pages_do_not_hide_the_conversation(
    world: World, function: Function, others: str
) -> None:
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Fine."})
    _, cookie = client(function, "Add Ann Lee")
    done, same = client(function, "yes", f"{others}; {cookie}; {others}")
    assert ("was added" in done, same) == (True, cookie)


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
