"""Programs: every attempt at one, and what is remembered of those that worked."""

from alembic import op

from sayso.db.migrations.programs import tables

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was written before."""
    for statement in (*tables.TABLES, *tables.walls()):
        op.execute(statement)


def downgrade() -> None:
    """Attempts and lessons go; programs that are in use stay with what they are used for."""
    op.execute("drop table program_lessons, program_attempts")
