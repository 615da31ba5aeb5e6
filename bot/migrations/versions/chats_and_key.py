"""The first tables: the chats, and the key they are written with."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "chats",
        sa.Column("person_hash", sa.LargeBinary, primary_key=True),
        sa.Column("person", sa.LargeBinary, nullable=False),
        sa.Column("session", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False, index=True),
        sa.Column("touched", sa.Date, nullable=False, index=True),
    )
    op.create_table("current_key", sa.Column("key_id", sa.String(16), primary_key=True))
