"""The checks of values, over wide ranges."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from genai.errors import BadRequestError
from genai.fields import Fields, ToolRefusedError
from genai.question import MAX_CHARACTERS, question_of_object, question_of_string
from genai.turns import MAX_BYTES, MAX_TURNS, Turn, decode, encode, within_limits
from hypothesis import given
from hypothesis import strategies as st

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
json_values = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.text(), scalars, max_size=2)


@given(json_values)
def test_a_text_is_refused_or_fits_its_column(value: object) -> None:
    fields = Fields({"name": value}, ("name",))
    text = fields.text("name", 30, needs_letter=True)
    try:
        fields.finish()
    except ToolRefusedError:
        return
    assert isinstance(value, str)
    assert 1 <= len(text) <= 30
    assert text == text.strip()
    assert text == unicodedata.normalize("NFC", value).strip()
    assert not {unicodedata.category(each) for each in text} & {"Cc", "Cs", "Zl", "Zp"}
    text.encode()


@given(json_values | st.from_regex("[0-9\u0660-\u0669 +-]{8,12}"))
def test_a_telephone_is_ten_ascii_digits_or_refused(value: object) -> None:
    fields = Fields({"telephone": value}, ("telephone",))
    telephone = fields.telephone("telephone")
    fits = isinstance(value, str) and len(value) == 10 and all(each in "0123456789" for each in value)
    if fits:
        fields.finish()
        assert telephone == value
    else:
        with pytest.raises(ToolRefusedError):
            fields.finish()


@given(st.dates() | st.text() | json_values)
def test_a_birth_date_is_between_1900_and_today_or_refused(value: object) -> None:
    sent = value.isoformat() if isinstance(value, date) else value
    fields = Fields({"birthDate": sent}, ("birthDate",))
    day = fields.past_date("birthDate")
    if isinstance(value, date) and date(1900, 1, 1) <= value <= datetime.now(UTC).date():
        fields.finish()
        assert day == value
    elif isinstance(value, date):
        with pytest.raises(ToolRefusedError):
            fields.finish()


@given(json_values | st.integers(-3, 10))
def test_a_type_is_a_whole_number_from_1_to_6_or_refused(value: object) -> None:
    fields = Fields({"typeId": value}, ("typeId",))
    number = fields.integer("typeId", 6)
    if type(value) is int and value in range(1, 7):
        fields.finish()
        assert number == value
    else:
        with pytest.raises(ToolRefusedError):
            fields.finish()


@given(st.dictionaries(st.text(), json_values, min_size=1))
def test_a_field_that_is_not_known_is_never_ignored(values: dict[str, object]) -> None:
    with pytest.raises(ToolRefusedError):
        Fields(values, ()).finish()


@given(st.text(max_size=20) | st.text(min_size=MAX_CHARACTERS - 3, max_size=MAX_CHARACTERS + 3))
def test_any_body_is_a_question_within_limits_or_a_reason(body: str) -> None:
    for read in (question_of_object, question_of_string):
        try:
            question = read(body)
        except BadRequestError as error:
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
