"""The tables of the Telegram door: what came in, what goes out, and which process does what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person_hash", sa.LargeBinary, nullable=False, index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("parked", sa.Boolean, nullable=False),
        sa.Column("received", sa.Float, nullable=False),
        sa.Column("touched", sa.Date, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("person_hash", sa.LargeBinary, nullable=False, index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("received", sa.Float, nullable=False),
        sa.Column("touched", sa.Date, nullable=False),
    )
    op.create_table(
        "seen",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_table(
        "holds",
        sa.Column("person_hash", sa.LargeBinary, primary_key=True),
        sa.Column("holder", sa.String(64), nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False),
    )
