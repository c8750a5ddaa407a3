"""What people decide about runs of bots is in the audit log."""

from alembic import op

from sayso.db.migrations.bots import approvals

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From now on."""
    for statement in approvals.made():
        op.execute(statement)


def downgrade() -> None:
    """What is in the log stays there."""
    for statement in approvals.removed():
        op.execute(statement)
