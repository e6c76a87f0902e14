"""The splitter, against random statements."""

from __future__ import annotations

import pytest
from db_migrate.statements import SplitError, split
from hypothesis import given, settings
from hypothesis import strategies as st

# The same examples in each run, and no folder to remember them in.
REPEATABLE = settings(derandomize=True, database=None, deadline=None)

# Each holds semicolons and quotes where they mean nothing.
QUOTED = [
    "'a;b'",
    "'it''s; -- no'",
    r"'\';'",
    r"'\\'",
    '"x;\\"y"',
    '"say ""hi"";"',
    "`odd;name`",
    "`a``;`",
    "'/* ;'",
]
WORDS = ["SELECT 1", "a-b", "5 - -2", "2/3", "x--y", "é", "%", "(1,\n2)"]
COMMENTS = ["-- one; 'two\n", "# it's; `\n", "/* a;\n'b */", "--\n", "/**/"]
# Where nothing else may follow without a space.
pieces = st.lists(st.sampled_from(QUOTED + WORDS), min_size=1, max_size=5).map(" ".join)
gaps = st.lists(st.sampled_from([*COMMENTS, " ", "\n", "\t", "\r\n"]), max_size=4).map("".join)


@REPEATABLE
@given(st.lists(st.tuples(gaps, pieces, gaps), max_size=6), gaps)
def test_statements_come_back_as_they_were_put_together(parts: list[tuple[str, str, str]], rest: str) -> None:
    sql, lines = "", []
    for before, text, after in parts:
        lines.append((sql + before).count("\n") + 1)
        sql += f"{before}{text}{after};"
    found = split(sql + rest)
    assert [statement.text for statement in found] == [text for _, text, _ in parts]
    assert [statement.line for statement in found] == lines
    assert [statement.number for statement in found] == list(range(1, len(parts) + 1))


@REPEATABLE
@given(st.text(alphabet="ab;'\"`\\-#/* \n!%"))
def test_whatever_the_text_its_statements_are_whole(sql: str) -> None:
    """The text is refused with a place, or each of its statements is one when it stands alone."""
    try:
        found = split(sql)
    except SplitError as error:
        assert 1 <= error.line <= sql.count("\n") + 1
        return
    for statement in found:
        assert [alone.text for alone in split(f"{statement.text};")] == [statement.text]


def test_a_comment_inside_a_statement_leaves_its_lines_where_they_are() -> None:
    [statement] = split("SELECT 1, /* one\ntwo */ 2 -- three\n, 3;")
    assert [line.strip() for line in statement.text.split("\n")] == ["SELECT 1,", "2", ", 3"]


def test_comments_before_a_statement_are_kept_for_the_guard() -> None:
    _, second = split("SELECT 1; -- of the second\n/* also */ SELECT 2 -- not this\n;")
    assert second.comments == ("-- of the second", "/* also */")


@pytest.mark.parametrize(
    ("sql", "line", "reason"),
    [
        ("SELECT 1", 1, "no ; at its end"),
        ("\nSELECT 'a;\nb", 2, "' is never closed"),
        ("SELECT 1;\n/* a", 2, "/* is never closed"),
        ("SELECT `a\\`", 1, "no ; at its end"),
        (r"SELECT 'a\';", 1, "' is never closed"),
        ("/*!40101 SET NAMES utf8 */;", 1, "on some servers only"),
        ("/*M! SELECT 1 */;", 1, "on some servers only"),
    ],
)
def test_what_cannot_be_split_is_said_with_its_line(sql: str, line: int, reason: str) -> None:
    with pytest.raises(SplitError, match=reason) as raised:
        split(sql)
    assert raised.value.line == line
