"""Prints a reply: the document or the lines on stdout, notices on stderr; the only print of answers.

Nothing here adds colours or escape codes, with or without a terminal, and none that a line holds reaches one.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from tuiread.cleaning import without_controls
from tuiread.cli.edge import complain, silence_stdout
from tuiread.errors import TuireadError

if TYPE_CHECKING:
    from tuiread.cli.desk import Reply


def write(reply: Reply, *, is_ascii: bool) -> None:
    """Print a reply.

    Raises:
        BrokenPipeError: nobody reads stdout any more.
        TuireadError: stdout cannot be written, because its disk is full for example.
    """
    try:
        if reply.document is not None:
            _write_document(reply.document)
        elif reply.lines:
            lines = reply.lines if reply.is_verbatim else tuple(map(without_controls, reply.lines))
            _write_lines(lines, is_ascii=is_ascii)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        raise TuireadError(f"The answer cannot be written ({error.strerror}); check where stdout goes.") from error
    for notice in reply.notices:
        complain(notice)


def _write_document(document: bytes) -> None:
    """Write JSON in UTF-8, which it always is, whatever the terminal's own encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(document)


def _write_lines(lines: tuple[str, ...], *, is_ascii: bool) -> None:
    if is_ascii:
        from tuiread.lines import Span, plain, to_ascii

        lines = tuple(plain(to_ascii((Span(line),))) for line in lines)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A name in another script is no reason to fail on a terminal without UTF-8.
        sys.stdout.reconfigure(errors="replace")
    print("\n".join(lines))
