"""Edits that move rows in a way of their own, which comparing two revisions does not show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.spec.edits import Edit
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Transform:
    """What an edit says about rows."""


def transforms_of(edits: Sequence[Edit], before: AppSpec, *, backward: bool = False) -> tuple[Transform, ...]:
    """What ``edits``, applied to ``before``, say about rows; the other way round for going back."""
    return ()
