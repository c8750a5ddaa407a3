"""The pages, parts and reports that the lines of an application name: ``@ parts loan board, fees chart``.

The first page is the overview unless it is a thing's; other names go to the pages of things that are left.
Boards, calendars, cards and charts are those that are named, on the page of their thing or the overview.
"""

from collections.abc import Iterator, Sequence

from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.name_lookup.situation import Focus, Situation
from sayso.design.resolver.report_parts import NUMBERS, RECORDED
from sayso.design.spec_edits.components import dated, measurable, page_of
from sayso.design.spec_edits.layout import without
from sayso.design.spec_edits.placement import ensured, layout_of, placed
from sayso.kit.ids import IdSource
from sayso.kit.words import kebab, pascal, snake
from sayso.spec.edits import Edit, Kind, Remove, Rename, SetLayout, add, apply
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    PERIODS,
    AppSpec,
    Component,
    ComponentType,
    Container,
    Entity,
    FieldType,
    Measure,
    MeasureOp,
    Page,
    Relationship,
    Report,
    Slot,
)

_KINDS = {
    "board": ComponentType.KANBAN, "pipeline": ComponentType.KANBAN, "calendar": ComponentType.CALENDAR,
    "cards": ComponentType.CARDS, "card": ComponentType.CARDS, "filter": ComponentType.FILTERS,
}  # fmt: skip
_OPTIONAL = {ComponentType.KANBAN, ComponentType.CALENDAR, ComponentType.CARDS, ComponentType.CHART}
_SURE = 0.83


def furnished(spec: AppSpec, lines: Sequence[str], ids: IdSource) -> AppSpec:
    """The application with the pages, parts and reports of these lines; as it is where none names any."""
    parts, reports = list(_listed(lines, "parts")), list(_listed(lines, "reports"))
    names = list(_listed(lines, "pages"))
    spec = _done(spec, _titles(spec, names))
    for name in names[1:]:
        if all(page.title != name for page in spec.pages):
            spec = _done(spec, _page(spec, name, ids))
    if not parts and not reports:
        return spec
    spec = _done(spec, _bare(spec))
    drawn = [words.removesuffix(" chart") for words in parts if words.endswith(" chart")]
    for words in dict.fromkeys((*reports, *drawn)):
        spec = _done(spec, _report(spec, words, ids, is_drawn=not drawn or words in drawn))
    for words in parts:
        kind = _KINDS.get(words.split()[-1])
        if kind is not None:
            spec = _done(spec, _part(spec, words, kind, ids))
    return spec


def _listed(lines: Sequence[str], kind: str) -> Iterator[str]:
    for line in lines:
        if line.startswith(f"@ {kind} "):
            yield from (name.strip() for name in line.removeprefix(f"@ {kind} ").split(",") if name.strip())


def _done(spec: AppSpec, edits: Sequence[Edit]) -> AppSpec:
    result = apply(spec, tuple(edits))
    assert result.ok, result.diagnostics
    return result.spec


def _titles(spec: AppSpec, names: list[str]) -> list[Edit]:
    """Pages under the names that are listed."""
    own = {page.id: page for entity in spec.entities if (page := page_of(spec, entity.name)) is not None}
    home = spec.pages[0]
    own.pop(home.id, None)
    free = {**own}
    edits: list[Edit] = []
    unnamed: list[str] = []
    for name in names:
        page = max(free.values(), key=lambda one: likeness(key(name), key(one.title)), default=None)
        if page is not None and likeness(key(name), key(page.title)) >= _SURE:
            edits.append(_titled(page, name))
            del free[page.id]
        else:
            unnamed.append(name)
    if unnamed and unnamed[0] == names[0]:
        edits.append(_titled(home, unnamed.pop(0)))
    rest: list[Page] = list(free.values())
    edits += [_titled(page, name) for name, page in zip(unnamed, rest, strict=False)]
    return edits


def _page(spec: AppSpec, name: str, ids: IdSource) -> list[Edit]:
    """A page more, with a list of the thing that fits its name best."""
    pages = {entity.name: page_of(spec, entity.name) for entity in spec.entities}
    entity = max(spec.entities, key=lambda one: _fit(name, one) + 0.5 * (pages[one.name] is None))
    made = ensured(Situation(spec, ids, "", "", Focus()), entity, ComponentType.TABLE, "")
    if made is None:
        return []
    page = Page(
        id=ids.new("pag"), name=f"{snake(name)}_page", title=name, path=f"/{kebab(name)}-page",
        components=(made[0].name,), layout=Container(children=(Slot(component=made[0].name),)),
    )  # fmt: skip
    return [*made[1], add(page)]


def _titled(page: Page, title: str) -> Edit:
    return Rename(kind=Kind.PAGE, target=page.id, name=page.name, label=title)


def _bare(spec: AppSpec) -> list[Edit]:
    """Away with boards, calendars, cards and charts that nobody named, and with their reports."""
    gone = [one for one in spec.components if one.type in _OPTIONAL]
    edits: list[Edit] = []
    for page in spec.pages:
        layout = layout_of(page)
        for one in gone:
            layout = without(layout, one.name)
        edits.append(SetLayout(target=page.id, layout=layout))
    edits += [Remove(kind=Kind.COMPONENT, target=one.id) for one in gone]
    return [*edits, *(Remove(kind=Kind.REPORT, target=one.id) for one in spec.reports)]


def _part(spec: AppSpec, words: str, kind: ComponentType, ids: IdSource) -> list[Edit]:
    situation = Situation(spec, ids, "", "", Focus())
    said = words.rpartition(" ")[0]
    ranked = sorted(spec.entities, key=lambda one: -_fit(said, one))
    for entity in ranked:
        made = ensured(situation, entity, kind, "")
        if kind is ComponentType.CARDS and _fit(said, entity) == 0:
            break
        if made is not None and (kind is not ComponentType.KANBAN or entity.name in SpecIndex(spec).flows):
            component, edits = made
            return [*edits, *placed(Situation(_done(spec, edits), ids, "", "", Focus()), component)]
    return []


def _fit(words: str, entity: Entity) -> float:
    """How well words name an entity, or a value of it."""
    named = max(likeness(key(words), key(name)) for name in (entity.name, entity.display_name))
    return max(named, *(0.8 * likeness(key(words), key(one.name)) for one in entity.fields), 0.0)


def _report(spec: AppSpec, words: str, ids: IdSource, *, is_drawn: bool) -> list[Edit]:
    """A report of that title: what it counts or adds up by what is named, as near as the names tell."""
    what, _, by = words.replace(" by ", " per ").partition(" per ")
    situation = Situation(spec, ids, "", "", Focus())
    ranked = sorted(spec.entities, key=lambda one: -_ties(what, by, one, situation))
    entity = ranked[0]
    amounts = [one for one in measurable(entity) if one.type in NUMBERS]
    number = max(amounts, key=lambda one: likeness(key(what), key(one.name)), default=None)
    is_amount = number is not None and (
        likeness(key(what), key(number.name)) >= 0.7
        or (_fit(what, entity) < 0.7 and number.type is FieldType.MONEY)
    )
    measure = Measure(op=MeasureOp.SUM, field=number.name) if number and is_amount else None
    group = by if by in PERIODS else _way(by, entity, situation) or _usual_group(entity, situation) or "month"
    if measure is not None and group == measure.field:
        measure = None
    day = (dated(entity) or [RECORDED])[0] if group in PERIODS else None
    report = Report(
        id=ids.new("rep"), name=snake(words)[:48], title=words[:1].upper() + words[1:], entity=entity.name,
        group_by=(group,), measures=(measure or Measure(op=MeasureOp.COUNT),), date_field=day,
    )  # fmt: skip
    chart = Component(
        id=ids.new("com"), name=f"{pascal(report.name)}Chart"[:60], type=ComponentType.CHART,
        entity=entity.name, variant="bar", props={"report": report.name},
    )  # fmt: skip
    if not is_drawn:
        return [add(report)]
    made = _done(spec, [add(report), add(chart)])
    return [add(report), add(chart), *placed(Situation(made, ids, "", "", Focus()), chart, made.pages[0])]


def _ties(what: str, by: str, entity: Entity, situation: Situation) -> float:
    return _fit(what, entity) + 0.5 * (_way(by, entity, situation) is not None) + 0.1 * bool(dated(entity))


def _way(by: str, entity: Entity, situation: Situation) -> str | None:
    """The value or link of an entity that words name."""
    links = situation.index.parents(entity.name)
    parents = [name for name, link in links.items() if likeness(key(by), key(link.parent)) >= _SURE]
    found = situation.mentions.member(by, entity, 0.75) if by else None
    if found is not None and isinstance(found.element, Relationship):
        found = None
    return next(iter(parents), None) or (found.name if found is not None else None)


def _usual_group(entity: Entity, situation: Situation) -> str | None:
    """What rows are counted by where nothing is said."""
    flow = situation.index.flows.get(entity.name)
    enums = [field.name for field in entity.fields if field.type is FieldType.ENUM]
    ways = [*([flow.field] if flow else []), *enums, *situation.index.parents(entity.name)]
    return next(iter(ways), None) or ("month" if dated(entity) else None)
