"""Models: keys of providers, chains, the ledger of calls, budgets, remembered replies."""

from alembic import op

from sayso.db.migrations.models import tables

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No agency has models yet; those of the settings work without a row."""
    for statement in (*tables.TABLES, *tables.walls(), *tables.audited()):
        op.execute(statement)


def downgrade() -> None:
    """The ledger goes too, and with it what was spent."""
    for statement in tables.removed():
        op.execute(statement)
