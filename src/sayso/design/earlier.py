"""The versions that an application went through, on their way to a process that reads words."""

import pickle
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from weakref import ref

from sayso.spec.model import AppSpec

MOST_KEPT = 64
"""Versions that a process which reads keeps: most messages of a session come with the same ones."""


class EarlierSpecs(tuple[AppSpec, ...]):
    """Versions, each packed by itself, so that a process unpacks those alone that it has not seen."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """How it travels."""
        return _unpacked, ([_packed(one) for one in self],)


_PACKED: dict[int, tuple["ref[AppSpec]", bytes]] = {}
"""Versions that were packed, for as long as somebody has them; a version never changes."""


def _packed(spec: AppSpec) -> bytes:
    known = _PACKED.get(id(spec))
    if known is not None and known[0]() is spec:
        return known[1]
    key, packed = id(spec), pickle.dumps(spec, pickle.HIGHEST_PROTOCOL)

    def forget(_: object) -> None:
        _PACKED.pop(key, None)

    _PACKED[key] = (ref(spec, forget), packed)
    return packed


def _unpacked(packed: Sequence[bytes]) -> EarlierSpecs:
    return EarlierSpecs(_known(one) for one in packed)


@lru_cache(maxsize=MOST_KEPT)
def _known(packed: bytes) -> AppSpec:
    spec: AppSpec = pickle.loads(packed)  # noqa: S301 - packed above
    return spec
