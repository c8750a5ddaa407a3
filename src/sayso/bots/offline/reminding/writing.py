"""Programs that remind people of rows."""

from datetime import timedelta
from typing import Any

from sayso.bots.details import BotDetails, Case, ConfigField, Expected, ExpectedNotice, Given
from sayso.bots.offline.examples import NOW, TODAY, Row, fitting, moment, unfitting
from sayso.bots.offline.people import address_function, entities_of, letter_lines, parent_rows, people_of
from sayso.bots.offline.program import (
    bare,
    function,
    helpers_for,
    message_of,
    reaches_of,
    tell_fields,
    tell_function,
    where_of,
)
from sayso.bots.offline.recipe import threshold_fields, triggers_of
from sayso.devloop.programs.grants import ModuleGrant
from sayso.devloop.programs.types import Draft
from sayso.phrases.writing.days import TODAY as TODAY_LINE
from sayso.phrases.writing.days import imports_for
from sayso.phrases.writing.text import Code, literal, module

from .reading import Remind

_LATE_DAYS = 14
"""How long after its day a reminder is still sent that was missed."""


def write_remind(remind: Remind) -> Draft:
    """The bot."""
    common, thing = remind.common, remind.rows.thing
    doc = f"Reminds people of {remind.rows.words}, {remind.words}."
    run = function("run(ctx, input)", bare(doc), _run(remind))
    functions = [_meant(remind)]
    told = tell_function(common)
    functions += [told] if told else []
    functions += [address_function(one, thing) for one in people_of(common.tells)]
    body = "\n".join([run, *functions])
    helpers, imports = helpers_for(body)
    code = module(doc, [*imports, *imports_for(body)], [run, *functions, *helpers])
    entities = tuple(dict.fromkeys((thing.name, *entities_of(common.tells, thing))))
    labels = {one["name"]: one["label"] for one in thing.fields}
    side = "after" if remind.is_after else "before"
    details = BotDetails(
        name=common.name,
        description=f"{doc} {' '.join(common.notes)}".strip()[:600],
        reaches=reaches_of(common, modules=[ModuleGrant(slug=thing.module["slug"], entities=entities)]),
        config=(
            ConfigField(
                name=f"{remind.unit}_{side}",
                label=f"{remind.unit.capitalize()} {side} the {remind.field['label'].lower()}",
                type="number",
                default=remind.count,
            ),
            ConfigField(
                name="message",
                label="Message",
                default=_message(remind),
                help="Names in braces become values of the row.",
            ),
            *threshold_fields(remind.rows.conditions, labels),
            *tell_fields(common.tells),
        ),
        triggers=triggers_of(common.timing),
        cases=_cases(remind),
    )
    return Draft(code, details, details.description)


def _message(remind: Remind) -> str:
    field = remind.field
    what = "was" if remind.is_after else "is"
    return message_of(
        remind.rows.thing, f"– {field['label'].lower()} {what} {{{field['name']}}}", told=()
    ).replace(f" {field['label']} {{{field['name']}}}.", "")


def _run(remind: Remind) -> list[str]:
    common, name = remind.common, remind.field["name"]
    lines = [
        'told = ctx.state.get("told", {})',
        "rows = meant(ctx)",
        f'fresh = [row for row in rows if told.get(row["id"]) != row["{name}"]]',
    ]
    if common.asks_first:
        lines += [
            (
                f'if not fresh or not ctx.approve(f"Remind of {{len(fresh)}} '
                f'{remind.rows.thing.plural.lower()}?"):'
            ),
            '    return {"told": 0}',
        ]
    lines += ["for row in fresh:", '    text = filled(ctx.config["message"], row)']
    if any(not one.of_row for one in common.tells):
        lines.append(f"    tell(ctx, {literal(common.name)}, text)")
    lines += [f"    {one}" for one in letter_lines(common.tells, literal(common.name), "text")]
    lines += [
        f'ctx.state.set("told", {{row["id"]: row["{name}"] for row in rows}})',
        'return {"told": len(fresh)}',
    ]
    return lines


def _meant(remind: Remind) -> str:
    """``meant(ctx)``: the rows whose date has come so near, or is so long ago."""
    thing, name = remind.rows.thing, remind.field["name"]
    side = "after" if remind.is_after else "before"
    config = f'ctx.config["{remind.unit}_{side}"]'
    if remind.unit == "hours":
        now = "now = datetime.fromisoformat(ctx.now)"
        if remind.is_after:
            lines = [now, f"last = now - timedelta(hours={config})", "first = last - timedelta(days=1)"]
        else:
            lines = [now, "first = now", f"last = now + timedelta(hours={config})"]
    else:
        lines = ["zone = ZoneInfo(ctx.time_zone)", TODAY_LINE]
        if remind.is_after:
            lines += [
                f"last = today - timedelta(days={config})",
                f"first = last - timedelta(days={_LATE_DAYS})",
            ]
        else:
            lines += ["first = today", f"last = today + timedelta(days={config})"]
    where = where_of(remind.rows)
    where[name] = {"gte": Code("first"), "lte": Code("last")}
    lines += [
        f"where = {literal(where, 4, 8)}",
        (
            f"return ctx.rows({literal(thing.module['slug'])}).list({literal(thing.collection)}, "
            f"where=where, sort={literal(name)}, limit=200)"
        ),
    ]
    near = "was so long ago" if remind.is_after else "has come so near"
    return function(
        "meant(ctx)",
        f"Rows whose {bare(remind.field['label'].lower())} {near}; a day that was missed is made up for.",
        lines,
    )


def _cases(remind: Remind) -> tuple[Case, ...]:
    common = remind.common
    good = _dated(remind, fitting(remind.rows), is_far=False)
    far = _dated(remind, fitting(remind.rows), is_far=True)
    other = _dated(remind, unfitting(remind.rows), is_far=False)
    found = []
    if good is not None and far is not None:
        notices = tuple(
            ExpectedNotice(channel=one.channel, to="somebody@example.org" if one.of_row else "")
            for one in common.tells
        )
        told = Expected(notices=notices, result_contains={"told": 1})
        found += [
            Case(name=f"People are reminded {remind.words}"[:120], given=_given(remind, good), expect=told),
            Case(
                name="Nobody is reminded twice",
                given=_given(remind, good),
                expect=Expected(no_notices=True, result_contains={"told": 0}),
                runs=2,
            ),
            Case(
                name="Nobody is reminded of what is far away",
                given=_given(remind, far),
                expect=Expected(no_notices=True),
            ),
        ]
        if common.asks_first:
            given = _given(remind, good).model_copy(update={"approvals": {"*": False}})
            found.append(
                Case(
                    name="Nothing is sent that was not approved",
                    given=given,
                    expect=Expected(no_notices=True),
                )
            )
    if other is not None:
        found.append(
            Case(
                name="Rows that do not count are passed over",
                given=_given(remind, other),
                expect=Expected(no_notices=True),
            )
        )
    found.append(
        Case(
            name="Nothing happens where there are no rows",
            given=_given(remind, None),
            expect=Expected(no_notices=True),
        )
    )
    return tuple(found)


def _dated(remind: Remind, row: Row | None, *, is_far: bool) -> Row | None:
    if row is None:
        return None
    name, is_moment = remind.field["name"], remind.field["type"] == "datetime"
    days = remind.count if remind.unit == "days" else 0
    day = TODAY + timedelta(days=-days if remind.is_after else days)
    if is_far:
        day = TODAY + timedelta(days=days + 60)
    row[name] = moment(day) if is_moment else day.isoformat()
    if remind.unit == "hours" and not is_far:
        shift = timedelta(minutes=30) * (-1 if remind.is_after else 1)
        row[name] = _shifted(shift - timedelta(hours=remind.count if remind.is_after else 0))
    return row


def _shifted(delta: timedelta) -> str:
    from datetime import datetime

    return (datetime.fromisoformat(NOW) + delta).isoformat()


def _given(remind: Remind, row: Row | None) -> Given:
    thing = remind.rows.thing
    parents = parent_rows(remind.common.tells, thing, [row] if row is not None else [])
    rows: dict[str, Any] = {thing.module["slug"]: {thing.name: [row] if row is not None else [], **parents}}
    return Given(rows=rows, approvals={"*": True}, now=NOW)
