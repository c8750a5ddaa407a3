"""A spec as a key of caches."""

from sayso.spec.model import AppSpec


class SameSpec:
    """The same object is the same spec, as no spec ever changes; cheaper than to compare all of it."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameSpec) and other.spec is self.spec

    def __hash__(self) -> int:
        return id(self.spec)
