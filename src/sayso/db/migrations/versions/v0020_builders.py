"""Modules have builders, and what lets somebody reach further waits for those who may approve it."""

from alembic import op

from sayso.db.migrations.people import rights

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever made a module builds it, as the author of its first revision; so do administrators."""
    for statement in rights.made():
        op.execute(statement)


def downgrade() -> None:
    """Every user of an agency builds its modules again."""
    for statement in rights.removed():
        op.execute(statement)
