"""Values of rows go to no model but those that administrators of the agency allow."""

from alembic import op

from sayso.db.migrations.models import rows

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No model sees any."""
    for statement in rows.made():
        op.execute(statement)


def downgrade() -> None:
    """What was allowed is forgotten."""
    for statement in rows.removed():
        op.execute(statement)
