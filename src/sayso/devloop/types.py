"""What passes between those who want a component written and those who write and check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from sayso.compiler.draft import FileDraft
from sayso.llm.types import Usage
from sayso.spec.diagnostics import Diagnostic


class Checker(Protocol):
    """Says what is wrong with a module's files once a component of it was written."""

    async def check(self, drafts: Sequence[FileDraft]) -> Sequence[Diagnostic]:
        """Everything that is wrong, at once; nothing when the files hold."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """One file a model wrote, what was found in it, and what it took; no code where none was in the reply."""

    code: str
    findings: tuple[Diagnostic, ...]
    model: str
    usage: Usage
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the wish for a component.

    ``text`` is the file that passed, else what was there before: the ``present`` text, or the generated one.
    ``notices`` say in words for the person what was made, or what did not work out.
    """

    path: str
    text: str
    attempts: tuple[Attempt, ...] = ()
    notices: tuple[str, ...] = ()
    ok: bool = False
