"""The prompt that only ever appends: `tuiread sh` answers one line after the other, as commands do.

    > today            numbers the papers that it prints
    > 3                the third of them;  save 3, similar 3, tag 3 later  mean it, too
    > q                ends it, as does the end of the input

It is for screen readers, slow lines and terminals that cannot move a cursor.  Not here: what commands answer.
"""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cli.arguments import parse
from tuiread.cli.desk import Desk, Reply
from tuiread.cli.edge import complain
from tuiread.cli.table import COMMANDS
from tuiread.cli.terminal import draws_ascii
from tuiread.cli.writing import write
from tuiread.errors import TuireadError, UsageError

if TYPE_CHECKING:
    from tuiread.records import PaperId

LEAVING = ("q", "quit", "exit")
FIRST_HELP = "Type a command, such as today; a number opens a paper of the last list, help lists commands, q leaves."


async def sh(desk: Desk) -> Reply:
    """Answer lines until there are no more; a failure is said, and the next line is asked for."""
    # asyncio would keep the first ctrl+c for itself, and with it the line that is being typed.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    is_typed = sys.stdin.isatty()
    if is_typed:
        complain(FIRST_HELP)
    listed: tuple[PaperId, ...] = ()
    while (line := _next_line(is_typed)) is not None:
        try:
            words = meant(_parted(line), listed)
            if words and words[0] in LEAVING:
                break
            if words:
                listed = await _answer(desk, words) or listed
        except TuireadError as error:
            complain(str(error))
        except SystemExit:  # help, which argparse printed
            continue
    return Reply()


def meant(words: Sequence[str], listed: Sequence[PaperId]) -> list[str]:
    """Return the words of a line with papers in place of their numbers in the last list.

    Raises:
        UsageError: a number stands alone and no paper has it.
    """
    if not words:
        return []
    if len(words) == 1 and words[0].isdecimal():
        words = ["paper", *words]
        if not 1 <= int(words[1]) <= len(listed):
            raise UsageError(f"No paper has the number {words[1]}; today, search and library number those they print.")
    if words[0] == "help":
        return ["--help"]
    takes = [each.flags for each in next((one.arguments for one in COMMANDS if one.name == words[0]), ())]
    last = len(words) if ("ids",) in takes else 2 if ("id",) in takes else 1
    return [words[0], *(_paper(word, listed) for word in words[1:last]), *words[last:]]


def numbered(lines: Sequence[str]) -> tuple[list[str], tuple[PaperId, ...]]:
    """Return the lines of a list with a number before each paper, and the papers; two lines are one paper."""
    ids = [_id_at_end(line) for line in lines]
    listed = tuple(one for one in ids[1:] if one)
    if not listed:
        return list(lines), ()
    shown, number = [], 0
    for place, line in enumerate(lines):
        begins = place + 1 < len(lines) and ids[place + 1] is not None
        number += begins
        shown.append(f"{number:>3} {line}" if begins else f"    {line}" if ids[place] else line)
    return shown, listed


async def _answer(desk: Desk, words: Sequence[str]) -> tuple[PaperId, ...]:
    """Print what a command answers; return the papers that it lists."""
    options, found = parse(words)
    command = next((one for one in COMMANDS if one.name == found.command), None)
    if command is None or command.name == "sh":
        raise UsageError("Type a command here, such as today or search WORDS; help lists them.")
    own = desk.with_words(found, options)
    try:
        reply = own.with_problem(await command.load()(own))
    finally:
        await own.close()
    lines, listed = numbered(reply.lines)
    shown = Reply(tuple(lines), reply.document, reply.is_verbatim, reply.notices)
    write(shown, is_ascii=not (reply.document or reply.is_verbatim) and draws_ascii(own.settings))
    return listed


def _parted(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise UsageError("A quotation mark is open; close it, or put a backslash before it.") from error


def _next_line(is_typed: bool) -> str | None:
    try:
        return input("> " if is_typed else "")
    except EOFError:
        return None


def _paper(word: str, listed: Sequence[PaperId]) -> str:
    return listed[int(word) - 1] if word.isdecimal() and 1 <= int(word) <= len(listed) else word


def _id_at_end(line: str) -> PaperId | None:
    before, separator, end = line.rpartition(" · ")
    if not separator or not before.startswith(" "):
        return None
    try:
        return parse_paper_id(end)[0]
    except UsageError:
        return None
