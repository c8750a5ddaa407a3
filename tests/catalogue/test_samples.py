"""Sample values come from the design that is most like an application."""

from sayso.catalogue.index import catalogue
from sayso.catalogue.samples import samples_of


def test_an_application_gets_the_values_of_the_design_it_is_like() -> None:
    blueprint = catalogue().blueprint("hair-salon")
    assert samples_of(blueprint.by_default) == blueprint.samples
    assert samples_of([*blueprint.by_default[:3], "hedgehog"]) == blueprint.samples


def test_what_no_design_is_like_gets_none() -> None:
    assert samples_of(["hedgehog", "umbrella_stand"]) == {}


def test_a_thing_that_is_called_otherwise_gets_the_values_of_its_design() -> None:
    shop = catalogue().blueprint("online-shop")
    names = [name.removeprefix("sales_") for name in shop.by_default]
    assert samples_of(names)["order.shipping_cost"] == shop.samples["sales_order.shipping_cost"]
    boats = catalogue().blueprint("boat-rental")
    names = ["kayak" if name == "boat" else name for name in boats.by_default]
    assert samples_of(names)["kayak.capacity"] == boats.samples["boat.capacity"]
