"""Readings become the edits that were asked for, all of them, or a question: see ``cases*.txt``.

A case is an annotated message to the application named above it. ``+`` are its edits in words, ``?`` is what
of it was not understood, and why; then nothing changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from training.annotations import Message, message

from sayso.design.name_lookup.situation import Focus
from sayso.design.resolver import resolve
from sayso.kit.ids import SeededIds
from sayso.reader.types import Reading, Span
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import apply, each_said

from .applications import application


@dataclass(frozen=True)
class Case:
    """A message with what becomes of it."""

    lines: tuple[str, ...]
    message: Message
    edits: tuple[str, ...]
    problems: tuple[str, ...]


def cases() -> Iterator[Case]:
    lines: list[str] = []
    line = ""
    edits: list[str] = []
    problems: list[str] = []

    def made() -> Iterator[Case]:
        if line:
            yield Case(tuple(lines), message(line, "refinement", ""), tuple(edits), tuple(problems))

    files = sorted(Path(__file__).parent.glob("cases*.txt"))
    for text in "\n".join(file.read_text(encoding="utf-8") for file in files).splitlines():
        if text.startswith(("%%", "- ")):
            yield from made()
            line, edits, problems = "", [], []
        if text.startswith("%%"):
            lines = []
        elif text.startswith("@"):
            lines.append(text)
        elif text.startswith("- "):
            line = text[2:]
        elif text.startswith("  + "):
            edits.append(text[4:])
        elif text.startswith("  ? "):
            problems.append(text[4:])
    yield from made()


def reading_of(one: Message) -> Reading:
    """The reading that the annotation of a message says, sure of everything."""
    order = sorted(range(len(one.spans)), key=lambda at: one.spans[at].start)
    place = {at: number for number, at in enumerate(order)}
    spans = []
    for at in order:
        span = one.spans[at]
        head = None if span.head is None else place[span.head]
        spans.append(Span(one.text[span.start : span.end], span.role, span.start, span.end, head, 1.0))
    return Reading(one.text, one.mode, tuple(spans))


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.message.text[:60])
def test_a_message_is_done_as_a_whole_or_asked_about(case: Case) -> None:
    spec = application(case.lines)
    found = resolve(reading_of(case.message), spec, SeededIds(5), Focus())
    if case.problems:
        assert not found.is_whole
        first = found.problems[0]
        assert (f"{first.words} | {first.why}" if first.why else first.words) == case.problems[0]
        return
    assert found.is_whole, found.problems
    assert tuple(each_said(spec, found.edits)) == case.edits
    after = apply(spec, found.edits)
    assert after.ok
    assert not has_errors(check(after.spec))
