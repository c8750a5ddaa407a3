"""Who builds a module, and what waits for somebody who may let others reach further."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from sayso.publishing.service import Publisher
from sayso.web.guard import api_routes
from sayso.web.ports import KnownPublisher
from sayso.web.services import Services
from sayso.web.v1.access import Known, Target
from sayso.web.v1.bodies import Decision

router = api_routes("/modules/{slug}")

Waiting = Annotated[
    bool | None, Query(alias="open", description="Only those that wait for somebody, or only the others.")
]


class BuilderView(BaseModel):
    """Somebody who may change the application."""

    user_id: UUID
    name: str
    email: str
    is_maker: bool


class BuildersView(BaseModel):
    """The maker first, then those who were granted it; administrators of the agency build every one."""

    builders: list[BuilderView]


class ReachApprovalView(BaseModel):
    """What a change lets somebody reach, in sentences; `decision` is null while it waits.

    `comment` is what was said to it, `used_at` when what was approved was published.
    """

    id: UUID
    sentences: list[str]
    asked_by: str
    asked_at: datetime
    decision: bool | None
    decided_by: str
    decided_at: datetime | None
    comment: str
    used_at: datetime | None


class ReachApprovalsView(BaseModel):
    """What was asked, the newest first; `may_decide` says whether it is for the sender to decide."""

    approvals: list[ReachApprovalView]
    may_decide: bool


@router.get("/builders")
async def list_builders(publisher: KnownPublisher, target: Target) -> BuildersView:
    """Who may change, publish and remove the application."""
    return await _builders(publisher, target)


@router.put("/builders/{user_id}")
async def grant_builder(publisher: KnownPublisher, target: Target, user_id: UUID) -> BuildersView:
    """Let somebody of the agency build the application."""
    await publisher.rights.grant(target.module, user_id)
    return await _builders(publisher, target)


@router.delete("/builders/{user_id}")
async def revoke_builder(publisher: KnownPublisher, target: Target, user_id: UUID) -> BuildersView:
    """Let somebody build it no more."""
    await publisher.rights.revoke(target.module, user_id)
    return await _builders(publisher, target)


@router.get("/approvals")
async def list_reach_approvals(
    services: Known, target: Target, is_open: Waiting = None
) -> ReachApprovalsView:
    """Changes that let somebody reach further and were not their author's to publish."""
    return await _approvals(services, target, is_open)


@router.post("/approvals/{approval_id}")
async def decide_reach_approval(
    services: Known, target: Target, approval_id: UUID, body: Decision
) -> ReachApprovalsView:
    """Approve or refuse what a change lets somebody reach; whoever asked publishes it then.

    They are told, with the comment. An approval lets exactly this through, once. What was decided stays
    decided: 409.
    """
    await services.approvals.decide(
        target.module,
        approval_id,
        target.me.user_id,
        approved=body.approved,
        comment=body.comment,
    )
    return await _approvals(services, target, None)


async def _builders(publisher: Publisher, target: Target) -> BuildersView:
    found = await publisher.rights.builders(target.module)
    return BuildersView(builders=[BuilderView.model_validate(one, from_attributes=True) for one in found])


async def _approvals(services: Services, target: Target, is_open: bool | None) -> ReachApprovalsView:
    found = await services.approvals.all(target.module, is_open=is_open)
    return ReachApprovalsView(
        approvals=[ReachApprovalView.model_validate(one, from_attributes=True) for one in found],
        may_decide=await services.publisher.rights.is_keeper(target.module, target.me.user_id),
    )
