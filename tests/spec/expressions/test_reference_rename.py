"""A rename reaches every mention of what it renames, and nothing else."""

import pytest

from sayso.spec.expressions import MemberRename, OptionRename, Rename, names, parse, rename_reference, uses

from .shop import INDEX

RENAMES: list[tuple[str, Rename, str]] = [
    ("price*  2 + price", MemberRename("order", "price", "cost"), "cost*  2 + cost"),
    ("customer.points + quantity", MemberRename("customer", "points", "score"), "customer.score + quantity"),
    ("customer.points > 0", MemberRename("order", "customer", "buyer"), "buyer.points > 0"),
    ("customer.points > 0", MemberRename("order", "points", "score"), "customer.points > 0"),
    (
        "concat('price', name) + name",
        MemberRename("order", "name", "title"),
        "concat('price', title) + title",
    ),
    (
        "sum( lines.qty ) + count(lines, when = lines.ok)",
        MemberRename("order", "lines", "rows"),
        "sum( rows.qty ) + count(rows, when = rows.ok)",
    ),
    ("sum(lines.qty * quantity)", MemberRename("line", "qty", "number"), "sum(lines.number * quantity)"),
    ("sum(lines.qty * quantity)", MemberRename("order", "quantity", "qty"), "sum(lines.qty * qty)"),
    (
        "size == 'small' and name == 'small'",
        OptionRename("order", "size", "small", "tiny"),
        "size == 'tiny' and name == 'small'",
    ),
    (
        'status not in ["open", "closed"]',
        OptionRename("order", "status", "open", "new"),
        'status not in ["new", "closed"]',
    ),
    (
        "'gift' in tags and size != 'gift'",
        OptionRename("order", "tags", "gift", "present"),
        "'present' in tags and size != 'gift'",
    ),
    (
        "coalesce(size, 'small') == ('small' if paid else 'large')",
        OptionRename("order", "size", "small", "tiny"),
        "coalesce(size, 'tiny') == ('tiny' if paid else 'large')",
    ),
    ("'é' == name and price > 1", MemberRename("order", "price", "cost"), "'é' == name and cost > 1"),
    ("price +", MemberRename("order", "price", "cost"), "price +"),
]


@pytest.mark.parametrize(("text", "rename", "renamed"), RENAMES, ids=[text for text, _, _ in RENAMES])
def test_a_rename_reaches_its_mentions_only(text: str, rename: Rename, renamed: str) -> None:
    assert rename_reference(text, INDEX, "order", rename) == renamed


def test_names_lists_paths_and_aggregates() -> None:
    found = names(parse("price + customer.points + sum(lines.qty, when=lines.ok and paid)"))
    assert found.paths == {("price",), ("customer", "points"), ("paid",)}
    assert found.aggregates == {("lines", ()), ("lines", ("qty",)), ("lines", ("ok",))}
    assert found.own == {"price", "customer", "paid", "lines"}


def test_uses_names_what_an_expression_stands_on_by_entity() -> None:
    found = uses(parse("customer.points + sum(lines.qty)"), INDEX, "order")
    assert found == {("order", "customer"), ("customer", "points"), ("order", "lines"), ("line", "qty")}
