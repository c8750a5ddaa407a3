"""Layout trees as JSX, and what follows where a page says nothing."""

from sayso.compiler.targets.react.lower import lower
from sayso.compiler.targets.react.pages import laid_out, page_entity, page_view
from sayso.compiler.targets.typescript.typescript_printer import show
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType, Page
from tests.golden.cases import spec_of


def page_of(spec: AppSpec, name: str) -> Page:
    return next(page for page in spec.pages if page.name == name)


def test_a_layout_keeps_its_sizes_and_what_differs_on_small_screens(salon: AppSpec) -> None:
    element = page_view(SpecIndex(salon), page_of(salon, "overview")).element

    assert '<Row mobile={{ direction: "column" }}>' in show(element)
    assert '<Slot basis="60%">' in show(element)


def test_a_second_group_of_tabs_has_an_address_of_its_own(salon: AppSpec) -> None:
    page = page_of(salon, "appointments")
    assert page.layout is not None
    twice = page.model_copy(
        update={"layout": page.layout.model_copy(update={"children": (page.layout.children[1],) * 2})}
    )

    text = show(page_view(SpecIndex(salon), twice).element)

    assert text.count("<Tabs>") == 1
    assert text.count('<Tabs param="tab2">') == 1


def test_a_page_without_a_layout_leaves_forms_to_the_drawer(salon: AppSpec) -> None:
    page = page_of(salon, "clients").model_copy(update={"layout": None})

    assert laid_out(SpecIndex(salon), page) == ("ClientTable",)


def test_a_component_that_is_called_like_a_part_of_the_kit_keeps_its_name() -> None:
    spec = spec_of("library")
    view = page_view(SpecIndex(spec), page_of(spec, "staff"))

    assert view.kit["Page"] == "KitPage"
    assert view.components["Page"] == "Page"


def test_a_page_is_about_the_only_entity_it_lists(salon: AppSpec) -> None:
    index = SpecIndex(salon)

    assert page_entity(index, page_of(salon, "clients")) == "client"
    assert page_entity(index, page_of(salon, "overview")) is None


def test_a_custom_component_without_an_entity_says_that_it_is_not_written() -> None:
    from sayso.compiler.targets.react.components import component_element

    component = Component(
        id="com_abcdef", name="Picture", type=ComponentType.CUSTOM, description="A picture."
    )

    element, kit = component_element(SpecIndex(spec_of("library")), component)

    assert show(element) == '<EmptyState title="This part has not been written yet." />'
    assert kit == {"EmptyState": "EmptyState"}


def test_a_page_stands_in_the_menu_of_those_who_can_use_it(salon: AppSpec) -> None:
    rules = tuple(
        rule for rule in salon.permissions.rules if (rule.role, rule.entity) != ("stylist", "client")
    )
    shut = salon.model_copy(update={"permissions": salon.permissions.model_copy(update={"rules": rules})})

    def entry(spec: AppSpec) -> str:
        text = next(draft.text for draft in lower(SpecIndex(spec)) if draft.path == "src/app.tsx")
        return text[text.index('name: "clients"') :].split("component:")[0]

    assert "roles" not in entry(salon)
    assert 'roles: ["owner"]' in entry(shut)
