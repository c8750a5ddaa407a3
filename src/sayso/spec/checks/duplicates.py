"""Names are given once in their namespace."""

from collections.abc import Iterable, Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex

from .findings import error


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Two of a kind under one name."""
    spec = index.spec
    yield from _repeated("entities", "entity", (e.name for e in spec.entities))
    yield from _repeated("components", "component", (c.name for c in spec.components))
    yield from _repeated("pages", "page", (p.name for p in spec.pages))
    yield from _repeated("reports", "report", (r.name for r in spec.reports))
    yield from _repeated("settings", "setting", (s.key for s in spec.settings))
    yield from _repeated("permissions.roles", "role", (r.name for r in spec.permissions.roles))
    for entity in spec.entities:
        at = f"entities.{entity.name}"
        yield from _repeated(f"{at}.fields", "field", (f.name for f in entity.fields))
        yield from _repeated(f"{at}.computed", "computed value", (c.name for c in entity.computed))
        yield from _repeated(f"{at}.rules", "rule", (r.name for r in entity.rules))
        for field in entity.fields:
            yield from _repeated(
                f"{at}.fields.{field.name}.options", "option", (o.name for o in field.options)
            )
    for flow in spec.flows:
        yield from _repeated(f"flows.{flow.entity}.states", "state", (s.name for s in flow.states))
        moves = (f"{t.name} from {t.from_state}" for t in flow.transitions)
        yield from _repeated(f"flows.{flow.entity}.transitions", "transition", moves)
    yield from _pages(index)
    yield from _endpoints(index)
    yield from _relationships(index)


def _repeated(path: str, what: str, names: Iterable[str]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield error(
                "duplicate-name",
                f"{path}.{name.split(' ')[0]}",
                f"There is already a {what} “{name}”.",
                "Rename or remove one of them.",
            )
        seen.add(name)


def _pages(index: SpecIndex) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for page in index.spec.pages:
        if page.path in seen:
            yield error(
                "duplicate-path",
                f"pages.{page.name}.path",
                f"The pages “{seen[page.path]}” and “{page.name}” both have the path {page.path}.",
                "Give one of them another path.",
            )
        seen.setdefault(page.path, page.name)


def _endpoints(index: SpecIndex) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str]] = set()
    for endpoint in index.spec.endpoints:
        key = (endpoint.method.value, endpoint.path)
        if key in seen:
            yield error(
                "duplicate-endpoint",
                f"endpoints.{endpoint.method.value} {endpoint.path}",
                f"There are two endpoints {endpoint.method.value} {endpoint.path}.",
                "Remove one of them.",
            )
        seen.add(key)


def _relationships(index: SpecIndex) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str, str, str]] = set()
    for link in index.links:
        key = (link.child, link.parent, link.name, link.inverse)
        if key in seen:
            yield error(
                "duplicate-relationship",
                f"relationships.{link.child}.{link.name}",
                f"That {link.child} belongs to {link.parent} as “{link.name}” is said twice.",
                "One belongs_to or one has_many is enough: each says both directions.",
            )
        seen.add(key)
