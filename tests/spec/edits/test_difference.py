"""From one spec to another by stable ids."""

from sayso.spec.edits import Kind, Rename, apply, diff, empty_spec, sentence
from sayso.spec.model import AppSpec

from .naming import the


def test_a_whole_spec_is_edits_of_the_empty_one(salon: AppSpec) -> None:
    empty = empty_spec("Salon", "salon")
    made = apply(empty, diff(empty, salon))
    assert made.ok
    assert made.spec == salon
    assert apply(salon, made.inverses, checked=False).spec == empty


def test_a_spec_does_not_differ_from_itself(salon: AppSpec) -> None:
    assert diff(salon, salon) == ()


def test_a_rename_is_found_as_one(salon: AppSpec) -> None:
    rename = Rename(kind=Kind.ENTITY, target=salon.entities[0].id, name="customer", label="Customer")
    assert diff(salon, apply(salon, [rename]).spec) == (rename,)


def test_two_elements_may_swap_names(salon: AppSpec) -> None:
    name, mobile = (the(salon, Kind.FIELD, field, "client").id for field in ("name", "mobile"))
    steps = [
        Rename(kind=Kind.FIELD, target=name, name="spare"),
        Rename(kind=Kind.FIELD, target=mobile, name="name"),
        Rename(kind=Kind.FIELD, target=name, name="mobile"),
    ]
    swapped = apply(salon, steps, checked=False).spec
    assert apply(salon, diff(salon, swapped), checked=False).spec == swapped


def test_as_few_are_moved_as_can_be(salon: AppSpec) -> None:
    pages = salon.pages
    turned = salon.model_copy(update={"pages": (*pages[1:], pages[0])})
    assert [sentence(edit, salon) for edit in diff(salon, turned)] == ["Move the page Overview to place 5"]
