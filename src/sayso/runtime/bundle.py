"""A live application from its drafts: one module script and the page that loads it.

React, zod and the app kit stay outside and are found through an import map, so that all applications share
one cached copy of them.
"""

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.verifier.esbuild import bundled
from sayso.verifier.imports import ENTRY
from sayso.verifier.toolchain import Kit
from sayso.verifier.toolchain import kit as built_kit

_OPTIONS = ("--minify", "--sourcemap=linked", "--entry-names=app-[hash]")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a bundle; its name carries a hash of the content, so it may be cached for ever."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """A live application.

    ``script_hashes`` are the inline scripts of the page as content security policy sources
    (``'sha256-…'``): ``script-src 'self'`` followed by them is all the page needs.
    """

    index_html: str
    assets: tuple[Asset, ...]
    script_hashes: tuple[str, ...]

    def write(self, folder: Path) -> None:
        """Writes ``index.html`` and the assets beside it."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(self.index_html, encoding="utf-8")
        for asset in self.assets:
            (folder / asset.name).write_bytes(asset.content)


def bundle(
    drafts: Sequence[FileDraft],
    *,
    title: str,
    kit: Kit | None = None,
    kit_at: str = "/kit/",
    assets_at: str = "/assets/",
) -> Bundle:
    """The application that ``drafts`` (target ``app``) make, in memory.

    Args:
        drafts: all files of the module; only those under ``src/`` matter.
        title: what the browser's tab says until the application does.
        kit: the built app kit; the installed one when not given.
        kit_at: address that the kit's ``dist`` folder is served at.
        assets_at: address that the bundle's assets are served at.

    Raises:
        MachineError: when esbuild or the kit is not installed, or no wall stands around esbuild.
        BundleError: when the files do not fit together; its diagnostics name the places.
    """
    kit = kit or built_kit()
    files = bundled(
        [draft for draft in drafts if draft.path.startswith("src/")], ENTRY, kit.imports, _OPTIONS
    )
    assets = tuple(_asset(name, content) for name, content in sorted(files.items()))
    script = next(asset.name for asset in assets if asset.name.endswith(".js"))
    imports = import_map(kit, kit_at)
    return Bundle(
        index_html=page_of(title, imports, kit, kit_at, assets_at + script),
        assets=assets,
        script_hashes=(source_hash(imports),),
    )


def _asset(name: str, content: bytes) -> Asset:
    kind = "application/json" if name.endswith(".map") else "text/javascript; charset=utf-8"
    return Asset(name, kind, content)


def import_map(kit: Kit, kit_at: str) -> str:
    """Where the modules that stay outside are found, as the text of an import map."""
    imports = {module: kit_at + file for module, file in sorted(kit.imports.items())}
    return json.dumps({"imports": imports}, separators=(",", ":")).replace("</", "<\\/")


def source_hash(script: str) -> str:
    """An inline script as a source of a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def page_of(title: str, imports: str, kit: Kit, kit_at: str, script: str) -> str:
    """The page that loads ``script``, which finds the modules that stay outside through ``imports``."""

    def address(file: str) -> str:
        return html.escape(kit_at + file, quote=True)

    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{html.escape(title)}</title>",
        '<link rel="icon" href="data:,">',
        f'<link rel="preload" as="font" type="font/woff2" href="{address(kit.font)}" crossorigin>',
        f'<link rel="stylesheet" href="{address(kit.css)}">',
        f'<script type="importmap">{imports}</script>',
        *(f'<link rel="modulepreload" href="{address(file)}">' for file in kit.preload),
        f'<script type="module" src="{html.escape(script, quote=True)}"></script>',
        "</head>",
        '<body><div id="root"></div><noscript>This application needs JavaScript.</noscript></body>',
        "</html>",
    ]
    return "\n".join(lines) + "\n"
