"""Texts that are no expression are refused at their place, with a way out; the rest is read as written."""

import pytest

from sayso.spec.expressions import ExpressionError, parse
from sayso.spec.expressions.functions import reference
from sayso.spec.expressions.nodes import Aggregate, Arithmetic, Comparison, Literal, Logic, NullCheck, Path

from .conftest import ROOT

REFUSED: list[tuple[str, int, str]] = [
    ("", 0, "Allowed are"),
    ("price = 1", 6, "=="),
    ("a && b", 2, "and"),
    ("a || b", 2, "or"),
    ("a b", 2, "Allowed are"),
    ("(1 + 2", 0, "Close it"),
    ("x ** 2", 0, "Multiply"),
    ("1 + cout(lines)", 4, "count"),
    ("today(1)", 0, "today()"),
    ("min(a, b)", 0, "least(a, b)"),
    ("sum(lines)", 4, "sum(lines.…)"),
    ("count(lines, where=lines.x)", 19, "when"),
    ("sum(lines.x + count(parts))", 14, "computed value"),
    ("true", 0, "True"),
    ("a == null", 5, "None"),
    ("[1, 2]", 0, "in"),
    ("a in []", 5, "at least one"),
    ("a is b", 5, "=="),
    ("f'{x}'", 0, "Allowed are"),
    ("x[0]", 0, "Allowed are"),
    ("(lambda: 1)()", 7, "Allowed are"),
    ("a.b()", 0, "They are"),
    ("__import__('os')", 0, "There are"),
    ("é + 1", 0, "a-z"),
    ("'é' + ü", 6, "a-z"),
    ("1 + no_overlap(a, b, c)", 4, ""),
    ("no_overlap(a, b, c.d)", 17, "belongs_to"),
    ("-" * 300 + "1", 61, "computed values"),
    ("(" * 500, 200, ""),
    ("1" * 30, 0, "10^18"),
    ("1 if 2", 0, "Allowed are"),
]


@pytest.mark.parametrize(("text", "position", "hint"), REFUSED, ids=[text[:30] for text, _, _ in REFUSED])
def test_what_is_no_expression_is_refused_with_a_way_out(text: str, position: int, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.position == position
    assert hint in caught.value.hint
    assert "^" in str(caught.value)


def test_a_chain_is_the_and_of_its_links() -> None:
    low, x, high = Literal(0), Path(("x",)), Literal(9)
    assert parse("0 < x <= 9") == Logic("and", (Comparison("<", low, x), Comparison("<=", x, high)))


def test_equal_to_none_asks_whether_it_is_missing() -> None:
    assert parse("x == None") == NullCheck(Path(("x",)))
    assert parse("None != x") == NullCheck(Path(("x",)), negated=True)


def test_within_an_aggregate_the_relation_speaks_of_the_item() -> None:
    total = Arithmetic("*", Path(("qty",), of_item=True), Path(("rate",)))
    when = Path(("product", "active"), of_item=True)
    assert parse("sum(lines.qty * rate, when=lines.product.active)") == Aggregate("sum", "lines", total, when)


def test_words_of_python_are_ordinary_names_here() -> None:
    assert parse("class == 'class'") == Comparison("==", Path(("class",)), Literal("class"))
    assert parse("sum(import.yield)") == Aggregate("sum", "import", Path(("yield",), of_item=True))


def test_line_breaks_are_blanks() -> None:
    assert parse("\n a\n +\tb\n") == parse("a + b")


def test_true_and_one_are_different() -> None:
    assert parse("True") != parse("1")


def test_the_page_about_expressions_lists_every_function() -> None:
    page = ROOT / "docs" / "reference" / "expressions.md"
    assert page.read_text().endswith(reference()), (
        "write sayso.spec.expressions.functions.reference() to its end"
    )
