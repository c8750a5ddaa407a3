"""``rename client to customer``, ``we say clients here, not owners``, ``call the app Bookshelf``."""

import re

from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.mentions import FoundMember
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import plural, sentence, singular, snake
from sayso.spec.edits import Edit, Kind, Rename, change, change_spec
from sayso.spec.model import Component, Entity, Field, Flow, Option, Relationship, Role, State

_NAME = r'(?P<{0}>[\w"][\w "\'/&+-]*?)'
_OLD, _NEW = _NAME.format("old"), _NAME.format("new")
_TAIL = (
    r"(?: (?:everywhere|throughout|in the (?:whole )?app|here|instead|please|from now on|across the app))*$"
)
_WAYS = (
    pattern(
        rf"^(?:(?:the |our )?[\w -]+ (?:are|is)(?:n't| not) called|they are not|it's not|we (?:don't|do not) "
        rf"(?:say|call them|call it)|not) {_OLD}(?:,| but|;) *(?:but |they are|they're|it's|it is|we say|"
        r"we call "
        rf"them|we call it)*(?: called)? {_NEW}{_TAIL}"
    ),
    pattern(rf"^{{rename}} (?:the |our |all )?{_OLD} (?:to|as|into|in|->|=>|-) (?:the )?{_NEW}{_TAIL}"),
    pattern(
        rf"^(?:change|alter|update) the (?:name|label|title|wording) (?:of |for )(?:the )?{_OLD} (?:to|"
        rf"into) {_NEW}{_TAIL}"
    ),
    pattern(
        r"^(?:we|our people|people|they|everyone|everybody|i|customers|staff) (?:always |actually |"
        r"normally |usually )?(?:say|call (?:it|them|those|these)|use|speak of|talk about) (?:the (?:word|"
        r"term) |a |an |the "
        rf")?{_NEW}(?: here| around here| internally)?,? (?:and )?(?:not|instead of|rather than|never|no) "
        rf"(?:a |an |the )?{_OLD}{_TAIL}"
    ),
    pattern(
        rf"^{_NEW} is (?:what|how) we (?:call|say|name)(?: it| them)?,? (?:and )?not (?:a |an |the "
        rf")?{_OLD}{_TAIL}"
    ),
    pattern(
        rf"^(?:it's|its|it is|they are|they're|that's|those are) (?:called )?(?:a |an |the )?{_NEW},? not "
        rf"(?:a |an |the )?{_OLD}{_TAIL}"
    ),
    pattern(
        rf"^(?:the )?{_OLD} (?:should|must|needs to|has to|ought to) (?:rather |really |actually )?(?:be "
        rf")?(?:called|named|labelled|labeled|renamed to|renamed) (?:a |an |the )?{_NEW}{_TAIL}"
    ),
    pattern(rf"^(?:we |i )?(?:call|name|relabel) (?:the |our )?{_OLD} (?:as )?\"(?P<new>[^\"]+)\"{_TAIL}"),
    pattern(
        rf"^(?:use|say|write) (?:the word )?{_NEW} (?:instead of|rather than|in place of|for) (?:the word "
        rf")?{_OLD}{_TAIL}"
    ),
    pattern(rf"^(?:instead of|rather than) {_OLD},? (?:we )?(?:say|call it|use|write) {_NEW}{_TAIL}"),
    pattern(
        rf"^(?:replace) (?:the word |the term )?{_OLD} (?:with|by) (?:the word |the term )?{_NEW}{_TAIL}"
    ),
    pattern(
        r"^(?:change|switch|turn|set) (?:the )?(?:(?:{state}|option|choice|label|word|name) )?"
        r"\"(?P<old>[^\"]+)\" (?:to|into) \"(?P<new>[^\"]+)\"$"
    ),
    pattern(rf"^(?:we )?call (?:the |an? )?{_OLD} (?:a |an |the )?{_NEW}{_TAIL}"),
    pattern(
        rf"^(?:the )?{_OLD} (?:is|are) (?:called|named|known as) {_NEW}(?: here| with us| around "
        rf"here)?{_TAIL}"
    ),
)
_KIND = pattern(r"^(?:the )?(?P<kind>{state}|role|field|column|entity|table|list|page|word|term) (?=[\"\w])")
_TWICE = pattern(
    r"^{rename} (?:the )?(?P<a>[\w -]+?) (?:to|as|into) (?P<b>[\w -]+?)(?:,| and|, and) (?:the "
    r")?(?P<c>[\w -]+?) "
    r"(?:to|as|into) (?P<d>[\w -]+)$"
)
_OWNED = re.compile(
    r"^(?P<new>.+?) (?:on|of|for|from|in) (?:the |our |all |each |every )?(?P<owner>[\w -]+)$", re.IGNORECASE
)
_SURE = 0.9
_APP = frozenset(
    ["app", "application", "it", "this", "module", "system", "tool", "site", "project", "title", "software"]
)


def rename(clause: str, situation: Situation) -> Change | None:
    """Give something another name; what is not there or would clash is asked about by the caller."""
    if twice := _TWICE.match(clause):
        both = [_renamed(twice[a].strip(), twice[b].strip(), situation) for a, b in (("a", "b"), ("c", "d"))]
        if both[0] and both[1]:
            said, edits = f"{both[0].said} {both[1].said}", (*both[0].edits, *both[1].edits)
            return Change(said, edits, (*both[0].instead, *both[1].instead), focus=both[1].focus)
    for way in _WAYS:
        match = way.match(clause)
        if match is not None:
            change_ = _renamed(
                *_owner_first(match["old"].strip(), match["new"].strip(), situation), situation
            )
            if change_ is not None:
                return change_
    return None


def _renamed(old: str, new: str, situation: Situation) -> Change | None:
    kind = _KIND.match(old)
    old, new = _KIND.sub("", old).strip(' "'), re.sub(r"^(?:the |a |an )", "", new).strip(' "')
    if not snake(new) or not snake(old):
        return None
    pointed = _pointed_at(old, new, situation)
    if pointed is not None:
        return pointed
    entity = situation.mentions.entity(old)
    if (
        entity is not None
        and _exactly(old, situation)
        and not (kind and pattern("{state}|role|field|column").match(kind["kind"]))
    ):
        return _entity(entity, new, situation)
    member = situation.mentions.member(old)
    role = situation.mentions.role(old)
    state = situation.mentions.state(old)
    if state is not None and (member is None or member.score < 0.97 or kind):
        return _plain(Kind.STATE, state[1], old, new)
    if role is not None and (member is None or member.score < 0.97):
        return _plain(Kind.ROLE, role, old, singular(snake(new)))
    if member is not None and (value := _value(member, old, new)):
        return value
    option = _option(old, situation) if entity is None else None
    if option is not None:
        return _plain(Kind.OPTION, option, option.label, new)
    page = situation.mentions.page(old)
    if page is not None:
        name = snake(new)[:48]
        edit = Rename(kind=Kind.PAGE, target=page.id, name=name, label=new[:1].upper() + new[1:])
        return Change(f"The page {page.title} is called {new} now.", (edit,))
    return _entity(entity, new, situation) if entity is not None else None


def _option(said: str, situation: Situation) -> Option | None:
    """The choice that is called so, of any field; those of the field in focus come first."""
    fields = [field for owner in situation.spec.entities for field in owner.fields]
    fields.sort(key=lambda field: field.id != situation.focus.field)
    options = (option for field in fields for option in field.options)
    return next((option for option in options if likeness(key(said), key(option.label)) >= _SURE), None)


def _pointed_at(old: str, new: str, situation: Situation) -> Change | None:
    """What *it* means: what the message named, the field that was changed last, else the application."""
    if old.lower() == "it" and (found := situation.mentions.entities_in(situation.message)):
        return _entity(found[0].entity, new, situation)
    if old.lower() in {"it", "this", "that", "the field", "this field", "that field"}:
        fields = ((owner, field) for owner in situation.spec.entities for field in owner.fields)
        for owner, field in fields:
            if field.id == situation.focus.field:
                return _plain(Kind.FIELD, field, field.label, new, Focus(owner.id, field.id))
    kept = key(old) == key("title") and situation.mentions.member(old, least=0.97) is not None
    if set(key(old)) <= _APP and key(old) and not kept:
        return Change(f"The application is called {new} now.", (change_spec(name=new[:160]),))
    return None


def _value(member: FoundMember, old: str, new: str) -> Change | None:
    """A field, a calculated value, or what holds the state."""
    if isinstance(member.element, Field):
        focus = Focus(entity=member.entity.id, field=member.element.id)
        return _plain(Kind.FIELD, member.element, old, new, focus)
    if isinstance(member.element, Relationship):
        return None
    part = Kind.FLOW if isinstance(member.element, Flow) else Kind.COMPUTED
    edit = Rename(kind=part, target=member.element.id, name=snake(new)[:48])
    return Change(f"{sentence(member.name)} is called {new} now.", (edit,))


def _owner_first(old: str, new: str, situation: Situation) -> tuple[str, str]:
    """``phone`` to ``mobile on clients`` is the phone of clients, to be called mobile."""
    owned = _OWNED.match(new)
    owner = owned and _exactly(owned["owner"], situation)
    return (f"{old} of {owner.display_name}", owned["new"]) if owned and owner else (old, new)


def _exactly(name: str, situation: Situation) -> Entity | None:
    """The entity that is called just so, or by the last words of its name."""
    entity = situation.mentions.entity(name)
    if entity is None:
        return None
    known = key(entity.name)
    return entity if key(name) in {known, key(entity.display_name), known[-len(key(name)) :]} else None


def _plain(
    kind: Kind,
    element: Field | Role | State | Option | Component,
    old: str,
    new: str,
    focus: Focus | None = None,
) -> Change:
    label = sentence(new) if "_" in new or new.islower() else new
    edit = Rename(kind=kind, target=element.id, name=snake(new)[:48], label=label[:160])
    return Change(f"{sentence(old)} is called {label.lower()} now.", (edit,), focus=focus)


def _entity(entity: Entity, new: str, situation: Situation) -> Change | None:
    """The entity, with the links, pages, roles and titles that bear its name."""
    name = singular(snake(new))[:48]
    if name == entity.name:
        return Change(f"They are called {many(entity)} already.", focus=Focus(entity=entity.id))
    spec = situation.spec
    edits: list[Edit] = [Rename(kind=Kind.ENTITY, target=entity.id, name=name, label=sentence(name))]
    names = {entity.name: name, plural(entity.name): plural(name)}
    edits += [
        Rename(
            kind=Kind.RELATIONSHIP, target=link.id, name=names.get(link.name, link.name),
            inverse=names.get(link.inverse, link.inverse),
        )
        for link in spec.relationships
        if link.name in names or link.inverse in names
    ]  # fmt: skip
    for page in spec.pages:
        if page.name in names:
            new_page = names[page.name]
            edits.append(Rename(kind=Kind.PAGE, target=page.id, name=new_page, label=sentence(new_page)))
            if page.path == f"/{page.name.replace('_', '-')}":
                edits.append(change(Kind.PAGE, page.id, path=f"/{new_page.replace('_', '-')}"))
    edits += [
        Rename(kind=Kind.ROLE, target=role.id, name=name, label=sentence(name))
        for role in spec.permissions.roles
        if role.name == entity.name
    ]
    said = f"{sentence(plural(entity.name))} are called {plural(name).replace('_', ' ')} now, everywhere."
    return Change(said, tuple(edits), edits_without_links(edits), focus=Focus(entity=entity.id))


def edits_without_links(edits: list[Edit]) -> tuple[Edit, ...]:
    """The same without the renames of links, for when a name there is taken."""
    return tuple(e for e in edits if not (isinstance(e, Rename) and e.kind is Kind.RELATIONSHIP))
