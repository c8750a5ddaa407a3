"""The role of people who are not signed in is proved as any other, and that they need a confirmation."""

import re
from collections.abc import Sequence

import pytest

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.identity.people.admission import Visitor
from sayso.proofs.service import Proofs
from sayso.runtime.plan import ModulePlan
from sayso.runtime.public import PublicAccess, visitor_as
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess
from tests.support.visitors import BOOKS, SEES_SERVICES, salon_with_visitors

SALON = salon_with_visitors(
    SEES_SERVICES,
    BOOKS,
    {"entity": "stylist", "actions": ["create", "read", "update"], "fields": ["name", "photo"]},
)


async def test_what_visitors_may_do_holds_without_a_session(opened: Database, routes: InProcess) -> None:
    report = await Proofs(opened, routes).examine(SALON)
    assert report.holds, report.diagnostics


async def test_visitors_who_may_not_write_rows_with_pictures_are_refused_as_such(
    opened: Database, routes: InProcess
) -> None:
    report = await Proofs(opened, routes).examine(salon_with_visitors(SEES_SERVICES, BOOKS))
    assert report.holds, report.diagnostics


async def test_a_policy_that_shows_visitors_more_is_noticed(opened: Database, routes: InProcess) -> None:
    def weakened(spec: AppSpec, prefix: str) -> Sequence[FileDraft]:
        drafts = compile_sql(spec, prefix)
        pattern = r"(create policy may_read on apps\.mod_\w+_clients for select.*?in \()"
        changed = [
            FileDraft(draft.path, re.sub(pattern, r"\1'visitor', ", draft.text, flags=re.DOTALL))
            for draft in drafts
        ]
        assert [draft.text for draft in changed] != [draft.text for draft in drafts]
        return changed

    report = await Proofs(opened, routes, compile=weakened).examine(SALON)
    assert "permissions.rules.visitor.client.read" in {found.path for found in report.diagnostics}


async def test_a_door_that_is_open_without_a_confirmation_is_noticed(
    opened: Database, routes: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def anybody(self: PublicAccess, plan: ModulePlan) -> Visitor | None:
        return visitor_as(plan, "visitor")

    monkeypatch.setattr(PublicAccess, "visitor", anybody)
    report = await Proofs(opened, routes).examine(SALON)
    assert "proof-anonymous" in {found.code for found in report.diagnostics}
