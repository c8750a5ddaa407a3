"""Table of the people whom sessions are shared with, and the words of the audit log for it."""

from sayso.db.migrations.conversations.tables import AUDIT
from sayso.db.migrations.row_security import walled

TABLE = """
create table build_session_people (
  session_id uuid not null,
  user_id uuid not null,
  agency_id uuid not null
    constraint build_session_people_agency_id_fkey references agencies on delete cascade,
  access text not null constraint build_session_people_access_check check (access in ('viewer', 'editor')),
  created_at timestamptz not null default now(),
  constraint build_session_people_pkey primary key (session_id, user_id),
  constraint build_session_people_agency_id_session_id_fkey foreign key (agency_id, session_id)
    references build_sessions (agency_id, id) on delete cascade,
  constraint build_session_people_agency_id_user_id_fkey foreign key (agency_id, user_id)
    references memberships on delete cascade
)
"""
"""Whoever leaves the agency loses what was shared with them."""

INDEX = "create index build_session_people_user_id_idx on build_session_people (user_id)"

KEEP_OWNERS = """
update build_sessions s set user_id = coalesce(
  (select m.author_id from build_messages m
   where m.session_id = s.id and m.author_id is not null order by m.number limit 1),
  (select r.author_id from build_revisions r
   where r.session_id = s.id and r.author_id is not null order by r.number limit 1))
where s.user_id is null
"""
"""A session whose maker is not known any more belongs to whoever spoke in it first."""

_HEAD = "create function sayso_audit_build()"
_CHANGED = "      else\n        seen := array_remove(seen, 'status');"
_TAKEN_OVER = """\
      elsif tg_op = 'UPDATE' and old_row -> 'user_id' is distinct from new_row -> 'user_id' then
        verb := 'taken_over';
        seen := array['user_id'];
"""
_APPROVED = "    when 'build_approvals' then"
_SHARED = """\
    when 'build_session_people' then
      if not exists (select from build_sessions s where s.id = of_session) then
        return null;
      end if;
      verb := case tg_op when 'DELETE' then 'unshared' else 'shared' end;
      seen := array['user_id', 'access'];
"""
TRIGGER = """
create trigger build_session_people_audit after insert or update or delete on build_session_people
  for each row execute function sayso_audit_build()
"""


def audit() -> str:
    """The function of before, which now tells who took a session over, and whom it is shared with."""
    changes = (
        (_HEAD, "create or replace function sayso_audit_build()"),
        (_CHANGED, _TAKEN_OVER + _CHANGED),
        (_APPROVED, _SHARED + _APPROVED),
    )
    text = AUDIT
    for old, new in changes:
        if text.count(old) != 1:
            raise AssertionError(f"“{old}” is not in the function of before")
        text = text.replace(old, new)
    return text


def made() -> tuple[str, ...]:
    """Statements that add all of it."""
    return (
        TABLE,
        INDEX,
        *walled({"build_session_people": "select, insert, update, delete"}),
        "grant update (user_id) on build_sessions to sayso_platform",
        KEEP_OWNERS,
        audit(),
        TRIGGER,
    )


def removed() -> tuple[str, ...]:
    """Statements that take all of it away; sessions keep their owners."""
    return (
        "drop table build_session_people",
        "revoke update (user_id) on build_sessions from sayso_platform",
        AUDIT.replace("create function", "create or replace function"),
    )
