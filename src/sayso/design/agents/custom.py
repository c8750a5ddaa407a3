"""Parts that have to be written as code: their place in the application, and what is asked of them."""

import re
from dataclasses import dataclass

from sayso.design.messages.custom import CustomWish
from sayso.design.name_lookup.mentions import Mentions
from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.placement import placed
from sayso.kit.ids import IdSource
from sayso.kit.words import pascal, sentence, snake
from sayso.spec.edits import Edit, Kind, add, apply, change
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType, Container, Page, Slot
from sayso.spec.model.component_props import CustomProps

from .prompt_fence import limited

_LONGEST = 4_000
_ON_PAGE = re.compile(
    r"\b(?:on|to|in|into) (?:the |my |our )?(?P<page>[\w' -]+?) (?:page|screen|tab|dashboard)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CustomPart:
    """A component whose code is to be written, with the edits that make room for it."""

    component: str
    asked: str
    edits: tuple[Edit, ...]
    said: str


def custom_part(wish: CustomWish, asked: str, spec: AppSpec, ids: IdSource) -> CustomPart:
    """The part that a wish asks for; ``asked`` are the words that its code has to follow."""
    asked = limited(asked, _LONGEST).text
    return _changed(wish.existing, asked) if wish.existing else _new(wish, asked, spec, ids)


def _changed(component: Component, asked: str) -> CustomPart:
    before = CustomProps.model_validate(component.props).wish
    whole = limited(f"{before}\n{asked}".strip(), 4 * _LONGEST).text
    edits = (change(Kind.COMPONENT, component.id, props={**component.props, "wish": whole}),)
    return CustomPart(component.id, asked, edits, f"{_spoken(component.name)} is asked for as you say now.")


def _new(wish: CustomWish, asked: str, spec: AppSpec, ids: IdSource) -> CustomPart:
    taken = {component.name for component in spec.components}
    wanted = _name(wish.name)
    name = next(name for name in (wanted, *(f"{wanted}{n}" for n in range(2, 999))) if name not in taken)
    component = Component(
        id=ids.new("com"), source=asked, name=name, type=ComponentType.CUSTOM,
        entity=wish.entity.name if wish.entity else None, props={"wish": asked},
        description=f"{sentence(snake(wish.name))}.",
    )  # fmt: skip
    edits: list[Edit] = [add(component)]
    page = _page(wish.asked, spec)
    known = apply(spec, edits).spec
    shown = placed(Situation(known, ids), component, page)
    if not shown and not spec.pages:
        title = sentence(snake(wish.name))
        path = f"/{snake(title).replace('_', '-')[:60].strip('-')}"
        shown = [
            add(
                Page(
                    id=ids.new("pag"), name=snake(title), title=title, path=path, components=(name,),
                    layout=Container(children=(Slot(component=name),)),
                )
            )
        ]  # fmt: skip
    result = apply(spec, (*edits, *shown)).spec
    there = next((one.title for one in result.pages if name in one.components), "")
    where = f" on the page {there}" if there else ""
    said = f"There is room for the {_plain(wish.name)}{where} now."
    return CustomPart(component.id, asked, (*edits, *shown), said)


def _page(clause: str, spec: AppSpec) -> Page | None:
    """The page that a clause names: *on the bookings page*."""
    match = _ON_PAGE.search(clause)
    return Mentions(SpecIndex(spec)).page(match["page"]) if match else None


def _name(said: str) -> str:
    name = re.sub(r"[^A-Za-z0-9]", "", pascal(snake(said)))[:48]
    return name if name[:1].isalpha() else f"Part{name}"


def _plain(name: str) -> str:
    return sentence(snake(name)).lower()


def _spoken(name: str) -> str:
    return f"The {_plain(name)}"
