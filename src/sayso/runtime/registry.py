"""The modules this process serves: planned at the first request, the least used forgotten."""

import time
from collections import OrderedDict
from uuid import UUID

from sayso.db.database import Database
from sayso.runtime import repository, revisions
from sayso.runtime.plan import ModulePlan
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

FRESH_SECONDS = 2.0
"""How long a look-up is trusted; another process's installation shows after this at the latest."""

MOST_PLANNED = 64
_MOST_LOOKED_UP = 1024


class Registry:
    """Runtimes by host name; one stays valid until the module's revision changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: OrderedDict[str, tuple[float, Module | None]] = OrderedDict()
        self._planned: OrderedDict[str, ModuleRuntime] = OrderedDict()
        self._times_forgotten = 0

    async def runtime(self, slug: str) -> ModuleRuntime | None:
        """The published module at this host name."""
        known = self._found.get(slug)
        if known is None or known[0] < time.monotonic():
            known = await self._look_up(slug)
        module = known[1]
        if module is None:
            return None
        runtime = self._planned.get(slug)
        if runtime is None or runtime.plan.module is not module:
            runtime = await self._plan(slug, module)
        return runtime

    async def newer(self, slug: str, runtime: ModuleRuntime) -> ModuleRuntime | None:
        """The runtime that has taken the place of this one; none while it is still the one to use.

        Asks the database whatever was found lately: another process may have changed the module.
        """
        self.forget(slug)
        found = await self.runtime(slug)
        return None if found is runtime else found

    async def agency_of(self, slug: str) -> UUID | None:
        """The agency whose module is published at this host name."""
        runtime = await self.runtime(slug)
        return None if runtime is None else runtime.plan.module.site.agency_id

    def forget(self, slug: str) -> None:
        """Look the module up anew at the next request, and keep none that is under way."""
        self._times_forgotten += 1
        self._found.pop(slug, None)

    async def _look_up(self, slug: str) -> tuple[float, Module | None]:
        begun_at = self._times_forgotten
        async with self._database.system() as session:
            module = await repository.module_by_slug(session, slug)
        if module is not None and module.status != "published":
            module = None
        planned = self._planned.get(slug)
        if planned is not None and planned.plan.module == module:
            module = planned.plan.module
        entry = (time.monotonic() + FRESH_SECONDS, module)
        if self._times_forgotten != begun_at:
            return entry
        self._found[slug] = entry
        self._found.move_to_end(slug)
        if len(self._found) > _MOST_LOOKED_UP:
            self._found.popitem(last=False)
        return entry

    async def _plan(self, slug: str, module: Module) -> ModuleRuntime:
        async with self._database.unit(module.site.agency_id) as session:
            data = await revisions.spec_of(session, module)
        runtime = ModuleRuntime(
            ModulePlan(module, SpecIndex(AppSpec.model_validate(data))), self._database.gate
        )
        before = self._planned.get(slug)
        if before is not None and before.plan.module.revision_id != module.revision_id:
            self._database.gate.renew()
        self._planned[slug] = runtime
        self._planned.move_to_end(slug)
        if len(self._planned) > MOST_PLANNED:
            self._planned.popitem(last=False)
        return runtime
