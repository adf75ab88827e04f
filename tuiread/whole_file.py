"""Writing a file whole or not at all, for its owner only: a reader or a mail program never meets half of one."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from tuiread.errors import StoreError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; one that was there keeps its rights, a link its target.

    Raises:
        StoreError: it cannot be written; what was there is kept.
    """
    path, part = Path(os.path.realpath(path)), ""
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device is written to, never replaced
            path.write_bytes(content)
            return
        handle, part = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with open(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fchmod(opened.fileno(), stat.S_IMODE(mode) if mode is not None else 0o600)
            os.fsync(opened.fileno())
        os.replace(part, path)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written ({error.strerror or error}); what was there is kept.") from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
