"""Sessions have an owner and people they are shared with."""

from alembic import op

from sayso.db.migrations.conversations import people

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each session stays with whoever began it."""
    for statement in people.made():
        op.execute(statement)


def downgrade() -> None:
    """Sessions are open to the whole agency again."""
    for statement in people.removed():
        op.execute(statement)
