"""Schedules: what is due when."""

from alembic import op

from sayso.db.migrations.blocks import schedules

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was due by a clock before."""
    for statement in (*schedules.TABLES, *schedules.walls()):
        op.execute(statement)


def downgrade() -> None:
    """What was due is forgotten; jobs that are queued stay."""
    op.execute("drop table schedules")
