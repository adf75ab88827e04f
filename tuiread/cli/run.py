"""Runs one command: words in, exit code out.

    parse -> Desk -> the command's answer -> write

Not here: the app's start without any words (start), and what each failure becomes (edge).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tuiread.cli.arguments import parse
from tuiread.cli.desk import Desk
from tuiread.cli.edge import Edge
from tuiread.cli.start import start_app
from tuiread.cli.table import COMMANDS
from tuiread.cli.terminal import draws_ascii
from tuiread.cli.writing import write

if TYPE_CHECKING:
    from tuiread.cli.desk import MakeSource, Reply


def run(words: Sequence[str], environ: Mapping[str, str] = os.environ, make_source: MakeSource | None = None) -> int:
    """Run tuiread with words and return its exit code.

    Args:
        words: what stands after ``tuiread``.
        environ: the environment.
        make_source: builds the feed's source; tests give a scripted one.
    """
    edge = Edge(environ, is_debug="--debug" in words)
    return edge.run(lambda: _run(edge, words, environ, make_source))


def _run(edge: Edge, words: Sequence[str], environ: Mapping[str, str], make_source: MakeSource | None) -> int:
    try:
        options, found = parse(words)
    except SystemExit as end:  # help and version, printed by argparse
        return int(end.code or 0)
    edge.home, edge.command = options.home, found.command
    desk = Desk(options, environ, found, make_source)
    if found.command is None:
        return start_app(desk)
    reply = asyncio.run(_answer(desk))
    write(reply, is_ascii=not (reply.document or reply.is_verbatim) and draws_ascii(desk.settings))
    return reply.exit_code


async def _answer(desk: Desk) -> Reply:
    command = next(command for command in COMMANDS if command.name == desk.words.command)
    try:
        reply = await command.load()(desk)
    finally:
        await desk.close()
    return desk.with_problem(reply)
