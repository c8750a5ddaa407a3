"""Short forms of elements: one text instead of an object, as models are asked to write and shown them.

``kind!:enum(day|night)=day`` is a field, ``owner:customer!`` a link, ``draft > sent by manager`` a step,
``total:money = sum(lines.amount)`` a computed value and ``stock >= 0 — Stock is never negative`` a rule.
"""

import re
from typing import Any

from sayso.spec.edits import Kind

_FIELD = re.compile(
    r"""^(?P<name>[^:!*?(=\["]+)(?P<marks>[!*?]*)(?::\s*(?P<type>[\w -]+?))?\s*(?P<more>[!*?]*)\s*
    (?:\((?P<options>[^()]*(?:\([^()]*\)[^()]*)*)\))?\s*(?:\[(?P<min>-?[\d.]*?)\.\.(?P<max>-?[\d.]*)\])?\s*(?P<most>[!*?]*)\s*
    (?:=\s*(?P<default>"[^"]*"|[^"]*?))?\s*(?:"(?P<label>[^"]*)")?$""",
    re.VERBOSE,
)
_LINK = re.compile(
    r"^(?:(?P<name>[\w ]+?)\s*(?P<must>!?)\s*:\s*)?(?P<to>[\w ]+?)\s*(?P<more>!?)\s*"
    r"(?P<many>\bmany)?\s*(?P<most>!?)$"
)
_STEP = re.compile(
    r"^\s*(?P<start>[\w -]+?)\s*(?:->|>|→)\s*(?P<end>[\w -]+?)(?:\s+by\s+(?P<roles>[\w/, ]+?))?"
    r"(?:\s+if\s+(?P<guard>.+))?\s*$",
    re.DOTALL,
)
_COMPUTED = re.compile(
    r"^(?P<name>[\w ]+?)\s*(?::\s*(?P<type>\w+))?\s*=(?!=)\s*(?P<expression>.+)$", re.DOTALL
)
_RULE = re.compile(
    r"^(?:(?P<name>[a-z]\w*)\s*:\s*)?(?P<expression>.+?)\s*(?:—|--| – |;)\s*(?P<message>.+)$", re.DOTALL
)
_ALIAS = {Kind.ASSUMPTION: "text", Kind.SETTING: "key"}


def short_form(kind: Kind, said: str) -> dict[str, Any]:
    """The attributes that a short form gives; a text of no form is a name."""
    match kind:
        case Kind.FIELD if match := _FIELD.match(said.strip()):
            return _field(match)
        case Kind.RELATIONSHIP if match := _LINK.match(said.strip()):
            required = "!" in f"{match['must']}{match['more']}{match['most']}"
            return _given(to=match["to"], name=match["name"], required=required or None,
                          kind="many_to_many" if match["many"] else None)  # fmt: skip
        case Kind.TRANSITION if match := _STEP.match(said):
            return {"from": match["start"], "to": match["end"]} | _given(
                roles=re.split(r"[/,]", match["roles"]) if match["roles"] else None, guard=match["guard"]
            )
        case Kind.COMPUTED if match := _COMPUTED.match(said.strip()):
            return _given(name=match["name"], type=match["type"], expression=match["expression"])
        case Kind.RULE:
            match = _RULE.match(said.strip())
            return _given(**match.groupdict()) if match else {"expression": said, "message": said[:160]}
        case _:
            return {_ALIAS.get(kind, "name"): said}


def states_of(said: str) -> list[str]:
    """States in a row: ``draft > sent > paid``."""
    return [one.strip() for one in re.split(r"->|[>,→|]", said) if one.strip()]


def _field(match: re.Match[str]) -> dict[str, Any]:
    marks = f"{match['marks']}{match['more']}{match['most']}"
    options = match["options"]
    between = r"[|]" if options and "|" in options else r"[,/]"
    listed = [one.strip() for one in re.split(between, options) if one.strip("… ")] if options else None
    return _given(
        name=match["name"].strip(), required="!" in marks or None, unique="*" in marks or None,
        options=listed, default=(match["default"] or "").strip().strip('"') or None,
        **{key: (match[key] or "").strip() or None for key in ("type", "min", "max", "label")},
    )  # fmt: skip


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
