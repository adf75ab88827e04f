"""Where every failure ends: one sentence on stderr, an exit code, and for the unexpected a report file.

    TuireadError        its sentence                                   its exit code
    KeyboardInterrupt   "Stopped."                                     130
    BrokenPipeError     nothing: the reader of the pipe has enough     0
    anything else       a sentence that names the report               1

Not a log: a report is written when tuiread itself is at fault.  It holds no tokens, no name of the home folder, and of
the reader's words only what an error message repeats.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from tuiread import __version__
from tuiread.errors import TuireadError
from tuiread.paths import find_paths, make_private_folder

INTERRUPTED = 130
_BEARER = re.compile(r"(Bearer )[!-~]+", re.IGNORECASE)


class StoppedError(TuireadError):
    """The reader pressed ctrl+c, and the command has something to say about it."""

    exit_code = INTERRUPTED


class Edge:
    """Runs a job and turns whatever it raises into an exit code.

    Args:
        environ: the environment, for the home folder and the values that no report may hold.
        is_debug: show tracebacks.
    """

    def __init__(self, environ: Mapping[str, str], *, is_debug: bool = False) -> None:
        self._environ = environ
        self._is_debug = is_debug
        self.home: str | None = None
        """What --home says, once that is known."""
        self.command: str | None = None
        """The command's name, once that is known."""

    def run(self, job: Callable[[], int]) -> int:
        """Return the job's exit code, or the failure's."""
        try:
            return job()
        except TuireadError as error:
            self._show_traceback()
            complain(str(error))
            return error.exit_code
        except KeyboardInterrupt:
            complain("Stopped.")
            return INTERRUPTED
        except BrokenPipeError:
            silence_stdout()
            return 0
        except Exception as error:  # the edge of the program: nothing may pass it as a bare traceback
            return self._report(error)

    def _show_traceback(self) -> None:
        if self._is_debug:
            traceback.print_exc()

    def _report(self, error: Exception) -> int:
        self._show_traceback()
        try:
            file = self._write_report(error)
        except (TuireadError, OSError) as failure:
            complain(
                f"tuiread met an error of its own ({type(error).__name__}) and could not write a report of it "
                f"({failure}); --debug shows it here."
            )
        else:
            complain(
                f"tuiread met an error of its own ({type(error).__name__}); {file} says where: "
                "please send it with a bug report."
            )
        return 1

    def _write_report(self, error: Exception) -> Path:
        from tuiread.settings import read_clock

        state = find_paths(self.home or self._environ.get("TUIREAD_HOME")).state
        make_private_folder(state)
        file = state / f"report-{read_clock({})():%Y%m%dT%H%M%S%f}.txt"
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as report:
            report.write(self._without_secrets(self._report_text(error)))
        return file

    def _report_text(self, error: Exception) -> str:
        import sqlite3

        head = [
            f"tuiread {__version__}",
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}",
            f"command: {self.command or 'the app'}",
            "",
        ]
        return "\n".join([*head, *traceback.format_exception(error)])

    def _without_secrets(self, text: str) -> str:
        """Take tokens and the name of the home folder out of a report."""
        for name, value in self._environ.items():
            if value and ("TOKEN" in name or "API_KEY" in name):
                text = text.replace(value, "(hidden)")
        return _BEARER.sub(r"\1(hidden)", text).replace(str(Path.home()), "~")


def complain(sentence: str) -> None:
    """Write one sentence to stderr, on one line and without anything that a terminal would act on."""
    from tuiread.cleaning import clean_text

    print(clean_text(sentence), file=sys.stderr)


def silence_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
