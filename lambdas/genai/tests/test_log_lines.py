"""The lines of the log that filters and saved queries read: `log_lines.json` has what the function writes."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from cutting_proxy import CuttingProxy
from genai import handler
from genai_function import Function, NewFunction, event
from genai_runner import Context, Lines
from genai_world import World, call

FILE = Path(__file__).with_name("log_lines.json")
NO_EVENT = "This function answers requests that come through the clinic's API."
VARYING = ("cause_address", "cause_message", "elapsed_ms", "places")


def steady(line: dict[str, Any]) -> dict[str, Any]:
    """The line, with a mark in the place of what differs from run to run."""
    return {name: "…" if name in VARYING else value for name, value in line.items()}


def expected(name: str) -> list[dict[str, Any]]:
    lines: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text())
    return lines[name]


def written(function: Function, body: str) -> list[dict[str, Any]]:
    """The lines that the function logs for one request, without those at DEBUG."""
    before = len(function.logs())
    function.invoke(event("/api/genai", body))
    function.invoke("no event of the gateway's")
    for _ in range(250):
        lines = [steady(line) for line in function.logs()[before:] if line["level"] != "DEBUG"]
        if lines and lines[-1].get("reason") == NO_EVENT:
            return lines[:-1]
        time.sleep(0.02)
    raise AssertionError("the log does not come to its end")


def question(text: str) -> str:
    return json.dumps({"question": text})


def test_a_question_that_is_answered(world: World, function: Function) -> None:
    assert written(function, question("Which vets know surgery?")) == expected("answered")


def test_a_question_that_is_refused(function: Function) -> None:
    assert written(function, "{}") == expected("bad request")


def test_a_tool_that_is_called_with_what_it_does_not_take(world: World, function: Function) -> None:
    world.script({"tools": [call("add_owner", {"firstName": "Zaphod"})]}, {"text": "Which telephone?"})
    assert written(function, question("Add Zaphod")) == expected("tool refused")


def test_a_tool_that_does_not_exist_is_not_named(world: World, function: Function) -> None:
    world.script({"tools": [call("Zaphod", {})]}, {"text": "I cannot do that."})
    assert written(function, question("Hello")) == expected("unknown tool")


def test_a_tool_that_fails(world: World, new_function: NewFunction, proxy: CuttingProxy) -> None:
    function = new_function(DATABASE_PORT=str(proxy.port))
    proxy.close()
    world.script({"tools": [call("list_owners", {}), call("list_vets", {})]})
    assert written(function, question("Which owners are there?")) == expected("tool failed")


def test_a_model_that_fails(world: World, function: Function) -> None:
    world.script({"error": "ValidationException"})
    assert written(function, question("Hello")) == expected("model failed")


def test_a_fault_of_the_functions_own(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("Zaphod")

    monkeypatch.setattr(handler, "_environment", broken)
    with caplog.at_level(logging.INFO):
        handler.handler(event("/api/genai/health", method="GET"), Context(5))
    lines = [json.loads(Lines().format(record)) for record in caplog.records]
    assert [steady(line) for line in lines] == expected("fault")
