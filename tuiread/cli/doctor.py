"""The doctor: versions, folders, databases, freshness, upstream and terminal on one page, for people and bug reports.

It never goes online, changes nothing on purpose (opening the databases makes them where there are none), and goes on
where something is broken: what cannot be opened is a finding.
"""

from __future__ import annotations

import datetime as dt
import platform
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tuiread import __version__
from tuiread.cli.desk import Reply
from tuiread.cli.terminal import TerminalFacts, describe_terminal
from tuiread.errors import StoreError
from tuiread.output.json_forms import encode
from tuiread.words.times import age_words, day_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuiread.cli.desk import Desk
    from tuiread.settings import Settings

PACKAGES = ("textual", "rich", "httpx", "msgspec", "platformdirs", "tenacity", "pylatexenc", "shtab", "tzdata")


class Place(Struct, frozen=True):
    """A folder or a database file."""

    name: str
    path: str
    exists: bool
    mode: str | None
    """Rights in octal; None where there is nothing."""
    bytes: int | None
    """Size of a file; None for folders."""


class Newest(Struct, frozen=True):
    """The newest day of the feed that has papers."""

    day: dt.date
    fetched_at: dt.datetime | None
    is_starter: bool


class Upstream(Struct, frozen=True):
    """A service that is asked."""

    source: str
    url: str
    has_token: bool


class Findings(Struct, frozen=True):
    """Everything that the doctor found."""

    version: str
    python: str
    sqlite: str
    platform: str
    packages: dict[str, str | None]
    places: tuple[Place, ...]
    integrity: dict[str, str]
    """By database, ``ok`` or what SQLite says is broken; empty where they cannot be opened."""
    counts: dict[str, int]
    newest: Newest | None
    upstreams: tuple[Upstream, ...]
    terminal: TerminalFacts
    problems: tuple[str, ...]
    """What is wrong, in sentences; empty when all is well."""


async def doctor(desk: Desk) -> Reply:
    """Show how tuiread fares on this machine."""
    findings = await _examine(desk)
    exit_code = StoreError.exit_code if findings.problems else 0
    if desk.wants_json:
        return Reply(document=encode(findings), exit_code=exit_code)
    return Reply(tuple(_lines(findings, desk.clock())), exit_code=exit_code)


async def _examine(desk: Desk) -> Findings:
    integrity: dict[str, str] = {}
    counts: dict[str, int] = {}
    newest, problems = None, []
    try:
        integrity = await desk.library.check()
        counts = await desk.library.counts()
        newest = await _newest(desk)
    except StoreError as error:
        problems.append(str(error))
    problems += [f"The {name} is damaged: {told}." for name, told in integrity.items() if told != "ok"]
    return Findings(
        version=__version__,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        platform=platform.platform(),
        packages={name: _package_version(name) for name in PACKAGES},
        places=tuple(_places(desk)),
        integrity=integrity,
        counts=counts,
        newest=newest,
        upstreams=(_upstream(desk.settings),),
        terminal=describe_terminal(desk.environ),
        problems=tuple(problems),
    )


async def _newest(desk: Desk) -> Newest | None:
    page = await desk.library.feed()
    if not page.rows:
        return None
    return Newest(page.period.start, page.freshness.fetched_at, page.freshness.is_starter)


def _places(desk: Desk) -> Iterator[Place]:
    paths = desk.paths
    for name, path in (
        ("config", paths.config),
        ("data", paths.data),
        ("library", paths.library_db),
        ("cache", paths.cache),
        ("cache file", paths.cache_db),
        ("state", paths.state),
    ):
        yield _place(name, path)


def _place(name: str, path: Path) -> Place:
    try:
        found = path.stat()
    except OSError:  # nothing there, or nothing that may be seen: both are what the reader wants to know
        return Place(name, str(path), exists=False, mode=None, bytes=None)
    size = found.st_size if path.is_file() else None
    return Place(name, str(path), exists=True, mode=f"{found.st_mode & 0o777:03o}", bytes=size)


def _upstream(settings: Settings) -> Upstream:
    upstream = settings.sources.huggingface
    return Upstream("huggingface", upstream.url, has_token=upstream.token is not None)


def _package_version(name: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _lines(findings: Findings, now: dt.datetime) -> Iterator[str]:
    yield f"tuiread {findings.version} · Python {findings.python} · SQLite {findings.sqlite}"
    yield findings.platform
    yield ", ".join(f"{name} {version or 'missing'}" for name, version in findings.packages.items())
    yield ""
    for place in findings.places:
        size = f", {_size_words(place.bytes)}" if place.bytes is not None else ""
        yield f"{place.name:<11} {place.path} ({f'rights {place.mode}{size}' if place.exists else 'not there yet'})"
    yield ""
    if findings.integrity:
        yield "Integrity   " + ", ".join(f"{name} {told}" for name, told in findings.integrity.items())
        yield "Contents    " + ", ".join(f"{count:,} {what}" for what, count in findings.counts.items())
    yield f"Newest day  {_newest_words(findings.newest, now)}"
    for upstream in findings.upstreams:
        yield f"Upstream    {upstream.url} ({'with' if upstream.has_token else 'without'} a token)"
    yield from _terminal_lines(findings.terminal)
    yield ""
    yield from findings.problems or ("No problems found; nothing was asked online.",)


def _newest_words(newest: Newest | None, now: dt.datetime) -> str:
    if newest is None:
        return "none"
    if newest.is_starter:
        return f"{day_words(newest.day)}, starter edition; `tuiread sync` fetches the present"
    age = f", fetched {age_words(newest.fetched_at, now)}" if newest.fetched_at else ""
    return f"{day_words(newest.day)}{age}"


def _terminal_lines(facts: TerminalFacts) -> Iterator[str]:
    way = "over SSH" if facts.is_ssh else "on this machine"
    kind = "a terminal" if facts.is_terminal else "no terminal"
    yield f"Output      {kind}, {facts.columns} x {facts.rows}, {facts.encoding}, {way}"
    yield f"Terminal    TERM {facts.term or 'not set'}, colours: {facts.colours}"
    yield f"Clipboard   {facts.clipboard}"


def _size_words(byte_count: int) -> str:
    return f"{byte_count / 1_000:,.0f} kB" if byte_count < 1_000_000 else f"{byte_count / 1_000_000:,.1f} MB"
