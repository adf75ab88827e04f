"""The door from the shell: decides what has to be imported, because imports are most of a start.

    tuiread              the app; no argument parser is loaded
    tuiread --version    one line; nothing is loaded
    tuiread WORDS        a command; no Textual is loaded

Not here: what any of them does (cli).
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run tuiread with the words of the command line and return its exit code."""
    words = sys.argv[1:]
    if words == ["--version"]:
        from tuiread import __version__

        print(f"tuiread {__version__}")
        return 0
    if not words:
        from tuiread.cli.start import start_plainly

        return start_plainly()
    from tuiread.cli.run import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
