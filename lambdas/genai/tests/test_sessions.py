"""Conversations: what is remembered, of whom, and for how long."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from genai_function import Function, NewFunction, event
from genai_world import World, call

ENDED = "This conversation has ended; ask again without sessionId"


def ended(function: Function, session_id: str) -> str:
    """The reason why a question in that session is refused."""
    answer = function.invoke(event("/api/genai", json.dumps({"question": "Hello", "sessionId": session_id})))
    assert answer["statusCode"] == 400
    return str(json.loads(answer["body"])["message"])


def texts(request: dict[str, Any]) -> list[str]:
    return [
        block["text"] for message in request["messages"] for block in message["content"] if "text" in block
    ]


def test_a_conversation_goes_on_with_its_tools_and_results(world: World, function: Function) -> None:
    world.script({"tools": [call("list_vets", {}, "v1")]}, {"text": "Six."}, {"text": "As I said, six."})
    first = function.ask("How many vets?")
    second = function.ask("Sure?", first["sessionId"])
    assert second["sessionId"] == first["sessionId"]
    last = world.asked()[-1]["messages"]
    assert [message["role"] for message in last] == ["user", "assistant", "user", "assistant", "user"]
    assert last[1]["content"][0]["toolUse"]["toolUseId"] == "v1"
    assert last[2]["content"][0]["toolResult"]["toolUseId"] == "v1"
    assert texts({"messages": last}) == ["How many vets?", "Six.", "Sure?"]


def test_a_follow_up_finishes_what_was_begun(world: World, function: Function) -> None:
    first = function.ask("Add owner Jane Doe, city Madison")
    assert "telephone" in first["answer"]
    second = function.ask("address 1 Elm St., telephone 6085551234", first["sessionId"])
    assert "Jane Doe, 1 Elm St., Madison, telephone 6085551234" in second["answer"]
    assert world.count("owners") == 10
    assert "was added" in function.ask("Yes!", first["sessionId"])["answer"]
    assert world.count("owners") == 11


def test_no_conversation_knows_of_another(world: World, function: Function) -> None:
    one = function.ask("Hello, I am the first")
    other = function.ask("Hello, I am the second")
    assert one["sessionId"] != other["sessionId"]
    world.script()
    function.ask("Hello again", other["sessionId"])
    function.ask("Hello to all")
    continued, without = world.asked()
    assert "Hello, I am the second" in texts(continued)
    assert "Hello, I am the first" not in texts(continued)
    assert texts(without) == ["Hello to all"]


def test_another_execution_environment_remembers_too(
    world: World, function: Function, new_function: NewFunction
) -> None:
    session_id = function.ask("Hello, it is me")["sessionId"]
    new_function().ask("Hello", session_id)
    assert "Hello, it is me" in texts(world.asked()[-1])


def test_a_session_ends_an_hour_after_its_last_question(world: World, function: Function) -> None:
    session_id = function.ask("Hello, it is me")["sessionId"]
    item = world.session(session_id)
    assert 3590 < int(item["expiresAt"]["N"]) - time.time() <= 3600
    # DynamoDB takes its time to remove what has expired.
    item["expiresAt"] = {"N": str(int(time.time()) - 1)}
    world.dynamodb.put_item(TableName="sessions", Item=item)
    world.script()
    assert ended(function, session_id) == ENDED
    assert world.asked() == []


def test_an_invented_session_is_no_conversation(world: World, function: Function) -> None:
    for session_id in (str(uuid4()), "questions-2026-11-29"):
        assert ended(function, session_id) == ENDED
    assert world.asked() == []


def test_the_memory_has_twelve_turns(world: World, function: Function) -> None:
    world.script({"text": "answer 0"})
    session_id = function.ask("question 0")["sessionId"]
    for number in range(1, 14):
        world.script({"text": f"answer {number}"})
        function.ask(f"question {number}", session_id)
    assert [turn[0]["content"][0]["text"] for turn in world.turns(session_id)] == [
        f"question {number}" for number in range(2, 14)
    ]
    assert texts(world.asked()[-1])[0] == "question 1"


def test_the_memory_has_a_size_however_long_the_questions(world: World, function: Function) -> None:
    session_id = function.ask("Hello")["sessionId"]
    for number in range(4):
        world.script({"text": "Long."})
        function.ask(f"{number}" + "🐕" * 3900, session_id)
    kept = world.turns(session_id)
    assert [turn[0]["content"][0]["text"][0] for turn in kept] == ["2", "3"]
    assert len(world.session(session_id)["turns"]["S"].encode()) <= 32 * 1024


def test_a_turn_that_is_too_big_is_kept_without_what_its_tools_found(
    world: World, function: Function
) -> None:
    row = f"('Ann', 'Lee', '{'x' * 255}', '{'y' * 80}', '6085551234')"
    world.sql(
        "INSERT INTO owners (first_name, last_name, address, city, telephone) VALUES " + ",".join([row] * 25)
    )
    list_all = call("list_owners", {})
    world.script({"tools": [list_all, list_all, list_all, list_all]}, {"text": "Many."})
    session_id = function.ask("Which owners?")["sessionId"]
    [turn] = world.turns(session_id)
    assert [message["content"] for message in turn] == [[{"text": "Which owners?"}], [{"text": "Many."}]]
    world.script({"text": "Yes."})
    assert function.ask("Really?", session_id)["answer"] == "Yes."


def test_a_question_that_failed_leaves_no_trace(world: World, function: Function) -> None:
    session_id = function.ask("Hello, it is me")["sessionId"]
    world.script({"tools": [call("list_vets", {})]}, {"error": "ModelErrorException"})
    function.fail("How many vets?", session_id)
    assert len(world.turns(session_id)) == 1
    world.script({"text": "Hello!"})
    assert function.ask("Hello", session_id)["answer"] == "Hello!"


def test_parallel_questions_of_one_session_are_all_kept_each_in_one_piece(
    world: World, new_function: NewFunction
) -> None:
    functions = [new_function() for _ in range(4)]
    session_id = functions[0].ask("Hello")["sessionId"]
    for function in functions:
        function.ask("Hello")
    # Slow enough for all of them to have read the session before the first one writes it.
    world.script({"seconds": 0.7, "repeat": True})
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda pair: pair[1].ask(f"Which vets, {pair[0]}?", session_id), enumerate(functions))
        )
    assert {each["sessionId"] for each in answers} == {session_id}
    turns = world.turns(session_id)
    assert sorted(turn[0]["content"][0]["text"] for turn in turns[1:]) == [
        f"Which vets, {number}?" for number in range(4)
    ]
    for turn in turns[1:]:
        calls = [block["toolUse"]["toolUseId"] for block in turn[1]["content"] if "toolUse" in block]
        results = [block["toolResult"]["toolUseId"] for block in turn[2]["content"]]
        assert calls == results
        assert len(turn) == 4
    assert int(world.session(session_id)["version"]["N"]) == 5
    # Bedrock, which is strict about the order, takes all of it.
    world.script()
    functions[0].ask("Hello", session_id)


def test_without_the_table_no_question_is_counted_so_none_is_asked(
    world: World, new_function: NewFunction
) -> None:
    function = new_function(SESSION_TABLE="none-such")
    for session_id in (None, str(uuid4())):
        failure = function.fail("Hello", session_id)
        assert failure["part"] == "sessions"
        assert failure["cause_code"] == "ResourceNotFoundException"
    assert world.asked() == []


def test_an_answer_is_given_even_if_it_cannot_be_remembered(world: World, function: Function) -> None:
    world.script({"text": "Six.", "seconds": 5})
    before = len(function.logs())
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(function.ask, "How many vets?")
        while not world.asked():
            time.sleep(0.05)
        world.dynamodb.delete_table(TableName="sessions")
        try:
            assert answer.result()["answer"] == "Six."
            assert function.failure(before)["part"] == "sessions"
        finally:
            world.make_table()


def test_a_day_has_so_many_questions(world: World, new_function: NewFunction) -> None:
    world.dynamodb.delete_table(TableName="sessions")
    world.make_table()
    function = new_function(DAILY_QUESTIONS="2")
    for _ in range(2):
        function.ask("Hello")
    world.script()
    answer = function.invoke(event("/api/genai", '{"question": "Hello"}'))
    assert answer["statusCode"] == 429
    assert "come back tomorrow" in json.loads(answer["body"])["message"]
    answer = function.invoke(event("/api/genai/chatclient", '"Hello"'))
    assert (answer["statusCode"], answer["body"][-9:]) == (429, "tomorrow.")
    assert world.asked() == []
    [item] = world.dynamodb.scan(TableName="sessions", FilterExpression="attribute_exists(questions)")[
        "Items"
    ]
    assert item["questions"] == {"N": "2"}
    assert int(item["expiresAt"]["N"]) > time.time() + 24 * 3600
    new_function(DAILY_QUESTIONS="3").ask("Hello")


def test_a_session_holds_nothing_but_its_conversation(world: World, function: Function) -> None:
    session_id = function.ask("Hello")["sessionId"]
    assert set(world.session(session_id)) == {"sessionId", "version", "expiresAt", "turns"}
    assert json.loads(world.session(session_id)["turns"]["S"])[0].keys() == {"id", "messages"}
