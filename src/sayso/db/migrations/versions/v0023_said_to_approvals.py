"""Whoever decides what a change lets others reach says something to it."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was said to what was decided before."""
    op.execute("alter table reach_approvals add column comment text not null default ''")
    op.execute("grant update (comment) on reach_approvals to sayso_platform")


def downgrade() -> None:
    """What was said stays in the audit log alone."""
    op.execute("alter table reach_approvals drop column comment")
