"""The edits that open a spec to people who are not signed in, as little as they need, and that close it."""

from collections.abc import Iterable

from sayso.design.name_lookup.nouns import a
from sayso.design.name_lookup.situation import Situation
from sayso.design.offline.extraction.predicates import looks_like_state
from sayso.design.publicity.anonymous_rights import Wish, is_customer, is_hidden
from sayso.design.spec_edits.components import page_of
from sayso.design.spec_edits.entities import free_component_name
from sayso.kit.words import kebab, plural, sentence, snake
from sayso.spec.edits import Edit, Kind, Remove, SetSpec, add, change
from sayso.spec.edits.language import SpecValues
from sayso.spec.index import Link
from sayso.spec.model import (
    Action,
    Component,
    ComponentType,
    Container,
    Entity,
    Field,
    FieldType,
    Page,
    PermissionRule,
    Role,
    Scope,
    Slot,
)

_DRAWERS = frozenset({ComponentType.FORM, ComponentType.DETAIL})
_FILES = frozenset({FieldType.FILE, FieldType.IMAGE})
_NAMES = ("visitor", "public_visitor", "anybody")
_WHY = "Needed to fill in the form."


class Opening:
    """Collects what wishes need; ``edits`` says it."""

    def __init__(self, situation: Situation, source: str) -> None:
        self._situation = situation
        self._spec = situation.spec
        self._index = situation.index
        self._source = source
        self._granted: dict[tuple[str, Action], set[str]] = {}
        self._asked: set[tuple[str, Action]] = set()
        self._parts: list[Edit] = []
        self._pages: list[Edit] = []
        self.role = self._spec.permissions.public_role or self._free_role()

    def take(self, wishes: Iterable[Wish]) -> "Opening":
        """Grant what the wishes say, with what that needs, and give it pages."""
        for wish in wishes:
            if wish.action is Action.CREATE:
                self._let_create(wish.entity, 0)
                self._asked.add((wish.entity.name, Action.CREATE))
                self._form_page(wish)
            else:
                self._let_read(wish.entity, wish.fields)
                self._asked.add((wish.entity.name, Action.READ))
                self._list_page(wish.entity)
        return self

    def edits(self) -> tuple[Edit, ...]:
        """The role where it is new, its rules, and its pages."""
        made: list[Edit] = []
        if self._spec.permissions.public_role is None:
            role = Role(
                id=self._situation.ids.new("rol"),
                source=self._source,
                name=self.role,
                label=sentence(self.role),
            )
            made.append(add(role))
        return (*made, *self._rules(), *self._parts, *self._pages, *self._named())

    def _named(self) -> list[Edit]:
        if self._spec.permissions.public_role is not None:
            return []
        return [SetSpec(values=SpecValues(public_role=self.role))]

    def _free_role(self) -> str:
        taken = {role.name for role in self._spec.permissions.roles}
        taken |= {e.name for e in self._spec.entities if e.person_role is not None}
        return next(name for name in (*_NAMES, *(f"visitor_{n}" for n in range(2, 99))) if name not in taken)

    def _let_read(self, entity: Entity, named: list[str]) -> None:
        names = set(named)
        title = self._index.title_field(entity.name)
        if named and title:
            names.add(title)
        if not named:
            names = {one.name for one in entity.fields if not is_hidden(one.name)}
            names |= {title} if title else set()
        self._grant(entity.name, Action.READ, names)

    def _let_create(self, entity: Entity, depth: int) -> None:
        flow = self._index.flows.get(entity.name)
        names = {
            one.name
            for one in entity.fields
            if (one.required or (one.type not in _FILES and not one.name.startswith("internal")))
            and (flow is None or one.name != flow.field)
            and not _is_decided(one)
        }
        for name, link in self._index.parents(entity.name).items():
            if self._let_link(link, depth):
                names.add(name)
        self._grant(entity.name, Action.CREATE, names)

    def _let_link(self, link: Link, depth: int) -> bool:
        """Whether a form for anybody asks for this: what is chosen is read, outsiders are written down."""
        parent = self._index.entities[link.parent]
        if not is_customer(parent):
            title = self._index.title_field(parent.name)
            if title is not None and (link.required or not is_hidden(link.name)):
                self._grant(parent.name, Action.READ, {title})
                return True
            return link.required
        if link.required and depth < 2:
            self._let_create(parent, depth + 1)
        return link.required

    def _grant(self, entity: str, action: Action, names: set[str]) -> None:
        self._granted.setdefault((entity, action), set()).update(names)

    def _rules(self) -> list[Edit]:
        """One rule for each entity and action, with what the role had of it before."""
        made: list[Edit] = []
        for (entity, action), names in self._granted.items():
            held = self._index.grants(self.role, entity, action)
            known = {name for rule in held for name in rule.fields or ()}
            if any(rule.fields is None for rule in held) or (held and names <= known):
                continue
            order = [*self._index.fields(entity), *self._index.parents(entity), *self._index.computed(entity)]
            told = (entity, action) in self._asked
            made.append(
                add(
                    PermissionRule(
                        id=self._situation.ids.new("prm"), role=self.role, entity=entity, actions=(action,),
                        fields=tuple(name for name in order if name in names - known) or None,
                        source=self._source if told else None, assumed=None if told else _WHY,
                    )
                )
            )  # fmt: skip
        return made

    def _list_page(self, entity: Entity) -> None:
        """The page of the entity, where it shows nothing else; otherwise one with a table alone."""
        page = page_of(self._spec, entity.name)
        if page is not None and self._is_about(page, entity):
            if self.role not in page.roles:
                others = page.roles or self._others()
                self._pages.append(change(Kind.PAGE, page.id, roles=(*others, self.role)))
            return
        title = sentence(plural(entity.name))
        self._add_page(f"public_{plural(entity.name)}", title, entity, ComponentType.TABLE)

    def _form_page(self, wish: Wish) -> None:
        entity = wish.entity
        own = [p for p in self._spec.pages if self.role in p.roles]
        if any(self._shows_form(page, entity) for page in own):
            return
        verb = wish.verb if wish.verb not in {"", "make", "do", "fill"} else "create"
        same = entity.name.startswith(verb[:4])
        title = f"New {entity.display_name.lower()}" if same else f"{verb.capitalize()} {a(entity)}"
        self._add_page(snake(title), title, entity, ComponentType.FORM)

    def _shows_form(self, page: Page, entity: Entity) -> bool:
        shown = [self._index.components[name] for name in page.components if name in self._index.components]
        return any(c.type is ComponentType.FORM and c.entity == entity.name for c in shown)

    def _add_page(self, name: str, title: str, entity: Entity, kind: ComponentType) -> None:
        ids = self._situation.ids
        component = next(
            (c for c in self._spec.components if c.type is kind and c.entity == entity.name), None
        )
        if component is None:
            wanted = free_component_name({c.name for c in self._spec.components}, entity.name, kind)
            component = Component(id=ids.new("com"), name=wanted, type=kind, entity=entity.name)
            self._parts.append(add(component))
        names, paths = {p.name for p in self._spec.pages}, {p.path for p in self._spec.pages}
        number = next(
            n
            for n in range(1, 99)
            if _nth(name[:44], n) not in names and f"/{_nth(kebab(name), n)}" not in paths
        )
        widest = self._index.widest_role
        self._pages.append(
            add(
                Page(
                    id=ids.new("pag"), name=_nth(name[:44], number), title=title,
                    path=f"/{_nth(kebab(name), number)}", icon=entity.icon, source=self._source,
                    roles=tuple(filter(None, (widest, self.role))), components=(component.name,),
                    layout=Container(children=(Slot(component=component.name),)),
                )
            )
        )  # fmt: skip

    def _is_about(self, page: Page, entity: Entity) -> bool:
        shown = [self._index.components[name] for name in page.components if name in self._index.components]
        laid_out = [c for c in shown if c.type not in _DRAWERS]
        return bool(laid_out) and all(c.entity == entity.name for c in laid_out)

    def _others(self) -> tuple[str, ...]:
        return tuple(role.name for role in self._spec.permissions.roles if role.name != self.role)


def _is_decided(field: Field) -> bool:
    """Whether it says what became of a record, such as *checked in* or *paid*, which others decide."""
    yes_or_no = field.type is FieldType.BOOLEAN and not field.required
    return yes_or_no and looks_like_state(field.name)


def closing(situation: Situation, entities: Iterable[Entity]) -> tuple[Edit, ...]:
    """Edits that take from people who are not signed in what they may with these entities, or with all.

    What only existed for them goes: their pages, and their role once they have no page left.
    """
    spec = situation.spec
    role = next((r for r in spec.permissions.roles if r.name == spec.permissions.public_role), None)
    if role is None:
        return ()
    names = {entity.name for entity in entities}
    open_ = [page for page in spec.pages if role.name in page.roles]
    closed = [page for page in open_ if names & _shown(situation, page)]
    if not names or len(closed) == len(open_):
        pages = [_without(situation, page, role.name) for page in open_]
        return (*pages, Remove(kind=Kind.ROLE, target=role.id))
    gone = [r for r in spec.permissions.rules if r.role == role.name and r.entity in names]
    return (
        *(Remove(kind=Kind.PERMISSION, target=rule.id) for rule in gone if rule.scope is not Scope.NONE),
        *(add(rule) for rule in _still_chosen(situation, role.name, names)),
        *(_without(situation, page, role.name) for page in closed),
    )


def _still_chosen(situation: Situation, role: str, names: set[str]) -> list[PermissionRule]:
    """A form that stays open goes on to show what there is to choose from, by its title."""
    index = situation.index
    forms = [e.name for e in situation.spec.entities if index.grants(role, e.name, Action.CREATE)]
    chosen = {link.parent for name in forms if name not in names for link in index.parents(name).values()}
    titles = {name: index.title_field(name) for name in sorted(chosen & names)}
    return [
        PermissionRule(
            id=situation.ids.new("prm"), role=role, entity=name, actions=(Action.READ,), fields=(title,),
            assumed=_WHY,
        )
        for name, title in titles.items()
        if title is not None and index.grants(role, name, Action.READ)
    ]  # fmt: skip


def _without(situation: Situation, page: Page, role: str) -> Edit:
    """The page for those who sign in; gone where it was made for the others."""
    permissions = situation.spec.permissions
    rest = tuple(name for name in page.roles if name != role)
    others = {one.name for one in permissions.roles if one.name != role}
    if set(rest) <= {situation.index.widest_role} and len(page.components) == 1 and page.source is not None:
        return Remove(kind=Kind.PAGE, target=page.id)
    return change(Kind.PAGE, page.id, roles=() if set(rest) >= others else rest)


def _shown(situation: Situation, page: Page) -> set[str]:
    components = situation.index.components
    return {components[name].entity or "" for name in page.components if name in components}


def _nth(name: str, number: int) -> str:
    return name if number == 1 else f"{name}{'-' if '-' in name else '_'}{number}"
