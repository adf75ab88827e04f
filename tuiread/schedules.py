"""What sends a digest regularly: a systemd user timer, or a line of the reader's crontab, whichever the machine has.

    command, address ──plan──> Subscription, shown to the reader ──write──> the timer or the line
                                                                 └─remove─> gone again

Both run every morning: a digest that could not be sent, because the machine slept or was offline, is sent the next
time, and one that was is not sent again.  No other timer and no other line is touched.  Not here: sending (digests).
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tuiread.errors import NotFoundError, StoreError
from tuiread.records import Rhythm, Subscription
from tuiread.whole_file import write_whole

RHYTHMS: tuple[Rhythm, ...] = ("weekly", "daily")
CRONTAB = "crontab"
HOUR = 7

Run = Callable[[Sequence[str], str], "subprocess.CompletedProcess[str]"]
"""Runs a program with a text on its standard input."""


def run_program(words: Sequence[str], text: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program and return how it ended, its messages in English."""
    environ = os.environ | {"LC_ALL": "C.UTF-8"}
    return subprocess.run(words, input=text, capture_output=True, text=True, env=environ, timeout=30, check=False)


class Schedules:
    """The timers and lines of this machine's user.

    Args:
        environ: the environment, which says where systemd's files lie.
        run: runs programs; tests give one of their own.
        find: finds programs.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        run: Run = run_program,
        find: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self._run = run
        self._find = find
        config = environ.get("XDG_CONFIG_HOME") or str(Path(environ.get("HOME") or Path.home()) / ".config")
        self._units = Path(config) / "systemd" / "user"

    # Questions

    def plan(self, rhythm: Rhythm, to: str, command: Sequence[str]) -> Subscription:
        """Return what would be written; nothing is.

        Args:
            rhythm: how often.
            to: the address, checked.
            command: how tuiread is called, by its whole path.

        Raises:
            NotFoundError: the machine has neither.
            StoreError: the crontab cannot be read.
        """
        if self._has_systemd():
            texts = _units(rhythm, to, command)
            return Subscription(rhythm, "systemd", texts, all(self._unit(name) == text for name, text in texts))
        if self._find(CRONTAB):
            line = _cron_line(rhythm, to, command)
            return Subscription(rhythm, "crontab", ((CRONTAB, line),), line in self._crontab().splitlines())
        raise NotFoundError(
            "This machine has neither systemd for users nor crontab; let your own scheduler run each morning: "
            + _shell_line(rhythm, to, command)
        )

    # Wishes

    def write(self, planned: Subscription) -> None:
        """Write a timer or a line in the place of an older one of the same rhythm.

        Raises:
            StoreError: it cannot be written, or the machine does not take it.
        """
        self.remove((planned.rhythm,))
        if planned.how == "crontab":
            return self._set_crontab(_with_line(self._crontab(), planned.texts[0][1]))
        try:
            self._units.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder {self._units} cannot be made ({error.strerror}).") from error
        for name, text in planned.texts:
            write_whole(self._units / name, text.encode())
        self._systemctl("daemon-reload")
        self._systemctl("enable", "--now", f"{_unit_name(planned.rhythm)}.timer")
        return None

    def remove(self, rhythms: Sequence[Rhythm] = RHYTHMS) -> tuple[str, ...]:
        """Take timers and lines away, and return what was there.

        Raises:
            StoreError: one of them cannot be taken away.
        """
        return (*self._remove_units(rhythms), *self._remove_lines(rhythms))

    # systemd

    def _has_systemd(self) -> bool:
        if not self._find("systemctl"):
            return False
        return self._run(("systemctl", "--user", "show-environment"), "").returncode == 0

    def _unit(self, name: str) -> str:
        path = self._units / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _remove_units(self, rhythms: Sequence[Rhythm]) -> list[str]:
        gone = []
        for name in map(_unit_name, rhythms):
            paths = [self._units / f"{name}.timer", self._units / f"{name}.service"]
            if not any(path.exists() for path in paths):
                continue
            if self._has_systemd():
                self._run(("systemctl", "--user", "disable", "--now", f"{name}.timer"), "")
            for path in paths:
                path.unlink(missing_ok=True)
            gone.append(f"{name}.timer")
        if gone and self._has_systemd():
            self._systemctl("daemon-reload")
        return gone

    def _systemctl(self, *words: str) -> None:
        done = self._run(("systemctl", "--user", *words), "")
        if done.returncode:
            raise StoreError(f"systemctl --user {' '.join(words)} failed: {done.stderr.strip()[:200]}")

    # crontab

    def _remove_lines(self, rhythms: Sequence[Rhythm]) -> list[str]:
        if not self._find(CRONTAB):
            return []
        before = self._crontab()
        after = _without_lines(before, rhythms)
        if after == before:
            return []
        self._set_crontab(after)
        return ["a line of your crontab"]

    def _crontab(self) -> str:
        done = self._run((CRONTAB, "-l"), "")
        if done.returncode == 0:
            return done.stdout
        if "no crontab" in done.stderr.lower():
            return ""
        # Anything else may mean that there is one; what cannot be read must not be written over.
        raise StoreError(f"Your crontab cannot be read ({done.stderr.strip()[:200]}); nothing was changed.")

    def _set_crontab(self, text: str) -> None:
        done = self._run((CRONTAB, "-"), text)
        if done.returncode:
            raise StoreError(f"Your crontab cannot be written ({done.stderr.strip()[:200]}); what was there is kept.")


def _unit_name(rhythm: Rhythm) -> str:
    return f"tuiread-digest-{rhythm}"


def _words(rhythm: Rhythm, to: str, command: Sequence[str]) -> tuple[list[str], list[str]]:
    period = "--week" if rhythm == "weekly" else "--day"
    return [*command, "sync"], [*command, "digest", "--send", "--to", to, period]


def _shell_line(rhythm: Rhythm, to: str, command: Sequence[str]) -> str:
    """Return both commands for a shell; the digest is sent also where the sync failed, from what is there."""
    return "; ".join(map(shlex.join, _words(rhythm, to, command)))


def _mark(rhythm: Rhythm) -> str:
    return f"# {_unit_name(rhythm)}"


def _cron_line(rhythm: Rhythm, to: str, command: Sequence[str]) -> str:
    """Return a line for crontab, in which a bare % would end the command."""
    shell = _shell_line(rhythm, to, command).replace("%", "\\%")
    return f"0 {HOUR} * * * {shell} {_mark(rhythm)}"


def _with_line(crontab: str, line: str) -> str:
    return f"{crontab}{'' if not crontab or crontab.endswith(chr(10)) else chr(10)}{line}\n"


def _without_lines(crontab: str, rhythms: Sequence[Rhythm]) -> str:
    """Return a crontab without our own lines, every other byte as it was."""
    marks = tuple(f" {_mark(rhythm)}" for rhythm in rhythms)
    lines = crontab.splitlines(keepends=True)
    return "".join(line for line in lines if not line.rstrip("\r\n").endswith(marks) or line.startswith("#"))


def _units(rhythm: Rhythm, to: str, command: Sequence[str]) -> tuple[tuple[str, str], ...]:
    sync, send = (" ".join(map(_quoted, words)) for words in _words(rhythm, to, command))
    name = _unit_name(rhythm)
    service = (
        f"[Unit]\nDescription=tuiread: {rhythm} digest by mail\n\n"
        f"[Service]\nType=oneshot\nExecStart=-{sync}\nExecStart={send}\n"
    )
    timer = (
        f"[Unit]\nDescription=tuiread: {rhythm} digest by mail, each morning until it is sent\n\n"
        f"[Timer]\nOnCalendar=*-*-* {HOUR:02}:00:00\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    return (f"{name}.service", service), (f"{name}.timer", timer)


def _quoted(word: str) -> str:
    r"""Return a word for systemd, which knows specifiers, variables and its own quotes.

    >>> _quoted('50%"$')
    '"50%%\\"$$"'
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
