"""Patches libraries that are there, and others as soon as they are imported."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType

_PATCHES = {
    "http.client": "of_connections",
    "urllib.request": "of_urllib",
    "httpx": "of_httpx",
    "requests": "of_requests",
}
"""Libraries, and the module beside this one that turns each; that one imports the library."""

_done: set[str] = set()


def hold() -> None:
    """Patch what is imported; wait for the rest."""
    for name in _PATCHES:
        if name in sys.modules:
            _patch(name)
    if not any(isinstance(finder, _Waiting) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Waiting())


def _patch(name: str) -> None:
    if name not in _done:
        _done.add(name)
        import_module(f".{_PATCHES[name]}", __package__).patch()


class _Waiting(MetaPathFinder):
    """Has modules patched right after their import."""

    def __init__(self) -> None:
        self._under_way: set[str] = set()

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Only what is to be patched, and was not yet."""
        if fullname not in _PATCHES or fullname in _done or fullname in self._under_way:
            return None
        self._under_way.add(fullname)
        try:
            spec = find_spec(fullname)
        finally:
            self._under_way.discard(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Patching(spec.loader)
        return spec


class _Patching(Loader):
    """A loader that patches what another one loads."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the other loader does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As the other loader does, and then ours."""
        self._loader.exec_module(module)
        _patch(module.__name__)

    def __getattr__(self, name: str) -> object:
        return getattr(self._loader, name)
