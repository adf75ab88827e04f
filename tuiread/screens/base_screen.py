"""What every screen with a place has: the bars, notices, the way back and the way to ask the library.

A failure that is expected ends in a notice on the status line; anything else is left to fail loudly.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tuiread.errors import TuireadError
from tuiread.lines import Line, Span
from tuiread.widgets.bar import Bar
from tuiread.widgets.head_line import HeadLine
from tuiread.widgets.key_line import KeyLine
from tuiread.widgets.place_bar import Place, PlaceBar
from tuiread.widgets.status_line import StatusLine
from tuiread.widgets.upright import upright

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.await_remove import AwaitRemove
    from textual.events import Key, ScreenResume
    from textual.widget import Widget

    from tuiread.app import TuireadApp

T = TypeVar("T")

INBOX = "2"
PLACES: tuple[Place, ...] = (
    ("1", "Feed", "Feed"), (INBOX, "Inbox", "In"), ("3", "Library", "Lib"), ("4", "Search", "Find"),
    ("5", "People", "Ppl"), ("6", "Graph", "Gra"), ("7", "Digest", "Dig"),
)  # fmt: skip
"""The places in the order of the bar."""

OPENING_GROUPS = ("paper", "person")
"""The groups of the workers that put another screen on top."""

NARROW, WIDE = 80, 120
"""Below the first, rows take one line; from the second on, a second pane fits."""


class BaseScreen(Screen[None]):
    """A screen with place bar, status line and key line around its body."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "q",
            "back_or_quit",
            "back",
            tooltip="One step back; from a place to the feed, from the feed out",
            id="go.back",
        ),
        Binding("escape,h", "back", "back", tooltip="One step back", show=False, id="go.back_only"),
        Binding("tab", "next_pane", "next pane", tooltip="Go to the next pane", show=False, id="go.pane"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = ()
    """Ids of the bindings on the key line, the most useful first."""
    # Textual reads these two from the class, where it declares them without ClassVar.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (24, "-tall")]  # noqa: RUF012
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    if TYPE_CHECKING:
        app: TuireadApp

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        """The digit of the place that this screen was opened from."""
        self.places = PlaceBar(PLACES, current=place)
        self.head = HeadLine(rule="below")
        self.status_line = StatusLine(rule="above")
        self.keys = KeyLine()
        self._said = ""
        self._notice = ""
        self._news = ""

    def compose(self) -> ComposeResult:
        """Put the bars around the body."""
        self.add_class(*self._size_classes())
        yield self.places
        yield from self.compose_body()
        yield self.status_line
        yield self.keys

    def compose_body(self) -> ComposeResult:
        """Return the widgets between the bars."""
        yield from ()

    def _size_classes(self) -> list[str]:
        """Return the breakpoints' classes, which Textual itself adds only after a first paint in the wrong size."""
        sizes = zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True)
        return [max(point for point in points if point[0] <= cells)[1] for cells, points in sizes]

    # Verbs

    def show_head(self, left: Line, right: Line = ()) -> None:
        """Say what this screen shows."""
        self.head.show((Span(" "), *left), (*right, Span(" ")) if right else ())

    def hints(self) -> tuple[str, ...]:
        """Return the ids of the bindings for the key line, as they matter now."""
        return self.HINTS

    def meanings(self) -> Mapping[str, str]:
        """Return what bindings do here that do something else than their tooltips say, by id."""
        return {}

    def last_hints(self) -> tuple[str, ...]:
        """Return the ids that stand last on the key line, whatever its length."""
        return ("app.help",)

    def show_hints(self) -> None:
        """Fill the key line."""
        self.keys.show_keys([self.app.hint(self, binding_id) for binding_id in (*self.hints(), *self.last_hints())])

    def say(self, text: str) -> None:
        """Show a text on the status line while there is no notice and no sync."""
        self._said = text
        self._show_status()

    def take_back(self) -> str | None:
        """Take back the latest act that only this screen knows of, and return what it was; None where there is none."""
        return None

    def notice(self, text: str) -> None:
        """Show a sentence on the status line until the next key."""
        self._notice = text
        self._show_status()

    def tell_beside(self, text: str) -> None:
        """Show what happened in the background after what the reader was just told, until the next key."""
        self._news = text
        self._show_status()

    def show_progress(self) -> None:
        """Show how far a sync is, or that none runs."""
        self.places.status = self.app.status_word
        self.show_news()
        self._show_status()

    def show_news(self) -> None:
        """Show in the bar how many papers of the inbox are new."""
        self.places.show_places(_with_news(self.app.inbox_count), self.place)

    def _show_status(self) -> None:
        progress = self.app.sync_progress
        if self._notice or self._news:
            self.status_line.show_text(" ".join(filter(None, (self._notice, self._news))), "notice")
        elif progress is not None:
            self.status_line.show_progress("syncing", progress.done_count, progress.total_count, progress.note)
        else:
            self.status_line.show_text(self._said, "dim")

    def panes(self) -> Sequence[Widget]:
        """Return the panes whose lines at their sides the rules meet; without any, a screen joins its rules itself."""
        return ()

    def join_rules(self) -> None:
        """Draw joints where the lines beside panes touch rules, by what the layout made of both."""
        panes = self.panes()
        lines = [line for line in map(upright, panes) if line]
        for bar in self.query(Bar) if panes else ():
            bar.meet(lines)

    def go_back(self) -> bool:
        """Leave this screen for the one below; False at the top of a place."""
        if len(self.app.screen_stack) <= 1:
            return False
        if self.is_active:
            self.dismiss()
        return True

    async def ask(self, answer: Awaitable[T]) -> T | None:
        """Return an answer of the library, or show why there is none."""
        try:
            return await answer
        except TuireadError as error:
            self.notice(str(error))
            return None

    def remove(self) -> AwaitRemove:
        """Leave the app: what is still read is for nobody, and would be shown in widgets that go one by one."""
        self.workers.cancel_node(self)
        return super().remove()

    def work(self, job: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        """Run a job as this screen's worker; a newer one of the same group replaces it."""
        # Not a coroutine yet: one that is replaced before it began would warn that nobody awaited it.
        self.run_worker(cast(Awaitable[None], partial(self._told, job)), group=group, exclusive=True)

    async def _told(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await job()
        except TuireadError as error:
            self.notice(str(error))

    # Handlers

    def on_mount(self) -> None:
        """Fill the bars."""
        self.show_hints()
        self.show_progress()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self.call_next(self.join_rules))
        self.call_after_refresh(self.join_rules)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Bring the bars up to date after another screen was on top."""
        self.show_progress()
        self.app.count_inbox()

    def on_key(self, event: Key) -> None:
        """Take notices away with the next key."""
        if self._notice or self._news:
            self._news = ""
            self.notice("")

    # Actions

    def action_back(self) -> None:
        """Go one step back."""
        self.go_back()

    def action_back_or_quit(self) -> None:
        """Go one step back; from the top of a place to the feed, and from there out."""
        if self._stop_opening() or self.go_back():
            return
        if self.place != PLACES[0][0]:
            self.app.switch_mode(PLACES[0][0])
        else:
            self.app.exit()

    def _stop_opening(self) -> bool:
        """Stop what is just being opened: a key typed ahead means the screen that is about to come."""
        opening = [worker for worker in self.workers if worker.node is self and worker.group in OPENING_GROUPS]
        running = [worker for worker in opening if not worker.is_finished]
        for worker in running:
            worker.cancel()
        return bool(running)

    def action_next_pane(self) -> None:
        """Move the focus to the next pane."""
        self.focus_next()


def _with_news(new_count: int) -> list[Place]:
    """Return the places, the inbox with how many of its papers are new: ``Inbox(3)``."""
    news = f"({new_count})" if new_count else ""
    return [(key, name + news, short + news) if key == INBOX else (key, name, short) for key, name, short in PLACES]
