"""What is known of the terminal without asking it anything: size, colours, letters, the way to it.

Not a detection by escape codes: those would print into pipes and wait for answers.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from tuiread.errors import UsageError

if TYPE_CHECKING:
    from tuiread.settings import Settings

PIPE_CELLS = 100
"""How wide lines are where no terminal says otherwise."""


class TerminalFacts(Struct, frozen=True):
    """The terminal as its environment describes it."""

    is_terminal: bool
    term: str | None
    colours: str
    encoding: str
    columns: int
    rows: int
    is_ssh: bool
    clipboard: str
    """What to know before a copy works."""


def line_cells() -> int:
    """Return how many cells a printed line may take."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_CELLS


def draws_ascii(settings: Settings) -> bool:
    """Tell whether only ASCII signs are to be drawn: as set, or because the output knows no others."""
    if settings.ui.ascii == "auto":
        return not _is_utf8(sys.stdout.encoding)
    return settings.ui.ascii == "yes"


def require_terminal(environ: Mapping[str, str]) -> None:
    """Refuse to draw screens where nobody could see them.

    Raises:
        UsageError: input or output is no terminal, or one that cannot draw.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("tuiread's screens need a terminal; `tuiread today` prints the feed without one.")
    if environ.get("TERM") == "dumb":
        raise UsageError("This terminal cannot draw screens (TERM is dumb); `tuiread today` prints the feed.")


def describe_terminal(environ: Mapping[str, str]) -> TerminalFacts:
    """Return what the environment says of the terminal."""
    size = shutil.get_terminal_size()
    return TerminalFacts(
        is_terminal=sys.stdout.isatty(),
        term=environ.get("TERM") or None,
        colours=_colours(environ),
        encoding=sys.stdout.encoding,
        columns=size.columns,
        rows=size.lines,
        is_ssh=bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")),
        clipboard=_clipboard(environ),
    )


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def _colours(environ: Mapping[str, str]) -> str:
    if environ.get("NO_COLOR"):
        return "none (NO_COLOR is set)"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256color" in environ.get("TERM", "") else "16 or fewer"


def _clipboard(environ: Mapping[str, str]) -> str:
    """Return the hint for OSC 52, the escape code that also copies through SSH."""
    if environ.get("TMUX"):
        return "OSC 52 through tmux: needs `set -g set-clipboard on` there"
    if environ.get("STY"):
        return "screen keeps OSC 52 to itself: copying will not reach your clipboard"
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Terminal.app does not know OSC 52: copying will not reach your clipboard"
    return "OSC 52: works where the terminal allows it"
