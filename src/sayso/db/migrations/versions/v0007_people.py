"""People who sign in, agencies they belong to, keys, and the audit log; the database keeps agencies apart.

The role ``sayso_platform`` is what Sayso asks its own tables as. Policies show it the rows of one agency
(``sayso.agency_id``) and those of the acting user (``sayso.user_id``). Triggers write what changes into
``audit_log``, with whoever acts (``sayso.actor``); nobody may change what is written there.
"""

from alembic import op

from sayso.db.migrations.people import log, tables, walls

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everybody who was a member so far administers the agency: only the person at the machine was."""
    for statement in (*walls.ROLE, *tables.TABLES, *walls.raised(), *log.kept()):
        op.execute(statement)


def downgrade() -> None:
    """People, keys and the log go; agencies, users, sites, members and modules stay."""
    for statement in (*log.stopped(), *walls.lowered(tables.MADE), *tables.WITHOUT):
        op.execute(statement)
