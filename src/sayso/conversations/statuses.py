"""Which status a session may take after which, and the one it has when nothing is being worked on."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.conversations.line import Line
from sayso.conversations.types import Session, Status
from sayso.errors import ConflictError

_S = Status
FOLLOWS: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        _S.DRAFTING: frozenset({_S.GENERATING, _S.REVIEWING, _S.COMPLETE, _S.CANCELLED}),
        _S.GENERATING: frozenset({_S.DRAFTING, _S.REVIEWING, _S.COMPLETE, _S.FAILED, _S.CANCELLED}),
        _S.REVIEWING: frozenset({_S.GENERATING, _S.COMPLETE, _S.CANCELLED}),
        _S.COMPLETE: frozenset({_S.GENERATING, _S.REVIEWING}),
        _S.FAILED: frozenset({_S.GENERATING, _S.REVIEWING, _S.COMPLETE, _S.CANCELLED}),
        _S.CANCELLED: frozenset(),
    }
)


def demand_transition(known: Session, status: Status) -> None:
    """Refuse a status that does not follow on the present one."""
    if status is not known.status and status not in FOLLOWS[known.status]:
        raise ConflictError(
            f"A session that is {known.status.value} does not become {status.value}.",
            hint="Look at the session again.",
        )


def settled(known: Session, line: Line) -> Status:
    """The status when nothing is being worked on."""
    if not line.revisions:
        return Status.DRAFTING
    if line.has_unpublished(known):
        return Status.REVIEWING
    has_only_begun = len(line.revisions) == 1 and not line.revisions[0].sentences
    return Status.DRAFTING if has_only_begun else Status.COMPLETE
