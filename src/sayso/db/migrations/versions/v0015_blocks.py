"""Blocks: live cards with their versions, data and log, and the dashboards that show them."""

from alembic import op

from sayso.db.migrations.blocks import tables

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There are no blocks yet."""
    for statement in (*tables.TABLES, *tables.walls(), *tables.audited()):
        op.execute(statement)


def downgrade() -> None:
    """Blocks and dashboards go, with everything that they showed."""
    for statement in tables.removed():
        op.execute(statement)
