"""Specs as keys of caches."""

from sayso.spec.model import AppSpec


class SameSpec:
    """The same object is the same spec, as no spec ever changes; cheaper than to compare all of it."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameSpec) and other.spec is self.spec

    def __hash__(self) -> int:
        return id(self.spec)


class EqualSpec:
    """A spec with the same content is the same spec, whoever read it from wherever."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec
        self._text = spec.model_dump_json(by_alias=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EqualSpec) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)
