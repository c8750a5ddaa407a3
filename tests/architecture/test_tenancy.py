"""PostgreSQL keeps agencies apart only where it is asked for one; these places see all of them."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import calls, files

ABOVE_AGENCIES = {
    "identity/authentication/sessions.py": "signing in, before an agency is known",
    "identity/authentication/recovery.py": "signing in: a forgotten password",
    "identity/authentication/links.py": "signing in: links that work once",
    "identity/openid/users.py": "signing in: whom a provider vouches for",
    "identity/keys/service.py": "signing in: the key says which agency",
    "identity/people/invitations.py": "coming in: the link says which agency, and the user may be new",
    "identity/people/operator.py": "the operator reaches every agency",
    "identity/people/users.py": "the operator's commands on users of all agencies",
    "identity/people/agencies.py": "founding and removing agencies; the operator's list of all",
    "identity/people/people.py": "whether an account reaches beyond an agency",
    "identity/people/admission.py": "the user of a machine where nobody has to sign in",
    "identity/audit.py": "the operator reads what belongs to no agency",
    "identity/retention.py": "removes what is over, of all agencies",
    "runtime/registry.py": "a host name says which agency",
    "runtime/service.py": "makes and drops the tables of modules",
    "runtime/sample/service.py": "people in made-up rows may be users already",
    "jobs/queue.py": "cancelling: a key is known to whoever made it, in whichever agency",
    "events/stream.py": "sweeps what is old, of all agencies",
    "notices/service.py": "sweeps what is old, of all agencies",
    "blocks/service.py": "lets go of what is old, of all agencies",
    "schedules/service.py": "whatever is due, of all agencies",
    "publishing/name_reservation.py": "names are unique across agencies",
    "publishing/publish_transaction.py": "changes the tables of modules",
    "publishing/upgrade.py": "the start of a newer Sayso, for modules of all agencies",
    "bots/run_queue/maintenance.py": "begins what was forgotten and lets go of what is old, of all agencies",
    "bots/triggers/calls.py": "a call to a webhook: the address says which agency",
    "bots/triggers/change_consumer.py": "how far the history of a module goes, which only its tables know",
    "bots/triggers/row_listener.py": "whatever happened to rows, of all agencies",
    "blocks/dashboards/share_links.py": "looking at a dashboard: the link says which agency",
    "web/origin/sign_in.py": "signing in to a module with a link",
    "web/pages/signin.py": "signing in with a link",
    "web/pages/passwords.py": "signing in: choosing a password",
    "web/pages/openid.py": "signing in: a refusal is noted",
    "web/pages/sign_in_redirect.py": "signing in to a module with a link",
    "web/v1/identities.py": "modules of agencies to which the person does not belong",
}
"""Files that call ``database.system()``, and why an agency would be too little."""

CONNECTING = {
    "backup/integrity/service.py", "backup/emptiness.py", "backup/leftovers.py", "backup/restoration.py",
    "backup/snapshot.py",
    "db/database.py", "db/gate.py", "db/migrate.py", "db/external.py", "events/listener.py",
    "evolution/finalization.py", "evolution/statements.py", "evolution/advisory_lock.py",
    "jobs/queue_status.py", "jobs/worker.py",
    "proofs/service.py", "proofs/stage.py", "publishing/recovery.py", "publishing/upgrade.py",
    "publishing/name_reservation.py", "publishing/service.py",
}  # fmt: skip
"""Files that open connections of their own: for the tables of modules, their locks, scratch tables, to
listen, and to save and check all of it."""


def methods(*names: str) -> Iterator[tuple[str, ast.expr]]:
    """Where methods of these names are called, and on what."""
    for file, node in calls(*names):
        if isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield file, node.func.value


def test_only_these_files_see_every_agency() -> None:
    found = {file for file, owner in methods("system") if _is_database(owner)}
    assert found == set(ABOVE_AGENCIES)


def test_only_these_files_connect_by_themselves() -> None:
    found = {
        file
        for file, owner in methods("connect", "create_pool", "create_async_engine")
        if isinstance(owner, ast.Name) and owner.id == "asyncpg"
    }
    assert found == CONNECTING


def test_no_other_file_reaches_for_the_engines_behind() -> None:
    inside = {"system_engine", "_platform", "_units", "_system_units"}
    found = {
        file
        for file, tree in files(*inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in inside and _is_database(node.value)
    }
    assert found == set()


def _is_database(node: ast.expr) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name.lstrip("_") == "database"
