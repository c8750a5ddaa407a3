"""A module that is removed is kept for a while, and comes back until then."""

from alembic import op

from sayso.db.migrations.people import log

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None is removed yet."""
    op.execute("alter table modules add column deleted_at timestamptz")
    op.execute("grant update (deleted_at) on modules to sayso_platform")
    op.execute(log.named_anew())


def downgrade() -> None:
    """What was removed stays archived."""
    op.execute("alter table modules drop column deleted_at")
