"""The doctor: versions, folders, databases, freshness, upstream and terminal on one page, for people and bug reports.

It never goes online, changes nothing on purpose (opening the databases makes them where there are none), and goes on
where something is broken: a wrong setting, a wrong key, a damaged file are findings.
"""

from __future__ import annotations

import datetime as dt
import platform
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tuiread import __version__
from tuiread.cli.config import own_keys
from tuiread.cli.desk import Reply
from tuiread.cli.terminal import TerminalFacts, describe_terminal
from tuiread.errors import SettingsError, StoreError
from tuiread.output.json_forms import encode
from tuiread.store import check_file
from tuiread.words.times import age_words, count, day_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuiread.cli.desk import Desk
    from tuiread.settings import Settings

PACKAGES = (
    "textual", "rich", "httpx", "msgspec", "platformdirs", "tenacity", "pylatexenc", "shtab", "tzdata",
    "numpy", "zstandard", "selectolax", "pypdfium2",
)  # fmt: skip


NOT_OPENED = ("unable to open", "database is locked", "attempt to write")
"""How SQLite's words begin where a file may not be read now, which does not mean that it is broken."""
BROKEN_SAVES = "broken_saves"


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
    """By database file that is there, ``ok`` what SQLite says is broken or in the way."""
    counts: dict[str, int]
    newest: Newest | None
    upstreams: tuple[Upstream, ...]
    terminal: TerminalFacts
    problems: tuple[str, ...]
    """What is wrong, in sentences; empty when all is well."""


async def doctor(desk: Desk) -> Reply:
    """Show how tuiread fares on this machine."""
    findings, exit_code = await _examine(desk)
    if desk.wants_json:
        return Reply(document=encode(findings), exit_code=exit_code)
    return Reply(tuple(_lines(findings, desk.clock())), exit_code=exit_code)


async def _examine(desk: Desk) -> tuple[Findings, int]:
    """Return what was found, and the exit code of the worst of it."""
    wrong_settings = desk.forgive_settings()
    integrity = {name: check_file(path) for name, path in _databases(desk) if _place(name, path).exists}
    damage = [StoreError(_damage_words(name, path, told)) for name, path, told in _damaged(desk, integrity)]
    counts, newest, closed = ({}, None, None) if damage else await _look_inside(desk)
    errors = [error for error in (wrong_settings, _wrong_keys(desk), *damage, closed) if error]
    findings = Findings(
        version=__version__,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        platform=platform.platform(),
        packages={name: _package_version(name) for name in PACKAGES},
        places=tuple(_places(desk)),
        integrity=integrity,
        counts=counts,
        newest=newest,
        upstreams=() if wrong_settings else (_upstream(desk.settings),),
        terminal=describe_terminal(desk.environ),
        problems=tuple(map(str, errors)),
    )
    return findings, max((error.exit_code for error in errors), default=0)


async def _look_inside(desk: Desk) -> tuple[dict[str, int], Newest | None, StoreError | None]:
    """Return what the databases hold, or why they cannot be opened."""
    try:
        counts, newest = await desk.library.counts(), await _newest(desk)
    except StoreError as error:
        return {}, None, error
    broken = counts.get(BROKEN_SAVES, 0)
    return counts, newest, StoreError(_broken_words(broken)) if broken else None


def _broken_words(number: int) -> str:
    return (
        f"What was kept of {count(number, 'saved paper')} cannot be read any more and was left alone; "
        "`tuiread save ID` keeps a paper anew."
    )


def _wrong_keys(desk: Desk) -> SettingsError | None:
    try:
        own_keys(desk)
    except SettingsError as error:
        return error
    return None


def _databases(desk: Desk) -> tuple[tuple[str, Path], ...]:
    paths = desk.paths
    return ("library", paths.library_db), ("cache", paths.cache_db), ("archive", paths.archive_db)


def _damaged(desk: Desk, integrity: Mapping[str, str]) -> Iterator[tuple[str, Path, str]]:
    """Yield the broken ones; of a file that may not be read, opening it says what is in the way."""
    for name, path in _databases(desk):
        if (told := integrity.get(name, "ok")) != "ok" and not told.startswith(NOT_OPENED):
            yield name, path, told


def _damage_words(name: str, path: Path, told: str) -> str:
    """Return what is wrong with a database, and the step that loses least."""
    advice = {
        "library": "move it away and keep it for `sqlite3 FILE .recover`; the next start makes a new one",
        "cache": "move it away, and `tuiread sync` fetches its papers again",
        "archive": "move it away, and `tuiread import` or `tuiread sync --harvest` brings its papers again",
    }
    return f"The {name} {path} is damaged ({told}): {advice[name]}."


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
        ("archive", paths.archive_db),
        ("meanings", paths.meaning),
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
    if findings.counts:
        yield "Contents    " + ", ".join(
            f"{number:,} {what}" for what, number in findings.counts.items() if what != BROKEN_SAVES
        )
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
