"""Separations: a value becomes a list of its own, or several values; several become one."""

import re

from sayso.design.name_lookup.likeness import key, likeness
from sayso.kit.words import sentence, singular, snake
from sayso.spec.edits import Kind
from sayso.spec.model import Entity, Field, FieldType

from .elements import entity_of, member_of
from .menus import merge_pages
from .values import owner_of, put_value
from .work import Work

OWN_LIST = re.compile(
    r"\bown\b|\bseparate(?:ly)?|\bitself\b|\bon a list\b|\btables?\b|\blist of\b|"
    r"\b(?:in|from|as|one) (?:an? )?(?:\w+ )?list\b|\bentit(?:y|ies)\b|\brecords?\b"
)
_CONTACTS = frozenset((FieldType.EMAIL, FieldType.PHONE, FieldType.URL))
_TEXTS = frozenset((FieldType.TEXT, FieldType.LONG_TEXT))


def separated(
    work: Work, at: int, owner: Entity | None = None, *, several: bool | None = None, called: str = ""
) -> Entity | None:
    """The list that a value becomes which a span names, where it is kept as a text of one thing only.

    ``called`` is the name of the list where it is another one; ``owner`` is whose value it has to be;
    ``several`` whether each has several of them, else it is read.
    """
    found = separable(work, at, owner)
    if found is None:
        return None
    entity, field = found
    name = singular(snake(called or work.text(at)))
    several = _has_several(work, name, entity) if several is None else several
    work.use(at)
    if not work.do("split", None, at, target=f"{entity.name}.{field.name}", name=name, multiple=several):
        return None
    made = next((one for one in work.spec.entities if one.name == name), None)
    if made is not None:
        work.fresh.add(made.id)
        work.turn_to(made)
    return made


def separable(work: Work, at: int, owner: Entity | None = None) -> tuple[Entity, Field] | None:
    """The only value that a span names and that can become a list: a text, or one that is asked to."""
    if entity_of(work, at) is not None:
        return None
    having = [
        (entity, found.element)
        for entity in ([owner] if owner is not None else work.spec.entities)
        if (found := member_of(work, work.text(at), entity)) is not None
        and isinstance(found.element, Field)
        and (found.element.type in _TEXTS or _is_asked_for(work))
    ]
    return having[0] if len(having) == 1 else None


def _is_asked_for(work: Work) -> bool:
    """Whether the message says that something shall be a list of its own."""
    return any(OWN_LIST.search(work.text(one).lower()) for one in work.reading.all("change", "add"))


def _has_several(work: Work, name: str, owner: Entity) -> bool:
    """Whether the message says that each of ``owner`` has several of what is named."""
    return any(
        likeness(key(work.text(one)), key(name)) >= 0.84
        and (head := work.head(one)) is not None
        and (other := entity_of(work, head)) is not None
        and other.id == owner.id
        for one in work.reading.all("many")
    )


def made_a_list(work: Work, spans: list[int]) -> bool:
    """Whether one of the spans is a value that became a list of its own, with what its rows hold."""
    things = [one for one in spans if work.role(one) in {"attr", "thing"}]
    if len(things) == 2 and entity_of(work, things[1]) is None and not work.under(things[0]):
        made = separated(work, things[0], called=work.text(things[1]))
        if made is not None:
            work.use(things[1])
            for inner in work.under(things[1], "attr"):
                put_value(work, inner, made)
        return made is not None or bool(work.problems)
    for one in spans:
        if work.role(one) not in {"attr", "thing"}:
            continue
        made = separated(work, one, called=_called(work, one))
        if made is not None:
            for inner in work.under(one, "attr"):
                put_value(work, inner, made)
        if made is not None or work.problems:
            return True
    return False


def _called(work: Work, at: int) -> str:
    """The name that a message has for the list that a value becomes: *a customer has one insurer*."""
    found = separable(work, at)
    others = [
        work.text(one) for one in (*work.reading.all("one"), *work.reading.all("many"))
        if found is not None and (head := work.head(one)) is not None
        and (owner := entity_of(work, head)) is not None and owner.id == found[0].id
        and entity_of(work, one) is None and member_of(work, work.text(one), owner) is None
    ]  # fmt: skip
    return others[0] if len(others) == 1 else ""


def split(work: Work, at: int) -> None:
    """A value becomes several."""
    attrs, news = _named(work, at)
    parts = news or list(attrs[1:])
    if len(attrs) == 1 and not parts and OWN_LIST.search(work.text(at).lower()):
        if separated(work, attrs[0]) is None:
            work.fail(attrs[0])
        work.use(at)
        return
    if not attrs or len(parts) < 2:
        work.fail(at)
        return
    owner = owner_of(work, attrs[0])
    found = member_of(work, work.text(attrs[0]), owner) if owner else None
    if owner is None or found is None or not isinstance(found.element, Field):
        work.fail(attrs[0])
        return
    last = work.text(parts[-1]).split()
    shared = f" {last[-1]}" if len(last) > 1 and last[-1] in found.name.split("_") else ""
    said = [work.text(one) for one in parts]
    said = [one if one.endswith(shared) else f"{one}{shared}" for one in said]
    names = [{"name": snake(one), "label": sentence(one)} for one in said]
    work.use(at, *attrs, *parts)
    work.do("split", None, at, target=f"{owner.name}.{found.name}", parts=names)


def merge(work: Work, at: int) -> None:
    """Several values become one, under a new name or what their names share; or two pages do."""
    if work.under(at, "page"):
        merge_pages(work, at)
        return
    attrs, news = _named(work, at)
    owner = owner_of(work, attrs[0]) if attrs else None
    names = [found.name for one in attrs if owner and (found := member_of(work, work.text(one), owner))]
    if owner is None or len(names) != len(attrs) or len(names) < 2 or len(news) > 1:
        work.fail(at)
        return
    new = work.text(news[0]) if news else _shared(names)
    if not new:
        work.fail(at, f"What shall {' and '.join(work.text(one) for one in attrs)} be called together?")
    work.use(at, *attrs, *news, *work.under(at, "thing"))
    targets = [f"{owner.name}.{name}" for name in names]
    for field in owner.fields:
        if new and field.name in names and field.type in _CONTACTS:
            work.do("retype", Kind.FIELD, at, target=f"{owner.name}.{field.name}", type="text")
    if new:
        work.do("merge", None, at, targets=targets, name=snake(new), label=sentence(new))


def _named(work: Work, at: int) -> tuple[list[int], list[int]]:
    """The values and the new names that hang on a command, directly or through their thing or each other."""
    attrs = [*work.under(at, "attr"), *(a for t in work.under(at, "thing") for a in work.under(t, "attr"))]
    news = [*work.under(at, "new"), *(n for a in attrs for n in work.under(a, "new"))]
    return attrs, news


def _shared(names: list[str]) -> str:
    """The words that all names have: *name* of first name and last name."""
    first, *others = [name.split("_") for name in names]
    return " ".join(word for word in first if all(word in other for other in others))
