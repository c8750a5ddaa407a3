"""The words of the audit log for what people decide about runs."""

AUDIT = """
create function sayso_audit_bot_approval() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform sayso_write('approval.decided', 'approval', new.id::text,
    coalesce((select b.name from bots b where b.id = new.bot_id), ''),
    jsonb_build_object('approved', jsonb_build_array(null, new.decision),
      'run_id', jsonb_build_array(null, new.run_id)),
    array[new.agency_id]);
  return null;
end $$
"""
"""Who decided, and how; what was asked and said may hold values of rows, and stays with the run."""

TRIGGER = """
create trigger bot_approvals_audit after update of decision on bot_approvals for each row
  when (old.decision is distinct from new.decision and new.decision is not null)
  execute function sayso_audit_bot_approval()
"""


def made() -> tuple[str, ...]:
    """Statements that add it."""
    return AUDIT, "revoke execute on function sayso_audit_bot_approval from public", TRIGGER


def removed() -> tuple[str, ...]:
    """Statements that take it away."""
    return (
        "drop trigger bot_approvals_audit on bot_approvals",
        "drop function sayso_audit_bot_approval",
    )
