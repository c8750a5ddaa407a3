"""What is said refers to what was said before, and there is always a way back."""

from sayso.design.refinement import refine
from sayso.design.types import Decision, Refinement
from sayso.kit.ids import SeededIds
from sayso.spec.model import AppSpec
from tests.design.changes.outcomes import field, shows
from tests.design.changes.specs import COURIER, SKI_HIRE, THEATRE


def talk(spec: AppSpec, *messages: str) -> list[Refinement]:
    """A conversation: each message refers to what came of those before it."""
    history: list[AppSpec] = []
    found: list[Refinement] = []
    ids = SeededIds(messages[0])
    for message in messages:
        found.append(refine(spec, message, tuple(history), ids))
        history.append(spec)
        spec = found[-1].spec
    return found


def test_undo_gives_back_the_version_before() -> None:
    """The spec before the last change, whatever the change was."""
    last = talk(SKI_HIRE, "rename ski to board", "undo that")[-1]
    assert last.decision is Decision.UNDO
    assert last.spec == SKI_HIRE


def test_undo_twice_goes_back_two_changes() -> None:
    """An undo is not a change that the next undo would take back."""
    said = talk(SKI_HIRE, "add email to customers", "rename ski to board", "undo", "undo again please")
    assert said[-2].spec == said[0].spec
    assert said[-1].spec == SKI_HIRE


def test_a_question_in_between_is_not_a_version() -> None:
    """Undo goes back over what changed nothing."""
    last = talk(SKI_HIRE, "add email to customers", "why is there a deposit?", "undo that")[-1]
    assert last.spec == SKI_HIRE


def test_redo_brings_back_what_was_undone() -> None:
    """The change that the undo took away."""
    said = talk(COURIER, "add a priority to parcels", "undo", "redo")
    assert said[-1].spec == said[0].spec


def test_two_versions_back() -> None:
    """A number of steps is counted."""
    last = talk(
        COURIER, "add colour to parcels", "add email to drivers", "go back to the version before, two steps"
    )[-1]
    assert last.spec == COURIER


def test_undo_and_something_else() -> None:
    """What is wished for after the undo is done on the version before."""
    last = talk(COURIER, "add colour to parcels", "undo that and add a barcode to parcels instead")[-1]
    assert field("parcel", "barcode")(last, COURIER)
    assert not field("parcel", "colour")(last, COURIER)


def test_that_list_is_the_one_spoken_of_last() -> None:
    """An option is added to the field of the message before."""
    last = talk(
        THEATRE, "size should be one of small, medium or large", 'and add "extra large" to that list'
    )[-1]
    assert field("costume", "size", "enum", options="small medium large extra_large")(last, THEATRE)


def test_it_is_the_field_spoken_of_last() -> None:
    """A trait goes to the field that was just added."""
    last = talk(THEATRE, "add a nickname to actors", "make it required")[-1]
    assert field("actor", "nickname", required=True)(last, THEATRE)


def test_they_are_the_things_spoken_of_last() -> None:
    """Fields go to the entity of the message before."""
    last = talk(THEATRE, "we also track props with a name", "they also need a photo")[-1]
    assert field("prop", "photo", "image")(last, THEATRE)


def test_a_view_is_about_the_things_spoken_of_last() -> None:
    """A calendar of what was just spoken of."""
    last = talk(THEATRE, "add a fee to rehearsals", "show them on a calendar")[-1]
    assert shows("calendar", "rehearsal")(last, THEATRE)


def test_nothing_to_undo_is_said() -> None:
    """The first version has none before it."""
    (only,) = talk(THEATRE, "undo that")
    assert only.decision is Decision.UNDO
    assert only.spec == THEATRE
    assert "nothing to undo" in only.reply
