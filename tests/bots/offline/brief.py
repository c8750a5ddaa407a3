"""A plan in one line, as tables of tests write it down."""

from sayso.bots.offline.choosing import Plan
from sayso.bots.offline.collecting import Collect
from sayso.bots.offline.events import Happening
from sayso.bots.offline.moving import Move
from sayso.bots.offline.reacting import React
from sayso.bots.offline.recipe import RowFilter, Tell
from sayso.bots.offline.reminding import Remind
from sayso.bots.offline.reporting import Report
from sayso.bots.offline.saying import Say
from sayso.bots.offline.sentence import host_of
from sayso.bots.offline.watching import Watch
from sayso.schedules.recurrence import Every, Timing


def brief(plan: Plan) -> str:
    """``react shop/order transition:cancelled -> product``."""
    recipe, common = plan.recipe, plan.recipe.common
    parts = [_matter(recipe)]
    if common.timing is not None:
        parts.append(_timing(common.timing))
    if common.tells:
        parts.append("-> " + ", ".join(_tell(one) for one in common.tells))
    if common.asks_first:
        parts.append("asks")
    if common.secret:
        parts.append(f"secret={common.secret}")
    if plan.sentence.questions:
        parts.append("? " + ",".join(one.id for one in plan.sentence.questions))
    return " ".join(parts)


def _matter(recipe: object) -> str:
    if isinstance(recipe, Watch):
        look = recipe.look
        column = look.column.key if look.column is not None else look.label
        what = (
            f"{column} {look.op} {look.value}"
            if look.kind in {"number", "value", "records"}
            else f"{look.value}"
        )
        return f"watch {host_of(recipe.address)} {look.kind}:{what}"
    if isinstance(recipe, Collect):
        fields = ",".join(f"{field['name']}<{path.key}" for field, path in recipe.columns)
        rows = f"{recipe.thing.module['slug']}/{recipe.thing.name}"
        return f"collect {host_of(recipe.address)} -> {rows} key={recipe.key['name']} {fields}"
    if isinstance(recipe, Report):
        return "report " + " + ".join(_part(one) for one in recipe.parts)
    if isinstance(recipe, Move):
        verb = "move" if recipe.deletes else "copy"
        source = _happening(recipe.happening) if recipe.happening else _rows(recipe.rows)
        pairs = ",".join(f"{one.field['name']}<{one.value.name}" for one in recipe.pairs)
        return f"{verb} {source} => {recipe.target.module['slug']}/{recipe.target.name} {pairs}"
    if isinstance(recipe, React):
        hook = f" hook={host_of(recipe.hook)}" if recipe.hook else ""
        return f"react {_happening(recipe.happening)}{hook}"
    if isinstance(recipe, Say):
        return f"say {recipe.text}"
    assert isinstance(recipe, Remind)
    sign = "+" if recipe.is_after else "-"
    return f"remind {_rows(recipe.rows)} {recipe.field['name']} {sign}{recipe.count}{recipe.unit}"


def _part(one: object) -> str:
    from sayso.bots.offline.reporting import Part

    assert isinstance(one, Part)
    found = _rows(one.rows)
    if one.measure is not None:
        found += f" {one.measure.op}" + (f":{one.measure.field}" if one.measure.field else "")
    if one.group is not None:
        found += f" by {one.group.period or one.group.field}"
    if one.limit:
        found += f" limit {one.limit}"
    return found


def _rows(rows: RowFilter) -> str:
    found = f"{rows.thing.module['slug']}/{rows.thing.name}"
    for one in rows.conditions:
        value = ",".join(one.value) if isinstance(one.value, tuple) else str(one.value)
        found += f" where {one.field} {one.op} {value}".rstrip()
    if rows.span is not None:
        found += f" <{rows.span.words} of {rows.date}>"
    return found


def _happening(happening: Happening) -> str:
    thing = happening.thing
    events = "+".join(one.value for one in happening.on)
    found = f"{thing.module['slug']}/{thing.name} {events}"
    if happening.to:
        found += f":{','.join(happening.to)}"
    if happening.fields:
        found += f" of {','.join(happening.fields)}"
    for one in happening.rows.conditions:
        value = ",".join(one.value) if isinstance(one.value, tuple) else str(one.value)
        found += f" where {one.field} {one.op} {value}".rstrip()
    return found


def _timing(timing: Timing) -> str:
    if isinstance(timing, Every):
        return f"every {timing.seconds}s"
    return f"at {timing.text}" + ("" if timing.zone == "Europe/Berlin" else f" {timing.zone}")


def _tell(one: Tell) -> str:
    if one.of_row:
        return f"row:{one.of_row}"
    return one.channel + (f":{'+'.join(one.to)}" if one.to else "")
