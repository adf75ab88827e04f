"""What every test stands on: a home of its own, one time zone, no network beyond this machine, and text goldens.

Not a place for fakes of our own parts: those live in fakes.py.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest
from hypothesis import HealthCheck, settings as hypothesis_settings

T = TypeVar("T")

Golden = Callable[[str, str], None]
"""Compares a text with tests/goldens/NAME.txt: ``golden(text, "feed/80x24")``."""

GOLDENS = Path(__file__).parent / "goldens"
UPDATES_GOLDENS = os.environ.get("TUIREAD_UPDATE_GOLDENS") == "1"
"""Read before the tests' environment is cleaned."""

CLEANED_PREFIXES = ("TUIREAD_", "SSH_", "TEXTUAL_")
CLEANED_NAMES = (
    *("HF_TOKEN", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"),
    *("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "EDITOR", "VISUAL", "PAGER"),
)

# A busy machine is no reason to fail, and a build server tries the same examples every time.  Half as many
# as usual keep the suite short; make test ARGS="--hypothesis-profile=thorough" takes its time.
hypothesis_settings.register_profile(
    "tuiread",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.register_profile("thorough", hypothesis_settings.get_profile("tuiread"), max_examples=1_000)
hypothesis_settings.load_profile("tuiread")


@pytest.fixture(scope="session", autouse=True)
def one_time_zone() -> Iterator[None]:
    """Let local time be UTC, here and in programs that tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> Iterator[None]:
    """Let SIGINT mean Ctrl+c, here and in programs that tests start: what runs in a shell's background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the developer's files and wishes; returns the folder that TUIREAD_HOME names."""
    for name in list(os.environ):
        if name.startswith(CLEANED_PREFIXES) or name in CLEANED_NAMES:
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.setenv("TUIREAD_HOME", str(home / "tuiread"))
    monkeypatch.setenv("TERM", "xterm-256color")
    return home / "tuiread"


@pytest.fixture(autouse=True)
def refused_connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuse every connection beyond this machine, and fail the test even where the program swallows the refusal."""
    refused: list[str] = []
    guard = _Guard(refused)
    monkeypatch.setattr(socket.socket, "connect", guard.connecting(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guard.connecting(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guard.resolving(socket.getaddrinfo))
    yield refused
    if refused:
        pytest.fail(f"This test reached for the network: {', '.join(refused)}.", pytrace=False)


@pytest.fixture
def golden() -> Golden:
    """Return the comparison with a text golden; ``make goldens`` rewrites them all."""
    return _compare_with_golden


class _Guard:
    """Wraps the doors to the network and notes who wanted out."""

    def __init__(self, refused: list[str]) -> None:
        self.refused = refused

    def connecting(self, connect: Callable[..., T]) -> Callable[..., T]:
        def guarded(connection: socket.socket, address: Any) -> T:
            if connection.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
                self.refuse(address[0])
            return connect(connection, address)

        return guarded

    def resolving(self, resolve: Callable[..., T]) -> Callable[..., T]:
        def guarded(host: str | bytes | None, *args: Any, **options: Any) -> T:
            if host is not None and not _is_here(host):
                self.refuse(host)
            return resolve(host, *args, **options)

        return guarded

    def refuse(self, host: str | bytes) -> NoReturn:
        name = host.decode() if isinstance(host, bytes) else host
        self.refused.append(name)
        raise AssertionError(f"Tests stay on this machine, and this one wanted {name}.")


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _compare_with_golden(text: str, name: str) -> None:
    file = GOLDENS / f"{name}.txt"
    actual = "".join(f"{line.rstrip()}\n" for line in text.removesuffix("\n").split("\n"))
    if UPDATES_GOLDENS:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(actual, encoding="utf-8")
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    if actual != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), f"goldens/{name}.txt", "this run", lineterm=""
        )
        pytest.fail("\n".join([*lines, "", "If the new text is right: make goldens"]), pytrace=False)
