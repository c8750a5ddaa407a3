"""Applications from lines that name their parts: ``@ entity Loan: book, fee {low}; states out, late``."""

import re
from collections.abc import Sequence
from functools import cache

from sayso.design.agents.execution import Carrier
from sayso.design.agents.first.defaults import complete
from sayso.design.agents.first.description_items import described_items
from sayso.design.agents.language.synonyms import told_type
from sayso.kit.ids import SeededIds
from sayso.kit.words import singular, snake
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

from .screens import furnished

_ENTITY = re.compile(r"@ entity ([^:]+):(.*)")
_STATES = re.compile(r";?\s*states?:?\s+(.*)$")
_FIELD = re.compile(r"[^,{}]+(?:\{[^}]*\})?")


@cache
def application(lines: tuple[str, ...]) -> AppSpec:
    """An application with these entities, roles who may all do everything, pages, parts and reports."""
    found = [match for line in lines if (match := _ENTITY.match(line))]
    names = [singular(snake(match[1])) for match in found]
    roles = [_name(role) for line in lines if line.startswith("@ roles") for role in line[8:].split(",")]
    data = {
        "name": "App",
        "entities": [_entity(match[1].strip(), match[2], names) for match in found],
        "roles": roles,
        "permissions": [{"role": role, "entities": ["*"], "actions": "crud"} for role in roles],
    }
    carrier = Carrier(empty_spec(), SeededIds(3), lambda *_: None)
    carrier.take(described_items(data, empty_spec()))
    spec = complete(carrier.spec, "", SeededIds(4), "App", with_rules=False, with_usual=False)
    return furnished(spec, lines, SeededIds(6))


def _entity(name: str, rest: str, names: Sequence[str]) -> dict[str, object]:
    states = _STATES.search(rest)
    entity: dict[str, object] = {"name": _name(name), "display_name": name}
    if states is not None:
        steps = re.split(r",|->|>", states[1])
        entity["flow"] = " > ".join(snake(step.strip()) for step in steps if step.strip())
        rest = rest[: states.start()]
    fields: list[dict[str, object]] = []
    links: list[str] = []
    for part in filter(None, (found.strip(" ,;.") for found in _FIELD.findall(rest))):
        label, _, options = part.partition("{")
        if _name(label) in names and not options:
            links.append(_name(label))
        else:
            fields.append(_field(label.strip(), options))
    return entity | {"fields": fields, "links": links}


def _field(label: str, options: str) -> dict[str, object]:
    field: dict[str, object] = {"name": snake(label), "label": label.capitalize()}
    if options:
        listed = re.split(r"[,|/]", options.rstrip("} "))
        return field | {"type": "enum", "options": [one.strip() for one in listed]}
    return field | {"type": told_type(snake(label)).value}


def _name(words: str) -> str:
    return singular(snake(words.strip()))
