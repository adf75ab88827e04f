"""The app: places, global keys, the background sync and the wiring between library and screens.

    run_app(library, settings, ...) -> TuireadApp -> a stack of screens for each place

Screens ask the library themselves; the app only holds what all of them share: whether a sync runs, and how it went.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
from functools import partial
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

from textual._node_list import DuplicateIds
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from tuiread.errors import TuireadError
from tuiread.keymap import check_keys
from tuiread.screens.base_screen import BaseScreen
from tuiread.syncing_app import SyncingApp
from tuiread.themes import choose_theme, find_theme, own_themes
from tuiread.widgets.shown_screen import ShownScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType
    from textual.app import SystemCommand
    from textual.screen import Screen

    from tuiread.editing import EditFile
    from tuiread.library import Library
    from tuiread.outside_app import OpenUrl
    from tuiread.records import FeedPage
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


def _collect_garbage_again() -> None:
    """Start the collector, which waits until the first frame: what lives then lives to the end."""
    gc.freeze()
    gc.enable()


class TuireadApp(SyncingApp):
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
        super().__init__(library, settings, environ, open_url, edit_file, is_offline=is_offline, ansi_color=theme.ansi)
        self.is_ascii = is_ascii
        self.set_class(is_ascii, "-ascii")
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
        self.stylesheet.set_variables(self.get_css_variables())

    # Places

    def _feed(self) -> Screen[Any]:
        from tuiread.screens.feed_screen import FeedScreen

        return self._styled(FeedScreen("1", self._first_page))

    def _place(self, name: str, digit: str) -> Screen[Any]:
        """Return the screen of a place; its module is loaded when somebody first goes there."""
        screen: Screen[Any] = getattr(import_module(f"tuiread.screens.{name}_screen"), f"{name.title()}Screen")(digit)
        return self._styled(screen)

    def _styled(self, screen: Screen[Any]) -> Screen[Any]:
        """Return a new screen that counts as styled by the rules as they are: else Textual reads all of them again."""
        screen._css_update_count = self._css_update_count
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
        # Most are the screen's own: its widgets are walked through only where it has none of that name.
        for node in chain((screen,), (node for walk in (screen.walk_children,) for node in walk()), (self,)):
            for key, bindings in node._bindings.key_to_bindings.items():
                for binding in bindings:
                    if binding.id == binding_id:
                        return key_name(own_key or key), binding.description
        raise LookupError(f"{type(screen).__name__} hints at {binding_id}, which nothing binds")

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

    def on_ready(self) -> None:
        """Join the first screen's rules: its first layout is the only one that tells no screen of itself."""
        if isinstance(self.screen, BaseScreen):
            self.screen.join_rules()

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
        if isinstance(self.screen, BaseScreen) and (label := self.screen.take_back()):
            self.tell(f"Undone: {label}.")
            return
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
