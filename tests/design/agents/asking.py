"""Wishes worked on by designers over model servers that speak over HTTP, and what was told meanwhile."""

from dataclasses import dataclass
from typing import Any

from sayso.design.agents.layout import LayoutDesigner
from sayso.design.agents.progress import Telling
from sayso.design.agents.schema import SchemaDesigner
from sayso.design.types import (
    Agent,
    Decision,
    Edited,
    News,
    Outcome,
    Replied,
    Subject,
    Verdict,
    Wish,
)
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec
from tests.support.models import Json, Request, Script, model_server, models_for

REFINEMENT = Verdict(Decision.REFINEMENT, Subject.SCHEMA, Agent.SCHEMA, by_rule=False)


@dataclass
class Told:
    """What came of a wish, the requests that were made for it, and the news on the way."""

    outcome: Outcome
    requests: list[Request]
    news: list[News]

    @property
    def reply(self) -> str:
        """What was said piece by piece."""
        return "".join(one.text for one in self.news if isinstance(one, Replied))

    @property
    def sentences(self) -> list[str]:
        """The edits in words."""
        return [one.sentence for one in self.news if isinstance(one, Edited)]

    @property
    def names(self) -> set[str]:
        """The entities there are now."""
        return {entity.name for entity in self.outcome.spec.entities}


def wish(text: str, spec: AppSpec | None = None, **more: Any) -> Wish:
    """A message about an application, or a first description."""
    return Wish(text, spec if spec is not None else empty_spec(), SeededIds(text[:200]), **more)


def edits(*items: Any, reply: str = "Done.", **more: Any) -> dict[str, Any]:
    """An answer with these edits."""
    return {"reply": reply, "edits": list(items), **more}


async def designed(text: str, *script: Any) -> Told:
    """A first description, answered by this script."""
    async with model_server(steps(script)) as server:
        news: list[News] = []
        first, telling = wish(text), Telling(news.append)
        outcome = await SchemaDesigner(models_for(server)).design(first, telling.relay)
        return Told(telling.finish(first.spec, outcome), list(server.requests), news)


async def refined(text: str, spec: AppSpec, *script: Any, layout: bool = False, **more: Any) -> Told:
    """A message about an application, answered by this script."""
    async with model_server(steps(script)) as server:
        models = models_for(server)
        news: list[News] = []
        designer = LayoutDesigner(models) if layout else SchemaDesigner(models)
        telling = Telling(news.append)
        outcome = await designer.refine(wish(text, spec, **more), REFINEMENT, telling.relay)
        return Told(telling.finish(spec, outcome), list(server.requests), news)


def steps(script: tuple[Any, ...]) -> Script:
    """Plain data is answered as JSON; the last step goes on for ever."""
    made = [one if not isinstance(one, dict | list | str | int | None) else Json(one) for one in script]
    served = iter(made)

    def serve(request: Request) -> Any:
        step = next(served, made[-1])
        return step(request) if callable(step) else step

    return serve
