"""Agencies make templates of their applications."""

from alembic import op

from sayso.db.migrations.templates import tables

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There are none yet, and nothing came from one."""
    for statement in tables.made():
        op.execute(statement)


def downgrade() -> None:
    """Applications that came from templates stay."""
    for statement in tables.removed():
        op.execute(statement)
