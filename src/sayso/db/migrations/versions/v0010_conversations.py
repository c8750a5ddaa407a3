"""Build sessions: messages, turns, revisions and approvals."""

from alembic import op

from sayso.db.migrations.conversations import tables

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Modules that are there stay without a session until somebody begins one."""
    for statement in (*tables.TABLES, *tables.walls(), *tables.audited()):
        op.execute(statement)


def downgrade() -> None:
    """Conversations go; modules that came of them stay."""
    for statement in tables.removed():
        op.execute(statement)
