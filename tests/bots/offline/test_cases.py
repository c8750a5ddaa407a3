"""Bots that rules write pass their own cases in the sandbox, and break where the code is broken."""

from dataclasses import replace

import pytest

from sayso.bots.details import BotDetails
from sayso.bots.dry_run.service import try_cases
from sayso.bots.offline.writer import draft_of
from sayso.bots.types import Report
from sayso.devloop.programs.types import Draft
from sayso.sandbox.service import OsSandbox
from tests.bots.offline.modules import bot_facts
from tests.bots.offline.spoken import spoken

SHARE = [(apps, text) for apps, text, wanted in spoken("spoken") if not wanted[0].startswith(("!", "no"))][
    ::3
]


async def tried(sandbox: OsSandbox, draft: Draft, apps: tuple[str, ...]) -> Report:
    details = draft.details
    assert isinstance(details, BotDetails)
    modules = bot_facts(*apps)["modules"]
    return await try_cases(sandbox, draft.code, details, details.cases, modules=modules)


@pytest.mark.rotating(5)
@pytest.mark.parametrize(("apps", "text"), SHARE, ids=[text[:60] for _, text in SHARE])
async def test_a_bot_does_what_its_cases_say(sandbox: OsSandbox, apps: tuple[str, ...], text: str) -> None:
    draft = draft_of(text, bot_facts(*apps, text=text))
    assert isinstance(draft, Draft), draft
    report = await tried(sandbox, draft, apps)
    assert report.ok, [(one.name, one.wrong) for one in report.results if not one.ok]
    assert len(report.results) >= 2


async def test_cases_notice_a_watch_that_always_tells(sandbox: OsSandbox) -> None:
    text = "Tell me when the price at https://api.market.example/wheat goes above 220"
    draft = draft_of(text, bot_facts("farm", text=text))
    assert isinstance(draft, Draft)
    broken = replace(draft, code=draft.code.replace("is_so = value > ctx.config", "is_so = 1 or ctx.config"))
    assert broken.code != draft.code
    assert not (await tried(sandbox, broken, ("farm",))).ok


async def test_a_bot_that_asks_first_tells_nobody_until_somebody_agrees(sandbox: OsSandbox) -> None:
    text = "When an order is cancelled, tell me, but ask me first"
    draft = draft_of(text, bot_facts("shop", text=text))
    assert isinstance(draft, Draft)
    assert "ctx.approve(" in draft.code
    assert (await tried(sandbox, draft, ("shop",))).ok


async def test_new_rows_belong_to_what_was_answered(sandbox: OsSandbox) -> None:
    apps, text = ("helpdesk", "ngo"), "When a ticket is resolved create a task"
    draft = draft_of(text, bot_facts(*apps, text=text, answers={"volunteer": "Anna"}))
    assert isinstance(draft, Draft), draft
    assert (await tried(sandbox, draft, apps)).ok
