"""What takes long the first time is done before somebody waits for it."""

from threading import Thread

DESCRIPTION = "Books have a title. Loans have a book and a date, and go from out to returned."


def warm_up() -> None:
    """Read a description and compile it in a thread that nobody waits for, also not at the end."""
    Thread(target=_read_and_compile, name="warm-up", daemon=True).start()


def _read_and_compile() -> None:
    from sayso.compiler.build import compile_app
    from sayso.design.offline.designer import OfflineDesigner
    from sayso.kit.ids import SeededIds
    from sayso.spec.edits import apply, empty_spec

    proposal = OfflineDesigner().design(DESCRIPTION, SeededIds(0))
    compile_app(apply(empty_spec(), proposal.edits).spec)
