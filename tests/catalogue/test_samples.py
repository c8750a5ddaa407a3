"""Sample values come from the design that is most like an application."""

from sayso.catalogue.index import catalogue
from sayso.catalogue.samples import samples_of


def test_an_application_gets_the_values_of_the_design_it_is_like() -> None:
    blueprint = catalogue().blueprint("hair-salon")
    assert samples_of(blueprint.by_default) == blueprint.samples
    assert samples_of([*blueprint.by_default[:3], "hedgehog"]) == blueprint.samples


def test_what_no_design_is_like_gets_none() -> None:
    assert samples_of(["hedgehog", "umbrella_stand"]) == {}
