"""Texts become spans with roles and heads; what is measured is measured on domains never trained on."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.annotations import Message, is_frozen, message, messages
from training.evaluate import figures

from sayso.reader import Known, Mode, Reading, read
from sayso.reader.known import known

LIBRARY = known(
    [
        ("entity", "Book"), ("entity", "Member"), ("entity", "Loan"), ("field", "phone"),
        ("field", "title"),
        ("state", "out"), ("state", "returned"), ("role", "librarian"), ("page", "Books"),
        ("part", "loan board"),
    ]
)  # fmt: skip


def roles(reading: Reading) -> dict[str, str]:
    return {span.text: span.role for span in reading.spans}


def frozen() -> list[Message]:
    return [one for one in messages() if is_frozen(one.domain)]


def test_a_description_is_read_as_things_with_what_is_kept_of_them() -> None:
    reading = read("Ferrets have a name, colour (sable, albino, silver) and a photo.", Mode.DESCRIPTION)
    found = roles(reading)
    assert found["Ferrets"] == "thing"
    assert {found["name"], found["photo"]} == {"attr"}
    assert {found[one] for one in ("sable", "albino", "silver")} == {"option"}
    heads = {span.text: reading.spans[span.head].text for span in reading.spans if span.head is not None}
    assert heads["name"] == "Ferrets"
    assert heads["albino"] == "colour"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("remove the phone of members", {"remove": "remove", "phone": "attr", "members": "thing"}),
        ("rename the page Books to Shelf", {"rename": "rename", "Books": "page", "Shelf": "new"}),
        ("undo the last change", {"undo": "undo"}),
        ("only librarians may delete books", {"only": "only", "librarians": "actor", "delete": "may"}),
    ],
)
def test_a_message_is_read_with_the_names_of_its_application(text: str, wanted: dict[str, str]) -> None:
    found = roles(read(text, Mode.CHANGE, LIBRARY))
    assert wanted.items() <= found.items()


def test_a_long_text_is_read_in_parts_that_keep_their_places() -> None:
    text = "\n".join(f"Kind {number} has a name, a price and a photo." for number in range(40))
    reading = read(text, Mode.DESCRIPTION)
    assert all(text[span.start : span.end] == span.text for span in reading.spans)
    assert sum(span.text == "price" and span.role == "attr" for span in reading.spans) > 30


@given(st.text(max_size=300))
@settings(max_examples=25, deadline=None)
def test_any_text_gives_spans_in_order_whose_heads_end_somewhere(text: str) -> None:
    reading = read(text, Mode.CHANGE, Known())
    places = [(span.start, span.end) for span in reading.spans]
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    for at in range(len(places)):
        seen: set[int] = set()
        one: int | None = at
        while one is not None:
            assert one not in seen
            seen.add(one)
            one = reading.spans[one].head


def test_known_names_are_found_in_the_singular_and_plural() -> None:
    from sayso.reader.known import SIGNS
    from sayso.reader.tokens import words_of

    signs = LIBRARY.signs(words_of("the loan boards of a member"))
    named = [{SIGNS[number] for number in one} for one in signs]
    assert "B-part" in named[1]
    assert "I-part" in named[2]
    assert "B-entity" in named[5]


def test_an_annotated_line_without_the_span_that_it_points_at_is_refused() -> None:
    with pytest.raises(ValueError, match="no span has the number 2"):
        message("[pets](1:thing) have a [name](attr 2)", "description", "vet")


def test_annotated_messages_of_frozen_domains_are_read_as_before() -> None:
    """A sample of what ``python -m training.evaluate`` measures; all of them are measured in check-deep."""
    found = figures(frozen()[::6])
    assert found["roles"] >= 0.68


@pytest.mark.deep
def test_all_messages_of_frozen_domains_are_read_as_before() -> None:
    found = figures(frozen())
    assert found["roles"] >= 0.72
    assert found["roles and heads"] >= 0.6
