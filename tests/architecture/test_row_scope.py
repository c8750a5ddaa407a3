"""Values of rows are read through a scope; these places make one, and these look past row-level security."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import SOURCE, calls

LETTING_IN = {
    "identity/people/admission.py": "lets a person into an application, in the role they have there",
    "runtime/public.py": "lets in whoever is not signed in, where somebody confirmed that",
    "runtime/sample/service.py": "writes made-up rows, before anybody has others",
    "conversations/spreadsheets/row_import.py": "writes the rows of a spreadsheet as whoever publishes them",
    "proofs/types.py": "people who do not exist try invented rows on scratch tables",
}
"""Files that make a ``Scope``: whoever has none reads no values of rows."""

PAST_ROWS_SECURITY = {
    "backup/integrity/service.py": "sees whether tables are sound; gives counts and names",
    "backup/emptiness.py": "whether there is anything in a database",
    "backup/leftovers.py": "sees roles and settings of a server, no rows",
    "backup/restoration.py": "brings a whole database back, for the operator",
    "backup/snapshot.py": "saves a whole database, for the operator",
    "evolution/finalization.py": "checks rows that were there before",
    "evolution/preparation.py": "brings rows into their new shape",
    "evolution/cleanup.py": "removes what an interrupted change left",
    "evolution/statements.py": "runs the statements of these",
    "evolution/advisory_lock.py": "holds the turn of a change; reads no rows",
    "proofs/service.py": "scratch tables with invented rows",
    "proofs/stage.py": "scratch tables with invented rows",
    "publishing/previews.py": "copies rows for somebody who reads all of them",
    "publishing/recovery.py": "takes back what a crash left; reads no rows",
    "publishing/upgrade.py": "makes tables and logic anew for a newer Sayso",
    "publishing/service.py": "plans: counts of rows and their ids; evolution/plan_view.py adds values",
    "publishing/publish_transaction.py": "takes tables and rows to the next revision",
    "runtime/service.py": "makes and drops tables",
}
"""Files that reach tables of modules on a connection without a scope; none gives values of rows away."""

OF_THE_PLATFORM = {
    "db/database.py", "db/external.py", "db/gate.py", "db/migrate.py", "events/listener.py",
    "jobs/queue_status.py", "jobs/worker.py",
}  # fmt: skip
"""Files that connect for the platform's own tables, and the gate itself."""

CONNECTING = {"connect", "driver_of", "open_runner", "open_stage"}


def named(*words: str) -> Iterator[tuple[str, ast.Call, str]]:
    """The calls of what bears one of these names."""
    for file, node in calls(*words):
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in words:
            yield file, node, name


def makes_scopes(file: str) -> bool:
    tree = ast.parse((SOURCE / file).read_text())
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "sayso.db.scope"
        and any(alias.name == "Scope" and alias.asname is None for alias in node.names)
        for node in ast.walk(tree)
    )


def test_only_these_files_make_a_scope() -> None:
    found = {file for file, _, _ in named("Scope")}
    assert {file for file in found if makes_scopes(file)} == set(LETTING_IN)


def test_nobody_changes_whose_scope_it_is() -> None:
    """A scope may get a time zone or a cause on its way, and never another site, member or role."""
    found = {
        (file, word.arg)
        for file, node, _ in named("replace")
        if node.args and ast.unparse(node.args[0]).rpartition(".")[2] == "scope"
        for word in node.keywords
    }
    assert {word for _, word in found} <= {"time_zone", "cause"}, found


def test_only_these_files_look_past_row_level_security() -> None:
    found = {
        file
        for file, node, name in named(*CONNECTING)
        if (name != "connect" or ast.unparse(node.func) == "asyncpg.connect") and file not in OF_THE_PLATFORM
    }
    assert found == set(PAST_ROWS_SECURITY)
