"""What of a case did not come as expected, in sentences: what was expected, and what happened instead."""

from collections.abc import Iterator

from sayso.bots.details import Expected, ExpectedNotice, ExpectedRequest, ExpectedRow
from sayso.bots.dry_run import sentences
from sayso.bots.dry_run.value_match import holds, holds_row, is_asked, is_same, is_told, says
from sayso.bots.dry_run.world.hosts import Asked
from sayso.bots.dry_run.world.store import Change
from sayso.bots.dry_run.world.world import Before, World
from sayso.sandbox.types import Ending, Outcome

_WAITING = "Waiting"
_MOST_SHOWN = 5


def wrong_with(expected: Expected, world: World, before: Before, outcome: Outcome) -> tuple[str, ...]:
    """All that is wrong; nothing where the run went as expected."""
    ended = list(_ending(expected, world, before, outcome))
    if ended and not outcome.ok:
        return (*ended, *_unanswered(world, before))
    return (
        *ended,
        *([] if expected.fails else _unanswered(world, before)),
        *(_result(expected, outcome) if outcome.ok else []),
        *_rows(expected, world.changes(before), world),
        *_notices(expected, world, before),
        *_requests(expected, world.hosts.asked[before.asked :]),
        *_state(expected, world),
    )


def failure_of(outcome: Outcome) -> str:
    """Why a run failed, with where."""
    error = outcome.error
    if error is None:
        return "it ended without a word"
    line = f" (line {error.line})" if error.line else ""
    kind = "" if outcome.ending is not Ending.ERROR else f"{error.kind}: "
    return f"{kind}{sentences.short(error.message) or 'no message'}{line}"


def is_waiting(outcome: Outcome) -> bool:
    """Whether it waits for a person."""
    return outcome.ending is Ending.ERROR and outcome.error is not None and outcome.error.kind == _WAITING


def _ending(expected: Expected, world: World, before: Before, outcome: Outcome) -> Iterator[str]:
    open_questions = [one.text for one in world.people.questions[before.questions :] if one.decision is None]
    if expected.waits:
        if not is_waiting(outcome):
            how = "it came to its end" if outcome.ok else f"it failed with {failure_of(outcome)}"
            yield f"Expected it to wait for a person to decide “{expected.waits}”, but {how}."
        elif not any(says([expected.waits], text) for text in open_questions):
            found = sentences.short(" / ".join(open_questions))
            yield f"Expected it to ask “{expected.waits}”, but it asked “{found}”."
        return
    if is_waiting(outcome):
        found = sentences.short(" / ".join(open_questions))
        yield (
            f"It waits for a person to decide “{found}”, and the case does not say what they decide. "
            "Say so under approvals, or expect it to wait."
        )
        return
    if expected.fails:
        message = outcome.error.message if outcome.error else ""
        if outcome.ok:
            yield f"Expected it to fail with “{expected.fails}”, but it did not fail."
        elif not says([expected.fails], f"{message} {failure_of(outcome)}"):
            yield f"Expected it to fail with “{expected.fails}”, but it failed with {failure_of(outcome)}."
    elif not outcome.ok:
        yield f"It failed with {failure_of(outcome)}."


def _unanswered(world: World, before: Before) -> Iterator[str]:
    for said in dict.fromkeys(world.hosts.unanswered[before.unanswered :]):
        yield f"It asked {sentences.short(said)}, and the case does not say what that answers."


def _result(expected: Expected, outcome: Outcome) -> Iterator[str]:
    found = sentences.shown(outcome.result)
    if expected.result is not None and not is_same(expected.result, outcome.result):
        yield f"Expected the result {sentences.shown(expected.result)}, but it is {found}."
    if expected.result_contains and not holds(expected.result_contains, outcome.result):
        yield f"Expected the result to hold {sentences.shown(expected.result_contains)}, but it is {found}."


def _rows(expected: Expected, changes: list[Change], world: World) -> Iterator[str]:
    if expected.no_rows and changes:
        yield f"Expected no row to be written, but: {_listed([sentences.changed(one) for one in changes])}"
    left = list(changes)
    for row in expected.rows:
        module = world.shapes.get(row.module)
        entity = module.entity(row.entity) if module else None
        if entity is None:
            yield f"The case expects a row of “{row.entity}” in “{row.module}”, which is not there."
            continue
        unknown = [name for name in row.values if name not in entity.columns]
        if unknown:
            yield f"The case expects {entity.label.lower()} to have “{unknown[0]}”, which it does not have."
            continue
        found = next((one for one in left if _is_meant(row, one)), None)
        if found is not None:
            left.remove(found)
            continue
        alike = [one for one in changes if one.action == row.action and one.entity.name == entity.name]
        which = f" {row.id}" if row.id else ""
        having = f" with {sentences.values(entity, row.values)}" if row.values else ""
        happened = _listed([sentences.changed(one) for one in alike]) if alike else "none was."
        yield f"Expected {entity.label.lower()}{which} to be {row.action}{having}, but {happened}"


def _is_meant(row: ExpectedRow, change: Change) -> bool:
    return (
        change.module.slug == row.module
        and change.entity is change.module.entity(row.entity)
        and change.action == row.action
        and (not row.id or str(change.row.get("id")) == row.id)
        and holds_row(change.entity, row.values, change.row)
    )


def _notices(expected: Expected, world: World, before: Before) -> Iterator[str]:
    notices = world.people.notices[before.notices :]
    happened = _listed([sentences.told(one) for one in notices])
    if expected.no_notices and notices:
        yield f"Expected nobody to be told anything, but: {happened}"
    left = list(notices)
    for wanted in expected.notices:
        found = next(filter(is_told(wanted), left), None)
        if found is not None:
            left.remove(found)
        else:
            yield f"Expected {_notice(wanted)}, but {happened or 'nobody was told anything.'}"


def _notice(wanted: ExpectedNotice) -> str:
    ways = {"product": " in the product", "email": " by e-mail", "webhook": " by webhook", "": ""}
    parts = " and ".join(f"“{part}”" for part in wanted.contains)
    what = f" something with {parts}" if parts else ""
    return f"{wanted.to or 'somebody'} to be told{what}{ways[wanted.channel]}"


def _requests(expected: Expected, asked: list[Asked]) -> Iterator[str]:
    left = list(asked)
    for wanted in expected.requests:
        found = next(filter(is_asked(wanted), left), None)
        if found is not None:
            left.remove(found)
        else:
            yield f"Expected it to ask {_request(wanted)}, but {_others(asked)}"


def _request(wanted: ExpectedRequest) -> str:
    what = "" if wanted.body is None else f" with {sentences.shown(wanted.body)}"
    return f"{wanted.method.upper()} {sentences.short(wanted.url)}{what}"


def _others(asked: list[Asked]) -> str:
    if not asked:
        return "it asked nothing."
    shown = [
        f"{one.method} {sentences.short(one.url)}"
        + ("" if one.body is None else f" with {sentences.shown(one.body)}")
        for one in asked[:_MOST_SHOWN]
    ]
    return f"it asked {'; '.join(shown)}."


def _state(expected: Expected, world: World) -> Iterator[str]:
    for key, value in expected.state.items():
        if key not in world.people.kept:
            yield f"Expected it to keep {sentences.shown(value)} as “{key}”, but it keeps nothing there."
        elif not is_same(value, world.people.kept[key]):
            found = sentences.shown(world.people.kept[key])
            yield f"Expected it to keep {sentences.shown(value)} as “{key}”, but it keeps {found}."


def _listed(said: list[str]) -> str:
    more = len(said) - _MOST_SHOWN
    shown = [f"{one[0].lower()}{one[1:]}" if number == 0 else one for number, one in enumerate(said)]
    return " ".join([*shown[:_MOST_SHOWN], *([f"And {more} more."] if more > 0 else [])])
