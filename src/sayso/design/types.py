"""What a designer gives back, and the seam that every designer implements."""

from dataclasses import dataclass
from typing import Protocol

from sayso.kit.ids import IdSource
from sayso.spec.edits import Edit
from sayso.spec.model import Assumption


@dataclass(frozen=True, slots=True)
class Question:
    """Something essential that the words leave open; ``suggestions`` are answers a person may pick."""

    text: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits that turn the present spec into the wished one, with what was asked and assumed on the way."""

    edits: tuple[Edit, ...] = ()
    questions: tuple[Question, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    reply: str = ""


class Designer(Protocol):
    """Turns a description into edits of an empty spec."""

    def design(self, text: str, ids: IdSource) -> Proposal:
        """Read ``text``; a text that cannot be read gives a question and no edits."""
        ...
