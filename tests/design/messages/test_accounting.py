"""A wish is done where every word of it was used; else nothing changes, and what is offered instead works."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.refinement import refine
from sayso.design.types import Decision, Refinement
from sayso.kit.ids import SeededIds
from sayso.spec.edits import add, apply
from sayso.spec.model import AppSpec, ComponentType, Field
from tests.design.changes.outcomes import field, may, no_field, shows

LIBRARY = (
    "A library lends books to members. Books have a title, an author, a genre and a copy count. Members have "
    "a name and an email. A loan has a member, a book, a due date and is open, overdue or returned. "
    "Librarians do everything, members see their own loans."
)


@pytest.fixture(scope="module")
def library() -> AppSpec:
    made = OfflineDesigner().design(LIBRARY, SeededIds("library"))
    return made.spec


def said(spec: AppSpec, message: str, *before: AppSpec) -> Refinement:
    return refine(spec, message, before, SeededIds(message))


def is_asked_with_choices_that_work(spec: AppSpec, done: Refinement) -> bool:
    choices = [choice for question in done.questions for choice in question.suggestions]
    assert choices, done.reply
    for choice in choices:
        answer = said(spec, choice)
        assert answer.edits or answer.decision is Decision.APPROVAL or not answer.questions, choice
        assert "not understand" not in answer.reply, choice
    return done.spec == spec and not done.edits


ASKED = [
    "call members readers in the menu only",
    "stats on top, chart left, recent entries right",
    "only librarians see this page",
    "as a bar chart",
    "go to the pages",
    "finalise",
    "go back to version 1",
    "make the author required and paint the shelves",
    "add a colour",
]


@pytest.mark.parametrize("message", ASKED)
def test_what_is_not_understood_to_the_last_word_is_asked(library: AppSpec, message: str) -> None:
    assert is_asked_with_choices_that_work(library, said(library, message))


def test_what_is_so_already_is_said_and_nothing_asked(library: AppSpec) -> None:
    done = said(library, "members can only read books")
    assert (done.reply, done.edits, done.questions) == ("That is so already. Nothing changed.", (), ())


def test_the_page_of_a_name_is_the_page(library: AppSpec) -> None:
    done = said(library, "rename the page Books to Library")
    assert "Library" in {page.title for page in done.spec.pages}
    assert done.spec.entities == library.entities


def test_a_component_goes_and_nothing_else(library: AppSpec) -> None:
    for kind, word in ((ComponentType.CALENDAR, "calendar"), (ComponentType.KANBAN, "board")):
        shown = [one for one in library.components if one.type is kind]
        done = said(library, f"remove the {word}")
        assert shown, word
        assert not any(one.type is kind for one in done.spec.components)
        assert done.spec.entities == library.entities


def test_a_word_for_a_kind_is_not_taken_for_a_value_of_that_name(library: AppSpec) -> None:
    book = next(entity for entity in library.entities if entity.name == "book")
    value = Field(id="fld_calendar1", name="calendar", label="Calendar")
    named = apply(library, [add(value, parent=book.id)]).spec
    done = said(named, "remove the calendar")
    assert [entity.fields for entity in done.spec.entities] == [entity.fields for entity in named.entities]


def test_the_reply_says_what_was_understood_and_what_was_not(library: AppSpec) -> None:
    done = said(library, "make the author required and paint the shelves")
    assert done.spec == library
    assert "I changed nothing yet" in done.reply
    assert "I understood: “Make field Author of Book required”" in done.reply
    assert "“shelves”" in done.reply


def test_two_that_bear_a_name_are_both_offered() -> None:
    made = OfflineDesigner().design(
        "customers with name and phone; suppliers with name and phone", SeededIds("two")
    )
    spec = made.spec
    done = said(spec, "make the phone required")
    choices = done.questions[0].suggestions
    assert done.spec == spec
    assert any("customers" in choice for choice in choices)
    assert any("suppliers" in choice for choice in choices)
    for choice in choices[:2]:
        assert said(spec, choice).edits, choice


def test_parts_of_a_message_are_done_together_or_not_at_all(library: AppSpec) -> None:
    part = "add an isbn to books"
    both = said(library, f"{part} and make the genre of books required")
    assert field("book", "isbn")(both, library)
    assert field("book", "genre", required=True)(both, library)
    half = said(library, f"{part} and remove the moon")
    assert half.spec == library
    assert "Add an isbn to books" in half.questions[0].suggestions


def test_undo_and_something_else_are_both_done_or_neither(library: AppSpec) -> None:
    later = said(library, "add an isbn to books").spec
    done = said(later, "undo the last change and add a publisher to books instead", library)
    assert field("book", "publisher")(done, library)
    assert no_field("book", "isbn")(done, library)
    neither = said(later, "undo the last change and fold the moon instead", library)
    assert neither.spec == later
    assert not neither.edits
    assert said(later, "undo that, it looked awful", library).spec == library


def test_rights_are_those_that_were_spoken_of(library: AppSpec) -> None:
    done = said(library, "members must be able to see all books, not just those they entered")
    assert done.spec == library or may("member", "book", "read")(done, library)


def test_a_place_beside_another_part_is_kept_to(library: AppSpec) -> None:
    done = said(library, "put the calendar above the board on the loans page")
    order = [name for page in done.spec.pages if page.title == "Loans" for name in page.components]
    assert done.spec == library or order.index("LoanCalendar") < order.index("LoanBoard")
    cards = said(library, "show books as cards")
    assert shows("cards", "book")(cards, library)
