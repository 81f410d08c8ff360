"""The tables of the catalogue, for any database supported by SQLAlchemy.

They are created by `pipeline/storage/catalogue/migrations`; a test checks that the two agree.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

KEY = BigInteger().with_variant(Integer, "sqlite")
"""Primary key type; SQLite increments keys automatically only for INTEGER."""

sources = Table(
    "sources",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("address", Text, nullable=False),
    Column("first_run", KEY),
    Column("last_run", KEY),  # the last run that listed it completely
    Column("last_new", String(32)),  # when it last had a new or changed document
    Column("longest_quiet", Float),  # longest time so far without anything new, in days
)

documents = Table(
    "documents",
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=True),
    Column("source", String(200), ForeignKey("sources.name"), nullable=False),
    Column("uri", Text, nullable=False),
    Column("address", Text),
    Column("state", String(20), nullable=False),  # new, changed, failed, quarantined, gone
    Column("status", String(20)),  # result of parsing: record, listing, skipped, failed
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String(200)),
    Column("validators", JSON),  # etag, last_modified: for conditional requests
    Column("version", Integer, nullable=False),
    Column("record_id", Text, unique=True),
    Column("claim", Text),
    Column("code", String(40)),
    Column("reason", Text),
    Column("content_hash", String(64)),
    Column("schema_version", String(20)),
    Column("producer", String(200), nullable=False),
    Column("summary", JSON),  # of the record: kind, body, date, numbers, coverage, filled fields, findings
    Column("reviewed", Boolean, nullable=False),
    Column("first_run", KEY, nullable=False),
    Column("changed_run", KEY, nullable=False),
    Column("read_run", KEY, nullable=False),
    Column("changed_at", String(32), nullable=False),
    UniqueConstraint("source", "uri"),
)

versions = Table(
    "versions",
    metadata,
    Column("document", KEY, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("fetched_at", String(32), nullable=False),
    Column("run", KEY, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", KEY, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("op", String(10), nullable=False),  # insert, update, tombstone
    Column("record_id", Text, nullable=False),
    Column("previous_id", Text),
    Column("content_hash", String(64)),
    Column("schema_version", String(20)),
    Column("producer", String(200)),
    Column("run", KEY, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),  # ingest, nightly, reprocess, forget
    Column("producer", String(200), nullable=False),
    Column("began", String(32), nullable=False),
    Column("ended", String(32)),
    Column("state", String(20), nullable=False),  # running, completed, alarmed, failed, broken off
    Column("report", JSON),
)

Index("documents_sha256", documents.c.sha256)
Index("versions_sha256", versions.c.sha256)
