"""Work that outlives a request: the queue, and streams of events.

PgQueuer's tables have the schema ``sayso_queue`` to themselves, which no role of Sayso's may use; a row in
``jobs`` puts itself into the queue. ``sayso_queue.begin`` and its fellows hold what PgQueuer does not: that
jobs of one key run one after the other, and each in one process only.
"""

from alembic import op

from sayso.db.migrations.jobs import statements

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The queue, then the events."""
    for statement in statements.made():
        op.execute(statement)


def downgrade() -> None:
    """All of it goes, with what waits in it."""
    for statement in statements.REMOVED:
        op.execute(statement)
