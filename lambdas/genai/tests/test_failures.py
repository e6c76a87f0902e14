"""What is down, slow or wrong around the function: each request still ends in time and with a sentence."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from cutting_proxy import CuttingProxy
from genai import handler
from genai.database import RefusedByDatabaseError
from genai.errors import UnavailableError
from genai.records import NewOwner, NewPet
from genai.repository import Repository
from genai_runner import Context
from genai_world import UNAVAILABLE, Function, NewFunction, World, call, event

OWNER = {
    "firstName": "Ann",
    "lastName": "Lee",
    "address": "1 Elm St.",
    "city": "Madison",
    "telephone": "6085551234",
}


def test_throttling_that_passes_is_waited_for(world: World, function: Function) -> None:
    world.script({"error": "ThrottlingException"}, {"error": "ModelNotReadyException"}, {"text": "Here!"})
    assert function.ask("Hello")["answer"] == "Here!"


def test_throttling_that_stays_ends_after_three_calls(world: World, function: Function) -> None:
    world.script({"error": "ThrottlingException", "repeat": True})
    failure = function.fail("Hello")
    assert failure["part"] == "model"
    assert failure["cause_code"] == "ThrottlingException"
    assert len(world.asked()) == 3


@pytest.mark.parametrize(
    "code",
    ["AccessDeniedException", "ModelErrorException", "ResourceNotFoundException", "ValidationException"],
)
def test_an_error_that_no_retry_mends_is_told_at_once(world: World, function: Function, code: str) -> None:
    world.script({"error": code})
    assert function.fail("Hello")["cause_code"] == code
    assert len(world.asked()) == 1


def test_the_stock_frontend_gets_the_sentence_as_text(world: World, function: Function) -> None:
    world.script({"error": "ModelErrorException"})
    answer = function.invoke(event("/api/genai/chatclient", '"Hello"'))
    assert answer["statusCode"] == 503
    assert answer["body"] == UNAVAILABLE


def test_a_slow_model_is_given_up_within_the_time_of_the_request(world: World, function: Function) -> None:
    world.script({"text": "late", "seconds": 8})
    started = time.monotonic()
    assert function.fail("Hello", seconds=4)["part"] == "model"
    assert time.monotonic() - started < 3.8


def test_slowness_adds_up_over_the_rounds(world: World, function: Function) -> None:
    """Each call alone would be fast enough."""
    world.script({"tools": [call("list_vets", {})], "seconds": 1.2, "repeat": True})
    started = time.monotonic()
    assert function.fail("Hello", seconds=4)["part"] == "model"
    assert time.monotonic() - started < 3.8


def test_without_any_time_it_fails_at_once(function: Function) -> None:
    assert "no time" in function.fail("Hello", seconds=0.4)["reason"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>",
        "[1]",
        "null",
        "{}",
        '{"output": {"message": {"content": "x"}}}',
        '{"output": {"message": {"content": []}}, "stopReason": "end_turn"}',
        '{"output": {"message": {"content": [{"text": 5}]}}, "stopReason": "end_turn"}',
        '{"output": {"message": {"content": [{"text": " "}]}}, "stopReason": "end_turn"}',
        '{"output": {"message": {"content": [{"text": "x"}]}}, "stopReason": "tool_use"}',
        '{"output": {"message": {"content": [{"toolUse": 1}]}}, "stopReason": "tool_use"}',
    ],
)
def test_an_answer_that_cannot_be_read_is_a_failure_of_the_model(
    world: World, function: Function, body: str
) -> None:
    world.script({"body": body})
    assert function.fail("Hello")["part"] == "model"


@pytest.mark.parametrize(
    "reason", ["malformed_tool_use", "malformed_model_output", "model_context_window_exceeded", "new_reason"]
)
def test_a_model_that_stops_for_no_good_reason_is_a_failure(
    world: World, function: Function, reason: str
) -> None:
    world.script({"text": "Well", "stopReason": reason})
    failure = function.fail("Hello")
    assert failure["cause_stop_reason"] == reason


@pytest.mark.parametrize(
    ("first", "second"), [("same", "same"), ("not allowed!", "b"), ("x" * 65, "b"), ("", "b")]
)
def test_tool_calls_that_could_not_be_sent_back_are_a_failure(
    world: World, function: Function, first: str, second: str
) -> None:
    blocks = [{"toolUse": {"toolUseId": each, "name": "list_vets", "input": {}}} for each in (first, second)]
    answer = {"output": {"message": {"role": "assistant", "content": blocks}}, "stopReason": "tool_use"}
    world.script({"body": json.dumps(answer)})
    assert function.fail("Hello")["reason"] == "its answer is malformed"


def test_tools_without_end_end(world: World, function: Function) -> None:
    world.script({"tools": [call("list_vets", {})], "repeat": True})
    assert "rounds" in function.fail("Hello")["reason"]
    assert len(world.asked()) == 6


def test_embeddings_that_cannot_be_read_are_a_failure_of_the_model(
    world: World, new_function: NewFunction
) -> None:
    function = new_function()
    for body in ("{}", '{"embedding": [1]}', "x"):
        world.script({"body": body, "operation": "InvokeModel", "repeat": True})
        assert function.fail("Which vets know surgery?")["part"] == "model"


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
    assert function.fail("Which owners are there?", seconds=3)["part"] == "database"
    assert time.monotonic() - started < 3


def test_a_statement_that_never_ends_is_given_up_in_time(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    proxy.fall_silent()
    started = time.monotonic()
    assert function.fail("Which owners are there?", seconds=3)["part"] == "database"
    assert time.monotonic() - started < 3


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
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Done."})
    assert function.ask("Add Ann Lee")["answer"] == "Done."
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
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Done."})
    proxy.cut_at_message(message, deliver=deliver)
    assert function.ask("Add Ann Lee")["answer"] == "Done."
    assert proxy.connections == connections
    assert world.count("owners") == 11


def test_a_commit_that_never_arrived_is_not_told_as_done(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Done."})
    proxy.cut_at_message(3, deliver=False)
    assert "the row is not there" in function.fail("Add Ann Lee")["reason"]
    assert world.count("owners") == 10


def test_a_commit_that_is_not_answered_in_time_is_looked_after(
    world: World, new_function: NewFunction, proxy: CuttingProxy
) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    function.ask("Which owners are there?")
    world.script({"tools": [call("add_owner", OWNER)]}, {"text": "Done."})
    proxy.hide_answer_to_message(3)
    assert function.ask("Add Ann Lee")["answer"] == "Done."
    assert world.count("owners") == 11


class Stingy:
    """A budget that is spent at the third question, or so."""

    def __init__(self, questions: int) -> None:
        self._left = questions

    def seconds(self, part: str, *, at_most: float, keep: float = 0.0) -> float:
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
        repository.add_owner(NewOwner("Never", "Told", "Elm St.", "Madison", "6085551234"), Stingy(questions))
    repository.add_owner(NewOwner("Ann", "Lee", "Elm St.", "Madison", "6085551234"), Stingy(9))
    assert world.sql("SELECT first_name FROM owners WHERE id > 10") == ["Ann"]


@pytest.mark.parametrize("owner_id", [1, 999])
def test_a_write_that_came_to_nothing_leaves_no_transaction_open(world: World, owner_id: int) -> None:
    """In one, what others write would never be seen. There is no owner 999: the database refuses the row."""
    repository = Repository(world.open_database())
    with pytest.raises((UnavailableError, RefusedByDatabaseError)):
        repository.add_pet(NewPet(owner_id, "Rex", date(2020, 1, 1), 2), Stingy(9 if owner_id == 999 else 2))
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


@pytest.mark.parametrize(
    ("variable", "value", "part", "words"),
    [
        ("DATABASE_PORT", "", "settings", "DATABASE_PORT is ''"),
        ("MODEL_ID_PARAMETER", "/petclinic/test/none", "settings", "no parameter /petclinic/test/none"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "settings", "no answer"),
    ],
)
def test_what_is_not_set_up_is_told_in_the_log(
    world: World, new_function: NewFunction, variable: str, value: str, part: str, words: str
) -> None:
    failure = new_function(**{variable: value}).fail("Which owners are there?")
    assert failure["part"] == part
    assert words in failure["reason"]


def test_a_secret_that_is_missing_is_told(world: World, new_function: NewFunction) -> None:
    arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:none-AbCdEf"
    failure = new_function(DATABASE_SECRET_ARN=arn).fail("Which owners are there?")
    assert failure["part"] == "database"
    assert failure["cause_code"] == "ResourceNotFoundException"


def test_a_fault_of_the_functions_own_is_told_by_its_place_and_not_by_its_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("Zaphod")

    monkeypatch.setattr(handler, "_environment", broken)
    answer = handler.handler(event("/api/genai/health", method="GET"), Context(5))
    assert answer["statusCode"] == 503
    [record] = caplog.records
    assert record.error == "RuntimeError"
    assert record.places[-1].endswith(" broken")
    assert "Zaphod" not in str(vars(record))


def test_failures_tell_nothing_of_what_was_said(world: World, function: Function) -> None:
    name = "Zaphod"
    tools = {"tools": [call("add_owner", {**OWNER, "firstName": name, "telephone": "4242"})]}
    for answers in (
        [{"error": "ValidationException", "message": f"{name} is not valid"}],
        [{"body": f'{{"output": "{name}"}}'}],
        [{"body": name}],
        [tools, {"text": name, "stopReason": "malformed_model_output"}],
    ):
        world.script(*answers)
        function.fail(f"I am {name}, my number is 4242")
    world.script()
    function.invoke(event("/api/genai", json.dumps({"question": name * 1000})))
    function.invoke(event("/api/genai", f'{{"question": {name}'))
    log = json.dumps(function.logs())
    assert name not in log
    assert "4242" not in log
