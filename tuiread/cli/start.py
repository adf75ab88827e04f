"""Starts the app: the one place that builds the library for it and hands both over.

The library comes first, because it opens its databases in a thread of its own while the app's modules load, which
takes longer than everything else.  Not here: the app, and any argument parser.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from tuiread.cli.desk import Desk, Options
from tuiread.cli.edge import Edge
from tuiread.cli.terminal import draws_ascii, require_terminal

if TYPE_CHECKING:
    from collections.abc import Mapping


def start_plainly(environ: Mapping[str, str] = os.environ) -> int:
    """Start the app as ``tuiread`` without any words does, and return its exit code."""
    return Edge(environ).run(lambda: start_app(Desk(Options(), environ)))


def start_app(desk: Desk) -> int:
    """Start the app and return its exit code.

    Raises:
        TuireadError: there is no terminal, a setting is wrong, or the databases cannot be opened.
    """
    from tuiread.settings import read_keys

    require_terminal(desk.environ)
    settings, keys, library = desk.settings, read_keys(desk.paths), desk.library
    # Nothing that a start makes is garbage; the app turns the collector on again after its first frame.
    gc.disable()
    from tuiread.app import run_app

    run_app(
        library,
        settings,
        is_offline=desk.options.is_offline,
        is_ascii=draws_ascii(settings),
        keys=keys,
        environ=desk.environ,
    )
    return 0
