"""What the collector of garbage leaves alone: modules, and what they make, are never garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Collect nothing while modules are imported, and leave out for good what is there then.

    Collecting took a third of the time that it takes to import Sayso, and once more of each command's end.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def set_aside() -> None:
    """Let the collector of garbage leave out what stays: it would look through half a million objects.

    A list of 500 bots took a third less time so; see ``benchmarks/bots.py``.
    """
    gc.collect()
    gc.freeze()
