"""Keeps by which Sayso the tables and the logic of each module were made."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UPGRADE = (
    """
    create table installed_logic (
      module_id uuid not null constraint installed_logic_pkey primary key
        constraint installed_logic_module_id_fkey references modules on delete cascade,
      agency_id uuid not null constraint installed_logic_agency_id_fkey references agencies on delete cascade,
      generation integer not null,
      digest text not null,
      maker text not null,
      problem text,
      made_at timestamptz not null default now()
    )
    """,
    """
    create table installed_foundations (
      path text not null constraint installed_foundations_pkey primary key,
      digest text not null,
      run_at timestamptz not null default now()
    )
    """,
)
DOWNGRADE = ("drop table installed_foundations", "drop table installed_logic")


def upgrade() -> None:
    """Nothing is known of the modules there are, so each is brought up to date at the next start."""
    for statement in UPGRADE:
        op.execute(statement)


def downgrade() -> None:
    """What made them is forgotten."""
    for statement in DOWNGRADE:
        op.execute(statement)
