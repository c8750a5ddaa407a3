"""The pages inside frames: an origin of their own, no network, only the kit and our runtime.

One shows the preview of an application, the other a card of a dashboard that draws itself.
"""

import asyncio
import json

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from sayso.errors import MachineError
from sayso.runtime.bundle import import_map, page_of, source_hash
from sayso.verifier.toolchain import kit, studio
from sayso.web.compression import file_at
from sayso.web.cross_site import own_origin
from sayso.web.pages.files import file_answer, no_such_file
from sayso.web.pages.routes import page_routes
from sayso.web.services import Services

router = page_routes()

_KIT = "/kit/"
_OWN = "/studio/frame/"


@router.get("/studio/frame")
async def frame(request: Request) -> Response:
    """The page of previews."""
    return _page(request, "Preview", "main")


@router.get("/studio/card-frame")
async def card_frame(request: Request) -> Response:
    """The page of a card."""
    return _page(request, "Card", "card")


def _page(request: Request, title: str, entry: str) -> Response:
    """A page that the browser gives an opaque origin wherever it is opened, and lets nothing out of."""
    built = kit()
    imports = import_map(built, _KIT)
    text = page_of(title, imports, built, _KIT, _OWN + _script(entry))
    headers = {
        "content-security-policy": _policy(_own_origin(request), source_hash(imports)),
        "cache-control": "no-cache",
        "referrer-policy": "no-referrer",
        "x-dns-prefetch-control": "off",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return HTMLResponse(text, headers=headers)


@router.get("/studio/frame/{name}")
async def file(request: Request, name: str) -> Response:
    """A script of the frame, whose name changes with what is in it."""
    folder = studio() / "frame"
    known = folder / name
    if known.parent != folder or not name.endswith(".js") or not known.is_file():
        raise no_such_file()
    return file_answer(request, await asyncio.to_thread(file_at, known), for_any_origin=True)


def _own_origin(request: Request) -> str:
    services: Services = request.app.state.services
    return own_origin(services.settings, request.headers.get("host", ""))


def _script(name: str) -> str:
    try:
        manifest = json.loads((studio() / "frame" / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MachineError(
            "The frame of previews is not built: there is no studio/dist/frame.",
            hint="Run “make setup” to build it.",
        ) from None
    entries = {part["name"]: part["file"] for part in manifest.values() if part.get("isEntry")}
    if name not in entries:
        raise MachineError(f"The frame “{name}” is not built.", hint="Run “make setup” to build it.")
    return str(entries[name])


def _policy(own: str, allowed: str) -> str:
    """Scripts and styles of ours by their place, the application from memory, and nothing else."""
    return "; ".join(
        (
            "sandbox allow-scripts",
            "default-src 'none'",
            f"script-src {allowed} {own}{_KIT} {own}{_OWN} blob:",
            f"style-src {own}{_KIT} 'unsafe-inline'",
            f"font-src {own}{_KIT}",
            "img-src data: blob:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        )
    )
