"""Which screens of an application are drawn, as whom, and on which files each of them stands."""

import hashlib
import json
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.react.pages import page_entity, page_function
from sayso.spec.audience import users
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, Page
from sayso.verifier.toolchain import kit

from .mock_api import Canned

_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
_TYPES = re.compile(r"""^(?:import|export) type [^;"']*["'][^"']+["'];?""", re.MULTILINE)
"""Imports that nothing is left of in a bundle."""
_ASKS_WHO = re.compile(r"useSession|/api/session")
"""Code of people that looks at who is signed in itself."""
_FRAME = frozenset({"src/app.tsx", "src/main.tsx"})


@dataclass(frozen=True, slots=True)
class Screen:
    """An address of the application, as a role opens it; ``path`` and ``name`` say what it shows.

    ``tabs`` says whether the tabs of the page are opened too, one after the other. ``files`` are those it
    stands on; ``digest`` stays the same while nothing that it shows can come out otherwise.
    """

    role: str
    address: str
    path: str
    name: str
    files: frozenset[str]
    tabs: bool = True
    digest: str = ""


def screens_of(index: SpecIndex, drafts: Sequence[FileDraft], canned: Canned) -> list[Screen]:
    """Every page as each role that sees something else there, the widest first; for that one also the rest.

    The rest are records and forms. A role that sees nothing but what another one does opens its first page.
    """
    texts = {draft.path: draft.text for draft in drafts}
    imports = _Imports(texts)
    seen: set[str] = set()
    screens: list[Screen] = []
    for role in _roles(index):
        pages = [page for page in index.spec.pages if role in users(index, page) or not role]
        for page in pages:
            screen = _page(imports, role, page)
            sight = _sight(index, texts, screen)
            if sight not in seen or page is pages[0]:
                screens.append(screen)
            seen.add(sight)
            if role == (index.widest_role or ""):
                at_home = [name for name in index.entities if _home(index, pages, name) == page]
                screens += [one for name in at_home for one in _records(index, imports, canned, page, name)]
    return _with_digests(screens, drafts, canned)


def only_changed(screens: Sequence[Screen], changed: Collection[str]) -> list[Screen]:
    """The screens that stand on changed files; of each role at least one, where the frame changed."""
    paths = frozenset(changed)
    first = {screen.role: screen for screen in reversed(screens)}
    framed = [*first.values()] if paths & _FRAME else []
    return [screen for screen in screens if screen.files & paths or screen in framed]


def _with_digests(screens: Sequence[Screen], drafts: Sequence[FileDraft], canned: Canned) -> list[Screen]:
    """The frame counts for the first screen of each role only: it is the same around all of them."""
    texts = {draft.path: draft.text for draft in drafts}
    found: list[Screen] = []
    met: dict[str, str] = {}
    for screen in screens:
        files = screen.files if screen.role in met else screen.files | _FRAME
        if screen.role not in met:
            reports = canned.for_role(screen.role)["reports"]
            met[screen.role] = json.dumps([machinery(), reports], sort_keys=True)
        parts = [screen.role, screen.address, str(screen.tabs), met[screen.role]]
        parts += [f"{path}\0{texts[path]}" for path in sorted(files) if path in texts]
        digest = hashlib.sha256("\0\0".join(parts).encode()).hexdigest()
        found.append(replace(screen, digest=digest))
    return found


def machinery() -> str:
    """A mark of what draws: the kit as built, and the code of this package."""
    return hashlib.sha256("\n".join((*sorted(kit().files), _own_code())).encode()).hexdigest()


@cache
def _own_code() -> str:
    found = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*")):
        if file.suffix in {".py", ".mjs"}:
            found.update(file.read_bytes())
    return found.hexdigest()


def _roles(index: SpecIndex) -> list[str]:
    roles = [role.name for role in index.spec.permissions.roles]
    return sorted(roles, key=lambda role: role != index.widest_role) or [""]


def _page(imports: "_Imports", role: str, page: Page) -> Screen:
    files = imports.of(f"src/pages/{page_function(page)}.tsx")
    return Screen(role, page.path, f"pages.{page.name}", f"page “{page.title}”", files)


def _sight(index: SpecIndex, texts: Mapping[str, str], screen: Screen) -> str:
    """What a page shows a role: what it may do with the entities there and those related to them."""
    role = screen.role
    shown = {name for name in index.entities if f"src/entities/{name}.ts" in screen.files}
    near = _near(index, shown)
    rules = [
        rule.model_dump_json(exclude={"id", "role"})
        for rule in index.spec.permissions.rules
        if rule.role == role and rule.entity in near
    ]
    moves = [
        move.id
        for flow in index.spec.flows
        for move in flow.transitions
        if flow.entity in near and role in (move.roles or (role,))
    ]
    own = role if any(_ASKS_WHO.search(texts.get(path, "")) for path in screen.files - _FRAME) else ""
    return json.dumps([screen.address, sorted(rules), moves, own])


def _near(index: SpecIndex, entities: set[str]) -> set[str]:
    """These entities and those related to them, which records list and forms offer."""
    ends = [{relation.from_entity, relation.to_entity} for relation in index.spec.relationships]
    return entities.union(*(pair for pair in ends if pair & entities))


def _home(index: SpecIndex, pages: Sequence[Page], entity: str) -> Page:
    """The page on which records of an entity are opened."""
    return next((page for page in pages if page_entity(index, page) == entity), pages[0])


def _records(
    index: SpecIndex, imports: "_Imports", canned: Canned, page: Page, entity: str
) -> Iterator[Screen]:
    """The record and the form of an entity, as the widest role opens them on a page."""
    role = index.widest_role or ""
    parts = [component.name for component in index.spec.components if component.entity == entity]
    files = frozenset[str]().union(
        *(imports.of(f"src/entities/{name}.ts") for name in _near(index, {entity}))
    )
    files = files.union(*(imports.of(f"src/components/{part}.tsx") for part in parts))
    label = index.entities[entity].display_name.lower()
    wanted = [
        (Action.READ, {"record": f"{entity}:{canned.first_id(entity)}"}, f"record of one {label}"),
        (Action.CREATE, {"new": entity}, f"form for a new {label}"),
    ]
    for action, query, said in wanted:
        if index.grants(role, entity, action):
            address = f"{page.path}?{urlencode(query)}"
            yield Screen(role, address, f"entities.{entity}", said, files, tabs=False)


class _Imports:
    """What files import from each other, read from their texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._known: dict[str, frozenset[str]] = {}

    def of(self, path: str) -> frozenset[str]:
        """The file and everything it imports, directly or not."""
        if path not in self._known:
            found: set[str] = set()
            waiting = [path]
            while waiting:
                current = waiting.pop()
                if current not in found and current in self._texts:
                    found.add(current)
                    waiting += self._imported(current)
            self._known[path] = frozenset(found)
        return self._known[path]

    def _imported(self, path: str) -> list[str]:
        folder = posixpath.dirname(path)
        text = _TYPES.sub("", self._texts[path])
        stems = [posixpath.normpath(f"{folder}/{name}") for name in _IMPORT.findall(text)]
        endings = ("", ".ts", ".tsx", "/index.ts", "/index.tsx")
        return [stem + ending for stem in stems for ending in endings if stem + ending in self._texts]
