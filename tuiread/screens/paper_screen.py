"""One paper: who wrote it, what it says, where it was, who said so.

Wide terminals show the authors beside the text; narrow ones show a line of them, and ``a`` puts the whole list in the
text's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tuiread.lines import Line, Span
from tuiread.screens.base_screen import WIDE
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.paper import author_line, author_row, paper_body, paper_head, title_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize, ScreenResume

    from tuiread.messages import StoreChanged
    from tuiread.records import PaperId, PaperPage, PersonRow


TITLE_MARGIN = 22
"""Cells of the head that letters, votes and margins may take."""


class PaperScreen(PaperVerbs):
    """A paper with its text and its authors."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "fetch", "fetch", tooltip="Ask Hugging Face for this paper's page", id="paper.fetch"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "paper.authors", "paper.save", "paper.follow", "paper.browse", "paper.links", "paper.copy", "paper.sources",
        "paper.fetch", "go.back",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: `_arrange` gives the focus."""

    def __init__(self, place: str, page: PaperPage, *, at_authors: bool = False) -> None:
        super().__init__(place)
        self.page = page
        self.text = TextPane(id="text")
        self.authors: RowList[PersonRow] = RowList(author_row, id="authors")
        self.shows_authors = at_authors

    def compose_body(self) -> ComposeResult:
        """Put the authors beside the text."""
        yield self.head
        with Horizontal():
            yield self.text
            yield self.authors

    # Verbs

    def paper_in_hand(self) -> PaperId | None:
        """Return the shown paper."""
        return self.page.paper.id

    def show_page(self, page: PaperPage, *, home: bool = False) -> None:
        """Show a paper as it was read."""
        self.page = page
        self.authors.show(page.authors, cursor=min(self.authors.cursor, max(0, len(page.authors) - 1)))
        self.text.show(self._layout, home=home)
        self.show_head(*title_bar(page))
        self.call_after_refresh(self._say)

    async def reload(self) -> None:
        """Take fresh state; the place in the text stays."""
        self.show_page(await self.app.library.paper(self.page.paper.id))

    async def open_at_authors(self, paper_id: PaperId) -> None:
        """Go to the authors of this paper, or back to its text."""
        self.shows_authors = not self.shows_authors
        self._arrange()

    async def fetch(self) -> None:
        """Ask Hugging Face for the paper's own page, which knows more than the feed."""
        if self.app.is_offline:
            return self.notice("Started with --offline: nothing is fetched.")
        self.notice("Asking Hugging Face ...")
        self.show_page(await self.app.library.fetch_paper(self.page.paper.id))
        self.notice("Up to date with Hugging Face.")
        return None

    def go_back(self) -> bool:
        """Leave the authors first, then the paper."""
        if self.shows_authors:
            self.shows_authors = False
            self._arrange()
            return True
        return super().go_back()

    # Layout

    def _layout(self, cells: int) -> Sequence[Line]:
        page, now = self.page, self.app.library.now()
        is_title_cut = cell_len(page.paper.title) > self.app.size.width - TITLE_MARGIN
        lines: list[Line] = [*paper_head(page, cells, has_title=is_title_cut), ()]
        if self.app.size.width < WIDE:
            lines += [*author_line(page, cells), ()]
        return [*lines, *paper_body(page, cells, now)]

    def _arrange(self) -> None:
        """Show what fits: both panes, or the one that is asked for."""
        is_wide = self.app.size.width >= WIDE
        self.authors.display = is_wide or self.shows_authors
        self.text.display = is_wide or not self.shows_authors
        (self.authors if self.shows_authors else self.text).focus()
        self.call_after_refresh(self._say)
        self.call_after_refresh(self.join_rules, self.authors)

    def _say(self) -> None:
        people = len(self.page.authors)
        if self.shows_authors and not people:
            words = "no authors were given · q back to the text"
        elif self.shows_authors:
            words = f"author {self.authors.cursor + 1} of {people} · Enter opens the profile · q back to the text"
        else:
            words = f"lines {self.text.position}" if self.text.position else "all of it is on the screen"
        self.say(words)

    # Handlers

    def on_mount(self) -> None:
        """Show the paper that came along."""
        self.authors.empty = [(Span("No authors were given."),)]
        self.show_page(self.page, home=True)
        self._arrange()

    def on_resize(self, event: Resize) -> None:
        """Show both panes or one."""
        if self.is_mounted:
            self._arrange()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        self.work(self.reload, "reload")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let a click on a pane do what Tab does."""
        self.shows_authors = event.widget is self.authors
        self._say()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say which author this is."""
        self._say()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the author's profile."""
        person = message.row
        self.work(lambda: self.open_person(person.key), "person")

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        """Say where in the text this is."""
        self._say()

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_next_pane(self) -> None:
        """Change between text and authors."""
        self.shows_authors = not self.shows_authors
        self._arrange()

    def action_follow(self) -> None:
        """Follow the author under the cursor, or choose one."""
        person = self.authors.current if self.shows_authors else None
        if person is not None:
            self.work(lambda: self.follow_or_not(person), "paper")
        else:
            super().action_follow()

    def action_fetch(self) -> None:
        """Ask for the paper's page."""
        self.work(self.fetch, "fetch")
