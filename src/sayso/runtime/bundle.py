"""A live application from its drafts: one module script and the page that loads it.

esbuild is called directly; React, zod and the app kit stay outside and are found through an import map, so
that all applications share one cached copy of them.
"""

import base64
import hashlib
import html
import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.errors import OperationError
from sayso.verifier.toolchain import Kit, esbuild
from sayso.verifier.toolchain import kit as built_kit

_TIMEOUT = 60
_ENTRY = "src/main.tsx"


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
        MachineError: when esbuild or the kit is not installed.
        OperationError: when the files do not bundle; its details hold esbuild's words.
    """
    kit = kit or built_kit()
    with tempfile.TemporaryDirectory(prefix="sayso-bundle-") as name:
        folder = Path(name)
        for draft in drafts:
            if draft.path.startswith("src/"):
                target = folder / draft.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(draft.text, encoding="utf-8")
        _run_esbuild(folder, kit.imports)
        assets = tuple(_asset(path) for path in sorted((folder / "out").iterdir()))
    script = next(asset.name for asset in assets if asset.name.endswith(".js"))
    imports = import_map(kit, kit_at)
    return Bundle(
        index_html=page_of(title, imports, kit, kit_at, assets_at + script),
        assets=assets,
        script_hashes=(source_hash(imports),),
    )


def _run_esbuild(folder: Path, external: Iterable[str]) -> None:
    command = [
        str(esbuild()),
        _ENTRY,
        "--bundle",
        "--format=esm",
        "--platform=browser",
        "--target=es2022",
        "--jsx=automatic",
        "--minify",
        "--sourcemap=linked",
        "--charset=utf8",
        "--tsconfig-raw={}",
        "--log-level=error",
        "--outdir=out",
        "--entry-names=app-[hash]",
        *(f"--external:{module}" for module in sorted(external)),
    ]
    done = subprocess.run(  # noqa: S603 - our own binary with fixed arguments
        command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    if done.returncode != 0:
        raise OperationError(
            "The application's files do not fit together.",
            hint="If a file was edited by hand, look at the first place named in the details.",
            details={"output": done.stderr},
        )


def _asset(path: Path) -> Asset:
    kind = "application/json" if path.suffix == ".map" else "text/javascript; charset=utf-8"
    return Asset(path.name, kind, path.read_bytes())


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
