"""Bots: automations with their versions, triggers and runs, and notices that people find in the product."""

from alembic import op

from sayso.db.migrations.bots import tables as bots
from sayso.db.migrations.notices import tables as notices

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There are no bots yet, and nothing to tell of."""
    for statement in (*bots.TABLES, *bots.walls(), *bots.audited(), *notices.TABLES, *notices.walls()):
        op.execute(statement)


def downgrade() -> None:
    """Bots go, with everything that they did."""
    for statement in ("drop table notices", *bots.removed()):
        op.execute(statement)
