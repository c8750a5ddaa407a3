"""Renames in an order in which no name is taken when it is given; circles go by way of a name of ours."""

import hashlib
from collections.abc import Mapping


def in_order(renames: Mapping[str, str]) -> list[tuple[str, str]]:
    """The same renames one after the other, such as a→b while b→a."""
    waiting = {old: new for old, new in renames.items() if old != new}
    done: list[tuple[str, str]] = []
    while waiting:
        free = next((old for old, new in waiting.items() if new not in waiting), None)
        if free is None:
            old = next(iter(waiting))
            passing = new_name(old)
            done.append((old, passing))
            waiting = {(passing if key == old else key): value for key, value in waiting.items()}
        else:
            done.append((free, waiting.pop(free)))
    return done


def new_name(*of: str) -> str:
    """A name for what has its own only after the switch."""
    return f"_new_{hashlib.sha256('/'.join(of).encode()).hexdigest()[:12]}"
