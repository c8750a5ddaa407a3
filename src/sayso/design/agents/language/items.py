"""The items of a reply: each edit as a model wrote it, with what is nested in it taken apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.kit.words import singular, snake
from sayso.spec.edits import Kind
from sayso.spec.model import AppSpec

from . import coercion, synonyms
from .short import short_form

OPS = {
    "add": "create insert new append", "remove": "delete drop destroy", "rename": "relabel",
    "set": "update change modify edit patch alter", "move": "reorder", "retype": "change_type set_type",
    "set_layout": "layout arrange", "set_app": "set_spec set_application app",
    "split": "split_entity split_field extract", "merge": "merge_fields combine",
    "make_flow": "to_flow convert_to_flow",
}  # fmt: skip
_OP = {word: op for op, words in OPS.items() for word in (op, *words.split())}
_OWN_KEYS = frozenset({"op", "kind", "of", "target", "position", "element", "values", "parent", "at"})
_FLOWS = ("flow", "states", "status_flow", "workflow")
_LATER = {"computed": Kind.COMPUTED, "rules": Kind.RULE, "indexes": Kind.INDEX}


@dataclass(frozen=True, slots=True)
class Item:
    """One edit as it was written: ``op`` and ``kind`` in our words, the rest in the model's.

    ``place`` says where it stood in the reply; ``data`` holds ``of``, ``target``, ``element`` and the like.
    """

    op: str
    kind: Kind | None
    data: Mapping[str, Any]
    place: str

    @property
    def is_told(self) -> bool:
        """Whether it says enough for somebody to miss it."""
        return self.op in OPS and len(self.spoken.split()) > 1

    @property
    def spoken(self) -> str:
        """What it wants, in a few words: ``add field phone of customer``."""
        inner = coercion.record(self.data.get("element"))
        name = self.data.get("target") or inner.get("name") or inner.get("title") or inner.get("key")
        said = name or self.data.get("element") or self.data.get("targets") or ""
        if not name and isinstance(said, dict):
            said = inner.get("entity") or inner.get("from") or inner.get("type") or ""
        of = f" of {self.data['of']}" if isinstance(self.data.get("of"), str) else ""
        return " ".join(f"{self.op[:40]} {self.kind or ''} {_told(said)}{of[:60]}".split())


def _told(said: Any) -> str:
    return str(said)[:60] if isinstance(said, str | int | float) else ""


def items_of(said: Any, spec: AppSpec) -> list[Item]:
    """The edits of a reply in order; what is nested in new entities comes after them, as edits of its own."""
    rows = coercion.items(said, key="op")
    read = [item_of(row, f"edits.{number}") for number, row in enumerate(rows)]
    known = {entity.name for entity in spec.entities} | set(_new_entities(read))
    found: list[Item] = []
    later: list[Item] = []
    for item in read:
        now, after = apart(item, known)
        found += now
        later += after
    return [*found, *later]


def item_of(said: Any, place: str) -> Item:
    """One edit; an op that means nothing is kept as it was said, for the problem that names it."""
    data = dict(coercion.record(said))
    op = snake(str(data.get("op") or data.get("type_of_edit") or data.get("action") or ""))
    kind = synonyms.kind(data.get("kind"))
    if "of" not in data and isinstance(data.get("parent"), str):
        data["of"] = data["parent"]
    op = _OP.get(op, op)
    if op in {"add", "make_flow"} and "element" not in data:
        flat = {key: value for key, value in data.items() if key not in _OWN_KEYS}
        data["element"] = coercion.record(data.get("values")) or flat
    if op == "set" and "values" not in data:
        data["values"] = coercion.record(data.get("element")) or {
            key: value for key, value in data.items() if key not in _OWN_KEYS
        }
    if op == "set" and kind is None and "target" not in data:
        op = "set_app"
    return Item(op, kind, data, place)


def new_item(op: str, kind: Kind, place: str, **data: Any) -> Item:
    """An edit that was not written as one."""
    return Item(op, kind, data, place)


def _new_entities(items: Iterable[Item]) -> Iterable[str]:
    for item in items:
        if item.op == "add" and item.kind is Kind.ENTITY:
            name = coercion.record(item.data.get("element")).get("name")
            if isinstance(name, str):
                yield singular(snake(name))


def apart(item: Item, known: set[str]) -> tuple[list[Item], list[Item]]:
    """The item without what has to wait, and what waits: links, flows, computed values, rules."""
    if item.op != "add" or item.kind not in {Kind.ENTITY, Kind.FIELD}:
        return [item], []
    if item.kind is Kind.FIELD:
        link = _as_link(item.data.get("element"), item.data.get("of"), known, item.place)
        return ([link], []) if link else ([item], [])
    element = item.data.get("element")
    if not isinstance(element, dict):
        return [item], []
    inner = dict(element)
    name = inner.get("name") or inner.get("display_name") or inner.get("label")
    later: list[Item] = []
    fields = []
    for field in coercion.items(inner.pop("fields", None)):
        link = _as_link(field, name, known, f"{item.place}.fields")
        if link is not None:
            later.append(link)
        else:
            fields.append(field)
    later += _nested(inner, name, item.place)
    return [
        Item(item.op, item.kind, {**item.data, "element": {**inner, "fields": fields}}, item.place)
    ], later


def _nested(inner: dict[str, Any], name: Any, place: str) -> list[Item]:
    """What is said in an entity of its flow, links, computed values and rules; taken out of it."""
    found: list[Item] = []
    for key in _FLOWS:
        if said := inner.pop(key, None):
            flow = dict(said) if isinstance(said, dict) else {"states": said}
            steps = inner.pop("steps", None) or inner.pop("transitions", None)
            flow |= {"transitions": steps} if steps and "transitions" not in flow else {}
            found.append(new_item("add", Kind.FLOW, f"{place}.flow", element={**flow, "entity": name}))
    for key in ("links", "relationships", "relations", "belongs_to"):
        found += _links(inner.pop(key, None), name, place)
    person = inner.pop("person_role", None)
    if isinstance(person, str) and isinstance(name, str):
        values = {"person_role": person}
        found.append(new_item("set", Kind.ENTITY, f"{place}.person_role", target=name, values=values))
    for key, kind in _LATER.items():
        parts = coercion.items(inner.pop(key, None), other="expression")
        found += [
            new_item("add", kind, f"{place}.{key}.{number}", of=name, element=said)
            for number, said in enumerate(parts)
        ]
    return found


def _links(said: Any, name: Any, place: str) -> list[Item]:
    found = []
    for number, link in enumerate(coercion.items(said, key="to", other="name")):
        given = short_form(Kind.RELATIONSHIP, link) if isinstance(link, str) else coercion.record(link)
        at = f"{place}.links.{number}"
        found.append(new_item("add", Kind.RELATIONSHIP, at, element={"from": name, **given}))
    return found


def _as_link(field: Any, owner: Any, known: set[str], place: str) -> Item | None:
    """The relationship that a field means whose type is an entity, or which is called ``customer_id``."""
    data = short_form(Kind.FIELD, field) if isinstance(field, str) else dict(coercion.record(field))
    said, name = data.get("type"), str(data.get("name") or "")
    if not isinstance(owner, str) or not name:
        return None
    to = next(
        (str(data[key]) for key in ("to", "ref", "references", "entity", "target") if data.get(key)), None
    )
    typed = singular(snake(said)) if isinstance(said, str) else ""
    bare = snake(name).removesuffix("_id")
    plain = synonyms.field_type(said, snake(name)) if said is not None else None
    if typed in known and plain is None:
        to = to or typed
    elif synonyms.is_link(said):
        to = to or singular(bare)
    elif snake(name).endswith("_id") and singular(bare) in known:
        to = singular(bare)
    else:
        return None
    element = {"from": owner, "to": to, "name": bare, "required": data.get("required", False)}
    if data.get("source"):
        element["source"] = data["source"]
    return new_item("add", Kind.RELATIONSHIP, f"{place}.{bare}", element=element)
