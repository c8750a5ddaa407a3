"""What the judge says of changes made by hand."""

from collections.abc import Sequence

import pytest

from sayso.kit.ids import SeededIds
from sayso.spec.edits import apply
from sayso.spec.edits.kinds import Kind
from sayso.spec.edits.language import ADDS, Edit, Remove, Rename
from sayso.spec.model import Action, AppSpec, Field, FieldType

from .application import Application
from .checks import CHECKS
from .messages import Message, specification
from .scope import Called, meant
from .scoring import Verdict, judge

BASE = specification("festival")
LANGUAGE = Called("field", ("film", "language", "text"))
RENAMED = (Called("entity", ("show",)), Called("no_entity", ("screening",)))


def id_of(kind: str, name: str, of: str | None = None) -> str:
    app = Application(BASE)
    if kind == "field":
        found = app.field(of or "", name)
        assert found is not None
        return found.id
    entity = app.entity(name)
    assert entity is not None
    return entity.id


def with_field(name: str, of: str = "film") -> Edit:
    field = Field(id=SeededIds(name).new("fld"), name=name, label=name.capitalize(), type=FieldType.TEXT)
    return ADDS[Kind.FIELD](kind=Kind.FIELD, parent=id_of("entity", of), element=field)


def after(*edits: Edit) -> AppSpec:
    result = apply(BASE, edits)
    assert result.ok
    return result.spec


def verdict(checks: Sequence[Called], spec: AppSpec) -> Verdict:
    return judge(Message(1, "festival", "fields", "", tuple(checks), ()), BASE, spec)[0]


def test_what_was_asked_for_and_nothing_else_is_done() -> None:
    assert verdict([LANGUAGE], after(with_field("language"))) is Verdict.DONE


def test_nothing_changed_is_asked_where_something_was_clear() -> None:
    assert verdict([LANGUAGE], BASE) is Verdict.ASKED


def test_nothing_changed_is_done_where_it_was_to_be_asked_back() -> None:
    assert verdict([], BASE) is Verdict.DONE


def test_anything_changed_is_wrong_where_it_was_to_be_asked_back() -> None:
    assert verdict([], after(with_field("language"))) is Verdict.WRONG


def test_another_field_besides_is_wrong() -> None:
    assert verdict([LANGUAGE], after(with_field("language"), with_field("subtitle"))) is Verdict.WRONG


def test_a_field_of_another_thing_is_wrong() -> None:
    assert verdict([LANGUAGE], after(with_field("language", "venue"))) is Verdict.WRONG


def test_half_of_what_was_asked_for_is_wrong() -> None:
    wanted = [LANGUAGE, Called("no_field", ("film", "synopsis"))]
    assert verdict(wanted, after(with_field("language"))) is Verdict.WRONG


def test_a_new_name_with_all_that_mentions_it_is_one_change() -> None:
    renamed = Rename(kind=Kind.ENTITY, target=id_of("entity", "screening"), name="show", label="Show")
    assert verdict(RENAMED, after(renamed)) is Verdict.DONE


def test_a_thing_made_anew_is_no_new_name() -> None:
    gone = Remove(kind=Kind.ENTITY, target=id_of("entity", "screening"))
    renamed = Rename(kind=Kind.ENTITY, target=id_of("entity", "venue"), name="show", label="Show")
    assert verdict(RENAMED, after(gone, renamed)) is Verdict.WRONG


def test_a_removed_value_takes_along_what_shows_it() -> None:
    gone = Remove(kind=Kind.FIELD, target=id_of("field", "country", "film"))
    assert verdict([Called("no_field", ("film", "country"))], after(gone)) is Verdict.DONE


def test_a_right_given_in_passing_is_wrong() -> None:
    rule = next(one for one in BASE.permissions.rules if (one.role, one.entity) == ("box_office", "film"))
    wider = rule.model_copy(update={"actions": (Action.CREATE, *rule.actions)})
    rules = tuple(wider if one is rule else one for one in BASE.permissions.rules)
    permissions = BASE.permissions.model_copy(update={"rules": rules})
    spec = after(with_field("language")).model_copy(update={"permissions": permissions})
    assert verdict([LANGUAGE], spec) is Verdict.WRONG


def test_more_hidden_than_was_asked_for_is_wrong() -> None:
    wanted = [Called("hidden", ("programmer", "guest", "hotel"))]
    assert verdict(wanted, hiding("hotel")) is Verdict.DONE
    assert verdict(wanted, hiding("hotel", "film")) is Verdict.WRONG


def hiding(*names: str) -> AppSpec:
    """The festival with programmers who see guests without some values."""
    app = Application(BASE)
    guest = app.entity("guest")
    assert guest is not None
    left = tuple(name for _, name in app.values(guest) if name not in names)
    rules = tuple(
        one.model_copy(update={"fields": left}) if (one.role, one.entity) == ("programmer", "guest") else one
        for one in BASE.permissions.rules
    )
    return BASE.model_copy(update={"permissions": BASE.permissions.model_copy(update={"rules": rules})})


def test_every_check_means_something() -> None:
    arguments = ("prize", "title", ["read"], ["organizer"])
    for name in CHECKS:
        assert meant(Application(BASE), [Called(name, arguments)]), name
    with pytest.raises(LookupError, match="No check is called"):
        meant(Application(BASE), [Called("unheard_of")])
