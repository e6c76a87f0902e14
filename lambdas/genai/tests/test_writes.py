"""Owners and pets that are added, and the yes that it takes."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from genai_function import Function, NewFunction, event
from genai_world import World, call
from proposals import OWNER, PET, propose


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


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("no", {"text": "As you like."}),
        ("Yes, but call her Anna", {"text": "No.", "stopReason": "refusal"}),
        ("What did you say?", {"error": "ValidationException"}),
    ],
)
def test_any_other_word_drops_a_proposal_whatever_comes_of_it(
    world: World, function: Function, word: str, said: dict[str, str]
) -> None:
    session_id = propose(world, function, "add_owner", OWNER)["sessionId"]
    world.script(said, {"text": "Yes to what?"})
    function.invoke(event("/api/genai", json.dumps({"question": word, "sessionId": session_id})))
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
