"""The live application: its page at every path, its assets and the app kit kept by browsers for good."""

from collections import OrderedDict
from mimetypes import guess_type
from uuid import UUID

from sayso.errors import MachineError
from sayso.runtime.bundles import LivePage, asset, current_page
from sayso.runtime.types import Module
from sayso.verifier.toolchain import kit
from sayso.web.exchange import HTML, Answer, Exchange
from sayso.web.services import Services

_FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")
_NOT_FOUND = Answer(404, b"There is no such file.\n", b"text/plain; charset=utf-8")
_KEPT_BYTES = 24 * 1024 * 1024
_KEPT_PAGES = 256
_KIT = UUID(int=0)
"""Stands for a module's id where a file belongs to them all."""


class Pages:
    """Serves bundles; keeps what was asked for lately in memory, up to a bound."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pages: OrderedDict[tuple[UUID, UUID | None], LivePage] = OrderedDict()
        self._assets: OrderedDict[tuple[UUID, str], tuple[str, bytes]] = OrderedDict()
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
        key = (_KIT if folder == "kit" else module.id, name)
        known = self._assets.get(key)
        if known is None:
            known = kit_file(name) if folder == "kit" else await asset(self._services.database, module, name)
            if known is None:
                return _NOT_FOUND
            self._keep(key, known)
        kind, content = known
        return Answer(200, content, kind.encode(), (_FOREVER,))

    def _keep(self, key: tuple[UUID, str], file: tuple[str, bytes]) -> None:
        if len(file[1]) > _KEPT_BYTES // 4:
            return
        self._assets[key] = file
        self._bytes += len(file[1])
        while self._bytes > _KEPT_BYTES:
            self._bytes -= len(self._assets.popitem(last=False)[1][1])

    def _policy(self, page: LivePage) -> str:
        """Scripts only from the bundle; nobody but the platform may frame the application."""
        return (
            f"default-src 'self'; script-src 'self' {' '.join(page.script_hashes)}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
            f"frame-ancestors 'self' {self._services.settings.platform_origin}"
        )


def kit_file(name: str) -> tuple[str, bytes] | None:
    """A file of the built app kit."""
    try:
        built = kit()
    except MachineError:
        return None
    if name not in built.files:
        return None
    kind = "font/woff2" if name.endswith(".woff2") else guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith("javascript"):
        kind = f"{kind}; charset=utf-8"
    return kind, (built.folder / name).read_bytes()
