"""What a spec opens to people who are not signed in, in keys that outlast renames and in sentences.

Nothing of it is open before a person confirmed exactly these keys. Each names one page, or one element of one
entity that may be read, written or seen through a computed value: to take something away leaves some of the
confirmed keys, and whatever is added is a key that nobody confirmed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.kit.words import plural

from .expressions import ExpressionError, many, member, parse, uses
from .index import SpecIndex
from .model import Action, AppSpec, Page

_SENTENCES = {
    Action.READ: "Anybody can see {names} of {rows}.",
    Action.CREATE: "Anybody can create {rows}, giving {names}.",
    Action.UPDATE: "Anybody can change {names} of {rows}.",
}
_WITHOUT_NAMES = {
    Action.READ: "Anybody can see that there are {rows}.",
    Action.CREATE: "Anybody can create {rows}.",
    Action.UPDATE: "Anybody can change {rows}.",
    Action.DELETE: "Anybody can delete {rows}.",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """One thing that becomes public; those with the same ``group`` make one sentence."""

    key: str
    group: tuple[str, ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class PublicSurface:
    """All that becomes public; empty where nobody gets in without signing in."""

    role: str | None
    openings: tuple[Opening, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, in the order of the spec."""
        return tuple(opening.key for opening in self.openings)

    def beyond(self, confirmed: Iterable[str]) -> "PublicSurface":
        """What of it is not among these keys."""
        known = frozenset(confirmed)
        return PublicSurface(self.role, tuple(one for one in self.openings if one.key not in known))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it means, in a sentence for each page and for each action on an entity."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for opening in self.openings:
            groups.setdefault(opening.group, [])
            if opening.word:
                groups[opening.group].append(opening.word)
        return tuple(_sentence(group, words) for group, words in groups.items())


NOTHING = PublicSurface(None)


def public_surface(spec: AppSpec | SpecIndex) -> PublicSurface:
    """What becomes public of the spec: its public pages, and what the public role may do with which values.

    Without a page for the public role there is no way in, so nothing becomes public.
    """
    index = spec if isinstance(spec, SpecIndex) else SpecIndex(spec)
    role = index.spec.permissions.public_role
    pages = public_pages(index.spec)
    if role is None or not pages:
        return NOTHING
    openings = [Opening(f"page:{page.id}", ("page", page.id, page.title)) for page in pages]
    for entity in index.entities:
        for action in Action:
            openings += _of_action(index, role, entity, action)
        openings += seen_through(index, role, entity)
    return PublicSurface(role, tuple(openings))


def public_pages(spec: AppSpec) -> tuple[Page, ...]:
    """The pages that name the public role; one for every role is for those who signed in."""
    role = spec.permissions.public_role
    return tuple(page for page in spec.pages if role is not None and role in page.roles)


def readable(index: SpecIndex, role: str, entity: str) -> frozenset[str]:
    """Names of an entity whose values the role may read."""
    return frozenset(_granted(index, role, entity, Action.READ) or ())


def _of_action(index: SpecIndex, role: str, entity: str, action: Action) -> Iterator[Opening]:
    granted = _granted(index, role, entity, action)
    if granted is None:
        return
    owner = index.entities[entity].id
    group = (action.value, owner, rows_of(entity))
    yield Opening(f"{action.value}:{owner}", group)
    for element, label in granted.values():
        yield Opening(f"{action.value}:{owner}:{element}", group, label)


def _granted(index: SpecIndex, role: str, entity: str, action: Action) -> dict[str, tuple[str, str]] | None:
    """Id and label of what the role's rules cover, by name; none where the action is denied."""
    rules = index.grants(role, entity, action)
    if not rules:
        return None
    if action is Action.DELETE:
        return {}
    known = elements_of(index, entity, is_read=action is Action.READ)
    if any(rule.fields is None for rule in rules):
        return known
    listed = {name for rule in rules for name in rule.fields or ()}
    return {name: found for name, found in known.items() if name in listed}


def elements_of(index: SpecIndex, entity: str, *, is_read: bool) -> dict[str, tuple[str, str]]:
    """Id and label of all that an entity has, by name; what is computed where it ``is_read``."""
    found = {name: (field.id, field.label) for name, field in index.fields(entity).items()}
    if is_read:
        found |= {name: (value.id, value.label) for name, value in index.computed(entity).items()}
    flow = index.flows.get(entity)
    if flow is not None:
        found[flow.field] = (flow.id, _spoken(flow.field))
    found |= {name: (link.element, _spoken(name)) for name, link in index.parents(entity).items()}
    for junction in index.junctions:
        if junction.left == entity:
            found[junction.name] = (junction.element, _spoken(junction.name))
        if junction.right == entity:
            found[junction.inverse] = (junction.element, _spoken(junction.inverse))
    return found


def seen_through(index: SpecIndex, role: str, entity: str) -> Iterator[Opening]:
    """What readable computed values show of values that the role may not read by itself."""
    values = index.computed(entity)
    for name in sorted(readable(index, role, entity) & values.keys()):
        value = values[name]
        group = ("through", value.id, f"{value.label.lower()} of {rows_of(entity)}")
        for element, label in sorted(_hidden_uses(index, role, entity, value.expression, {value.id})):
            yield Opening(f"through:{value.id}:{element}", group, label)


def _hidden_uses(
    index: SpecIndex, role: str, entity: str, expression: str, seen: set[str]
) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    try:
        used = uses(parse(expression), index, entity)
    except ExpressionError:
        return found
    for owner, name in sorted(used):
        known = member(index, owner, name)
        items = many(index, owner, name)
        if known is not None and (known.kind == "system" or name in readable(index, role, owner)):
            continue
        if known is None and (items is None or index.grants(role, items.entity, Action.READ)):
            continue
        element = _id_of(index, owner, name)
        if known is not None and known.kind == "relation":
            continue
        found.add((element, f"{_spoken(name)} of {rows_of(owner)}"))
        value = index.computed(owner).get(name)
        if value is not None and value.id not in seen:
            found |= _hidden_uses(index, role, owner, value.expression, {*seen, value.id})
    return found


def _id_of(index: SpecIndex, entity: str, name: str) -> str:
    known = elements_of(index, entity, is_read=True)
    return known[name][0] if name in known else index.children(entity)[name].element


def _sentence(group: tuple[str, ...], words: list[str]) -> str:
    kind, _, what = group
    if kind == "page":
        return f"Anybody can open the page “{what}”."
    names = _listed([word if word.isupper() else word[:1].lower() + word[1:] for word in words])
    if kind == "through":
        return f"Anybody can see {what}, which is worked out from {names}."
    action = Action(kind)
    return (_SENTENCES if words else _WITHOUT_NAMES)[action].format(names=names, rows=what)


def rows_of(entity: str) -> str:
    """What people call rows of an entity."""
    return _spoken(plural(entity))


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _listed(items: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
