"""What takes long the first time is done before somebody waits for it."""

from threading import Thread

from sayso.kit.garbage import set_aside
from sayso.sandbox.bounded import Budget

READERS = f"{__name__}:warm_readers"
"""What makes a process for bounded work ready to read."""
OF_FILES = Budget(seconds=60.0, patience=2.0)
"""What a spreadsheet may take: one of a million cells takes some twenty seconds."""
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

    compile_app(OfflineDesigner().design(DESCRIPTION, SeededIds(0)).spec)
    if asks_models:
        import sayso.llm.connections
        import sayso.llm.wire  # noqa: F401 - both for what importing them takes
    set_aside()


def warm_readers() -> None:
    """Import what reads words and files, and read a description: what workers are forked with."""
    import sayso.blocks.offline.writer
    import sayso.bots.offline.writer
    import sayso.conversations.spreadsheets.spreadsheet_session
    import sayso.design.agents.rules
    import sayso.design.steps.step_designer  # noqa: F401 - all for what importing them takes
    from sayso.design.offline.designer_adapter import read_wish
    from sayso.design.types import Wish
    from sayso.kit.ids import SeededIds
    from sayso.spec.edits import empty_spec

    made = read_wish(Wish(DESCRIPTION, empty_spec(), SeededIds(0)))
    read_wish(Wish("Add a pages number to books", made.spec, SeededIds(1)))
