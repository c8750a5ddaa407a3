"""Which command each part of a message belongs to, where the reading leaves a command without its object."""

import itertools
import re

from sayso.reader.types import COMMANDS, Reading

from .shares import share

_OBJECTS = frozenset(
    ("thing", "attr", "one", "many", "option", "state", "role", "actor", "page", "part", "report", "must",
     "limit", "default", "measure")
)  # fmt: skip
_END = re.compile(r"[.!?;\n]")
_OF = re.compile(r"\s+(?:of|for|on|at)\s+(?:(?:an?|the|each|every|our|their|all)\s+)*")
_OF_WHAT = re.compile(r"\s+(?:of\s+)?(?:(?:an?|the|each|every|our|their|all)\s+)*")
_LISTED = frozenset(("attr", "option", "state", "one", "many"))
_AND = re.compile(
    r"\s*(?:,|;|/|&|,?\s*(?:and|or|then|even|also|as well as)\b)+"
    r"(?:\s*(?:when|while|if|even|then|also|an?|the|its?|it's|their|they're|is|are))*\s*"
)
_IT = re.compile(r"\b(?:it|that|this|them|those)\b")
_POSSESSIVE = re.compile(r"['’]s?\s+")
_CHART = re.compile(r"\b(?:chart|graph|pie|bars?|diagram|plot)\b")
_FIGURES = frozenset(("measure", "group", "period", "thing", "attr", "part"))
_PLACES = frozenset(("part", "page", "where", "kind"))
_NEEDS_NONE = frozenset(("undo",))


def hang(heads: list[int | None], at: int, head: int | None) -> None:
    """Give a span another head; where that hangs on the span itself, it stays as it is."""
    above = head
    while above is not None and above != at:
        above = heads[above]
    if above is None:
        heads[at] = head


def heads_of(reading: Reading) -> list[int | None]:
    """The heads of all spans; a command that nothing hangs on gets what is free beside it in its sentence.

    What follows it comes before what stands in front of it. A command without any object is left alone.
    """
    heads = share(reading, _repaired(reading))
    commands = [at for at, span in enumerate(reading.spans) if span.role in COMMANDS and heads[at] is None]
    for at in commands:
        if reading.spans[at].role in _NEEDS_NONE or any(
            head == at and reading.spans[one].role in _OBJECTS for one, head in enumerate(heads)
        ):
            continue
        near = _value_before(reading, heads, at) if reading.spans[at].role == "remove" else []
        after = _run(reading, heads, at, 1)
        is_it = _IT.search(reading.spans[at].text.lower()) is not None
        for run in (near, after) if near and is_it else (after, near, _run(reading, heads, at, -1)):
            if run:
                for one in run:
                    hang(heads, one, at)
                break
        else:
            for one in _choices_after(reading, heads, at):
                hang(heads, one, at)
    _join_figures(reading, heads, commands)
    _join_measure(reading, heads, commands)
    return heads


def _join_measure(reading: Reading, heads: list[int | None], commands: list[int]) -> None:
    """What is measured right behind a command that only says how it is drawn: *show how many … as bars*."""
    for at in commands:
        below = {span.role for one, span in enumerate(reading.spans) if _is_below(heads, one, at)}
        if reading.spans[at].role not in {"add", "show"} or not below <= {"part"}:
            continue
        for one in range(at + 1, len(heads)):
            inner = {span.role for i, span in enumerate(reading.spans) if _is_below(heads, i, one)}
            if heads[one] is None and reading.spans[one].role == "thing" and "measure" in inner:
                hang(heads, one, at)


def _choices_after(reading: Reading, heads: list[int | None], at: int) -> list[int]:
    """Choices right after a command that were said of a value before it: *and take blue out of it*."""
    found: list[int] = []
    for one in range(at + 1, len(heads)):
        head = heads[one]
        gap = reading.text[reading.spans[one - 1].end : reading.spans[one].start]
        is_choice = reading.spans[one].role == "option" and head is not None and head < at
        if not is_choice or (found and not _AND.fullmatch(gap.lower())) or _END.search(gap):
            break
        found.append(one)
    return found


def _join_figures(reading: Reading, heads: list[int | None], commands: list[int]) -> None:
    """Figures that are asked for before the command that says where to: *how many … ? Put that on Home*."""
    for number, at in enumerate(commands):
        below = {span.role for one, span in enumerate(reading.spans) if _is_below(heads, one, at)}
        if reading.spans[at].role not in {"add", "show"} or not below <= _PLACES:
            continue
        start = commands[number - 1] + 1 if number else 0
        roots = [
            one for one in range(start, at) if heads[one] is None and reading.spans[one].role in _FIGURES
        ]
        said = {
            span.role for one, span in enumerate(reading.spans)
            if any(one == root or _is_below(heads, one, root) for root in roots)
        }  # fmt: skip
        if said & {"measure", "group"} and not said & COMMANDS:
            for root in roots:
                hang(heads, root, at)


def _is_below(heads: list[int | None], one: int, root: int) -> bool:
    above = heads[one]
    while above is not None and above != root:
        above = heads[above]
    return above == root


def _swap(heads: list[int | None], at: int, owner: int) -> None:
    """Let a span hang on its owner, which hangs where the span did."""
    above, heads[at] = heads[at], None
    hang(heads, owner, above)
    hang(heads, at, owner)


def _join_lists(reading: Reading, heads: list[int | None]) -> None:
    """What goes on with a list hangs where the list hangs: *while it is booked, or even in progress*."""
    for at, (before, span) in enumerate(itertools.pairwise(reading.spans), 1):
        if (
            heads[at] is None
            and span.role == before.role
            and span.role in _LISTED
            and heads[at - 1] not in {None, at}
            and _AND.fullmatch(reading.text[before.end : span.start].lower())
        ):
            hang(heads, at, heads[at - 1])


def _join_choices(reading: Reading, heads: list[int | None]) -> None:
    """A choice without a head is one of the only value that its sentence names."""
    for at, span in enumerate(reading.spans):
        if span.role == "option" and heads[at] is None and (value := _value_of(reading, at)) is not None:
            hang(heads, at, value)


def _repaired(reading: Reading) -> list[int | None]:
    """Heads with what grammar tells for sure: in *the phone of a student* the phone is a student's."""
    heads = [span.head for span in reading.spans]
    _join_lists(reading, heads)
    _join_choices(reading, heads)
    for at, span in enumerate(reading.spans[:-1]):
        following = reading.spans[at + 1]
        between = reading.text[span.end : following.start].lower()
        if span.role == "attr" and following.role == "thing" and _OF.fullmatch(between):
            if heads[at] != at + 1 and heads[at + 1] in {None, heads[at]}:
                _swap(heads, at, at + 1)
            elif heads[at] is None:
                hang(heads, at, at + 1)
        elif (
            span.role == "thing"
            and following.role == "attr"
            and _POSSESSIVE.fullmatch(between)
            and heads[at + 1] != at
            and heads[at] in {None, heads[at + 1]}
        ):
            _swap(heads, at + 1, at)
    _join_measured(reading, heads)
    figure = next((at for at, span in enumerate(reading.spans) if span.role in {"measure", "group"}), None)
    for at, span in enumerate(reading.spans):
        if (
            figure is not None
            and heads[at] is None
            and span.role == "part"
            and _CHART.search(span.text.lower())
        ):
            root = figure
            while (above := heads[root]) is not None:
                root = above
            hang(heads, at, root)
    return heads


def _value_of(reading: Reading, at: int) -> int | None:
    """The only value of a sentence that a choice without a head is one of."""
    spans = reading.spans
    beside = [
        one for one, span in enumerate(spans)
        if span.role == "attr"
        and not _END.search(reading.text[min(span.end, spans[at].end) : max(span.start, spans[at].start)])
    ]  # fmt: skip
    return beside[0] if len(beside) == 1 else None


def _value_before(reading: Reading, heads: list[int | None], at: int) -> list[int]:
    """The value right before a verb that ends its clause: *authors have a phone, so the address can go*."""
    before = next(
        (one for one in reversed(range(at)) if reading.spans[one].role not in {"talk", "kind"}), None
    )
    if (
        before is None
        or reading.spans[before].role != "attr"
        or _END.search(reading.text[reading.spans[before].end : reading.spans[at].start])
    ):
        return []
    above = before
    while (head := heads[above]) is not None:
        above = head
    is_bare = not any(head == before for head in heads)
    return (
        [before] if is_bare and reading.spans[above].role not in {*COMMANDS, "neg", "may", "maynot"} else []
    )


def _join_measured(reading: Reading, heads: list[int | None]) -> None:
    """A value right after a word like *how many* is what that measures."""
    for at, (before, span) in enumerate(itertools.pairwise(reading.spans), 1):
        gap = reading.text[before.end : span.start].lower()
        if span.role == "attr" and heads[at] is None and before.role == "measure" and _OF_WHAT.fullmatch(gap):
            hang(heads, at, at - 1)


def _run(reading: Reading, heads: list[int | None], at: int, step: int) -> list[int]:
    """What stands free in one direction, up to the next command or the end of the sentence."""
    found: list[int] = []
    one = at + step
    while 0 <= one < len(heads):
        span = reading.spans[one]
        between = (
            reading.text[reading.spans[at].end : span.start]
            if step > 0
            else reading.text[span.end : reading.spans[at].start]
        )
        if _END.search(between) or (span.role in COMMANDS and heads[one] is None):
            break
        if heads[one] is None and span.role in _OBJECTS:
            found.append(one)
        one += step
    return found
