"""Opening addresses outside the terminal, and knowing when that makes no sense.

Never starts a text browser under the program: over SSH, or without a display, nothing is opened.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import threading
from collections.abc import Mapping

TEXT_BROWSERS = ("www-browser", "links", "elinks", "lynx", "w3m")
"""What Python falls back to where a display has no browser; they would take this terminal."""


def has_desktop(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether a browser window could appear in front of the reader."""
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return True
    return platform in ("darwin", "win32") and not environ.get("SSH_CONNECTION")


def browser_command(url: str, chosen: str, environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that opens an address: the setting, ``$BROWSER``, or nothing for the platform's own way."""
    wanted = chosen or environ.get("BROWSER", "").partition(":")[0]
    if not wanted:
        return None
    try:
        words = shlex.split(wanted)
    except ValueError:  # a quote that is never closed; then the blanks are what parts the words
        words = wanted.split()
    return [word.replace("%s", url) for word in words] if "%s" in wanted else [*words, url]


def open_url(url: str, chosen: str, environ: Mapping[str, str]) -> bool:
    """Open an address in the reader's browser; False when nothing could be opened.

    A browser that the reader named is started even without a display: they know what it does.
    """
    command = browser_command(url, chosen, environ)
    if command is None:
        if not has_desktop(environ):
            return False
        return _open_on_desktop(url)
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


def _open_on_desktop(url: str) -> bool:
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return browser.name not in TEXT_BROWSERS and browser.open(url)
