"""A program in a real pseudo terminal, with a screen that can be read: for end-to-end tests and for bench/.

A Textual pilot sends key *names* and measures no bytes; this sends what a keyboard sends and counts what comes back::

    with PtyTerminal([sys.executable, "-m", "tuiread"], columns=80, rows=24, env={"HOME": str(tmp_path)}) as terminal:
        terminal.wait_until("1 Feed")
        terminal.press("down", "j", "ctrl+d")
        terminal.wait_until(lambda screen: "> 12" in screen)
        print(terminal.screen_text(), terminal.bytes_written)

Everything happens in the calling thread: output is read while a `wait_...` method waits, and only then.  The terminal
answers the questions that programs ask at the start (device attributes, synchronised output, colours, the cursor's
place), so that nothing waits for a reply.  It is not a conformance test: sequences that the screen model does not know
are left out of the picture, never out of the count.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a keyboard sends for keys that are not one character."""

_ANSWERS = {
    rb"\x1b\[0?c": b"\x1b[?62;22c",
    rb"\x1b\[>0?c": b"\x1b[>0;276;0c",
    rb"\x1b\[5n": b"\x1b[0n",
    rb"\x1b\[6n": b"\x1b[1;1R",
    rb"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
    rb"\x1b\[\?2048\$p": b"\x1b[?2048;0$y",
    rb"\x1b\[\?u": b"\x1b[?0u",
    rb"\x1b\]10;\?(?:\x07|\x1b\\)": b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\",
    rb"\x1b\]11;\?(?:\x07|\x1b\\)": b"\x1b]11;rgb:1111/1111/1111\x1b\\",
}
"""Queries and what an xterm with synchronised output says to them."""

# The screen model would print these instead of ignoring them: private modes of kitty and xterm, APC and DCS strings.
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*(?:\$p|u)|\x1b[_P^].*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<-?]?[0-9;]*\$?|[_P^][^\x1b]*\x1b?|\][^\x07\x1b]*\x1b?)?$")

Condition = str | Callable[[str], bool]


class PtyTerminal:
    """A program and the terminal it runs in.

    Args:
        command: The program and its arguments.
        columns: Width of the screen.
        rows: Height of the screen.
        env: Set on top of this process's environment; None for a variable takes it away.
        cwd: Where the program starts.
        answers: What this terminal says to queries (patterns) besides, or instead of, what all say.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: str | None = None,
        answers: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self.output = bytearray()
        """All that the program has sent, as far as it was read."""
        self.exit_code: int | None = None
        """What the program ended with; None while it runs."""
        said = {**_ANSWERS, **(answers or {})}
        self._query = re.compile(b"|".join(b"(%s)" % pattern for pattern in said))
        self._replies = list(said.values())
        self._pending = b""
        self._answered = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._fd, slave = os.openpty()
        self._set_size(columns, rows)
        self._process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=_environment(env or {}),
            cwd=cwd,
            start_new_session=True,
            # The terminal becomes the controlling one, so that a resize and Ctrl+C reach the program as signals.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(slave)

    @property
    def bytes_written(self) -> int:
        """How many bytes the program has sent, as far as they were read."""
        return len(self.output)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    # Input

    def send(self, text: str) -> None:
        """Types text as it is, escape sequences included."""
        os.write(self._fd, text.encode())

    def press(self, *keys: str) -> None:
        """Presses keys by name (see `KEYS`) or as single characters, all at once."""
        self.send("".join(KEYS.get(key, key) for key in keys))

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size and tells the program."""
        self._set_size(columns, rows)
        self._screen.resize(rows, columns)
        self._process.send_signal(signal.SIGWINCH)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Output

    def screen_text(self) -> str:
        """Gives the text on the screen, lines without trailing blanks."""
        return screen_text(self._screen)

    def wait_until(self, condition: Condition, timeout_s: float = 10) -> float:
        """Reads until a text is on the screen, or until a function of the screen's text is true.

        Returns:
            How long that took, in seconds.

        Raises:
            TimeoutError: When it did not happen; with the screen's text.
        """
        begin = time.monotonic()
        while self._is_painting() or not self._holds(condition):
            rest = begin + timeout_s - time.monotonic()
            if rest <= 0 or not self._read(rest):
                if self._holds(condition):
                    break
                raise TimeoutError(f"{condition!r} did not come to the screen:\n{self.screen_text()}")
        return time.monotonic() - begin

    def wait_quiet(self, quiet_s: float = 0.2, timeout_s: float = 10) -> None:
        """Reads until nothing has come for a while: only to count bytes, `wait_until` waits for what is to happen."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end and self._read(quiet_s):
            pass

    def wait_end(self, timeout_s: float = 10) -> int:
        """Reads until the program has ended.

        Returns:
            Its exit code, negative for a signal.

        Raises:
            TimeoutError: When it goes on; with the screen's text.
        """
        end = time.monotonic() + timeout_s
        while self._read(max(0.0, end - time.monotonic())):
            pass
        try:
            self.exit_code = self._process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(f"the program goes on:\n{self.screen_text()}") from error
        return self.exit_code

    def _is_painting(self) -> bool:
        """Tells whether a picture has begun and is not yet whole (synchronised output): nobody would see it."""
        return self.output.rfind(b"\x1b[?2026h") > self.output.rfind(b"\x1b[?2026l")

    def _holds(self, condition: Condition) -> bool:
        text = self.screen_text()
        return condition in text if isinstance(condition, str) else condition(text)

    def _read(self, timeout_s: float) -> bool:
        """Takes what the program has sent; False when nothing came in time or it has ended."""
        ready, _, _ = select.select([self._fd], [], [], timeout_s)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says "input/output error" when the last program has closed the terminal
            return False
        self.output += data
        self._answer()
        self._draw(data)
        return bool(data)

    def _answer(self) -> None:
        """Answers the queries in what is new, also one that came in two pieces."""
        for query in self._query.finditer(self.output, max(0, self._answered)):
            os.write(self._fd, self._replies[(query.lastindex or 1) - 1])
            self._answered = query.end()
        self._answered = max(self._answered, len(self.output) - 32)

    def _draw(self, data: bytes) -> None:
        data = readable(self._pending + data)
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._pending = data[cut:]
        self._stream.feed(data[:cut])

    # The end

    def close(self) -> None:
        """Ends the program if it still runs, and the terminal."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self.exit_code = self._process.returncode
        os.close(self._fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def readable(data: bytes) -> bytes:
    """Return what a program has sent without the sequences that the screen model would print."""
    return _UNKNOWN.sub(b"", data)


def screen_text(screen: pyte.Screen) -> str:
    """Return the text on a screen, lines without trailing blanks."""
    return "\n".join(line.rstrip() for line in screen.display)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """This process's environment, cleaned of what it says about another terminal."""
    wanted: dict[str, str | None] = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "ESCDELAY": "10",  # ms that Textual waits after an Escape for the rest of a key, which here never comes late
        **dict.fromkeys(("COLUMNS", "LINES", "TMUX", "STY", "NO_COLOR", "TERM_PROGRAM")),
        **changes,
    }
    return {name: value for name, value in wanted.items() if value is not None}
