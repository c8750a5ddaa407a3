"""Programs that summarise rows and send what they found."""

import re
from typing import Any

from sayso.bots.details import BotDetails, Case, ConfigField, Expected, ExpectedNotice, Given
from sayso.bots.offline.examples import NOW, fitting, row_id, unfitting
from sayso.bots.offline.program import (
    bare,
    function,
    helpers_for,
    reaches_of,
    shown_names,
    tell_fields,
    tell_function,
    where_of,
)
from sayso.bots.offline.recipe import threshold_fields, triggers_of
from sayso.devloop.programs.grants import ModuleGrant
from sayso.devloop.programs.types import Draft
from sayso.kit.words import snake
from sayso.phrases.writing.days import TODAY, imports_for, span_lines
from sayso.phrases.writing.text import Code, literal, module

from .reading import Part, Report

MOST_LISTED = 50


def write_report(report: Report) -> Draft:
    """The bot."""
    common = report.common
    doc = f"Sends a summary: {'; '.join(one.title for one in report.parts)}."
    names = _names(report)
    run = function("run(ctx, input)", bare(doc), _run(report, names))
    functions = [_part_function(part, name) for part, name in zip(report.parts, names, strict=True)]
    functions.append(tell_function(common))
    body = "\n".join([run, *functions])
    helpers, imports = helpers_for(body)
    code = module(doc, [*imports, *imports_for(body)], [run, *functions, *helpers])
    details = BotDetails(
        name=common.name,
        description=f"{doc} {' '.join(common.notes)}".strip()[:600],
        reaches=reaches_of(common, modules=_grants(report)),
        config=tuple(_config(report)),
        triggers=triggers_of(common.timing),
        cases=_cases(report),
    )
    return Draft(code, details, details.description)


def _names(report: Report) -> list[str]:
    """What the function of each part is called."""
    found: list[str] = []
    for one in report.parts:
        name = snake(re.sub(r"\(.*?\)", "", one.title.partition(",")[0]))[:40].strip("_") or "part"
        name = name if name[:1].isalpha() else f"part_{name}"
        while name in found or name in {"run", "tell", "shown", "mails"}:
            name = f"{name}_too"
        found.append(name)
    return found


def _grants(report: Report) -> tuple[ModuleGrant, ...]:
    entities: dict[str, list[str]] = {}
    for part in report.parts:
        thing = part.rows.thing
        paths = {path: parent.name for path, parent in thing.paths(3)}
        fields = (
            [one.field for one in part.rows.conditions]
            + [part.group.field if part.group else ""]
            + [part.measure.field if part.measure else ""]
        )
        known = entities.setdefault(thing.module["slug"], [])
        known.append(thing.name)
        for field in fields:
            parts = field.split(".")
            known += [paths[lead] for at in range(len(parts)) if (lead := ".".join(parts[: at + 1])) in paths]
    return tuple(
        ModuleGrant(slug=slug, entities=tuple(dict.fromkeys(names))) for slug, names in entities.items()
    )


def _config(report: Report) -> list[ConfigField]:
    found = [
        ConfigField(
            name="send_empty",
            label="Send it when there is nothing, too",
            type="boolean",
            default=report.sends_empty,
        ),
    ]
    seen = set()
    for part in report.parts:
        labels = {one["name"]: one["label"] for one in part.rows.thing.fields}
        for field in threshold_fields(part.rows.conditions, labels):
            if field.name not in seen:
                seen.add(field.name)
                found.append(field)
    return [*found, *tell_fields(report.common.tells)]


def _run(report: Report, names: list[str]) -> list[str]:
    lists = [f"*ctx.step({literal(name)}, {name}, ctx)" for name in names]
    if len(lists) == 1:
        lines = [f"lines = ctx.step({literal(names[0])}, {names[0]}, ctx)"]
    else:
        lines = ["lines = [", *(f"    {one}," for one in lists), "]"]
    lines += ['if not lines and not ctx.config["send_empty"]:', '    return {"sent": False}']
    lines.append('text = "\\n".join(lines) or "There is nothing."')
    if report.common.asks_first:
        lines += ['if not ctx.approve(f"Send this?\\n{text}"):', '    return {"sent": False}']
    return [*lines, f"tell(ctx, {literal(report.common.name)}, text)", 'return {"sent": True, "text": text}']


def _part_function(part: Part, name: str) -> str:
    rows = part.rows
    thing = rows.thing
    lines = []
    where = where_of(rows)
    if rows.span is not None and rows.date:
        lines += ["zone = ZoneInfo(ctx.time_zone)", TODAY, *span_lines(rows.span)]
        bounds: dict[str, object] = {}
        if rows.span.kind != "fixed" or rows.span.first:
            bounds["gte"] = Code("datetime.combine(first, time(), zone)" if rows.is_moment else "first")
        if rows.span.kind != "fixed" or rows.span.last:
            bounds["lt"] = Code("datetime.combine(after, time(), zone)" if rows.is_moment else "after")
        known = where.get(rows.date)
        where[rows.date] = {**(known if isinstance(known, dict) else {}), **bounds}
        used = "\n".join(str(one) for one in bounds.values())
        lines = [line for line in lines if not _is_idle(line, lines, used)]
    if where:
        lines.append(f"where = {literal(where, 4, 8)}")
    given = ", where=where" if where else ""
    call = f"ctx.rows({literal(thing.module['slug'])})"
    collection = literal(thing.collection)
    if part.measure is None:
        return function(
            f"{name}(ctx)",
            f"{bare(part.title)}, one in a line.",
            [*lines, *_listing(part, call, collection, given)],
        )
    return function(
        f"{name}(ctx)", f"{bare(part.title)}.", [*lines, *_figures(part, call, collection, given)]
    )


def _is_idle(line: str, lines: list[str], used: str) -> bool:
    """Whether a line works out a day that nothing needs."""
    name = line.partition(" = ")[0]
    rest = "\n".join(lines[lines.index(line) + 1 :])
    return name in {"today", "zone", "first", "after"} and not re.search(rf"\b{name}\b", f"{rest}\n{used}")


def _listing(part: Part, call: str, collection: str, given: str) -> list[str]:
    sort = ""
    if part.sort is not None and part.sort.field:
        sort = f', sort="{"-" if part.sort.descending else ""}{part.sort.field}"'
    first = [one.field for one in part.rows.conditions if "." not in one.field]
    names = shown_names(part.rows.thing, [*([part.rows.date] if part.rows.date else []), *first])
    limit = part.limit or MOST_LISTED
    shown = " – ".join(f"{{shown(row.get('{name}'))}}" for name in names) or "{row['id']}"
    return [
        f"found = {call}.list({collection}{given}{sort}, limit={limit})",
        "if not found:",
        "    return []",
        f'return [f"{_braced(part.title)}: {{len(found)}}", *(f"- {shown}" for row in found)]',
    ]


def _figures(part: Part, call: str, collection: str, given: str) -> list[str]:
    measure = part.measure
    assert measure is not None  # noqa: S101 - the caller looked
    name = "count" if measure.op == "count" else f"{measure.op}:{measure.field}"
    key = name.replace(":", "_").replace(".", "_")
    title = _braced(part.title)
    if part.group is None:
        if measure.op == "count":
            return [f"count = {call}.count({collection}{given})", f'return [f"{title}: {{count}}"]']
        return [
            f'found = {call}.groups({collection}, ["{name}"]{given})',
            f'value = found[0]["{key}"] if found else None',
            f'return [f"{title}: {{shown(value)}}"]',
        ]
    by = f'by="{part.group.period or part.group.field}"'
    dated = f', date_field="{part.group.field}"' if part.group.period else ""
    lines = [f'found = {call}.groups({collection}, ["{name}"], {by}{dated}{given})']
    if not part.group.period:
        lines.append(f'found.sort(key=lambda one: -(one["{key}"] or 0))')
    if part.limit:
        lines.append(f"found = found[:{part.limit}]")
    lines += [
        (
            f"lines = [f\"- {{shown(one.get('label') or one.get('group'))}}: "
            f"{{shown(one['{key}'])}}\" for one in found]"
        ),
        f'return ["{title}:", *lines] if lines else []',
    ]
    return lines


def _braced(text: str) -> str:
    return text.replace("{", "(").replace("}", ")").replace('"', "”").replace("\\", "/")


def _cases(report: Report) -> tuple[Case, ...]:
    good, bad = _rows(report, is_met=True), _rows(report, is_met=False)
    found = []
    notices = tuple(ExpectedNotice(channel=one.channel) for one in report.common.tells)
    if good is not None:
        first = report.parts[0]
        contains = (_braced(first.title),)
        told = Expected(
            notices=tuple(one.model_copy(update={"contains": contains}) for one in notices),
            result_contains={"sent": True},
        )
        found.append(Case(name="The summary is sent", given=_given(good), expect=told))
        if report.common.asks_first:
            given = _given(good).model_copy(update={"approvals": {"*": False}})
            found.append(
                Case(
                    name="Nothing is sent that was not approved",
                    given=given,
                    expect=Expected(no_notices=True),
                )
            )
    is_listed = all(one.measure is None for one in report.parts)
    nothing = Expected(no_notices=True, result_contains={"sent": False})
    if is_listed:
        if bad is not None:
            found.append(
                Case(
                    name="Rows that do not count are left out",
                    given=_given(bad, empty=False),
                    expect=nothing,
                )
            )
        found.append(
            Case(
                name="Nothing is sent when there is nothing",
                given=_given(_none(report), empty=False),
                expect=nothing,
            )
        )
    else:
        found.append(
            Case(
                name="It is sent when there is nothing to count, too",
                given=_given(_none(report)),
                expect=Expected(notices=notices, result_contains={"sent": True}),
            )
        )
    return tuple(found)


def _rows(report: Report, *, is_met: bool) -> dict[str, Any] | None:
    """Rows for every part; none where a part has conditions that cannot be made up."""
    found = _none(report)
    for number, part in enumerate(report.parts):
        row = (fitting if is_met else unfitting)(part.rows, 1 + 10 * number)
        if row is None:
            return None
        row["id"] = row_id(1 + 10 * number)
        found[part.rows.thing.module["slug"]][part.rows.thing.name].append(row)
    return found


def _none(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in report.parts:
        found.setdefault(part.rows.thing.module["slug"], {})[part.rows.thing.name] = []
    return found


def _given(rows: dict[str, Any], *, empty: bool | None = None) -> Given:
    return Given(
        rows=rows,
        config={} if empty is None else {"send_empty": empty},
        approvals={"*": True},
        now=NOW,
    )
