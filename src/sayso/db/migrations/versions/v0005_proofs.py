"""Keeps which proofs have passed, and what was proved of each revision."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UPGRADE = (
    """
    create table proof_passes (
      digest text not null constraint proof_passes_pkey primary key,
      passed_at timestamptz not null default now()
    )
    """,
    "create index proof_passes_passed_at_idx on proof_passes (passed_at)",
    """
    create table proof_reports (
      digest text not null constraint proof_reports_pkey primary key,
      report jsonb not null,
      made_at timestamptz not null default now()
    )
    """,
)
DOWNGRADE = ("drop table proof_reports", "drop table proof_passes")


def upgrade() -> None:
    """Nothing has been proved so far; the next publish of each module proves all of it."""
    for statement in UPGRADE:
        op.execute(statement)


def downgrade() -> None:
    """What was proved is forgotten."""
    for statement in DOWNGRADE:
        op.execute(statement)
