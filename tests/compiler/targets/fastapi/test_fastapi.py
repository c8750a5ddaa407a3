"""What is in an exported service, and what it depends on."""

import re
from importlib.metadata import requires, version
from pathlib import Path

import pytest

from sayso.compiler.build import compile_app
from sayso.compiler.targets.fastapi.packages import BELOW, DEVELOPMENT, RUNTIME
from sayso.compiler.targets.fastapi.python_printer import Call, Value, flat, statement
from sayso.spec.model import AppSpec

LOCK = Path(__file__).parents[4] / "requirements.lock"


def texts(spec: AppSpec) -> dict[str, str]:
    return {draft.path: draft.text for draft in compile_app(spec, "fastapi")}


def test_packages_are_pinned_to_what_this_repository_runs() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+) ", lock, re.MULTILINE))
    pinned = RUNTIME | BELOW | DEVELOPMENT

    assert pinned == {name: locked.get(name, version(name)) for name in pinned}


def test_requirements_name_everything_that_is_installed() -> None:
    known = RUNTIME | BELOW
    needed = {
        re.split(r"[^\w-]", line, maxsplit=1)[0].lower().replace("_", "-")
        for name in known
        for line in requires(name) or ()
        if "extra ==" not in line and "python_version <" not in line and "platform_system" not in line
    }

    assert needed <= known.keys()


def test_every_entity_has_models_a_table_and_routes(salon: AppSpec) -> None:
    paths = texts(salon).keys()

    for entity in ("client", "stylist", "service", "appointment"):
        for name in ("models", "table", "routes"):
            assert f"app/entities/{entity}/{name}.py" in paths


def test_a_model_carries_the_limits_of_the_spec(salon: AppSpec) -> None:
    models = texts(salon)["app/entities/service/models.py"]

    assert "price: Annotated[Money, Between(0)] = Field(" in models
    assert "duration: Annotated[Integer, Between(5, 480)] = Field(" in models


def test_migrations_come_in_the_order_in_which_they_stand_on_each_other(salon: AppSpec) -> None:
    names = sorted(path for path in texts(salon) if path.startswith("migrations/"))

    assert names == [
        "migrations/0000_bootstrap.sql",
        "migrations/0000_files.sql",
        "migrations/0000_members.sql",
        "migrations/0001_create.sql",
    ]


def test_a_changed_field_rewrites_only_what_speaks_of_it(salon: AppSpec) -> None:
    service = next(entity for entity in salon.entities if entity.name == "service")
    fields = tuple(
        field.model_copy(update={"label": "Minutes"}) if field.name == "duration" else field
        for field in service.fields
    )
    entities = tuple(
        one.model_copy(update={"fields": fields}) if one is service else one for one in salon.entities
    )
    before, after = texts(salon), texts(salon.model_copy(update={"entities": entities}))

    assert {path for path in after if after[path] != before[path]} == {
        "app/entities/service/models.py",
        "app/entities/service/table.py",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", '"a"'),
        ('a "b"', "'a \"b\"'"),
        ("line\nbreak \u202e", '"line\\nbreak \\u202e"'),
        (("a",), '("a",)'),
        ((), "()"),
        ({"a": 1.0, "b": None}, '{"a": 1, "b": None}'),
        (Call("f", ("x",), {"y": True}), 'f("x", y=True)'),
    ],
)
def test_values_are_printed_as_python(value: Value, text: str) -> None:
    assert flat(value) == text


def test_what_does_not_fit_on_a_line_is_broken_at_every_comma() -> None:
    broken = statement("x = ", Call("f", ("a" * 60,), {"b": ("b" * 60, "c")}))

    assert broken == f'x = f(\n    "{"a" * 60}",\n    b=("{"b" * 60}", "c"),\n)'
