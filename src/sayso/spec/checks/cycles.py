"""Circles in a graph of names."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def cycles(graph: Mapping[Node, Sequence[Node]]) -> tuple[tuple[Node, ...], ...]:
    """One circle for each group of nodes that lead to each other, each node in one circle at most."""
    found: list[tuple[Node, ...]] = []
    done: set[Node] = set()
    for start in graph:
        if start in done:
            continue
        trail: list[Node] = [start]
        waiting = [iter(graph.get(start, ()))]
        on_trail = {start}
        while trail:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                finished = trail.pop()
                on_trail.discard(finished)
                done.add(finished)
            elif following in on_trail:
                circle = tuple(trail[trail.index(following) :])
                if not any(set(circle) & set(other) for other in found):
                    found.append(circle)
            elif following not in done:
                trail.append(following)
                on_trail.add(following)
                waiting.append(iter(graph.get(following, ())))
    return tuple(found)
