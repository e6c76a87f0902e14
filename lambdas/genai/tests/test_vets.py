"""Vets, ranked by how near they are to what is looked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from genai_function import Function, NewFunction
from genai_world import EMBEDDING_MODEL, World, call


def vets(world: World, function: Function, query: str) -> list[dict[str, Any]]:
    """The vets that `list_vets` gives the model for the query."""
    world.script({"tools": [call("list_vets", {"query": query} if query else {})]}, {"text": "Here."})
    function.ask("Vets?")
    value = world.tool_results()[0]["content"][0]["json"]["storedData"]
    assert value["partial"] is True
    found: list[dict[str, Any]] = value["vets"]
    return found


def embedded(world: World) -> list[str]:
    """Texts sent to the embedding model since the last script, sorted."""
    return sorted(json.loads(each)["inputText"] for each in world.asked("InvokeModel"))


@pytest.mark.parametrize(
    ("query", "specialty"),
    [
        ("surgery", "surgery"),
        ("surgery for my dog", "surgery"),
        ("radiology", "radiology"),
        ("dentist", "dentistry"),
    ],
)
def test_those_with_the_specialty_come_first(
    world: World, function: Function, query: str, specialty: str
) -> None:
    having = [specialty in vet["specialties"] for vet in vets(world, function, query)]
    assert having == sorted(having, reverse=True)
    assert having[0]


def test_a_vet_is_found_by_name(world: World, function: Function) -> None:
    assert vets(world, function, "Dr. Stevens")[0]["lastName"] == "Stevens"


def test_without_a_query_they_come_in_their_order_and_nothing_is_embedded(
    world: World, new_function: NewFunction
) -> None:
    found = vets(world, new_function(), "")
    assert [vet["lastName"] for vet in found] == [
        "Carter",
        "Leary",
        "Douglas",
        "Ortega",
        "Stevens",
        "Jenkins",
    ]
    assert found[2]["specialties"] == ["dentistry", "surgery"]
    assert embedded(world) == []


def test_the_index_is_made_once_and_only_for_vets_that_are_new_or_changed(
    world: World, new_function: NewFunction
) -> None:
    function = new_function()
    vets(world, function, "surgery")
    assert len(embedded(world)) == 7
    vets(world, function, "dentistry")
    assert embedded(world) == ["dentistry"]
    world.sql(
        "INSERT INTO vets (id, first_name, last_name) VALUES (7, 'Ada', 'Quill');"
        "INSERT INTO vet_specialties VALUES (7, 1)"
    )
    found = vets(world, function, "Quill")
    assert embedded(world) == ["Ada Quill: radiology", "Quill"]
    assert found[0]["lastName"] == "Quill"
    world.sql("DELETE FROM vet_specialties WHERE vet_id = 7; INSERT INTO vet_specialties VALUES (7, 2)")
    vets(world, function, "surgery")
    assert embedded(world) == ["Ada Quill: surgery", "surgery"]
    world.sql("DELETE FROM vet_specialties WHERE vet_id = 7; DELETE FROM vets WHERE id = 7")
    assert "Quill" not in [vet["lastName"] for vet in vets(world, function, "surgery")]


def test_no_more_than_ten_are_told(world: World, function: Function) -> None:
    rows = ",".join(f"({number}, 'Ann', 'Vet{number}')" for number in range(7, 20))
    world.sql(f"INSERT INTO vets (id, first_name, last_name) VALUES {rows}")
    assert len(vets(world, function, "surgery")) == 10
    assert len(vets(world, function, "")) == 10


def test_the_embedding_model_is_the_one_that_the_parameter_names(
    world: World, new_function: NewFunction
) -> None:
    vets(world, new_function(MODEL_ID_PARAMETER="/petclinic/test/genai/model-id"), "surgery")
    assert len(embedded(world)) == 7
    failure = new_function(EMBEDDING_MODEL_ID_PARAMETER="/petclinic/test/genai/model-id")
    failure.fail("Which vets know surgery?")
    assert EMBEDDING_MODEL not in json.dumps(failure.logs())
