"""Properties of every compile: the same bytes for the same spec, and small changes for small edits."""

from collections.abc import Iterator
from typing import Any

import pytest

from sayso.compiler.build import Target, compile_app
from sayso.spec.model import AppSpec
from tests.golden.cases import spec_of


def texts(spec: AppSpec, target: Target = Target.APP) -> dict[str, str]:
    return {draft.path: draft.text for draft in compile_app(spec, target)}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def edited(spec: AppSpec, **parts: Any) -> AppSpec:
    return AppSpec.model_validate({**spec.to_json(), **parts})


@pytest.mark.parametrize("target", list(Target))
def test_the_same_spec_gives_the_same_bytes(salon: AppSpec, target: Target) -> None:
    again = AppSpec.model_validate_json(salon.model_dump_json(by_alias=True))

    assert compile_app(salon, target) == compile_app(again, target)


@pytest.mark.parametrize("target", list(Target))
def test_no_two_files_share_a_path(salon: AppSpec, target: Target) -> None:
    paths = [draft.path.lower() for draft in compile_app(salon, target)]

    assert len(paths) == len(set(paths))


def test_a_new_label_rewrites_only_the_files_of_its_entity(salon: AppSpec) -> None:
    data = salon.to_json()
    field = data["entities"][0]["fields"][1]
    assert field["name"] == "mobile"
    field["label"] = "Mobile number"

    assert changed(texts(salon), texts(AppSpec.model_validate(data))) <= {"src/entities/client.ts"}


def test_a_new_label_that_stands_in_messages_rewrites_the_schema_too(salon: AppSpec) -> None:
    data = salon.to_json()
    data["entities"][0]["fields"][0]["label"] = "Full name"

    assert changed(texts(salon), texts(AppSpec.model_validate(data))) == {
        "src/entities/client.ts",
        "src/schemas/client.ts",
    }


def test_what_changes_names_the_element_that_was_changed(salon: AppSpec) -> None:
    data = salon.to_json()
    field = data["entities"][0]["fields"][0]
    field["label"] = "Full name"
    rewritten = changed(texts(salon), texts(AppSpec.model_validate(data)))

    assert all(field["id"] in draft.elements for draft in compile_app(salon) if draft.path in rewritten)


def test_a_new_column_rewrites_one_component(salon: AppSpec) -> None:
    components = salon.to_json()["components"]
    table = next(one for one in components if one["name"] == "ServiceTable")
    table["props"]["columns"] = ["name", "price"]

    after = texts(edited(salon, components=components))

    assert changed(texts(salon), after) == {"src/components/ServiceTable.tsx"}


def test_the_prefix_names_the_tables_and_nothing_else(salon: AppSpec) -> None:
    plain = texts(salon)
    prefixed = {draft.path: draft.text for draft in compile_app(salon, prefix="salon_2")}

    assert {path for path in changed(plain, prefixed) if path.startswith("src/")} == set()
    assert "mod_salon_2_clients" in prefixed["module.json"]


WORDS = ("label", "display_name", "title", "message", "description")


def reworded(part: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every element with words of its own: its id, itself and the attribute that holds them."""
    if isinstance(part, list):
        for item in part:
            yield from reworded(item)
    elif isinstance(part, dict):
        for name in WORDS:
            if "id" in part and part.get(name):
                yield part["id"], part, name
        for inner in part.values():
            yield from reworded(inner)


@pytest.mark.parametrize(
    "name", ["library", *(pytest.param(name, marks=pytest.mark.deep) for name in ("salon", "werkstatt"))]
)
def test_every_file_that_changes_names_the_element_that_changed(name: str) -> None:
    spec = spec_of(name)
    before = {draft.path: draft for draft in compile_app(spec, Target.NEXTJS)}
    data = spec.to_json()

    for identity, element, attribute in reworded([v for v in data.values() if isinstance(v, (list, dict))]):
        words = element[attribute]
        element[attribute] = f"{words} too"
        after = compile_app(AppSpec.model_validate(data), Target.NEXTJS)
        element[attribute] = words

        rewritten = [
            d.path for d in after if d.text != before[d.path].text and not d.path.startswith("migrations/")
        ]
        unnamed = [path for path in rewritten if identity not in before[path].elements]
        assert unnamed == [], f"{attribute} of {identity}"
