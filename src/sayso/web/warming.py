"""What takes long the first time is done before somebody waits for it."""

import gc
from importlib import import_module
from threading import Thread

DESCRIPTION = "Books have a title. Loans have a book and a date, and go from out to returned."


def warm_up(*, asks_models: bool) -> None:
    """Read a description and compile it in a thread that nobody waits for, also not at the end.

    What speaks to models takes seconds to import; it is wanted only where there are any.
    """
    Thread(target=_warm_up, args=(asks_models,), name="warm-up", daemon=True).start()


def _warm_up(asks_models: bool) -> None:
    from sayso.compiler.build import compile_app
    from sayso.design.offline.designer import OfflineDesigner
    from sayso.kit.ids import SeededIds
    from sayso.spec.edits import apply, empty_spec

    proposal = OfflineDesigner().design(DESCRIPTION, SeededIds(0))
    compile_app(apply(empty_spec(), proposal.edits).spec)
    if asks_models:
        import_module("sayso.llm.wire")
        import_module("sayso.llm.connections")
    set_aside()


def set_aside() -> None:
    """Let the collector of garbage leave out what stays: it would look through half a million objects.

    A list of 500 bots took a third less time so; see ``benchmarks/bots.py``.
    """
    gc.collect()
    gc.freeze()
