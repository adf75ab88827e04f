"""What a command is: its name, its words, and where the function lies that answers.

Not here: which commands there are (table), and parsing (arguments).
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from msgspec import Struct

from tuiread.cli.desk import Desk, Reply


class Argument(Struct, frozen=True):
    """One argument of a command, as argparse takes it."""

    flags: tuple[str, ...]
    options: dict[str, Any]
    group: str | None = None
    """Arguments of one group exclude each other."""


class Command(Struct, frozen=True):
    """One command."""

    name: str
    help: str
    answer: str
    """The module in this package and its function that answers: ``reading:today``."""
    arguments: tuple[Argument, ...] = ()
    has_json: bool = False
    takes_minus: bool = False
    """Whether a word with a minus in front is one of its words, unless it is an option of every command."""

    def load(self) -> Callable[[Desk], Awaitable[Reply]]:
        """Return what answers; its module is loaded now, so that no command pays for the others."""
        module, _, function = self.answer.partition(":")
        found: Callable[[Desk], Awaitable[Reply]] = getattr(import_module(f"tuiread.cli.{module}"), function)
        return found


def argument(*flags: str, group: str | None = None, **options: Any) -> Argument:
    """Return one argument, written as for ``add_argument``."""
    return Argument(flags, options, group)


def whole_number(most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from 1 to a limit."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to {most}")
        return int(text)

    return read
