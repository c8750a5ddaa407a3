"""A warm sandbox, a help desk as facts, and a short way to try a bot."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from sayso.bots.details import BotDetails, Case, Reaches
from sayso.bots.dry_run.service import try_cases
from sayso.bots.types import CaseResult
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.grants import ModuleGrant
from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings
from sayso.spec.model import Action

DESK: ModuleFacts = {
    "slug": "desk",
    "name": "Help desk",
    "role": "owner",
    "time_zone": "Europe/Berlin",
    "entities": [
        {
            "name": "ticket",
            "label": "Ticket",
            "collection": "tickets",
            "fields": [
                {"name": "subject", "label": "Subject", "type": "text", "required": True},
                {"name": "hours", "label": "Hours", "type": "decimal"},
                {"name": "due", "label": "Due", "type": "date"},
                {"name": "seen_at", "label": "Seen", "type": "datetime"},
                {"name": "urgent", "label": "Urgent", "type": "boolean"},
                {
                    "name": "kind",
                    "label": "Kind",
                    "type": "enum",
                    "options": [{"name": "bug", "label": "Bug"}, {"name": "wish", "label": "Wish"}],
                },
                {"name": "age", "label": "Age", "type": "integer", "computed": True},
                {"name": "created_at", "label": "Created", "type": "datetime"},
            ],
            "relations": [{"name": "agent", "entity": "agent", "label": "Agent"}],
            "state_field": "status",
            "states": [
                {"name": "open", "label": "Open"},
                {"name": "doing", "label": "Doing"},
                {"name": "done", "label": "Done"},
            ],
            "initial": "open",
            "transitions": [
                {"name": "start", "label": "Start", "from_state": "open", "to_state": "doing"},
                {"name": "finish", "label": "Finish", "from_state": "doing", "to_state": "done"},
            ],
        },
        {
            "name": "agent",
            "label": "Agent",
            "collection": "agents",
            "fields": [{"name": "name", "label": "Name", "type": "text"}],
            "actions": ["read"],
        },
    ],
    "reports": [{"name": "per_agent", "title": "Per agent", "entity": "ticket"}],
}
ALL = tuple(Action)


def details(**parts: Any) -> BotDetails:
    """A bot that may do everything with the help desk and reach one host."""
    reaches: dict[str, Any] = {
        "reach": "listed",
        "hosts": ("api.example",),
        "modules": (ModuleGrant(slug="desk", actions=ALL),),
        "notifies": ("product", "email", "webhook"),
        **parts.pop("reaches", {}),
    }
    return BotDetails(name="Watcher", reaches=Reaches(**reaches), **parts)


class Trial:
    """Tries bots."""

    def __init__(self, sandbox: OsSandbox) -> None:
        self.sandbox = sandbox

    async def __call__(
        self,
        code: str,
        given: dict[str, Any] | None = None,
        expect: dict[str, Any] | None = None,
        *,
        runs: int = 1,
        like: BotDetails | None = None,
    ) -> CaseResult:
        """What becomes of one case."""
        case = Case.model_validate(
            {"name": "A case", "given": given or {}, "expect": expect or {}, "runs": runs}
        )
        report = await try_cases(self.sandbox, code, like or details(), [case], modules=[DESK])
        return report.results[0]

    async def gives(self, code: str, value: Any, given: dict[str, Any] | None = None, **more: Any) -> None:
        """See that an expression about the help desk gives a value in a made-up world."""
        body = f"def run(ctx, input):\n    desk = ctx.rows('desk')\n    return [{code}]"
        found = await self(body, given, {"result": [value]}, **more)
        assert found.wrong == ()


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[OsSandbox]:
    async with OsSandbox.cold(Settings()).open() as sandbox:
        yield sandbox


@pytest.fixture
def trial(sandbox: OsSandbox) -> Trial:
    return Trial(sandbox)
