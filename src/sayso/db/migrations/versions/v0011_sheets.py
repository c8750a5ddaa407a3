"""Build sessions: the rows of a spreadsheet that a session began with."""

from alembic import op

from sayso.db.migrations.conversations import sheets

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions that are there began with words."""
    for statement in (*sheets.TABLES, *sheets.walls()):
        op.execute(statement)


def downgrade() -> None:
    """Rows that wait to be imported go; those that were imported stay in their modules."""
    op.execute("drop table build_sheets")
