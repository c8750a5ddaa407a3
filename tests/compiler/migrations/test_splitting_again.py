"""A field that became an entity, went back to being a field, and becomes that entity once more."""

from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.compiler.migrations.conftest import Converged, OpenLab
from tests.compiler.migrations.lab import Lab
from tests.support.specs import entity, field, matrix, may, spec

SPLIT = {"op": "split_entity", "target": "fld_author", "name": "author"}
MANY = {**SPLIT, "multiple": True}
OPTIONS = [{"id": f"opt_{name}000", "name": name, "label": name.title()} for name in ("marx", "engels")]


def library(**author: Any) -> AppSpec:
    return spec(
        entities=[entity("book", "title", field("author", id="fld_author", **author), id="ent_book00")],
        permissions=matrix("owner", may("owner", "book")),
    )


async def execute(lab: Lab, query: str) -> None:
    admin = await lab.database.admin()
    await admin.execute(query)


async def rename(lab: Lab, old: str, new: str) -> None:
    await execute(lab, f"update {lab.table('author')} set name = '{new}' where name = '{old}'")


@pytest.mark.parametrize("kind", ["enum", "text"])
async def test_a_link_to_what_the_choice_cannot_say_returns(
    open_lab: OpenLab, converged: Converged, kind: str
) -> None:
    more = {"type": "enum", "options": OPTIONS} if kind == "enum" else {}
    lab = await open_lab(library(**more))
    await lab.insert("book", {"title": "Capital", "author": "marx"}, {"title": "Essays", "author": "engels"})
    await lab.change(SPLIT)
    await rename(lab, "marx", "Karl Marx")
    was = await lab.everything()
    await lab.back()
    await lab.change(SPLIT)
    assert await lab.everything() == was
    await converged(lab)


async def test_a_choice_that_was_made_in_between_wins_over_the_link(open_lab: OpenLab) -> None:
    lab = await open_lab(library(type="enum", options=OPTIONS))
    await lab.insert("book", {"title": "Capital", "author": "marx"}, {"title": "Essays", "author": "engels"})
    await lab.change(SPLIT)
    await rename(lab, "marx", "Karl Marx")
    await lab.back()
    await execute(lab, f"update {lab.table('book')} set author = 'engels' where title = 'Capital'")
    await execute(lab, f"update {lab.table('book')} set author = null where title = 'Essays'")
    await lab.change(SPLIT)
    admin = await lab.database.admin()
    found = await admin.fetch(
        f"select b.title, a.name from {lab.table('book')} b "
        f"left join {lab.table('author')} a on a.id = b.author_id order by 1"
    )
    assert [tuple(row) for row in found] == [("Capital", "engels"), ("Essays", None)]


async def test_links_to_rows_of_the_same_name_and_to_names_with_commas_return(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(library())
    await lab.insert("book", {"title": "Manifesto", "author": "marx; engels"}, {"title": "Bible"})
    await lab.change(MANY)
    await rename(lab, "engels", "marx")
    books = [book for (book,) in await lab.rows("book", "id")]
    (comma,) = await lab.insert("author", {"name": "Marx, Karl"})
    junction = lab.names.qualified(lab.names.junction(lab.names.index.junctions[0]))
    await execute(
        lab,
        f"insert into {junction} (site_id, book_id, author_id) "
        f"values ('{lab.site}', '{books[1]}', '{comma}')",
    )
    was = await lab.everything()
    await lab.back()
    assert await lab.rows("book", "author") == [("marx, marx",), ("Marx, Karl",)]
    await lab.change(MANY)
    assert await links(lab) == [("Bible", "Marx, Karl"), ("Manifesto", "marx"), ("Manifesto", "marx")]
    assert {name: len(rows) for name, rows in was.items()} == {
        name: len(rows) for name, rows in (await lab.everything()).items()
    }
    await converged(lab)


async def test_of_a_row_that_says_something_else_those_return_that_it_still_says(open_lab: OpenLab) -> None:
    lab = await open_lab(library())
    await lab.insert("book", {"title": "Manifesto", "author": "marx, engels, owen"})
    await lab.change(MANY)
    await rename(lab, "engels", "marx")
    await lab.back()
    await execute(lab, f"update {lab.table('book')} set author = 'marx, fourier'")
    await lab.change(MANY)
    assert await links(lab) == [("Manifesto", name) for name in ("fourier", "marx", "marx")]


async def links(lab: Lab) -> list[tuple[str, str]]:
    admin = await lab.database.admin()
    names = lab.names
    junction = names.qualified(names.junction(names.index.junctions[0]))
    found = await admin.fetch(
        f"select b.title, a.name from {junction} j join {lab.table('book')} b on b.id = j.book_id "
        f"join {lab.table('author')} a on a.id = j.author_id order by 1, 2"
    )
    return [tuple(row) for row in found]
