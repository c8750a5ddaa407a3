"""A model writes the code of a component; what does not pass every check is mended or left out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.react.lower import lower
from sayso.design.agents.prompt_fence import one_line
from sayso.design.replies import quoted
from sayso.errors import NotFoundError
from sayso.kit.words import sentence, snake
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Models, Reply, Role
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType

from .code_extraction import read_code
from .component_checker import ComponentChecker
from .component_placement import place_of
from .component_prompt import ask_for, mending
from .kinds import refusal
from .types import Attempt, Checker, Written

MOST_ATTEMPTS = 3
_MOST_REPLIES = 9
"""With those remembered from an earlier request, which are no attempts: asking again goes on from them."""
_MOST_TOLD = 3


class ComponentWriter:
    """Has the code role write components; without a ``checker`` each is checked as its module would be."""

    def __init__(self, models: Models, checker: Checker | None = None) -> None:
        self._models = models
        self._checker = checker

    async def write(
        self,
        spec: AppSpec,
        component_id: str,
        asked: str,
        *,
        drafts: Sequence[FileDraft],
        present: str | None,
        tell: Callable[[str], None],
    ) -> Written:
        """The file of a component as its words ask for, checked; at most three attempts.

        Args:
            spec: the application.
            component_id: a component of type custom.
            asked: what a person wants it to show and do.
            drafts: all files of the module, hand edits merged in.
            present: what the file holds now; none where nobody has changed what was generated.
            tell: hears in a few words how far it is.

        Raises:
            NotFoundError: when there is no such custom component.
        """
        index = SpecIndex(spec)
        component = custom_component(spec, component_id)
        path = place_of(component)
        base = next(draft for draft in lower(index) if draft.path == path)
        work = _Work(component, base, present if present not in {None, base.text} else None, drafts)
        if not self._models.has(Role.CODE):
            return work.given_up((refusal(asked),))
        checker = self._checker or ComponentChecker(spec, component)
        tell(f"Writing the {work.called}.")
        before = await checker.check(work.with_text(work.present)) if work.present is not None else ()
        first = ask_for(
            index, component, asked, drafts, base=base.text, present=work.present, findings=_errors(before)
        )
        return await self._attempts(work, first, checker, tell)

    async def _attempts(
        self, work: "_Work", first: Ask, checker: Checker, tell: Callable[[str], None]
    ) -> Written:
        ask, written = first, 0
        while written < MOST_ATTEMPTS and len(work.attempts) < _MOST_REPLIES:
            try:
                reply = await self._models.ask(ask)
            except ModelsUnavailableError as error:
                return work.given_up((f"The {work.called} was not written. {error.message}",))
            read = read_code(reply)
            tell(f"Checking the {work.called}.")
            findings = _errors(await checker.check(work.with_text(read.code))) if read.code else [_NO_CODE]
            work.attempts.append(_attempt(read.code, findings, reply))
            if not findings:
                return work.done(read.code, quoted(one_line(read.explanation, 600)))
            written += not reply.is_remembered
            if written < MOST_ATTEMPTS:
                things = "1 thing" if len(findings) == 1 else f"{len(findings)} things"
                tell(f"Mending {things} in the {work.called} (attempt {written + 1} of {MOST_ATTEMPTS}).")
                before = sum(one.code == read.code for one in work.attempts) - 1
                ask = replace(first, exchange=(mending(reply.text, findings, before),))
        return work.given_up(_failure(work))


def custom_component(spec: AppSpec, component_id: str) -> Component:
    """The component of this id whose code may be written.

    Raises:
        NotFoundError: when there is none.
    """
    for component in spec.components:
        if component.id == component_id and component.type is ComponentType.CUSTOM:
            return component
    raise NotFoundError(
        "There is no custom component of this id.",
        hint="Only components of type custom have code of their own.",
    )


class _Work:
    """One component being written: its files, and what was tried so far."""

    def __init__(
        self, component: Component, base: FileDraft, present: str | None, drafts: Sequence[FileDraft]
    ) -> None:
        self.called = sentence(snake(component.name)).lower()
        self.present = present
        self.attempts: list[Attempt] = []
        self._base = base
        self._drafts = drafts

    def with_text(self, text: str) -> list[FileDraft]:
        """The module's files with this one in place of the component's."""
        others = [draft for draft in self._drafts if draft.path != self._base.path]
        return sorted([*others, replace(self._base, text=text)], key=lambda draft: draft.path)

    def done(self, text: str, explanation: str) -> Written:
        """The file passed."""
        notices = (explanation,) if explanation else ()
        return Written(self._base.path, text, tuple(self.attempts), notices, ok=True)

    def given_up(self, notices: tuple[str, ...]) -> Written:
        """What was there before stays."""
        kept = self._base.text if self.present is None else self.present
        return Written(self._base.path, kept, tuple(self.attempts), notices)


_NO_CODE = Diagnostic(
    code="component-no-code",
    level=Level.ERROR,
    path="reply",
    message="The reply holds no file.",
    hint="Answer with the whole file in one fenced block that begins with ```tsx.",
)


def _attempt(code: str, findings: Sequence[Diagnostic], reply: Reply) -> Attempt:
    return Attempt(code, tuple(findings), reply.model, reply.usage, reply.cost)


def _errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.level is Level.ERROR]


def _failure(work: _Work) -> tuple[str, ...]:
    """Says that the last attempt did not pass either, and what was wrong with it."""
    findings = work.attempts[-1].findings
    told = "; ".join(one_line(one.message, 200) for one in findings[:_MOST_TOLD])
    stays = "what was generated" if work.present is None else "what was there before"
    said = (
        f"The {work.called} did not work out in {len(work.attempts)} attempts, so {stays} stays. "
        f"What was wrong in the end: {told}"
    )
    return said, "Ask for less at once, or write the file by hand."
