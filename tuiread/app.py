"""The app: places, global keys, the background sync and the wiring between library and screens.

    run_app(library, settings, ...) -> TuireadApp -> a stack of screens for each place

Screens ask the library themselves; the app only holds what all of them share: whether a sync runs, and how it went.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual._node_list import DuplicateIds
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from tuiread.errors import TuireadError
from tuiread.keymap import check_keys
from tuiread.messages import StoreChanged
from tuiread.outside_app import OutsideApp
from tuiread.screens.base_screen import BaseScreen
from tuiread.themes import choose_theme, find_theme, own_themes
from tuiread.widgets.shown_screen import ShownScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Iterator, Mapping

    from rich.console import RenderableType
    from textual.app import SystemCommand
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.worker import Worker

    from tuiread.editing import EditFile
    from tuiread.library import Library
    from tuiread.outside_app import OpenUrl
    from tuiread.records import FeedPage, PaperId, Period, Progress, SyncReport
    from tuiread.settings import Settings


def run_app(library: Library, settings: Settings, **options: Any) -> None:
    """Read the newest page and run the app on it until the reader quits.

    Args:
        library: an opening library; it is closed afterwards.
        settings: checked settings.
        options: what `TuireadApp` takes.

    Raises:
        StoreError: the library or the cache cannot be opened; nothing was painted then.
        SettingsError: a changed key is not a key, or means something else already.
    """
    asyncio.run(_run(library, settings, options))


async def _run(library: Library, settings: Settings, options: dict[str, Any]) -> None:
    try:
        check_keys(options.get("keys") or {})
        page = await library.feed(order=settings.feed.order)
        app = TuireadApp(library, settings, first_page=page, **options)
        await app.run_async()
        app.raise_failure()
    finally:
        await library.close()


def _widgets_of(screen: Screen[Any]) -> Iterator[DOMNode]:
    """Yield the widgets of a screen, found only when the first one is asked for."""
    yield from screen.walk_children()


def _collect_garbage_again() -> None:
    """Start the collector, which waits until the first frame: what lives then lives to the end."""
    gc.freeze()
    gc.enable()


class TuireadApp(OutsideApp):
    """A reader over one library."""

    TITLE = "tuiread"
    CSS_PATH = "tuiread.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "place('1')", "feed", tooltip="Go to the feed", show=False, id="place.feed"),
        Binding(
            "2", "place('2')", "inbox", tooltip="Go to what is new of those you follow", show=False, id="place.inbox"
        ),
        Binding("3", "place('3')", "library", tooltip="Go to what you saved", show=False, id="place.library"),
        Binding("4", "place('4')", "search", tooltip="Search all that is here", show=False, id="place.search"),
        Binding("5", "place('5')", "people", tooltip="Go to the people", show=False, id="place.people"),
        Binding("6", "place('6')", "graph", tooltip="Go to the research graph", show=False, id="place.graph"),
        Binding("7", "place('7')", "digest", tooltip="Go to what a week brought", show=False, id="place.digest"),
        Binding(
            "u", "undo", "undo", tooltip="Undo the last act, up to 50, also after a restart", show=False, id="app.undo"
        ),
        Binding("question_mark", "help", "help", tooltip="Keys that work here", id="app.help"),
        Binding(
            "ctrl+p,colon", "command_palette", "commands", tooltip="Any command by name", show=False, id="app.palette"
        ),
        Binding("ctrl+l", "redraw", "redraw", tooltip="Paint the whole screen again", show=False, id="app.redraw"),
        Binding("Q,ctrl+q", "quit", "quit", tooltip="Quit at once", show=False, priority=True, id="app.quit"),
    ]
    DEFAULT_MODE = "1"

    def __init__(  # noqa: PLR0913 (one object with independent, defaulted options)
        self,
        library: Library,
        settings: Settings,
        *,
        first_page: FeedPage | None = None,
        is_offline: bool = False,
        is_ascii: bool = False,
        keys: Mapping[str, str] | None = None,
        environ: Mapping[str, str] | None = None,
        open_url: OpenUrl | None = None,
        edit_file: EditFile | None = None,
    ) -> None:
        environ = os.environ if environ is None else environ
        theme = find_theme(choose_theme(settings.ui.theme, environ))
        # Said here, because Textual makes its filters before it knows the theme: the terminal's own colours are then
        # neither turned into others nor, with NO_COLOR, into greys.
        super().__init__(library, settings, environ, open_url, edit_file, ansi_color=theme.ansi)
        self.is_offline = is_offline
        self.is_ascii = is_ascii
        self.set_class(is_ascii, "-ascii")
        self._sync_worker: Worker[None] | None = None
        self._text_worker: Worker[None] | None = None
        self.sync_progress: Progress | None = None
        self.last_sync: SyncReport | None = None
        """How the last sync of this session went that came to its end."""
        self._is_sync_broken = False
        """True when the last sync of this session could not keep what came."""
        self._next_plan: Sequence[Period] = ()
        """What to fetch when the running sync is done."""
        self.inbox_count = 0
        """How many papers of the inbox are new."""
        self.graph_centre: str | None = None
        """The key of what was last in the middle of the research graph."""
        self.shows_starter = False
        """True while the feed shows the starter edition."""
        self._first_page = first_page
        self._keys = keys or {}
        self._shown_screen = ShownScreen()
        for own_theme in own_themes():
            self.register_theme(own_theme)
        # Textual reads MODES from the class; these need the app, and with a default among them no blank screen is made.
        places = {"2": "inbox", "3": "library", "4": "search", "5": "people", "6": "graph", "7": "digest"}
        self._modes = {"1": self._feed, **{digit: partial(self._place, name, digit) for digit, name in places.items()}}
        # Chosen before the stylesheet is read, so that it is parsed once and not twice.
        self.set_reactive(App.theme, theme.name)

    # Places

    def _feed(self) -> Screen[Any]:
        from tuiread.screens.feed_screen import FeedScreen

        return FeedScreen("1", self._first_page)

    def _place(self, name: str, digit: str) -> Screen[Any]:
        """Return the screen of a place; its module is loaded when somebody first goes there."""
        screen: Screen[Any] = getattr(import_module(f"tuiread.screens.{name}_screen"), f"{name.title()}Screen")(digit)
        return screen

    @property
    def status_word(self) -> str:
        """What the place bar says at its right end."""
        if self.sync_progress is not None:
            return f"syncing {self.sync_progress.done_count}/{self.sync_progress.total_count}"
        words = ["starter edition"] if self.shows_starter else []
        if self.is_offline:
            words.append("offline")
        elif self._is_sync_broken or (self.last_sync and self.last_sync.has_failed):
            words.append("last sync failed")
        elif self.last_sync is not None:
            words.append("online")
        return " · ".join(words)

    def hint(self, screen: Screen[Any], binding_id: str) -> tuple[str, str]:
        """Return key and label of a binding as they are now, with the reader's own keys."""
        from tuiread.keymap import key_name

        own_key = self._keys.get(binding_id, "").partition(",")[0].strip()
        # Most are the screen's own, and a screen has many widgets: those are asked only when it must be.
        for node in chain((screen,), _widgets_of(screen), (self,)):
            for key, bindings in node._bindings.key_to_bindings.items():
                for binding in bindings:
                    if binding.id == binding_id:
                        return key_name(own_key or key), binding.description
        raise LookupError(f"{type(screen).__name__} hints at {binding_id}, which nothing binds")

    # Sync

    def start_sync(
        self, plan: Sequence[Period] | None = None, *, is_asked_for: bool = True, asks_about_people: bool = False
    ) -> None:
        """Start a sync in the background; without a plan, of everything that is due.

        Args:
            plan: what to fetch.
            is_asked_for: whether the reader wants to hear of it also when nothing came.
            asks_about_people: whether to ask for new works of everybody followed afterwards.
        """
        if self.is_offline:
            self.tell("Started with --offline: nothing is fetched.")
        elif self._sync_worker is not None and not self._sync_worker.is_finished:
            self._next_plan = plan or ()
            self.tell("A sync is running already." + (" This comes next." if plan else ""))
        else:
            self._sync_worker = self.run_worker(
                self._sync(plan, is_asked_for=is_asked_for, asks_about_people=asks_about_people), group="sync"
            )

    async def _sync(
        self, plan: Sequence[Period] | None, *, is_asked_for: bool, asks_about_people: bool = False
    ) -> None:
        self._is_sync_broken = False
        try:
            due = plan if plan is not None else await self.library.due(is_asked_for=is_asked_for)
            if due:
                self._synced(await self.library.sync(due, self._sync_moved), is_asked_for=is_asked_for)
            elif is_asked_for and not asks_about_people:
                self.tell("Everything is up to date.")
            if asks_about_people:
                await self._ask_about_people()
        except TuireadError as error:
            self._is_sync_broken = True
            self.tell(str(error))
        finally:
            self._show_progress(None)
        if self._next_plan:
            plan, self._next_plan = self._next_plan, ()
            await self._sync(plan, is_asked_for=True)
        else:
            self.fetch_texts()

    async def _ask_about_people(self) -> None:
        from tuiread.words.inbox import asked_words

        before = await self.library.paper_total()
        outcomes = await self.library.researchers.refresh_follows(self._sync_moved)
        self.tell(asked_words(outcomes, max(0, await self.library.paper_total() - before)))
        self.store_changed(is_sync=True)

    def fetch_texts(self) -> None:
        """Fetch the texts that saved papers lack, one after another and behind everything else."""
        if self.is_offline or not self.settings.texts.on_save:
            return
        if self._text_worker is None or self._text_worker.is_finished:
            self._text_worker = self.run_worker(self._fetch_texts(), group="texts")

    async def _fetch_texts(self) -> None:
        try:
            if await self.library.sections.check_saved(is_asked_for=False):
                self.store_changed()
            asked: set[PaperId] = set()
            # Asked again after each text, because a paper may have been saved meanwhile.
            while due := [one for one in await self.library.texts.due(is_asked_for=False) if one not in asked]:
                asked.add(due[0])
                tried = await self.library.texts.fetch(due[0])
                if tried.facts is None:
                    self.tell(tried.sentence)
                    continue
                self.store_changed()
                if self.settings.texts.figures:
                    await self.library.texts.fetch_figures(due[0])
        except TuireadError as error:
            self.tell(str(error))

    def _sync_moved(self, progress: Progress) -> None:
        self._show_progress(progress)
        self.store_changed(is_sync=True)

    def _synced(self, report: SyncReport, *, is_asked_for: bool) -> None:
        from tuiread.words.feed import sync_words

        self.last_sync = report
        skipped = sum(day.skipped_count for day in report.days.values())
        if is_asked_for or report.new_count or report.has_failed or skipped:
            self.tell(sync_words(report))
        self.store_changed(is_sync=True)

    def _show_progress(self, progress: Progress | None) -> None:
        self.sync_progress = progress
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.show_progress()

    def count_inbox(self) -> None:
        """Count what is new in the inbox, for the bar of every screen."""
        # Not a coroutine yet: one that is replaced before it began would warn that nobody awaited it.
        self.run_worker(cast("Awaitable[None]", self._count_inbox), group="count", exclusive=True)

    async def _count_inbox(self) -> None:
        try:
            self.inbox_count = await self.library.news_count()
        except TuireadError as error:
            self.tell(str(error))
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.show_news()

    def store_changed(self, *, is_sync: bool = False) -> None:
        """Tell every open screen that the store holds something else now."""
        self.count_inbox()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BaseScreen) and screen.is_mounted:
                    screen.post_message(StoreChanged(is_sync))

    def tell(self, text: str) -> None:
        """Show a sentence on the topmost screen that has a status line."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen):
                return screen.notice(text)
        return None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Every paint of Textual goes through here; it is pinned, and a test compares what both put on a terminal.
        super()._display(screen, self._shown_screen.take(renderable))

    def raise_failure(self) -> None:
        """Raise what ended the app unexpectedly, if anything did."""
        error = self._exception
        if error is not None:
            raise error.error if isinstance(error, WorkerFailed) else error

    def _fatal_error(self) -> None:
        """Leave without Textual's own traceback, which shows the reader's papers; whoever runs the app reports."""
        self._close_messages_no_wait()

    def redraw(self) -> None:
        """Paint everything again: another program wrote to the terminal."""
        self._shown_screen.forget()
        self.refresh()

    # Handlers

    def on_mount(self) -> None:
        """Bind the reader's own keys, and start the first sync once something is on the screen."""
        self.set_keymap(dict(self._keys))
        self.app_resume_signal.subscribe(self, lambda app: self.redraw())
        self.call_after_refresh(_collect_garbage_again)
        self.call_after_refresh(self.count_inbox)
        if self.settings.sync.on_start and not self.is_offline:
            self.call_after_refresh(lambda: self.start_sync(is_asked_for=False))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return every command of the palette: each binding by its name."""
        from tuiread.commands import palette_commands

        yield from palette_commands(self, screen)

    # Actions

    def action_command_palette(self) -> None:
        """Show the commands; keys that come faster than the palette ask for the one that is just opening."""
        with contextlib.suppress(DuplicateIds):
            super().action_command_palette()

    def action_place(self, digit: str) -> None:
        """Go to a place; to its list, if it is there already."""
        if self.current_mode != digit:
            self.switch_mode(digit)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_redraw(self) -> None:
        """Paint the whole screen again."""
        self.redraw()

    def action_undo(self) -> None:
        """Undo the latest act."""
        self.run_worker(self._undo(), group="undo")

    async def _undo(self) -> None:
        try:
            self.tell(f"Undone: {await self.library.undo()}.")
        except TuireadError as error:
            self.tell(str(error))
        self.store_changed()

    def action_help_quit(self) -> None:
        """Answer ctrl+c, which many expect to quit and which is too easily pressed."""
        self.tell(f"{self.hint(self.screen, 'app.quit')[0]} quits.")

    def action_help(self) -> None:
        """Show the keys that work here."""
        from tuiread.commands import help_groups
        from tuiread.screens.text_screen import TextScreen
        from tuiread.words.help import help_lines

        groups = help_groups(self.screen)
        footer = "Change any key in keys.toml: tuiread config path says where, tuiread config keys lists their names."
        self.push_screen(TextScreen("Keys here", lambda cells: help_lines(groups, cells, footer)))
