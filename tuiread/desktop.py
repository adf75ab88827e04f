"""Opening addresses outside the terminal, and knowing when that makes no sense.

Nothing that is started shares this terminal: xdg-open's complaints would be written over the screen, and a text browser
would take it.  Over SSH, or without a display, nothing is opened.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import threading
from collections.abc import Mapping


def has_desktop(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether a browser window could appear in front of the reader."""
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return True
    return platform in ("darwin", "win32") and not environ.get("SSH_CONNECTION")


def browser_command(url: str, chosen: str, environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that the reader named, with the address: the setting, or ``$BROWSER``; None without them."""
    wanted = chosen or environ.get("BROWSER", "").partition(":")[0]
    if not wanted:
        return None
    try:
        words = shlex.split(wanted)
    except ValueError:  # a quote that is never closed; then the blanks are what parts the words
        words = wanted.split()
    return [word.replace("%s", url) for word in words] if "%s" in wanted else [*words, url]


def open_url(url: str, chosen: str, environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Open an address in the reader's browser; False when nothing could be opened.

    A browser that the reader named is started even without a display: they know what it does.
    """
    if command := browser_command(url, chosen, environ):
        return _start(command)
    if not has_desktop(environ, platform):
        return False
    if platform == "win32":
        import webbrowser

        return webbrowser.open(url)
    return _start(["open" if platform == "darwin" else "xdg-open", url])


def _start(command: list[str]) -> bool:
    """Start a command that neither sees this terminal nor writes on it."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    # Somebody has to wait for its end, or it stays a zombie for as long as this program runs.
    threading.Thread(target=process.wait, daemon=True).start()
    return True
