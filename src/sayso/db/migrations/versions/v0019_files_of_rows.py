"""Files know which row took them first, and count towards what their agency may keep."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TAKEN_BEFORE = "00000000-0000-0000-0000-000000000000"
"""Stands for the row of a file from before: it was taken, by whichever row has it."""


def upgrade() -> None:
    """Files that are there already are read through rows; nobody is left to be waiting with one."""
    op.execute("alter table files add column row_id uuid")
    op.execute(f"update files set row_id = '{TAKEN_BEFORE}'")  # noqa: S608 - a constant
    op.execute("create index files_agency_id_idx on files (agency_id) include (size)")
    op.execute("grant update (row_id) on files to sayso_app")
    op.execute("grant select (agency_id, size) on files to sayso_platform")


def downgrade() -> None:
    """Everybody at a site reads its files again."""
    op.execute("revoke select (agency_id, size) on files from sayso_platform")
    op.execute("revoke update (row_id) on files from sayso_app")
    op.execute("drop index files_agency_id_idx")
    op.execute("alter table files drop column row_id")
