"""Words of the command line -> options and a command's arguments; whatever is wrong is one sentence.

The parser is made from the table of commands.  Global options may stand before or after the command.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from tuiread import __version__
from tuiread.arxiv_id import parse_paper_id
from tuiread.cli.declaring import Command
from tuiread.cli.desk import Options
from tuiread.cli.table import COMMANDS
from tuiread.errors import UsageError

_NAMES = tuple(command.name for command in COMMANDS)

_SHIELD = "\0"
_MINUS = re.compile(r"-(?!-|h$)\S")
"""A minus before a word, which is neither ``--option`` nor ``-h``."""


class SentenceParser(argparse.ArgumentParser):
    """An argument parser whose complaints are one sentence, without the usage in front."""

    def error(self, message: str) -> NoReturn:
        """Refuse the words.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{self.prog}: {message}; `{self.prog} --help` says what it takes.")


def make_parser() -> SentenceParser:
    """Return the parser of the whole command line."""
    shared = _shared_options()
    parser = SentenceParser(
        prog="tuiread",
        description="A terminal reader of research papers. Without a command, the reader itself opens.",
        parents=[shared],
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        _fill(
            commands.add_parser(
                command.name,
                help=command.help,
                description=f"{command.help[0].upper()}{command.help[1:]}.",
                parents=[shared],
                allow_abbrev=False,
            ),
            command,
        )
    return parser


def parse(words: Sequence[str]) -> tuple[Options, argparse.Namespace]:
    """Read the words of the command line.

    Returns:
        The options that every command has, and what the command's own arguments say; its ``command`` is None where the
        app is meant.

    Raises:
        UsageError: the words do not fit together.
        SystemExit: help or the version was asked for, and printed.
    """
    _refuse_broken_text(words)
    if (word := _first_word(words)) is not None and word not in _NAMES:
        raise UsageError(f"{word!r} is not a command; {_advice(word)}")
    found, unknown = make_parser().parse_known_args(_shielded(words, word))
    if unknown:
        name = f"tuiread {found.command}" if found.command else "tuiread"
        raise UsageError(f"{name} does not know {unknown[0]!r}; `{name} --help` says what it takes.")
    options = Options(
        home=getattr(found, "home", None),
        is_offline=getattr(found, "offline", False),
        is_ascii=getattr(found, "ascii", False),
        is_debug=getattr(found, "debug", False),
    )
    return options, found


def unshielded(words: Sequence[str]) -> list[str]:
    """Return words as they were written, after argparse has let them through."""
    return [word.removeprefix(_SHIELD) for word in words]


def _shielded(words: Sequence[str], name: str | None) -> list[str]:
    """Return words such that argparse takes no tag with a minus in front for an option; no shell lets a NUL through."""
    takes_minus = any(command.name == name and command.takes_minus for command in COMMANDS)
    start = list(words).index(name) if takes_minus and name else len(words)
    return [
        _SHIELD + word if place > start and _MINUS.match(word) else word for place, word in enumerate(words)
    ]  # fmt: skip


def _refuse_broken_text(words: Sequence[str]) -> None:
    """Refuse bytes that are no text: Python hands them on as halves of characters, which no file or request takes."""
    for number, word in enumerate(words, 1):
        if any("\ud800" <= char <= "\udfff" for char in word):
            raise UsageError(f"Word {number} after tuiread is not UTF-8 text; write it again, or set a UTF-8 locale.")


def _shared_options() -> SentenceParser:
    # Without defaults: a subparser's would overwrite what stood before the command.
    shared = SentenceParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("everywhere")
    group.add_argument("--home", metavar="DIR", help="keep everything under this folder")
    group.add_argument("--offline", action="store_true", help="never ask the network")
    group.add_argument("--ascii", action="store_true", help="draw with ASCII signs only")
    group.add_argument("--debug", action="store_true", help="show tracebacks")
    group.add_argument("--version", action="version", version=f"tuiread {__version__}", help="print the version")
    return shared


def _fill(parser: argparse.ArgumentParser, command: Command) -> None:
    named = {argument.group for argument in command.arguments if argument.group}
    groups = {name: parser.add_mutually_exclusive_group() for name in named}
    for argument in command.arguments:
        target = groups[argument.group] if argument.group else parser
        target.add_argument(*argument.flags, **argument.options)
    if command.has_json:
        parser.add_argument("--json", action="store_true", help="print one JSON document instead")


def _first_word(words: Sequence[str]) -> str | None:
    """Return the word in the command's place; None if there are only options."""
    rest = iter(words)
    for word in rest:
        if word == "--home":
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None


def _advice(word: str) -> str:
    """Return what may have been meant."""
    from difflib import get_close_matches

    if near := get_close_matches(word.lower(), _NAMES, n=1):
        return f"did you mean `tuiread {near[0]}`?"
    try:
        parse_paper_id(word)
    except UsageError:
        return "`tuiread --help` lists them."
    return "`tuiread paper ID` prints a paper."
