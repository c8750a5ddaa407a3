"""Draws the pages of a revision before it is published; a screen that passed is not drawn again."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Protocol

from sayso.compiler.draft import FileDraft
from sayso.db.database import Database
from sayso.proofs import repository
from sayso.runtime.bundle import Bundle
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.model import AppSpec
from sayso.verifier.rendering import Renderer, draw_pages, screen_digests, script_of, shared_renderer


class Drawable(Protocol):
    """What is read of a revision to draw it; ``sayso.publishing.types.Candidate`` is one."""

    @property
    def after(self) -> AppSpec:
        """The revision that is to run."""
        ...

    @property
    def drafts(self) -> Sequence[FileDraft]:
        """Its files, hand edits merged in."""
        ...

    @property
    def bundle(self) -> Bundle:
        """What was bundled of them."""
        ...


class PageProofs:
    """Every page, record and form is drawn with the real bundle; see docs/reference/page-proofs.md."""

    def __init__(self, database: Database, renderer: Renderer | None = None) -> None:
        self._database = database
        self._renderer = renderer

    def expect_work(self) -> None:
        """Start what draws pages, so that it is ready when they are written; returns at once."""
        renderer = self._renderer or shared_renderer()
        threading.Thread(target=renderer.warm, name="sayso-warm-pages", daemon=True).start()

    async def prove(self, candidate: Drawable) -> Sequence[Diagnostic]:
        """What breaks, stays empty or does not finish; what passed is remembered."""
        digests = await asyncio.to_thread(screen_digests, candidate.drafts, candidate.after)
        async with self._database.unit(None) as session:
            known = await repository.passed_of(session, digests)
        if digests <= known:
            return ()
        drawn = await asyncio.to_thread(
            draw_pages,
            candidate.drafts,
            candidate.after,
            script_of(candidate.bundle.assets),
            known=known,
            renderer=self._renderer,
        )
        if drawn.passed:
            async with self._database.unit(None) as session:
                await repository.keep_passed(session, drawn.passed)
        return drawn.diagnostics
