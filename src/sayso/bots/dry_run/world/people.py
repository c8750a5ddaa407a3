"""``bot.sayso`` of a case: what a bot keeps, asks and tells there, in memory."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sayso.bots.details import Reaches
from sayso.bots.host import limits
from sayso.bots.host.bodies import NoticeBody
from sayso.bots.host.notification_grant import demand_way
from sayso.bots.host.ports import Json, Said


@dataclass(frozen=True, slots=True)
class Question:
    """What a person was asked, and what they decided, if they did."""

    text: str
    decision: bool | None


class MadeUpKeeping:
    """Keeps what a bot says for as long as the case lasts."""

    def __init__(self, state: Mapping[str, Any], approvals: Mapping[str, bool], reaches: Reaches) -> None:
        self._approvals = approvals
        self._reaches = reaches
        self.kept = deepcopy(dict(state))
        self.notices: list[NoticeBody] = []
        self.questions: list[Question] = []

    async def state(self) -> dict[str, Any]:
        """All that the bot keeps."""
        return self.kept

    async def value(self, key: str) -> Json | None:
        """A value that it keeps."""
        return Json.of(self.kept[key]) if key in self.kept else None

    async def keep(self, key: str, value: Json) -> None:
        """Keep a value, as far as there would be room."""
        kept = {**self.kept, key: value.value}
        limits.demand_state(len(kept), sum(Json.of(one).size for one in kept.values()))
        self.kept = kept

    async def forget(self, key: str) -> None:
        """Forget a value."""
        self.kept.pop(key, None)

    async def step(self, name: str, value: Json, seconds: float) -> None:
        """A step is done; a run of a case is never taken up again."""

    async def calls(self, calls: Mapping[str, Json]) -> None:
        """Calls were made."""

    async def approve(self, number: int, text: str, calls: Mapping[str, Json]) -> Said:
        """What the case lets a person decide."""
        del number, calls
        said = text.casefold()
        decision = next(
            (decided for part, decided in self._approvals.items() if part == "*" or part.casefold() in said),
            None,
        )
        self.questions.append(Question(text, decision))
        return Said(decision)

    async def notify(self, notice: NoticeBody) -> None:
        """Nobody is told; it is noted who would be."""
        demand_way(self._reaches, notice)
        limits.demand_count("notices", len(self.notices) + 1, limits.MOST_NOTICES)
        self.notices.append(notice)
