"""The commands for whole libraries: merge brings another machine's into this one; backup and restore."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.cli.desk import Reply
from tuiread.copies import DATABASE, MOST_BYTES
from tuiread.errors import SourceError, UsageError
from tuiread.words.merging import backup_words, bad_rows, merge_words, restored_words

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import MergeReport

STDIN = "-"
BROKEN_OFF = SourceError.exit_code
"""The other machine is a source that failed; what it gave is kept."""


async def merge(desk: Desk) -> Reply:
    """Bring in what another library says that is later than what this one says."""
    report = await (
        _merge_stdin(desk) if desk.words.file == STDIN else desk.library.copies.merge_file(Path(desk.words.file))
    )
    lines, notices = merge_words(report, str(desk.paths.older_notes)), bad_rows(report)
    return Reply(tuple(lines), notices=tuple(notices), exit_code=0 if report.is_whole else BROKEN_OFF)


async def backup(desk: Desk) -> Reply:
    """Write the whole library into one file."""
    path = Path(desk.words.file).expanduser()
    return Reply(tuple(backup_words(path, await desk.library.copies.back_up(path))))


async def restore(desk: Desk) -> Reply:
    """Put the library of a backup in this one's place."""
    return Reply(tuple(restored_words(await desk.library.copies.restore(Path(desk.words.file).expanduser()))))


async def _merge_stdin(desk: Desk) -> MergeReport:
    """Bring in a library that is piped in, as a database or as lines.

    Raises:
        UsageError: nothing comes, or far too much.
    """
    if sys.stdin.isatty():
        raise UsageError("Nothing is piped in; write, for example: ssh host tuiread pack - | tuiread merge -")
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError("What is piped in is larger than any library.")
    if not data.startswith(DATABASE):
        return await desk.library.copies.merge_lines(data, "what is piped in")
    with tempfile.TemporaryDirectory(prefix="tuiread-") as folder:
        path = Path(folder) / "library.db"
        path.write_bytes(data)
        return await desk.library.copies.merge_file(path)
