"""The role that Sayso asks its own tables as, and what it may see and do there.

A policy shows it the rows of one agency (``sayso.agency_id``) and, where they are personal, those of the
acting user (``sayso.user_id``). A reference between rows carries the agency along: checking one bypasses
policies, so a row could point to a site or module of another agency otherwise.
"""

from collections.abc import Iterator

ROLE = (
    """
    do $$
    begin
      begin
        if not exists (select from pg_roles where rolname = 'sayso_platform') then
          create role sayso_platform nologin nosuperuser nobypassrls nocreatedb nocreaterole;
        end if;
        if not pg_has_role(current_user, 'sayso_platform', 'usage') then
          execute format('grant sayso_platform to %I', current_user);
        end if;
      exception when duplicate_object or unique_violation or invalid_grant_operation then null;
      end;
    end $$
    """,
    "grant usage on schema public to sayso_platform",
    """
    create function sayso_agency() returns uuid language sql stable parallel safe
      return nullif(current_setting('sayso.agency_id', true), '')::uuid
    """,
    """
    create function sayso_user() returns uuid language sql stable parallel safe
      return nullif(current_setting('sayso.user_id', true), '')::uuid
    """,
    "revoke execute on function sayso_agency, sayso_user from public",
    "grant execute on function sayso_agency, sayso_user to sayso_platform",
)

OF_AGENCY = {
    "sites": "select, insert, update (name, slug), delete",
    "members": "select, insert",
    "member_roles": "select, insert, update (role), delete",
    "modules": "select, update (status, settings)",
    "revisions": "select",
    "module_files": "select",
    "saved_files": "select, insert, update (text, generated), delete",
    "bundles": "select, insert, delete",
    "bundle_files": "select, insert",
    "files": "",
    "changes": "select, insert, delete",
    "installed_logic": "select",
    "memberships": "select, update (role, is_active), delete",
    "invitations": "select, insert, update (token_hash, expires_at, revoked_at)",
    "api_keys": "select, insert, update (revoked_at, last_used_at, last_used_from)",
    "public_confirmations": "select, insert, update (keys, confirmed_by, confirmed_at), delete",
}
"""Tables whose rows belong to an agency, and what may be done to those of one's own.

What changes the tables of a module, its revisions and files is done as the server's own role.
"""

_SEEN_OF_SESSIONS = (
    "id, user_id, agency_id, module_id, kind, address, user_agent, expires_at, last_seen_at, ended_at, "
    "ended_because, created_at"
)
OF_USER = {
    "sessions": f"select ({_SEEN_OF_SESSIONS}), update (agency_id)",
    "refresh_tokens": "",
    "links": "",
    "identities": "select",
}
"""Tables whose rows belong to a user, and what may be done to one's own; all else is signing in."""

SHARED = {
    "proof_passes": "select, insert, update (passed_at), delete",
    "proof_reports": "select, insert, update (report, made_at)",
}
"""Known by the digest of what was proved, and the same for everybody who has that text."""

UNSEEN = ("installed_foundations", "alembic_version")
"""For the start of a server only."""

POLICIES = (
    """
    create policy memberships_own on memberships for select to sayso_platform
      using (user_id = sayso_user())
    """,
    """
    create policy agencies_own on agencies to sayso_platform
      using (id = sayso_agency()) with check (id = sayso_agency())
    """,
    """
    create policy agencies_of_user on agencies for select to sayso_platform using
      (id in (select agency_id from memberships m where m.user_id = sayso_user() and m.is_active))
    """,
    "grant select, update (name, slug) on agencies to sayso_platform",
    """
    create policy users_own on users to sayso_platform
      using (id = sayso_user()) with check (id = sayso_user())
    """,
    """
    create policy users_of_agency on users for select to sayso_platform using
      (id in (select user_id from memberships m where m.agency_id = sayso_agency())
       or id in (select user_id from members m where m.agency_id = sayso_agency()))
    """,
    "grant select (id, name, email, is_active, created_at), update (name) on users to sayso_platform",
)

REFERRED = ("sites", "members", "modules", "revisions")
REFERENCES = (
    ("members", "site_id", "sites", "cascade"),
    ("modules", "site_id", "sites", "cascade"),
    ("modules", "revision_id", "revisions", "set null"),
    ("modules", "preview_of", "modules", "set null"),
    ("member_roles", "member_id", "members", "cascade"),
    ("member_roles", "module_id", "modules", "cascade"),
    ("revisions", "module_id", "modules", "cascade"),
    ("module_files", "module_id", "modules", "cascade"),
    ("saved_files", "module_id", "modules", "cascade"),
    ("bundles", "module_id", "modules", "cascade"),
    ("bundle_files", "module_id", "modules", "cascade"),
    ("files", "site_id", "sites", "cascade"),
    ("changes", "module_id", "modules", "cascade"),
    ("changes", "base_id", "revisions", "cascade"),
    ("changes", "revision_id", "revisions", "set null"),
    ("installed_logic", "module_id", "modules", "cascade"),
    ("invitations", "module_id", "modules", "cascade"),
    ("public_confirmations", "module_id", "modules", "cascade"),
)
"""Table, column, the table referred to, and what its removal does."""


def raised() -> Iterator[str]:
    """Statements that keep agencies apart."""
    for table in (*OF_AGENCY, *OF_USER, *SHARED, *UNSEEN, "agencies", "users"):
        yield f"alter table {table} enable row level security"
    for table, allowed in OF_AGENCY.items():
        yield _policy(table, "of_agency", "agency_id = sayso_agency()")
        yield from _grant(table, allowed)
    for table, allowed in OF_USER.items():
        yield _policy(table, "own", "user_id = sayso_user()")
        yield from _grant(table, allowed)
    for table, allowed in SHARED.items():
        yield _policy(table, "shared", "true")
        yield from _grant(table, allowed)
    yield from POLICIES
    for table in REFERRED:
        yield f"alter table {table} add constraint {table}_agency_id_id_key unique (agency_id, id)"
    for table, column, to, removal in REFERENCES:
        yield f"alter table {table} drop constraint {table}_{column}_fkey"
        named = f" ({column})" if removal == "set null" else ""
        yield (
            f"alter table {table} add constraint {table}_agency_id_{column}_fkey "
            f"foreign key (agency_id, {column}) references {to} (agency_id, id) on delete {removal}{named}"
        )


def lowered(made_here: tuple[str, ...]) -> Iterator[str]:
    """Statements that take the walls down again; ``made_here`` are tables that go with all they have."""
    yield from _plain_references(made_here)
    yield "drop policy agencies_of_user on agencies"
    yield "drop policy users_of_agency on users"
    policies = {"agencies": "own", "users": "own"} | dict.fromkeys(SHARED, "shared")
    policies |= dict.fromkeys(set(OF_AGENCY) - set(made_here), "of_agency")
    for table, name in sorted(policies.items()):
        yield f"drop policy {table}_{name} on {table}"
        yield f"revoke all on {table} from sayso_platform"
    for table in sorted({*policies, *UNSEEN} - {"files"}):
        yield f"alter table {table} disable row level security"
    for table in made_here:
        yield f"drop table {table}"
    yield "drop function sayso_agency, sayso_user"
    yield "revoke usage on schema public from sayso_platform"


def _plain_references(made_here: tuple[str, ...]) -> Iterator[str]:
    for table, column, to, removal in REFERENCES:
        if table not in made_here:
            yield f"alter table {table} drop constraint {table}_agency_id_{column}_fkey"
            yield (
                f"alter table {table} add constraint {table}_{column}_fkey "
                f"foreign key ({column}) references {to} on delete {removal}"
            )
    for table in made_here:
        for of, column, *_ in REFERENCES:
            if of == table:
                yield f"alter table {table} drop constraint {table}_agency_id_{column}_fkey"
    for table in REFERRED:
        yield f"alter table {table} drop constraint {table}_agency_id_id_key"


def _policy(table: str, name: str, rule: str) -> str:
    return f"create policy {table}_{name} on {table} to sayso_platform using ({rule}) with check ({rule})"


def _grant(table: str, allowed: str) -> Iterator[str]:
    if allowed:
        yield f"grant {allowed} on {table} to sayso_platform"
