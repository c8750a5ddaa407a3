"""Sandbox: secrets that programs name, and the requests they sent."""

from alembic import op

from sayso.db.migrations.sandbox import tables

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has a secret yet."""
    for statement in (*tables.TABLES, *tables.walls(), tables.AUDIT):
        op.execute(statement)


def downgrade() -> None:
    """Secrets go; who needs them enters them again."""
    for statement in tables.removed():
        op.execute(statement)
