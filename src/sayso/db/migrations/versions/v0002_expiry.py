"""Lets the data API clear away idempotency keys that have run out."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Allow deleting; the policy of the table keeps it to keys of the member's own."""
    op.execute("grant delete on idempotency_keys to sayso_app")


def downgrade() -> None:
    """Forbid it again."""
    op.execute("revoke delete on idempotency_keys from sayso_app")
