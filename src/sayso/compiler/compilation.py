"""The files of applications: each spec is compiled once under one name.

A turn, the preview of its session, its files and its publishing ask for the same ones, one after the other.
Compiling is pure, so that those of before do.
"""

from collections.abc import Sequence
from functools import lru_cache

from sayso.kit.words import snake
from sayso.spec.model import AppSpec

from . import build
from .draft import FileDraft
from .spec_key import EqualSpec

_KEPT = 8


def files_of(
    spec: AppSpec,
    prefix: str | None = None,
    version: str = build.FIRST_VERSION,
    *,
    history: Sequence[FileDraft] = (),
) -> tuple[FileDraft, ...]:
    """The files of a module that Sayso runs, as ``compile_app`` makes them."""
    return compiled(EqualSpec(spec), prefix or snake(spec.slug), version, tuple(history))


def client_files(spec: AppSpec) -> tuple[FileDraft, ...]:
    """What runs in a browser, which is the same under each prefix and version."""
    return build.client_files(_first(EqualSpec(spec)))


@lru_cache(maxsize=_KEPT)
def compiled(
    given: EqualSpec, prefix: str, version: str, history: tuple[FileDraft, ...]
) -> tuple[FileDraft, ...]:
    """The files under this name and no other."""
    return tuple(build.compile_app(_first(given), prefix=prefix, version=version, history=history))


@lru_cache(maxsize=_KEPT)
def _first(given: EqualSpec) -> AppSpec:
    """The first of all equal specs, by which what does not depend on the name is found again."""
    return given.spec
