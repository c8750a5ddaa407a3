"""One cell of the permission matrix: its place in the spec, and the sentence when it does not hold."""

from collections.abc import Callable
from dataclasses import dataclass

from sayso.proofs.attempts import Outcome, Verdict
from sayso.proofs.scene import Scene
from sayso.proofs.types import Actor, Reply
from sayso.spec.model import Action

MATRIX = "permissions"
FIELDS = "fields"
SITES = "sites"
DATABASE = "directly in the database"
API = "through the API"


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody, something and what is done with it; ``whose`` says which rows are meant."""

    actor: Actor
    entity: str
    action: Action
    whose: str = ""
    field: str | None = None
    kind: str = MATRIX

    @property
    def path(self) -> str:
        """The place in the spec; the same whether a rule stands there or none does."""
        if not self.actor.role:
            return f"entities.{self.entity}"
        start = f"permissions.rules.{self.actor.role}.{self.entity}"
        return f"{start}.fields.{self.field}" if self.field else f"{start}.{self.action.value}"

    def sentence(self, label: str, where: str, *, allowed: bool) -> str:
        """What went otherwise than the matrix says."""
        who = f"“{self.actor.role}”" if self.actor.role else "Someone without a role"
        what = f"the field “{self.field}” of " if self.field else ""
        done = f"{self.action.value} {what}{self.whose}{' ' if self.whose else ''}{label.lower()}"
        if allowed:
            return f"{who} could not {done} {where}, although a rule allows it."
        return f"{who} could {done} {where}, which no rule allows."


def judged(scene: Scene, cell: Cell, *, allowed: bool) -> Callable[[Outcome], None]:
    """Holds the outcome of a statement against what the matrix says."""

    def judge(outcome: Outcome) -> None:
        if outcome.verdict is Verdict.BROKEN:
            scene.findings.fail("proof-broken", cell.path, f"{outcome.message} ({outcome.state})")
            return
        said = f" The database said: {outcome.message}" if outcome.message else ""
        scene.findings.expect(
            cell.kind,
            allowed=allowed,
            was_allowed=outcome.verdict is Verdict.PERMITTED,
            code="proof-permission",
            path=cell.path,
            message=cell.sentence(scene.label(cell.entity), DATABASE, allowed=allowed) + said,
        )

    return judge


def judge_reply(scene: Scene, cell: Cell, reply: Reply, *, allowed: bool) -> None:
    """Holds an answer of the API against what the matrix says.

    What a rule of the application or a limit stops (409, 422) was let through by the matrix.
    """
    if reply.status >= 500:
        scene.findings.fail(
            "proof-broken", cell.path, f"The API broke ({reply.status}) when this was tried: {reply.detail}"
        )
        return
    said = f" The answer was {reply.status}: {reply.detail}" if reply.detail else ""
    scene.findings.expect(
        cell.kind,
        allowed=allowed,
        was_allowed=reply.status not in {401, 403, 404},
        code="proof-permission",
        path=cell.path,
        message=cell.sentence(scene.label(cell.entity), API, allowed=allowed) + said,
    )
