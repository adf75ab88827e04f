"""What a command works with: its words, the settings, the library; and what it answers.

Everything is made when it is first asked for, so that ``tuiread config path`` works where a setting is broken and no
command opens databases that it does not read.  Importing this loads neither argparse nor asyncio.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from tuiread.errors import SettingsError
from tuiread.paths import Paths, find_paths

if TYPE_CHECKING:
    from argparse import Namespace

    from tuiread.library import Library
    from tuiread.settings import Settings
    from tuiread.sources import FeedSource

Clock = Callable[[], dt.datetime]
MakeSource = Callable[["Settings", Clock], "FeedSource"]


class Options(Struct, frozen=True):
    """The options that every command has."""

    home: str | None = None
    is_offline: bool = False
    is_ascii: bool = False
    is_debug: bool = False


class Reply(Struct, frozen=True):
    """What a command answers; the runner prints it."""

    lines: tuple[str, ...] = ()
    """For people, on stdout, when no document was asked for."""
    document: bytes | None = None
    """The one JSON document for stdout."""
    is_verbatim: bool = False
    """True when the lines are for a program, as paths and scripts are: never redrawn in ASCII."""
    notices: tuple[str, ...] = ()
    """Sentences for stderr."""
    exit_code: int = 0


class Desk:
    """One run of one command.

    Args:
        options: what holds for every command.
        environ: the environment.
        words: what the command's own arguments say.
        make_source: builds the feed's source; tests give a scripted one.
    """

    def __init__(
        self,
        options: Options,
        environ: Mapping[str, str],
        words: Namespace | None = None,
        make_source: MakeSource | None = None,
    ) -> None:
        self.options = options
        self.environ = environ
        self._words = words
        self._make_source = make_source

    def with_words(self, words: Namespace, more: Options) -> Desk:
        """Return a desk for another command under the same options, and those that it has besides."""
        options = Options(
            home=more.home or self.options.home,
            is_offline=more.is_offline or self.options.is_offline,
            is_ascii=more.is_ascii or self.options.is_ascii,
            is_debug=more.is_debug or self.options.is_debug,
        )
        return Desk(options, self.environ, words, self._make_source)

    @property
    def words(self) -> Any:
        """What the command's own arguments say, as argparse read them."""
        return self._words

    @property
    def wants_json(self) -> bool:
        """True when the answer is to be a JSON document."""
        return bool(getattr(self._words, "json", False))

    @cached_property
    def paths(self) -> Paths:
        """Where everything lies."""
        return find_paths(self.options.home or self.environ.get("TUIREAD_HOME"))

    @cached_property
    def settings(self) -> Settings:
        """Every setting.

        Raises:
            SettingsError: one cannot be understood.
        """
        from tuiread.settings import load_settings

        return load_settings(self.paths, self.environ, {"ui.ascii": "yes" if self.options.is_ascii else None})

    def forgive_settings(self) -> SettingsError | None:
        """Go on with the defaults where a setting cannot be understood; return what was wrong."""
        from tuiread.settings import default_settings

        try:
            self.settings  # noqa: B018
        except SettingsError as error:
            self.settings = default_settings()
            return error
        return None

    @cached_property
    def clock(self) -> Clock:
        """The clock.

        Raises:
            SettingsError: ``TUIREAD_NOW`` is not a time.
        """
        from tuiread.settings import read_clock

        return read_clock(self.environ)

    @cached_property
    def library(self) -> Library:
        """The door to what is kept; its databases are being opened in a thread of their own."""
        from tuiread.library import Library

        return Library(self.paths, self.settings, self.clock, self._make_source)

    @cached_property
    def cells(self) -> int:
        """How many cells a printed line may take."""
        from tuiread.cli.terminal import line_cells

        return line_cells()

    def with_problem(self, reply: Reply) -> Reply:
        """Return a reply that also says why library.bib could not be written; the command did what it is for."""
        problem = self.library.renewal.problem if "library" in self.__dict__ else None
        return replace(reply, notices=(*reply.notices, problem)) if problem else reply

    async def close(self) -> None:
        """Close what was opened."""
        if "library" in self.__dict__:
            await self.library.close()
