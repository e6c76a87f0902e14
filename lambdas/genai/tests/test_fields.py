"""The checks of values, over wide ranges."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from functools import partial

import pytest
from genai.errors import RequestError
from genai.fields import PAST_DATE, TELEPHONE, Field, ToolRefusedError, read_fields, text, whole
from genai.http import MAX_CHARACTERS, HttpRequest, question_of_object, question_of_string
from genai.turns import MAX_BYTES, MAX_TURNS, Turn, decode, encode, within_limits
from hypothesis import given
from hypothesis import strategies as st

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
json_values = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.text(), scalars, max_size=2)


def read(field: Field, value: object) -> object:
    """The value of a field, or None when it is refused."""
    try:
        return read_fields({"field": field}, {"field": value})["field"]
    except ToolRefusedError:
        return None


@given(json_values)
def test_a_text_is_refused_or_fits_its_column(value: object) -> None:
    words = read(text(30, needs_letter=True), value)
    if words is None:
        return
    assert isinstance(value, str)
    assert isinstance(words, str)
    assert 1 <= len(words) <= 30
    assert words == words.strip()
    assert words == unicodedata.normalize("NFC", value).strip()
    assert not {unicodedata.category(each) for each in words} & {"Cc", "Cs", "Zl", "Zp"}
    words.encode()


@given(json_values | st.from_regex("[0-9\u0660-\u0669 +-]{8,12}"))
def test_a_telephone_is_ten_ascii_digits_or_refused(value: object) -> None:
    fits = isinstance(value, str) and len(value) == 10 and all(each in "0123456789" for each in value)
    assert read(TELEPHONE, value) == (value if fits else None)


@given(st.dates() | st.text() | json_values)
def test_a_birth_date_is_between_1900_and_today_or_refused(value: object) -> None:
    day = read(PAST_DATE, value.isoformat() if isinstance(value, date) else value)
    if isinstance(value, date):
        fits = date(1900, 1, 1) <= value <= datetime.now(UTC).date()
        assert day == (value.isoformat() if fits else None)
    else:
        assert day is None or day == value == date.fromisoformat(str(day)).isoformat()


@given(json_values | st.integers(-3, 10))
def test_a_type_is_a_whole_number_from_1_to_6_or_refused(value: object) -> None:
    fits = type(value) is int and value in range(1, 7)
    assert read(whole("", 6), value) == (value if fits else None)


@given(st.dictionaries(st.text(), json_values, min_size=1))
def test_a_field_that_is_not_known_is_never_ignored(values: dict[str, object]) -> None:
    with pytest.raises(ToolRefusedError):
        read_fields({}, values)


@given(st.text(max_size=20) | st.text(min_size=MAX_CHARACTERS - 3, max_size=MAX_CHARACTERS + 3))
def test_any_body_is_a_question_within_limits_or_a_reason(body: str) -> None:
    for read_question in (question_of_object, partial(question_of_string, session_id=None)):
        try:
            question = read_question(HttpRequest("POST", "/", body, False).json())
        except RequestError as error:
            assert str(error).endswith((".", "question.", "conversation."))
        else:
            assert 1 <= len(question.text) <= MAX_CHARACTERS


def turn(number: int, size: int) -> Turn:
    content = [{"text": "x" * size}]
    return Turn(
        str(number),
        (
            {"role": "user", "content": [{"text": "q"}]},
            {"role": "assistant", "content": [{"toolUse": {"toolUseId": "1", "name": "a", "input": {}}}]},
            {"role": "user", "content": [{"toolResult": {"toolUseId": "1", "content": content}}]},
            {"role": "assistant", "content": [{"text": "a"}]},
        ),
    )


@given(st.lists(st.integers(0, MAX_BYTES + 100), min_size=1, max_size=MAX_TURNS + 5))
def test_a_memory_keeps_the_newest_whole_turns_within_its_limits(sizes: list[int]) -> None:
    turns = [turn(number, size) for number, size in enumerate(sizes)]
    kept = within_limits(turns)
    assert len(encode(kept).encode()) <= MAX_BYTES
    assert 1 <= len(kept) <= MAX_TURNS
    assert [each.id for each in kept] == [each.id for each in turns[-len(kept) :]]
    assert all(each in turns for each in kept[:-1])
    assert kept[-1] in (turns[-1], turns[-1].without_tools())
    assert decode(encode(kept)) == kept
