"""Opening addresses: in the reader's browser, on a desktop that they see, and never under the program."""

from __future__ import annotations

import subprocess
import sys
import threading
import webbrowser
from collections.abc import Mapping
from pathlib import Path

import pytest

from tuiread.desktop import browser_command, has_desktop, open_url

URL = "https://arxiv.org/abs/2608.00001"
DISPLAY = {"DISPLAY": ":0"}
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}


class Browsers:
    """Stands in for Windows' way and for started programs, and notes what was asked of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.started: list[list[str]] = []
        self.options: dict[str, object] = {}
        monkeypatch.setattr(webbrowser, "open", self.open)
        monkeypatch.setattr(subprocess, "Popen", self.start)

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return True

    def start(self, command: list[str], **options: object) -> Browsers:
        self.started.append(command)
        self.options = options
        return self

    def wait(self) -> int:
        return 0


@pytest.fixture
def browsers(monkeypatch: pytest.MonkeyPatch) -> Browsers:
    return Browsers(monkeypatch)


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", False),
        (DISPLAY, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        (SSH, "linux", False),
        (SSH | DISPLAY, "linux", True),
        ({}, "darwin", True),
        (SSH, "darwin", False),
        ({}, "win32", True),
        ({"DISPLAY": ""}, "linux", False),
    ],
)
def test_there_is_a_desktop_where_a_window_could_appear(
    environ: Mapping[str, str], platform: str, expected: bool
) -> None:
    assert has_desktop(environ, platform) is expected


def test_over_ssh_without_a_display_nothing_is_opened(browsers: Browsers) -> None:
    assert open_url(URL, "", SSH) is False
    assert (browsers.opened, browsers.started) == ([], [])


@pytest.mark.parametrize(
    ("platform", "program"), [("linux", "xdg-open"), ("darwin", "open"), ("freebsd14", "xdg-open")]
)
def test_on_a_desktop_the_platforms_own_way_opens(browsers: Browsers, platform: str, program: str) -> None:
    assert open_url(URL, "", DISPLAY, platform) is True
    assert browsers.started == [[program, URL]]
    assert browsers.opened == []


def test_on_windows_python_opens(browsers: Browsers) -> None:
    assert open_url(URL, "", {}, "win32") is True
    assert browsers.opened == [URL]
    assert browsers.started == []


@pytest.mark.parametrize("chosen", ["", "firefox"])
def test_nothing_that_is_started_shares_the_terminal(browsers: Browsers, chosen: str) -> None:
    assert open_url(URL, chosen, DISPLAY, "linux") is True
    assert browsers.options == {
        **dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL),
        "start_new_session": True,
    }


def test_a_desktop_without_an_opener_opens_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert open_url(URL, "", DISPLAY, "linux") is False


@pytest.mark.parametrize(
    ("chosen", "browser", "command"),
    [
        ("", "firefox", ["firefox", URL]),
        ("", "firefox --new-tab %s", ["firefox", "--new-tab", URL]),
        ("", "firefox:chromium", ["firefox", URL]),
        ("", "open -u=%s -b", ["open", f"-u={URL}", "-b"]),
        ("mine 'with blanks' %s", "firefox", ["mine", "with blanks", URL]),
        ("mine", "", ["mine", URL]),
        ("mine 'not closed", "", ["mine", "'not", "closed", URL]),
    ],
)
def test_the_setting_comes_before_the_variable_and_both_may_say_where_the_address_goes(
    chosen: str, browser: str, command: list[str]
) -> None:
    assert browser_command(URL, chosen, {"BROWSER": browser}) == command


def test_without_setting_and_variable_there_is_no_command() -> None:
    assert browser_command(URL, "", {}) is None


@pytest.mark.parametrize("environ", [{}, SSH, DISPLAY])
def test_a_browser_that_the_reader_named_is_started_even_without_a_display(
    browsers: Browsers, environ: Mapping[str, str]
) -> None:
    assert open_url(URL, "", {**environ, "BROWSER": "lynx-in-a-window %s"}) is True
    assert browsers.started == [["lynx-in-a-window", URL]]
    assert browsers.opened == []


def test_an_address_is_one_word_of_the_command_whatever_is_in_it(browsers: Browsers) -> None:
    url = "https://example.org/a?b='c d';e&f=%s"
    assert open_url(url, "firefox", {}) is True
    assert browsers.started == [["firefox", url]]


def test_a_command_that_is_missing_opens_nothing(tmp_path: Path) -> None:
    assert open_url(URL, str(tmp_path / "no such browser"), {}) is False
    assert open_url(URL, str(tmp_path), {}) is False


def test_a_started_browser_gets_the_address_and_is_waited_for(tmp_path: Path) -> None:
    script = tmp_path / "browser.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_text(sys.argv[2])\n")
    before = set(threading.enumerate())
    assert open_url(URL, f"{sys.executable} {script} {tmp_path / 'opened'}", {}) is True
    for thread in set(threading.enumerate()) - before:
        thread.join(20)
    assert (tmp_path / "opened").read_text() == URL
