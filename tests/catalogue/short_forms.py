"""What the tests of the catalogue's data hold short forms to."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from sayso.design.agents.language.short import short_form
from sayso.spec.edits import Kind
from sayso.spec.model import FieldType

ROOT = Path(__file__).parents[2]
ICONS = ROOT / "node_modules" / "lucide-react" / "dist" / "esm" / "icons" / "index.mjs"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
RESERVED = frozenset(
    "order user group class from to select table where id created_at updated_at status".split()  # noqa: SIM905
)


def field_of(said: str) -> dict[str, Any]:
    """A field as its short form says it; fails where it is none, or one that no database could hold."""
    field = short_form(Kind.FIELD, said)
    assert NAME.fullmatch(field["name"]), said
    assert field["name"] not in RESERVED, said
    kind = FieldType(field["type"])
    assert (kind in {FieldType.ENUM, FieldType.MULTI_ENUM}) == ("options" in field), said
    if "options" in field:
        assert len(field["options"]) > 1, said
        assert len(set(field["options"])) == len(field["options"]), said
        assert field.get("default", field["options"][0]) in field["options"], said
    return field


@cache
def icons() -> frozenset[str]:
    """The icons that the app kit can draw, as they are called in a spec: its own set and Lucide's."""
    kit = (ROOT / "app-kit" / "src" / "ui" / "icon-set.ts").read_text(encoding="utf-8")
    quoted = re.findall(r'^\s*"?([a-z0-9-]+)"?: [A-Z]', kit, re.MULTILINE)
    return frozenset([*quoted, *re.findall(r"'\./([\w-]+)\.mjs'", ICONS.read_text(encoding="utf-8"))])
