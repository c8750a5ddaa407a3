"""Addresses of webhooks are kept as hashes."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever knows an address goes on calling it; nobody can read it here any more."""
    op.execute("alter table bot_triggers rename column token to token_hash")
    op.execute(
        "alter table bot_triggers rename constraint bot_triggers_token_key to bot_triggers_token_hash_key"
    )
    op.execute(
        "update bot_triggers set token_hash = encode(sha256(convert_to(token_hash, 'UTF8')), 'hex') "
        "where token_hash is not null"
    )


def downgrade() -> None:
    """Nobody knows what a hash was made of, so webhooks are without an address."""
    op.execute("update bot_triggers set token_hash = null")
    op.execute(
        "alter table bot_triggers rename constraint bot_triggers_token_hash_key to bot_triggers_token_key"
    )
    op.execute("alter table bot_triggers rename column token_hash to token")
