"""No module comes back to itself by what it imports, also not by an import in a function or for types alone.

An import leads to the module that its statement names. That a package's ``__init__`` gives on what is in its
own modules is therefore no circle while they name each other in full.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from tests.architecture.sources import SOURCE
from tests.architecture.test_imports import imports_of, packages

Graph = Mapping[str, Collection[str]]


def module_graph() -> dict[str, set[str]]:
    """What each module of ours imports of ours."""
    graph: dict[str, set[str]] = {module_of(file): set() for file in SOURCE.rglob("*.py")}
    for package in packages():
        for file, name in imports_of(package):
            graph[module_of(file)].add(name if name in graph else name.rpartition(".")[0])
    return graph


def module_of(file: Path) -> str:
    parts = ("sayso", *file.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def circles(graph: Graph) -> list[tuple[str, ...]]:
    """Through each module that comes back to itself the shortest way round, each way once."""
    core = {module: set(graph[module]) for module in graph}
    while ends := [module for module, imported in core.items() if not imported & core.keys()]:
        for module in ends:
            del core[module]
    ways = (_way_round(module, core) for module in sorted(core, reverse=True))
    return sorted({frozenset(way): way for way in ways if way}.values(), key=lambda way: (len(way), way))


def _way_round(start: str, graph: Graph) -> tuple[str, ...]:
    ways, seen = [(start,)], {start}
    for way in ways:
        for module in sorted(graph[way[-1]]):
            if module == start:
                return way
            if module in graph and module not in seen:
                seen.add(module)
                ways.append((*way, module))
    return ()


def test_no_module_comes_back_to_itself() -> None:
    assert [" → ".join((*way, way[0])) for way in circles(module_graph())] == []


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b"], "b": ["a"], "c": ["a"]}, [("a", "b")]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["a"], "d": ["a"]}, [("a", "c"), ("b", "d", "a")]),
        ({"a": ["outside", "b"], "b": ["c"], "c": ["d"], "d": ["c"]}, [("c", "d")]),
    ],
)
def test_circles_are_found_by_the_shortest_way(graph: Graph, found: list[tuple[str, ...]]) -> None:
    assert circles(graph) == found
