"""What a plan says of elements that are called otherwise, or come back."""

from typing import Any

from sayso.compiler.migrations import migrate
from sayso.spec.edits import EDITS, apply
from sayso.spec.model import AppSpec
from tests.support.specs import entity, field, matrix, may, spec

BOOKS = spec(
    entities=[
        entity("book", "title", field("pages", id="fld_pages0", type="integer"), id="ent_book00"),
        entity("author", "name", id="ent_author"),
    ],
    relationships=[
        {"id": "rel_author", "kind": "belongs_to", "from": "book", "to": "author", "name": "author",
         "inverse": "books"},
    ],
    permissions=matrix("owner", may("owner", "book"), may("owner", "author")),
)  # fmt: skip


def after(*edits: Any) -> AppSpec:
    result = apply(BOOKS, EDITS.validate_python(list(edits)))
    assert result.ok, result.diagnostics
    return result.spec


def sentences(before: AppSpec, changed: AppSpec) -> tuple[list[str], list[str]]:
    there = migrate(before, changed, prefix="lab")
    back = migrate(changed, before, prefix="lab", archive=there.leaves)
    return [step.sentence for step in there.steps], [step.sentence for step in back.steps]


def relinked(**names: str) -> AppSpec:
    (link,) = BOOKS.relationships
    return BOOKS.model_copy(update={"relationships": (link.model_copy(update=names),)})


def remove(kind: str, target: str) -> dict[str, Any]:
    return {"op": "remove", "kind": kind, "target": target}


def test_a_link_is_called_by_its_own_names() -> None:
    there, back = sentences(BOOKS, relinked(name="writer"))
    assert there == ["Rename the link “author” of Book to “writer”; all rows stay."]
    assert back == ["Rename the link “writer” of Book to “author”; all rows stay."]
    there, _ = sentences(BOOKS, relinked(inverse="works"))
    assert there == ["Rename the link “books” of Author to “works”; all rows stay."]


def test_a_name_that_nobody_sees_is_not_spoken_of() -> None:
    book, author = BOOKS.entities
    fields = tuple(
        one.model_copy(update={"name": "sheets"}) if one.id == "fld_pages0" else one for one in book.fields
    )
    changed = BOOKS.model_copy(update={"entities": (book.model_copy(update={"fields": fields}), author)})
    assert sentences(BOOKS, changed) == ([], [])


def test_what_was_removed_is_brought_back_with_what_it_held() -> None:
    _, back = sentences(BOOKS, after(remove("field", "fld_pages0")))
    assert back == ["Bring back field Pages of Book with its values."]
    _, back = sentences(BOOKS, after(remove("relationship", "rel_author")))
    assert back == ["Bring back the link of Book to Author with its links."]
    _, back = sentences(BOOKS, after(remove("entity", "ent_author")))
    assert back[0] == "Bring back Author with its rows."


def test_what_never_was_there_is_added() -> None:
    there, _ = sentences(after(remove("field", "fld_pages0")), BOOKS)
    assert there == ["Add field Pages of Book."]
