"""Fields that become entities, several fields that become one, choices that become states; and back."""

from typing import Any

import pytest

from sayso.compiler.migrations.types import Choice, Do
from sayso.spec.model import AppSpec
from tests.compiler.migrations.conftest import Converged, OpenLab
from tests.compiler.migrations.lab import Lab
from tests.support.specs import entity, field, matrix, may, spec

SPLIT = {"op": "split_entity", "target": "fld_author"}
MANY = {**SPLIT, "multiple": True, "name": "author"}
MERGE = {"op": "merge_fields", "targets": ["fld_first0", "fld_last00"], "name": "name"}


def library(*fields: Any) -> AppSpec:
    return spec(
        entities=[entity("book", "title", *fields, id="ent_book00")],
        permissions=matrix("owner", may("owner", "book")),
    )


async def fetch(lab: Lab, query: str) -> list[tuple[Any, ...]]:
    admin = await lab.database.admin()
    return [tuple(row.values()) for row in await admin.fetch(query)]


async def execute(lab: Lab, query: str, *arguments: Any) -> None:
    admin = await lab.database.admin()
    await admin.execute(query, *arguments)


@pytest.mark.parametrize("phased", [False, True])
async def test_authors_become_rows_that_books_are_linked_to(
    open_lab: OpenLab, converged: Converged, phased: bool
) -> None:
    lab = await open_lab(library(field("author", id="fld_author", required=True)))
    await lab.insert(
        "book", {"title": "Emma", "author": "Jane Austen"}, {"title": "1984", "author": "Orwell"}
    )
    await lab.insert("book", {"title": "Persuasion", "author": "  Jane Austen "})
    was = await lab.everything()
    _, found = await lab.plan(SPLIT)
    assert found == {"Different values of “Author” that become rows": 2}
    await lab.change(SPLIT, phased=phased)
    books = await fetch(
        lab,
        f"select b.title, a.name from {lab.table('book')} b "
        f"join {lab.table('author')} a on a.id = b.author_id order by b.created_at",
    )
    assert books == [("Emma", "Jane Austen"), ("1984", "Orwell"), ("Persuasion", "Jane Austen")]
    await converged(lab)
    await lab.back(phased=phased)
    assert await lab.everything() == was
    await converged(lab)
    await lab.change(SPLIT, phased=phased)
    assert len(await lab.rows("author", "name")) == 2


async def test_books_written_after_a_split_keep_their_author_when_it_is_undone(open_lab: OpenLab) -> None:
    lab = await open_lab(library(field("author", id="fld_author")))
    await lab.insert("book", {"title": "Emma", "author": " Austen"}, {"title": "1984", "author": "Orwell"})
    await lab.change(SPLIT)
    (new,) = await lab.insert("author", {"name": "Eliot"})
    await lab.insert("book", {"title": "Middlemarch", "author_id": str(new)}, {"title": "Beowulf"})
    await execute(lab, f"update {lab.table('author')} set name = 'George Orwell' where name = 'Orwell'")
    await lab.back()
    assert await lab.rows("book", "title", "author") == [
        ("Emma", " Austen"), ("1984", "George Orwell"), ("Middlemarch", "Eliot"), ("Beowulf", None),
    ]  # fmt: skip
    authors = await lab.change(SPLIT)
    assert authors.tables
    assert sorted(await lab.rows("author", "name")) == [("Austen",), ("Eliot",), ("George Orwell",)]


@pytest.mark.parametrize("kind", ["text", "multi_enum"])
async def test_several_authors_of_a_book_become_links_to_many(
    open_lab: OpenLab, converged: Converged, kind: str
) -> None:
    options = [{"id": f"opt_{name}000", "name": name, "label": name.title()} for name in ("marx", "engels")]
    many = kind == "multi_enum"
    more = {"type": "multi_enum", "options": options} if many else {}
    lab = await open_lab(library(field("author", id="fld_author", **more)))
    await lab.insert("book", {"title": "Manifesto", "author": ["marx", "engels"] if many else "marx; engels"})
    await lab.insert("book", {"title": "Capital", "author": ["marx"] if many else "marx"}, {"title": "Bible"})
    was = await lab.everything()
    await lab.change(MANY)
    names = lab.names
    junction = names.qualified(names.junction(names.index.junctions[0]))
    links = await fetch(
        lab,
        f"select b.title, a.name from {junction} j join {lab.table('book')} b on b.id = j.book_id "
        f"join {lab.table('author')} a on a.id = j.author_id order by 1, 2",
    )
    assert links == [("Capital", "marx"), ("Manifesto", "engels"), ("Manifesto", "marx")]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)


async def test_names_are_put_together_and_taken_apart_again(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(library(field("first", id="fld_first0"), field("last", id="fld_last00")))
    pairs = [
        ("Ada", "King Lovelace"),
        ("Grace", None),
        (None, "Noether"),
        (None, None),
        (" Mary Ann ", "Evans"),
    ]
    ids = await lab.insert("book", *({"first": one, "last": other} for one, other in pairs))
    was = await lab.everything()
    await lab.change(MERGE)
    assert await lab.rows("book", "name") == [
        ("Ada King Lovelace",), ("Grace",), ("Noether",), (None,), ("Mary Ann Evans",),
    ]  # fmt: skip
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)
    await lab.change(MERGE)
    await lab.insert("book", {"name": "Emmy Amalie Noether"})
    await execute(lab, f"update {lab.table('book')} set name = 'Ada Byron' where id = $1", ids[0])
    await lab.back()
    rows = await lab.rows("book", "first", "last")
    assert rows == [("Ada", "Byron"), *pairs[1:], ("Emmy", "Amalie Noether")]


async def kept(lab: Lab) -> list[Any]:
    return await fetch(lab, "select value #>> '{}' from apps_archive.mod_lab_values order by 1")


async def test_parts_are_put_away_each_time_they_are_put_together(open_lab: OpenLab) -> None:
    lab = await open_lab(library(field("first", id="fld_first0"), field("last", id="fld_last00")))
    await lab.insert("book", {"first": "Ada", "last": "Lovelace"}, {"first": " Mary Ann ", "last": "Evans"})
    was = await lab.everything()
    for _ in range(3):
        await lab.change(MERGE)
        assert await lab.rows("book", "name") == [("Ada Lovelace",), ("Mary Ann Evans",)]
        assert await kept(lab) == [(" Mary Ann ",), ("Ada",)]
        await lab.back()
        assert await lab.everything() == was
        assert await kept(lab) == [("Ada Lovelace",), ("Mary Ann Evans",)]


async def test_a_name_is_taken_apart_and_put_together_again(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(library(field("name", id="fld_name00")))
    whole = ["Ada  King Lovelace", "Grace", None]
    ids = await lab.insert("book", *({"name": name} for name in whole))
    was = await lab.everything()
    split = {
        "op": "split_field", "target": "fld_name00", "parts": [{"name": "first_name"}, {"name": "last_name"}],
    }  # fmt: skip
    await lab.change(split)
    assert await lab.rows("book", "first_name", "last_name") == [
        ("Ada", "King Lovelace"), ("Grace", None), (None, None),
    ]  # fmt: skip
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await lab.change(split)
    await execute(lab, f"update {lab.table('book')} set last_name = 'Hopper' where id = $1", ids[1])
    await lab.insert("book", {"first_name": "Emmy", "last_name": "Noether"})
    await lab.back()
    assert await lab.rows("book", "name") == [(whole[0],), ("Grace Hopper",), (None,), ("Emmy Noether",)]


async def test_a_choice_becomes_a_state_and_a_choice_again(open_lab: OpenLab, converged: Converged) -> None:
    options = [
        {"id": f"opt_{name}000", "name": name, "label": name.title()} for name in ("new", "lent", "lost")
    ]
    lab = await open_lab(library(field("state", id="fld_state0", type="enum", options=options)))
    await lab.insert("book", {"state": "lent"}, {"state": "lost"}, {})
    was = await lab.everything()
    make = {
        "op": "make_flow",
        "target": "fld_state0",
        "flow": {
            "id": "flw_state0", "entity": "book", "field": "state", "initial": "new",
            "states": [
                {"id": "sta_new000", "name": "new", "label": "New"},
                {"id": "sta_lent00", "name": "lent", "label": "Lent"},
                {"id": "sta_gone00", "name": "gone", "label": "Gone"},
            ],
            "transitions": [
                {"id": "trn_lend00", "name": "lend", "from": "new", "to": "lent"},
                {"id": "trn_lose00", "name": "lose", "from": "lent", "to": "gone"},
            ],
        },
    }  # fmt: skip
    _, found = await lab.plan(make)
    assert found == {"Rows that have “Lost”": 1, "Rows without “state”": 1}
    await lab.change(make)
    assert await lab.rows("book", "state") == [("lent",), ("new",), ("new",)]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)
    await lab.change(make, choices={"flw_state0.options": Choice(Do.REPLACE, {"lost": "gone"})})
    assert await lab.rows("book", "state") == [("lent",), ("gone",), ("new",)]
