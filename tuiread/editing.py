"""Writing with the reader's own editor: which one, and one file or text in it.

Whoever calls lends it the terminal.  An editor that fails loses nothing: the file stays where it is, and the sentence
says where.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tuiread.errors import TuireadError

FALLBACKS = ("nano", "vi")

EditFile = Callable[[Path], None]


def editor_command(environ: Mapping[str, str], find: Callable[[str], str | None] = shutil.which) -> list[str]:
    """Return the words that start the reader's editor: ``$VISUAL``, ``$EDITOR``, nano or vi.

    Raises:
        TuireadError: there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        if wanted := environ.get(name, "").strip():
            try:
                return shlex.split(wanted)
            except ValueError as error:
                raise TuireadError(f"${name} ({wanted}) has a quote that is never closed; correct it.") from error
    for name in FALLBACKS:
        if find(name):
            return [name]
    raise TuireadError("No editor was found: name one with EDITOR, such as EDITOR=vi.")


def edit_file(path: Path, environ: Mapping[str, str]) -> None:
    """Open a file in the editor and come back when it is closed.

    Raises:
        TuireadError: there is no editor, or it failed; the file is kept.
    """
    command = editor_command(environ)
    try:
        status = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise TuireadError(
            f"The editor {command[0]} cannot be started ({error.strerror}); name one with EDITOR."
        ) from error
    if status:
        raise TuireadError(f"The editor {command[0]} ended with status {status}; what you wrote is in {path}.")


def edit_text(text: str, edit: EditFile, folder: Path) -> str:
    """Let a text be written in the editor and return it as it is then.

    Args:
        text: what stands there at first.
        edit: opens a file in the editor.
        folder: where the file lies meanwhile; only its owner can read it.

    Raises:
        TuireadError: the editor failed, or wrote what is no text; a file with anything new in it is kept.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", suffix=".md", dir=folder, encoding="utf-8", delete=False) as file:
        file.write(text)
    path = Path(file.name)
    try:
        edit(path)
    except TuireadError as error:
        if path.read_bytes() != text.encode():
            raise
        path.unlink()
        raise TuireadError("The editor failed and nothing was written; name another one with EDITOR.") from error
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TuireadError(f"{path} cannot be read as UTF-8 text after the editor; it was left there.") from error
    path.unlink()
    return written
