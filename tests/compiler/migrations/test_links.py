"""Relationships that come, go, are kept in another way, or lose the rows they lead to."""

from typing import Any

import pytest

from sayso.compiler.migrations.types import Choice, Do
from sayso.spec.model import AppSpec
from tests.compiler.migrations.conftest import Converged, OpenLab
from tests.compiler.migrations.lab import Lab
from tests.support.specs import entity, matrix, may, spec


def library(**link: Any) -> AppSpec:
    wanted = {
        "id": "rel_author", "kind": "belongs_to", "from": "book", "to": "author", "name": "author",
        "inverse": "books", **link,
    }  # fmt: skip
    return spec(
        entities=[entity("book", "title", id="ent_book00"), entity("author", "name", id="ent_author")],
        relationships=[wanted],
        permissions=matrix("owner", may("owner", "book"), may("owner", "author")),
    )


def to(kind: str, **values: Any) -> dict[str, Any]:
    return {"op": "set", "kind": "relationship", "target": "rel_author", "values": {"kind": kind, **values}}


async def execute(lab: Lab, query: str, *arguments: Any) -> None:
    admin = await lab.database.admin()
    await admin.execute(query, *arguments)


async def links(lab: Lab) -> list[tuple[str, str]]:
    """Title and name of what is linked, however it is kept."""
    admin = await lab.database.admin()
    names = lab.names
    book, author = lab.table("book"), lab.table("author")
    if names.index.junctions:
        junction = names.qualified(names.junction(names.index.junctions[0]))
        query = (
            f"select b.title, a.name from {junction} j join {book} b on b.id = j.book_id "
            f"join {author} a on a.id = j.author_id"
        )
    elif names.index.links[0].child == "book":
        query = f"select b.title, a.name from {book} b join {author} a on a.id = b.author_id"
    else:
        query = f"select b.title, a.name from {author} a join {book} b on b.id = a.books_id"
    return [tuple(row.values()) for row in await admin.fetch(f"{query} order by 1, 2")]


async def stocked(lab: Lab) -> tuple[list[Any], list[Any]]:
    authors = await lab.insert("author", {"name": "Marx"}, {"name": "Engels"}, {"name": "Owen"})
    books = await lab.insert("book", {"title": "Manifesto"}, {"title": "Capital"}, {"title": "Bible"})
    return books, authors


@pytest.mark.parametrize("phased", [False, True])
async def test_links_to_one_become_links_to_many_and_back(
    open_lab: OpenLab, converged: Converged, phased: bool
) -> None:
    lab = await open_lab(library())
    books, authors = await stocked(lab)
    await execute(lab, f"update {lab.table('book')} set author_id = $1 where id = $2", authors[0], books[0])
    was = await lab.everything()
    await lab.change(to("many_to_many"), phased=phased)
    assert await links(lab) == [("Manifesto", "Marx")]
    await converged(lab)
    await lab.back(phased=phased)
    assert await lab.everything() == was
    await converged(lab)


async def many(open_lab: OpenLab) -> tuple[Lab, list[Any], list[Any]]:
    lab = await open_lab(library(kind="many_to_many"))
    books, authors = await stocked(lab)
    junction = lab.names.qualified(lab.names.junction(lab.names.index.junctions[0]))
    for book, author in ((0, 1), (0, 0), (1, 0)):
        await execute(
            lab,
            f"insert into {junction} (site_id, book_id, author_id) values ($1, $2, $3)",
            lab.site,
            books[book],
            authors[author],
        )
    return lab, books, authors


async def test_of_several_links_the_first_stays_and_all_return(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab, _books, _authors = await many(open_lab)
    was = await lab.everything()
    _, found = await lab.plan(to("belongs_to"))
    assert found == {"Rows with several links, of which one can stay": 1}
    await lab.change(to("belongs_to"))
    assert await links(lab) == [("Capital", "Marx"), ("Manifesto", "Engels")]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)


async def test_a_link_that_was_changed_in_between_wins(open_lab: OpenLab) -> None:
    lab, books, authors = await many(open_lab)
    await lab.change(to("belongs_to"), choices={"rel_author.several": Choice(Do.EMPTY)})
    assert await links(lab) == [("Capital", "Marx")]
    await execute(lab, f"update {lab.table('book')} set author_id = $1 where id = $2", authors[2], books[1])
    await execute(lab, f"update {lab.table('book')} set author_id = $1 where id = $2", authors[2], books[2])
    await lab.back()
    assert await links(lab) == [
        ("Bible", "Owen"), ("Capital", "Owen"), ("Manifesto", "Engels"), ("Manifesto", "Marx"),
    ]  # fmt: skip


async def test_links_are_kept_at_the_other_end(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(library())
    books, authors = await stocked(lab)
    await execute(lab, f"update {lab.table('book')} set author_id = $1 where id <> $2", authors[0], books[2])
    was = await lab.everything()
    await lab.change(to("has_many"))
    assert len(await links(lab)) == 1
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)


async def test_a_removed_relationship_returns_without_links_to_rows_that_are_gone(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(library(on_delete="set_null"))
    books, authors = await stocked(lab)
    await execute(lab, f"update {lab.table('book')} set author_id = $1", authors[0])
    await execute(lab, f"update {lab.table('book')} set author_id = $1 where id = $2", authors[1], books[1])
    remove = {"op": "remove", "kind": "relationship", "target": "rel_author"}
    was = await lab.everything()
    await lab.change(remove)
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await lab.change(remove)
    await execute(lab, f"delete from {lab.table('author')} where id = $1", authors[1])
    await lab.back()
    assert await links(lab) == [("Bible", "Marx"), ("Manifesto", "Marx")]
    await converged(lab)


async def test_a_removed_entity_returns_with_rows_links_and_its_own_archive(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab, books, _ = await many(open_lab)
    was = await lab.everything()
    await lab.change({"op": "remove", "kind": "entity", "target": "ent_author"})
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)
    await lab.change({"op": "remove", "kind": "entity", "target": "ent_author"})
    await execute(lab, f"delete from {lab.table('book')} where id = $1", books[0])
    await lab.insert("book", {"title": "New"})
    await lab.back()
    assert await links(lab) == [("Capital", "Marx")]


async def test_entities_that_exchange_their_names_keep_their_rows(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(library())
    await stocked(lab)
    was = await lab.everything()
    await lab.change(
        {"op": "rename", "kind": "entity", "target": "ent_book00", "name": "passing"},
        {"op": "rename", "kind": "entity", "target": "ent_author", "name": "book"},
        {"op": "rename", "kind": "entity", "target": "ent_book00", "name": "author"},
    )
    assert await lab.rows("book", "name") == [("Marx",), ("Engels",), ("Owen",)]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)


@pytest.mark.parametrize("on_delete", ["cascade", "set_null"])
async def test_what_happens_on_delete_changes(
    open_lab: OpenLab, converged: Converged, on_delete: str
) -> None:
    lab = await open_lab(library())
    await lab.change(to("belongs_to", on_delete=on_delete), phased=True)
    await converged(lab)
    await lab.back(phased=True)
    await converged(lab)


async def test_a_link_that_every_row_must_have_asks_for_one(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(library())
    _, authors = await stocked(lab)
    migration, found = await lab.plan(to("belongs_to", required=True))
    assert list(found.values()) == [3]
    assert migration.steps[0].probes[0].blocks
    chosen = {"rel_author.required": Choice(Do.DEFAULT, {str(lab.site): str(authors[1])})}
    await lab.change(to("belongs_to", required=True), choices=chosen)
    assert [name for _, name in await links(lab)] == ["Engels"] * 3
    await converged(lab)


async def test_the_link_that_stood_alone_is_again_the_first_of_several(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(library())
    _, authors = await stocked(lab)
    await execute(lab, f"update {lab.table('book')} set author_id = $1", authors[0])
    states = []
    for kind in ("has_many", "many_to_many"):
        states.append(await lab.everything())
        await lab.change(to(kind))
    states.append(await lab.everything())
    for was in reversed(states[:-1]):
        await lab.back()
        assert await lab.everything() == was
    await lab.change(to("has_many"))
    assert await lab.everything() == states[1]
    await lab.change(to("many_to_many"))
    assert await links(lab) == [("Bible", "Marx"), ("Capital", "Marx"), ("Manifesto", "Marx")]
    await converged(lab)


@pytest.mark.parametrize("kind", ["many_to_many", "belongs_to"])
async def test_a_link_that_was_chosen_for_rows_without_goes_when_they_need_none(
    open_lab: OpenLab, converged: Converged, kind: str
) -> None:
    lab = await open_lab(library(required=True))
    authors = await lab.insert("author", {"name": "Marx"}, {"name": "Engels"})
    await lab.insert("book", {"title": "Capital", "author_id": str(authors[0])})
    await lab.change(to(kind, required=False))
    await lab.insert("book", {"title": "Bible"}, {"title": "Essays"})
    was = await links(lab)
    await lab.back(choices={"rel_author.required": Choice(Do.DEFAULT, str(authors[0]))})
    assert await links(lab) == [(title, "Marx") for title in ("Bible", "Capital", "Essays")]
    await execute(lab, f"update {lab.table('book')} set author_id = $1 where title = 'Essays'", authors[1])
    await lab.change(to(kind, required=False))
    assert await links(lab) == [*was, ("Essays", "Engels")]
    await converged(lab)


async def test_of_several_links_none_stays_and_a_chosen_one_takes_their_place(open_lab: OpenLab) -> None:
    lab, _books, authors = await many(open_lab)
    was = await links(lab)
    choices = {
        "rel_author.several": Choice(Do.EMPTY),
        "rel_author.required": Choice(Do.DEFAULT, str(authors[2])),
    }
    await lab.change(to("belongs_to", required=True), choices=choices)
    assert await links(lab) == [("Bible", "Owen"), ("Capital", "Marx"), ("Manifesto", "Owen")]
    await lab.back()
    assert await links(lab) == was
