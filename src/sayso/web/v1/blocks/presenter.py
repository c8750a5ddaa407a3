"""Blocks as the API shows them: to people of the agency, and to strangers who have a link."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sayso.blocks.dashboards.types import Dashboard
from sayso.blocks.types import Card, Displayed, Reads, Shown, State, Version
from sayso.web.services import Services
from sayso.web.v1.blocks.views import (
    BlockView,
    ModuleReadView,
    ReadsView,
    SharedBlockView,
    ShownData,
    StateName,
    VersionLine,
    VersionView,
)

_TOLD: dict[State, StateName] = {State.MAKING: "making", State.LIVE: "live", State.PAUSED: "live"}
"""States as strangers are told them; in all others what is shown may be older than it should be."""


class Showing:
    """Shows blocks of one dashboard; who is what in which application is looked up once."""

    def __init__(self, services: Services, dashboard: Dashboard) -> None:
        self._services = services
        self._dashboard = dashboard
        self._roles: dict[tuple[UUID | None, str], tuple[str, str | None]] = {}

    async def all(self, blocks: Sequence[Displayed]) -> list[BlockView]:
        """All of these blocks."""
        return [await self.block(one) for one in blocks]

    async def block(self, displayed: Displayed) -> BlockView:
        """A block with what it shows."""
        block, version = displayed.block, displayed.version
        return BlockView(
            id=block.id,
            dashboard_id=block.dashboard_id,
            asked=block.asked,
            title=block.title,
            card=_card(version),
            state=block.state.value,
            notice=block.notice,
            progress=block.progress,
            data=_data(displayed.shown),
            refresh=block.refresh,
            on_rows=block.on_rows,
            next_refresh_at=displayed.next_at,
            is_refreshing=block.refreshing_since is not None,
            version=version and version.number,
            author=version and version.author,
            reads=await self.reads(version.reads if version else Reads(), block.user_id),
            cache_seconds=block.cache_seconds,
            heals=block.heals,
            heal_after=block.heal_after,
            failures=block.failures,
            may_edit=self._dashboard.may_edit,
            suggestions=list(block.suggestions),
            created_at=block.created_at,
        )

    async def version(self, version: Version, maker: UUID | None) -> VersionView:
        """A version with its code."""
        return VersionView(
            **version_line(version).model_dump(),
            code=version.code,
            card=version.card,
            reads=await self.reads(version.reads, maker),
        )

    async def reads(self, reads: Reads, maker: UUID | None) -> ReadsView:
        """What may be asked, and the roles of whoever made the block."""
        modules = []
        for one in reads.modules:
            key = (maker, one.slug)
            if key not in self._roles:
                agency_id = self._dashboard.agency_id
                self._roles[key] = await self._services.program_modules.role(agency_id, *key)
            name, role = self._roles[key]
            modules.append(ModuleReadView(slug=one.slug, name=name, role=role, entities=list(one.entities)))
        return ReadsView(
            reach=reads.reach, hosts=list(reads.hosts), modules=modules, secrets=list(reads.secrets)
        )


async def displayed_view(services: Services, dashboard: Dashboard, block_id: UUID) -> BlockView:
    """A block of a dashboard as it is now."""
    displayed = await services.blocks.show(dashboard.agency_id, block_id)
    return await Showing(services, dashboard).block(displayed)


def version_line(version: Version) -> VersionLine:
    """A version in a list."""
    return VersionLine(
        number=version.number,
        status=version.status,
        explanation=version.explanation,
        author=version.author,
        created_at=version.created_at,
    )


def shared_view(displayed: Displayed) -> SharedBlockView:
    """A block for strangers: what its card shows."""
    block = displayed.block
    return SharedBlockView(
        id=block.id,
        title=block.title,
        card=_card(displayed.version),
        state=_TOLD.get(block.state, "failing"),
        data=_data(displayed.shown),
        version=displayed.version and displayed.version.number,
    )


def is_for_strangers(displayed: Displayed) -> bool:
    """Whether there is anything to show, or will be."""
    return displayed.block.state is not State.FAILED


def _card(version: Version | None) -> Card | None:
    """The card without the code that draws it, which a frame loads as a script."""
    return version.card.model_copy(update={"code": ""}) if version else None


def _data(shown: Shown | None) -> ShownData | None:
    if shown is None:
        return None
    return ShownData(
        value=shown.value,
        at=shown.at,
        expires_at=shown.expires_at,
        is_stale=shown.expires_at <= datetime.now(UTC),
    )
