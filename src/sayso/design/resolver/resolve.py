"""A message as a whole: every part of its reading becomes edits, or none does and it is said why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.design.name_lookup.situation import Focus
from sayso.kit.ids import IdSource
from sayso.kit.words import singular
from sayso.reader.types import Reading
from sayso.spec.edits import Edit, Kind
from sayso.spec.model import AppSpec

from . import acts, commands, layouts, looks, moves, objects, rights, rows, statements
from .actors import add_role
from .alterations import chart_changed
from .amendments import amended
from .elements import entity_of
from .fragments import whole
from .history import go_back
from .leftovers import unread
from .measures import measured
from .names import known_of
from .records import is_kept, keep
from .relinks import relink
from .removals import remove, remove_replaced
from .reports import add_report, regrouped
from .tiles import add_tile
from .vocabulary import listed
from .work import Problem, Work

SO_ALREADY = "That is so already."
_IDLE = frozenset(("talk", "software"))
_LATER = frozenset(
    ("event", "time", "notify", "to", "message", "source", "wait", "ask", "call", "stop", "else")
)
"""Roles of automations, which are no changes of the application."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of a reading: the application after the edits, and what stands in the way of them.

    ``back`` is the version that the message first went back to; its other edits start there.
    """

    spec: AppSpec
    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]
    focus: Focus
    back: AppSpec | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of the message was understood and asks for something."""
        return bool(self.edits) and not self.problems


def resolve(  # noqa: PLR0917 - what a message stands in
    reading: Reading,
    spec: AppSpec,
    ids: IdSource,
    focus: Focus,
    least: float = 0.0,
    history: Sequence[AppSpec] = (),
) -> Resolved:
    """The edits that a reading of a message asks for.

    ``least`` is the sureness below which a span counts as not understood; ``history`` are the versions
    before ``spec``, oldest first, for what is to be undone.
    """
    work = Work(amended(measured(whole(reading, spec), spec), spec), spec, ids, focus)
    for at, span in enumerate(work.reading.spans):
        if span.sureness < least or span.role in _LATER or _is_run_on(work, at):
            work.fail(at)
    back = None
    if not work.problems and any(span.role == "undo" for span in work.reading.spans):
        back = work.spec if go_back(work, history) else None
    if not work.problems:
        moves.adopt(work)
        objects.adopt(work)
        remove_replaced(work)
        for at in _in_turn(work):
            if at not in work.used and not work.problems:
                _root(work, at)
        relink(work)
        _account(work, spec)
    return Resolved(work.spec, work.edits, tuple(work.problems), work.focus, back)


def _is_run_on(work: Work, at: int) -> bool:
    """Whether a choice and the one right before it may be one: *extra* *large*, unlike *S* *M* *L*."""
    spans, text = work.reading.spans, work.reading.text
    close = [
        one for one in range(1, len(spans))
        if spans[one].role == spans[one - 1].role == "option"
        and text[spans[one - 1].end : spans[one].start].isspace()
    ]  # fmt: skip
    return close == [at]


def _account(work: Work, spec: AppSpec) -> None:
    """Make a problem of all that was not used, and of what is so already where that is all."""
    work.close()
    for at in range(len(work.heads)):
        if at not in work.used and not _is_idle(work, at) and not _says_no_more(work, at):
            work.fail(at)
    for words in unread(work.reading, known_of(spec), _kinds_done(work)):
        work.problems.append(Problem(words))
    for at in work.settled if not (work.edits or work.problems) else ():
        work.fail(at, SO_ALREADY)


def _in_turn(work: Work) -> list[int]:
    """The parts of a message in the order in which they are done: a formula after what it is made of."""
    roots = sorted(work.under(None), key=lambda one: not moves.brings(work, one))
    late = [one for one in roots if work.role(one) == "compute" or work.below(one, "formula")]
    named = [one for one in roots if any(_is_operand(work, one, root) for root in late if root < one)]
    if not named:
        return roots
    return [*(one for one in roots if one not in late), *late]


def _is_operand(work: Work, at: int, formula: int) -> bool:
    """Whether a part brings a value that a formula before it speaks of."""
    said = " ".join(work.text(one).lower() for one in (formula, *work.below(formula, "formula")))
    values = [one for one in (at, *work.below(at)) if work.role(one) == "attr"]
    return at != formula and any(work.text(one).lower() in said for one in values)


def _is_idle(work: Work, at: int) -> bool:
    """Whether a span is talk, or a *no* by itself: [leave] the [board] [as it is]."""
    if work.role(at) == "neg" and not work.under(at):
        after = work.reading.text[work.reading.spans[at].end :].lstrip()
        return not work.reading.text[: work.reading.spans[at].start].strip() and after[:1] in _STOPS
    return any(work.role(one) in _IDLE for one in (at, *work.above(at)))


_STOPS = frozenset(",.!;:-")


def _says_no_more(work: Work, at: int) -> bool:
    """Whether a span adds nothing to what was done: a verb whose object is elsewhere, a thing named again."""
    is_empty = not work.under(at) and _is_done(work, work.role(at))
    is_kind = work.role(at) == "kind" and singular(work.text(at).lower()) in _kinds_done(work)
    is_told = work.role(at) == "act" and all(
        one in work.used for one in [*work.under(at), *_things_above(work, at)]
    )
    return bool(work.edits) and (
        _stays(work, at) or is_empty or is_kind or is_told or _is_named_again(work, at)
    )


def _stays(work: Work, at: int) -> bool:
    """Whether talk right behind a name says only that it is left as it is: *the rest stays*."""
    following = at + 1
    if work.under(at) or following >= len(work.heads) or work.role(following) != "talk":
        return False
    gap = work.reading.text[work.reading.spans[at].end : work.reading.spans[following].start]
    is_near = gap.strip().lower() in {"", "itself", "themselves"}
    is_name = work.role(at) in {"thing", "attr", "page", "part", "report"} and work.head(at) is None
    return is_near and is_name and _STAYING.match(work.text(following).lower()) is not None


_STAYING = re.compile(
    r"(?:itself |themselves )?(?:can |may |should |must )?(?:stays?|remains?|keeps?|is fine|are fine)\b"
)


def _is_done(work: Work, command: str) -> bool:
    """Whether what a verb without an object asks for was done to something: *no notes, drop them*."""
    wanted = _DONE_BY.get(command)
    if wanted is None:
        return command in {"change", "add", "show", "compute"}
    return any(edit.op in wanted for edit in work.edits)


_DONE_BY = {
    "remove": {"remove"}, "rename": {"rename"}, "merge": {"merge_fields"},
    "split": {"split_field", "split_entity"},
}  # fmt: skip


def _things_above(work: Work, at: int) -> list[int]:
    return [one for one in work.above(at) if work.role(one) in {"thing", "actor"}]


_KINDS = (
    (Kind.REPORT, "report chart graph statistic"), (Kind.PAGE, "page screen menu"), (Kind.ROLE, "role"),
    (Kind.FIELD, "field column value"), (Kind.COMPUTED, "field column value"),
    (Kind.OPTION, "option choice status"),
    (Kind.STATE, "status state step stage"), (Kind.TRANSITION, "status state step stage"),
    (Kind.FLOW, "status state step stage flow lifecycle workflow"), (Kind.ENTITY, "list table thing"),
    (Kind.COMPONENT, "chart list table"),
)  # fmt: skip


def _kinds_done(work: Work) -> frozenset[str]:
    """Words for the kinds of elements that were changed."""
    kinds = {getattr(edit, "kind", Kind.FIELD if edit.op == "retype" else None) for edit in work.edits}
    kinds |= {Kind.OPTION for edit in work.edits if edit.op == "retype"}
    kinds |= {Kind.FLOW for edit in work.edits if edit.op == "make_flow"}
    told = {word for kind, words in _KINDS if kind in kinds for word in words.split()}
    for edit in work.edits:
        told |= listed(_SAID_WITH[edit.op]) if edit.op in _SAID_WITH else frozenset()
    return frozenset(told)


_SAID_WITH = {"set_spec": "looks", "remove": "away", "add": "naming"}
"""Word lists of what says nothing more where such an edit was made."""


def _is_named_again(work: Work, at: int) -> bool:
    """Whether a span only names once more what edits were about."""
    if work.under(at) and any(one not in work.used for one in work.under(at)):
        return False
    if work.role(at) not in {"thing", "one", "many", "page"}:
        return False
    entity = entity_of(work, at)
    return entity is not None and entity.id in work.touched


def _root(work: Work, at: int) -> None:  # noqa: C901, PLR0912 - one line for each role
    role = work.role(at)
    below = {work.role(one) for one in work.below(at)}
    if moves.is_start(work, at):
        moves.start(work, at)
    elif role in commands.COMMANDS:
        commands.COMMANDS[role](work, at)
    elif "where" in below:
        layouts.place(work, at)
    elif "order" in below:
        rows.put_in_order(work, at)
    elif role == "move" or (role in {"may", "maynot"} and moves.is_move(work, at)):
        moves.move(work, at)
    elif role == "may" and is_kept(work, at):
        keep(work, at)
    elif role in {"may", "maynot"}:
        rights.right(work, at)
    elif role in {"thing", "one", "many"}:
        statements.about_thing(work, at)
    elif role == "attr":
        statements.about_value(work, at)
    elif role == "act":
        acts.act(work, at)
    elif role == "state":
        statements.sequence(work, [one for one in work.under(None, "state") if one not in work.used])
    elif role == "looks":
        looks.restyle(work, at)
    elif role == "neg":
        if _is_contrast(work, at):
            work.use(at, *work.below(at))
        elif work.under(at):
            remove(work, at)
    elif role == "role":
        work.use(at)
        add_role(work, at)
    elif role in {"report", "measure", "part"}:
        roots = [one for root in work.under(None, "report", "part") for one in (root, *work.below(root))]
        if not (
            chart_changed(work, at, roots)
            or regrouped(work, at, [at, *work.below(at)])
            or add_report(work, at, [*([at] if role == "measure" else []), *work.below(at)])
            or (role == "part" and add_tile(work, at, [at, *work.below(at)]))
            or (role == "part" and statements.is_view(work, at))
        ):
            work.fail(at)


def _is_contrast(work: Work, at: int) -> bool:
    """Whether a *not* only keeps something apart from what is asked for: *not the board, the list*."""
    is_named = bool(work.under(at)) and {work.role(one) for one in work.below(at)} <= _NAMES
    is_asked = any(span.role in commands.COMMANDS for span in work.reading.spans)
    return work.text(at).lower() == "not" and is_named and is_asked


_NAMES = frozenset(("thing", "attr", "part", "page", "report", "kind"))
