"""The live application: its page at every path, its assets and the app kit kept by browsers for good."""

import asyncio
from collections import OrderedDict
from uuid import UUID

from sayso.errors import MachineError
from sayso.runtime.bundles import LivePage, asset, current_page
from sayso.runtime.types import Module
from sayso.verifier.toolchain import kit
from sayso.web.compression import Packed, file_at
from sayso.web.exchange import HTML, Answer, Exchange
from sayso.web.origin.services import OriginServices

_NOT_FOUND = Answer(404, b"There is no such file.\n", b"text/plain; charset=utf-8")
_KEPT_BYTES = 24 * 1024 * 1024
_KEPT_PAGES = 256


class Pages:
    """Serves bundles; keeps what was asked for lately in memory, up to a bound."""

    def __init__(self, services: OriginServices) -> None:
        self._services = services
        self._pages: OrderedDict[tuple[UUID, UUID | None], LivePage] = OrderedDict()
        self._assets: OrderedDict[tuple[UUID, str], Packed] = OrderedDict()
        self._bytes = 0

    async def page(self, module: Module) -> Answer:
        """The page that loads the application."""
        key = (module.id, module.revision_id)
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = await current_page(self._services.database, module)
            if len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        headers = (
            (b"cache-control", b"no-cache"),
            (b"content-security-policy", self._policy(page).encode()),
            (b"referrer-policy", b"same-origin"),
        )
        return Answer(200, page.html, HTML, headers)

    async def file(self, module: Module, exchange: Exchange) -> Answer:
        """An asset of the module, or a file of the app kit; both carry a hash in their names."""
        _, folder, name = exchange.path.split("/", 2)
        if folder == "kit":
            known = await asyncio.to_thread(kit_file, name)
        else:
            known = self._assets.get((module.id, name)) or await self._asset(module, name)
        if known is None:
            return _NOT_FOUND
        accepted = exchange.header(b"accept-encoding")
        headers = tuple((name.encode(), value.encode()) for name, value in known.headers(accepted).items())
        return Answer(200, known.body(accepted), known.kind.encode(), headers)

    async def _asset(self, module: Module, name: str) -> Packed | None:
        found = await asset(self._services.database, module, name)
        if found is None:
            return None
        packed = await asyncio.to_thread(Packed.of, *found)
        self._keep((module.id, name), packed)
        return packed

    def _keep(self, key: tuple[UUID, str], file: Packed) -> None:
        if file.bytes_kept > _KEPT_BYTES // 4 or key in self._assets:
            return
        self._assets[key] = file
        self._bytes += file.bytes_kept
        while self._bytes > _KEPT_BYTES:
            self._bytes -= self._assets.popitem(last=False)[1].bytes_kept

    def _policy(self, page: LivePage) -> str:
        """Scripts only from the bundle; nobody but the platform may frame the application."""
        return (
            f"default-src 'self'; script-src 'self' {' '.join(page.script_hashes)}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
            f"frame-ancestors 'self' {self._services.settings.platform_origin}"
        )


def kit_file(name: str) -> Packed | None:
    """A file of the built app kit."""
    try:
        built = kit()
    except MachineError:
        return None
    return file_at(built.folder / name) if name in built.files else None
