"""Source configuration: locations, request policies, and global settings. See sources.example.toml.

>>> source = FeedSource(name="granvik", url="https://granvik.example/cgi/DREQUEST.PHP?page=rss/meetingitems&show=30")
>>> source.hosts, source.exhaustive
(frozenset({'granvik.example'}), False)
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from flows.sources.config_errors import problems
from flows.sources.http.errors import ConfigError, FetchError
from flows.sources.http.request_policy import Policy, user_agent
from flows.sources.http.urls import check, host_of

__all__ = ["ConfigError", "FeedSource", "FilesSource", "FolderSource", "PortalSource", "Source", "Sources", "load"]

_CRON_FIELD = re.compile(
    r"(?:\*|[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?)(?:/\d+)?(?:,(?:\*|[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?)(?:/\d+)?)*"
)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)


class _Source(_Model):
    """Settings that all kinds of source share.

    exhaustive: whether a completed discovery has listed every document of the source. A feed lists only recent
    entries, so a document that it no longer lists is not gone.
    """

    exhaustive: ClassVar[bool] = True

    name: str = Field(
        pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
        max_length=60,
        description="A slug, unique in the file.",
    )
    enabled: bool = Field(True, description="Whether it is asked at all.")
    since: date | None = Field(None, description="Documents of an earlier date are not fetched.")
    until: date | None = Field(None, description="Documents of a later date are not fetched.")
    attachments: bool = Field(False, description="Whether what documents have as attachments is fetched too.")
    max_bytes: int = Field(100 * 1024**2, ge=1, le=2 * 1024**3, description="Bytes that a document may have.")
    quiet_days: int | None = Field(None, ge=1, description="An alarm after so many days without a new document.")
    tombstone_share: float = Field(0.2, ge=0, le=1, description="A run that would bury more of the source stops.")
    keep_days: int | None = Field(
        None,
        ge=1,
        description="Documents are forgotten so long after their meeting; without a day, after their last change.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> _Source:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is later than until")
        return self

    def covers(self, day: date | str | None) -> bool:
        """Whether a document with this date (ISO 8601 if a string) is inside the date range; True if it is unknown.

        >>> source = FolderSource(name="arkiv", path="arkiv", since="2026-01-01")
        >>> source.covers("2025-12-31"), source.covers("2026-01-01"), source.covers(None)
        (False, True, True)
        """
        if day is None:
            return True
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


class FolderSource(_Source):
    """A local folder, searched recursively."""

    kind: Literal["folder"] = "folder"
    path: Path = Field(description="The folder, from the file of sources.")

    @field_validator("path")
    @classmethod
    def _from_file(cls, path: Path, info: ValidationInfo) -> Path:
        return _relative_to(path, info)


class FilesSource(_Source):
    """Files opened by fsspec: s3, gs, az, sftp, memory and more; all but memory need an extra package."""

    kind: Literal["files"] = "files"
    url: str = Field(pattern=r"^[a-z0-9+]+://.", description="A folder, such as s3://bucket/minutes.")
    options: dict[str, Any] = Field(default_factory=dict, description="fsspec's storage options.")

    @field_validator("url")
    @classmethod
    def _no_web(cls, url: str) -> str:
        if "::" in url:
            raise ValueError("chained addresses (::) are not opened")
        if url.partition("://")[0] in ("http", "https"):
            raise ValueError("web pages are sources of kind feed or portal")
        return url


class _WebSource(_Source):
    url: str = Field(description="Where it starts.")
    allowed_hosts: list[str] = Field(
        default_factory=list, description="Beside the start's; *.town.example for all below."
    )
    allow_private: bool = Field(False, description="Whether this machine and private networks may be fetched from.")
    user_agent: str = Field(default_factory=user_agent, min_length=1, max_length=200, pattern=r"^[\x20-\x7e]+$")
    requests_per_second: float = Field(2.0, gt=0, le=1000, description="To one host.")
    timeout: float = Field(60.0, gt=0, le=3600, description="Seconds for one answer.")
    retries: int = Field(3, ge=0, le=10, description="After the first try, where a fault may pass.")
    retry_wait: float = Field(1.0, gt=0, le=600, description="Seconds before the first of them; then doubled.")
    follow_pdf: bool = Field(False, description="Whether the PDF that a document's page links is taken instead.")

    @field_validator("url")
    @classmethod
    def _askable(cls, url: str) -> str:
        try:
            check(url, None)
        except FetchError as error:
            raise ValueError(error.reason) from error
        return url

    @field_validator("allowed_hosts")
    @classmethod
    def _names(cls, hosts: list[str]) -> list[str]:
        for host in hosts:
            if not re.fullmatch(r"(?:\*\.)?[\w.-]+|\[[0-9a-fA-F:.]+\]", host):
                raise ValueError(f"{host!r} is no name of a host")
        return [f"*.{host_of(f'//{host[2:]}')}" if host.startswith("*.") else host_of(f"//{host}") for host in hosts]

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Returns the hosts that may be requested: that of the start URL and those allowed."""
        return frozenset((host_of(self.url), *self.allowed_hosts))

    def policy(self) -> Policy:
        """Returns the request policy of the source."""
        return Policy(
            hosts=self.hosts,
            private=self.allow_private,
            agent=self.user_agent,
            rate=self.requests_per_second,
            seconds=self.timeout,
            size=self.max_bytes,
            retries=self.retries,
            wait=self.retry_wait,
        )


class FeedSource(_WebSource):
    """An RSS or Atom feed; each entry links to a document."""

    exhaustive: ClassVar[bool] = False

    kind: Literal["feed"] = "feed"


class PortalSource(_WebSource):
    """A portal with listing pages of bodies, meetings and items; the items are documents."""

    kind: Literal["portal"] = "portal"
    bodies: list[str] = Field(default_factory=list, description="Only these bodies, as the portal writes them.")
    max_depth: int = Field(3, ge=1, le=10, description="Listing pages on the way to an item, the start included.")
    max_pages: int = Field(1000, ge=1, description="Listing pages in all.")
    max_documents: int = Field(20_000, ge=1, description="Documents in all.")


Source = FolderSource | FilesSource | FeedSource | PortalSource
"""Any kind of source; `kind` discriminates."""
WebSource = FeedSource | PortalSource


class Schedule(_Model):
    """Schedule of the nightly run."""

    cron: str = Field("0 2 * * *", description="Minute, hour, day, month, weekday.")
    timezone: str = Field("Europe/Helsinki", description="Whose clock that is.")

    @field_validator("cron")
    @classmethod
    def _five(cls, cron: str) -> str:
        fields = cron.split()
        if len(fields) != 5 or not all(map(_CRON_FIELD.fullmatch, fields)):
            raise ValueError(f"{cron!r} has not the five fields of cron (minute, hour, day, month, weekday)")
        return cron

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        try:
            ZoneInfo(timezone)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"{timezone!r} is no time zone such as Europe/Helsinki") from error
        return timezone


class Sources(_Model):
    """The content of a source configuration file."""

    output: Path = Field(
        Path("output"), description="Where records go, from the file of sources.", validate_default=True
    )
    workers: int | None = Field(None, ge=1, description="Worker processes; one a processor where it says nothing.")
    database: str | None = Field(
        None, pattern=r"^[a-z][a-z0-9+_]*://", description="SQLAlchemy's address; else SQLite."
    )
    schedule: Schedule = Schedule()
    sources: list[Annotated[Source, Field(discriminator="kind")]] = Field(alias="source", min_length=1)

    @field_validator("output")
    @classmethod
    def _from_file(cls, path: Path, info: ValidationInfo) -> Path:
        return _relative_to(path, info)

    @field_validator("sources")
    @classmethod
    def _each_once(cls, sources: list[Source]) -> list[Source]:
        names = [source.name for source in sources]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"several sources have the name {', '.join(twice)}")
        return sources

    def enabled(self) -> list[Source]:
        """Returns the enabled sources."""
        return [source for source in self.sources if source.enabled]


def load(path: Path) -> Sources:
    """Loads a source configuration; relative paths in it are resolved against its folder.

    Raises:
        ConfigError: the file can't be read, is not TOML, or is invalid; one line for each problem.
    """
    try:
        said = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(path, [f"it can't be read: {error.strerror or error}"]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(path, [f"it is no TOML: {error}"]) from error
    try:
        return Sources.model_validate(said, context={"folder": path.parent})
    except ValidationError as error:
        raise ConfigError(path, problems(error, said, Sources)) from error


def _relative_to(path: Path, info: ValidationInfo) -> Path:
    """Resolves a configured path against the configuration file's folder; expands `~`."""
    folder = info.context["folder"] if info.context else Path()
    return folder / path.expanduser()
