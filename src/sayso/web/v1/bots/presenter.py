"""Bots as the API shows them."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from sayso.bots.details import Reaches
from sayso.bots.overviews import Overview, Standing
from sayso.bots.service import Bots
from sayso.bots.types import Bot, BotStatus, Counters, Message, Report, Version
from sayso.mail import Mail
from sayso.web.services import Services
from sayso.web.v1.bots.access import Onlooker
from sayso.web.v1.bots.views import (
    BotLine,
    BotMessageView,
    BotPersonView,
    BotReachesView,
    BotVersionLine,
    BotVersionView,
    BotView,
    CaseResultView,
    CountersView,
    GrantView,
    PolicyView,
    ReportView,
    TriggerView,
)


async def bot_lines(bots: Bots, onlooker: Onlooker, overviews: Sequence[Overview]) -> dict[UUID, BotLine]:
    """Bots in a list, by their ids."""
    triggers = [one for overview in overviews for one in overview.triggers]
    views = iter(await trigger_views(bots, onlooker.agency_id, triggers))
    return {one.bot.id: _line(onlooker, one, list(islice(views, len(one.triggers)))) for one in overviews}


def _line(onlooker: Onlooker, overview: Overview, triggers: list[TriggerView]) -> BotLine:
    """A bot in a list. Its parts are ours and of the right types, so that none is checked: lists are long."""
    bot, owner = overview.bot, overview.owner
    return BotLine.model_construct(
        id=bot.id,
        name=bot.name,
        description=bot.description,
        asked=bot.asked,
        status=bot.status.value,
        stage=bot.stage.value,
        notice=bot.notice,
        progress=bot.progress,
        version=bot.version,
        candidate=overview.candidate,
        author=overview.author,
        owner=BotPersonView.model_construct(id=owner.id, name=owner.name) if owner else None,
        triggers=triggers,
        counters=_counters(bot.counters),
        next_run_at=overview.next_run_at if bot.status is BotStatus.ACTIVE else None,
        approvals=overview.approvals,
        may_edit=onlooker.may_edit(overview),
        created_at=bot.created_at,
        updated_at=bot.updated_at or bot.created_at,
    )


async def bot_view(services: Services, onlooker: Onlooker, bot_id: UUID) -> BotView:
    """A bot as it is now."""
    shown = await services.bots.show(onlooker.agency_id, bot_id)
    bot, details = shown.overview.bot, shown.details
    line = (await bot_lines(services.bots, onlooker, [shown.overview]))[bot.id]
    return BotView(
        **dict(line),
        suggestions=list(bot.suggestions),
        requirements=bot.requirements,
        questions=list(shown.questions),
        config=bot.config,
        config_fields=list(details.config) if details else [],
        policy=PolicyView.model_validate(bot.policy, from_attributes=True),
        reaches=await reaches_view(services, bot, details.reaches if details else Reaches()),
        time_zone=bot.time_zone,
        follow_after=shown.told,
    )


async def reaches_view(services: Services, bot: Bot, reaches: Reaches) -> BotReachesView:
    """What a bot may use, and the roles that its owner has where it works."""
    modules = []
    for one in reaches.modules:
        name, role = await services.program_modules.role(bot.agency_id, bot.user_id, one.slug)
        modules.append(
            GrantView(
                slug=one.slug, name=name, role=role, entities=list(one.entities), actions=list(one.actions)
            )
        )
    return BotReachesView(
        reach=reaches.reach,
        hosts=list(reaches.hosts),
        modules=modules,
        secrets=list(reaches.secrets),
        notifies=list(reaches.notifies),
        missing=_missing(services.mail, reaches, modules),
    )


def _missing(mail: Mail, reaches: Reaches, modules: Sequence[GrantView]) -> list[str]:
    """What it would ask for in vain."""
    said = [
        f"Its owner may not enter {one.name}. Give them a role there, or let somebody else own the bot."
        for one in modules
        if one.role is None
    ]
    if "email" in reaches.notifies and not mail.is_set_up:
        said.append("This Sayso sends no e-mail yet. Whoever runs it sets SAYSO_SMTP_URL to a mail server.")
    return said


async def trigger_views(bots: Bots, agency_id: UUID, standings: Sequence[Standing]) -> list[TriggerView]:
    """What sets bots off, with what people call the things that it points to."""
    said = await bots.triggers.words(agency_id, [one.spec for one in standings])
    return [_trigger(one, words) for one, words in zip(standings, said, strict=True)]


def _trigger(standing: Standing, words: str) -> TriggerView:
    return TriggerView(
        id=standing.id,
        kind=standing.spec.kind,
        spec=standing.spec,
        words=words,
        is_on=standing.is_on,
        has_address=standing.has_address,
        next_at=standing.next_at,
        last_at=standing.last_at,
        notice=standing.notice,
    )


def message_view(message: Message) -> BotMessageView:
    """A line of the conversation."""
    return BotMessageView(
        id=message.id,
        role=message.role,
        text=message.text,
        questions=list(message.questions),
        answers=message.answers,
        at=message.at,
    )


def version_line(version: Version) -> BotVersionLine:
    """A version in a list."""
    return BotVersionLine(
        number=version.number,
        status=version.status,
        note=version.note,
        author=version.author,
        created_at=version.created_at,
        ok=None if version.report is None else version.report.ok,
    )


async def version_view(services: Services, bot: Bot, version: Version) -> BotVersionView:
    """A version with its code."""
    return BotVersionView(
        **version_line(version).model_dump(),
        code=version.code,
        details=version.details,
        reaches=await reaches_view(services, bot, version.details.reaches),
        report=version.report and report_view(version.report),
    )


def report_view(report: Report) -> ReportView:
    """What became of the cases of a version."""
    results = [
        CaseResultView(
            name=one.name,
            ok=one.ok,
            wrong=list(one.wrong),
            output=one.output,
            did=list(one.did),
            seconds=one.seconds,
        )
        for one in report.results
    ]
    return ReportView(ok=report.ok, at=report.at, results=results)


def _counters(counters: Counters) -> CountersView:
    return CountersView.model_construct(
        runs=counters.runs,
        successes=counters.successes,
        errors=counters.errors,
        average_seconds=counters.average_seconds,
        p95_seconds=counters.p95_seconds,
        last_run_at=counters.last_run_at,
        last_state=counters.last_state.value if counters.last_state else None,
    )
