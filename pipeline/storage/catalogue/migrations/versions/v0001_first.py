"""Creates the initial tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates all tables."""
    op.create_table(
        "sources",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("first_run", _KEY),
        sa.Column("last_run", _KEY),
        sa.Column("last_new", sa.String(32)),
        sa.Column("longest_quiet", sa.Float()),
    )
    op.create_table(
        "documents",
        sa.Column("id", _KEY, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String(200), sa.ForeignKey("sources.name"), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20)),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(200)),
        sa.Column("validators", sa.JSON()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Text(), unique=True),
        sa.Column("claim", sa.Text()),
        sa.Column("code", sa.String(40)),
        sa.Column("reason", sa.Text()),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("schema_version", sa.String(20)),
        sa.Column("producer", sa.String(200), nullable=False),
        sa.Column("summary", sa.JSON()),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("first_run", _KEY, nullable=False),
        sa.Column("changed_run", _KEY, nullable=False),
        sa.Column("read_run", _KEY, nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("source", "uri"),
    )
    op.create_table(
        "versions",
        sa.Column("document", _KEY, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("fetched_at", sa.String(32), nullable=False),
        sa.Column("run", _KEY, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("seq", _KEY, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("op", sa.String(10), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.Text()),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("schema_version", sa.String(20)),
        sa.Column("producer", sa.String(200)),
        sa.Column("run", _KEY, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", _KEY, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("producer", sa.String(200), nullable=False),
        sa.Column("began", sa.String(32), nullable=False),
        sa.Column("ended", sa.String(32)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("report", sa.JSON()),
    )
    op.create_index("documents_sha256", "documents", ["sha256"])
    op.create_index("versions_sha256", "versions", ["sha256"])


def downgrade() -> None:
    """Drops all tables."""
    for table in ("runs", "changes", "versions", "documents", "sources"):
        op.drop_table(table)
