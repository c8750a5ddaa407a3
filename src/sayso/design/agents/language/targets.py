"""What an edit speaks of."""

from sayso.design.agents.prompt_fence import one_line
from sayso.spec.edits import Kind
from sayso.spec.edits.tree import Spot
from sayso.spec.model import Entity, Flow

from . import coercion
from .edit_context import Making, Unreadable
from .items import Item


def target_of(item: Item, making: Making, kind: Kind | None = None) -> Spot:
    said = coercion.text(item.data.get("target") or item.data.get("at"), 200)
    of = coercion.text(item.data.get("of"), 160)
    if said is None:
        raise Unreadable("missing-target", f"This {item.op} does not say of what.", "Give its target.")
    wanted = kind or item.kind
    ways = [f"{of}.{said}", f"{of}:{said}", said] if of else [said]
    found = [spot for way in ways if (spot := making.addresses.find(way, wanted)) is not None]
    if not found and kind is None:
        found = [spot for way in ways if (spot := making.addresses.find(way)) is not None]
    if not found:
        what = wanted or "element"
        raise Unreadable(
            "unknown-target",
            f"There is no {what} “{one_line(said, 80)}”.",
            making.addresses.near(said, wanted),
        )
    return found[0]


def entity_around(parent: Spot | None) -> str | None:
    while parent is not None and parent.parent is not None:
        parent = parent.parent
    match parent.element if parent else None:
        case Entity(name=name):
            return name
        case Flow(entity=name):
            return name
        case _:
            return None
