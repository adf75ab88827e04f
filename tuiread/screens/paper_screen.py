"""One paper in eight sections: what it says, who wrote it, what it refers to, who cites it, what is said of it.

    [Summary] Abstract  Full text  References 48  Cited by 3  Comments 3  Linked 5  Notices      Tab, shift+Tab

Wide terminals show the authors, the first references and citations and the notices beside the section; narrow ones
show a line of the authors, and ``a`` puts the whole list in the section's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tuiread.lines import Line, Span
from tuiread.screens.base_screen import WIDE
from tuiread.screens.paper_sections import ABSTRACT, CITED, LISTS, READS, SECTIONS, SUMMARY, TEXT, PaperSections
from tuiread.widgets.opening_pane import OpeningPane
from tuiread.widgets.row_list import RowList
from tuiread.widgets.tab_line import TabLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.paper import abstract_lines, author_line, author_row, paper_body, paper_head, title_bar
from tuiread.words.sections import beside_lines, section_tabs, text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize, ScreenResume
    from textual.widget import Widget

    from tuiread.messages import StoreChanged
    from tuiread.records import CitedWork, PaperId, PaperPage, PersonRow, Relation

TITLE_MARGIN = 22
"""Cells of the head that letters, votes and margins may take."""


BESIDE_COUNT = 3
"""How many references and citations stand beside the section on a wide screen."""


class PaperScreen(PaperSections):
    """A paper with its sections and its authors."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+r", "fetch", "fetch", tooltip="Ask the sources of this section, or for the page", id="paper.fetch"
        ),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "go.pane", "paper.authors", "paper.save", "paper.follow", "paper.browse", "paper.links", "paper.copy",
        "paper.sources", "paper.fetch", "go.back",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: `_arrange` gives the focus."""

    def __init__(self, place: str, page: PaperPage, *, at_authors: bool = False) -> None:
        super().__init__(place, page)
        self.tabs = TabLine(id="tabs")
        self.text = OpeningPane(id="text")
        self.authors: RowList[PersonRow] = RowList(author_row, id="authors")
        self.beside = TextPane(can_focus=False, id="beside")
        self.column, self.side = Vertical(id="column"), Vertical(id="side")
        self.first: dict[Relation, tuple[CitedWork, ...]] = {}
        self.shows_authors = at_authors

    def compose_body(self) -> ComposeResult:
        """Put the authors beside the section."""
        yield self.head
        yield self.tabs
        with Horizontal():
            with self.column:
                yield self.told
                yield self.text
                yield self.entries
            with self.side:
                yield self.authors
                yield self.beside

    # Verbs

    def show_page(self, page: PaperPage, *, home: bool = False) -> None:
        """Show a paper as it was read."""
        self.page = page
        self.authors.show(page.authors, cursor=min(self.authors.cursor, max(0, len(page.authors) - 1)))
        self.text.show(self._layout, home=home)
        self.show_head(*title_bar(page))
        self._show_tabs()
        self._show_beside()
        self.call_after_refresh(self._say)

    def show_part(self, section: str) -> None:
        """Show a section, and ask for it if it is one that sources are asked for."""
        self.left_at[self.section] = self.entries.cursor if self.section in LISTS else self.text.first_line
        self.section, self.shows_authors = section, False
        self.text.show(self._layout, first_line=self.left_at.get(section, 0))
        self.listed = ""
        self.show_section()
        self._show_tabs()
        self._arrange()
        if asked := self.asked_section:
            # Each section has a group of its own: leaving it must not stop what is asked for it.
            self.work(lambda: self.open_section(asked), f"section {asked}")

    def show_told(self) -> None:
        """Make as much room for what the sources answered as it needs."""
        lines = len(self.told.measure(max(20, self.column.size.width - 3)))
        below = self.section not in LISTS  # a blank line before a text
        self.told.styles.height = min(lines, max(2, self.app.size.height // 4)) + below
        self.told.display = self.section not in READS and lines > 0
        self.text.show(self._layout, home=False)
        self.call_after_refresh(self._say)

    async def reload(self) -> None:
        """Take fresh state; the place in the text stays."""
        self.show_page(await self.app.library.paper(self.page.paper.id))
        if section := self.asked_section:
            await self.read_section(section)

    async def read_beside(self) -> None:
        """Read the first references and citations, for the blocks beside the section."""
        sections, paper_id = self.app.library.sections, self.page.paper.id
        self.first = {
            "references": await sections.first_cited(paper_id, "references", BESIDE_COUNT),
            "citations": await sections.first_cited(paper_id, "citations", BESIDE_COUNT),
        }
        self.beside.show(self._beside, home=False)

    async def open_at_authors(self, paper_id: PaperId) -> None:
        """Go to the authors of this paper, or back to its section."""
        self.shows_authors = not self.shows_authors
        self._arrange()

    async def fetch(self) -> None:
        """Ask the sources of the shown section; else Hugging Face for the paper's own page."""
        if section := self.asked_section:
            return await self.open_section(section, is_asked_for=True)
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

    def hints(self) -> tuple[str, ...]:
        """Return the keys that matter in the shown section."""
        is_list = self.shows_authors or self.section in LISTS
        first = ("list.open",) if is_list else ("text.open",) if self.section in READS else ()
        return (self.HINTS[0], *first, *self.HINTS[1:])

    # Layout

    def _layout(self, cells: int) -> Sequence[Line]:
        if self.section == ABSTRACT:
            return abstract_lines(self.page.paper, cells)
        if self.section == TEXT:
            return text_lines(self.page, cells)
        return self._summary(cells) if self.section == SUMMARY else self.section_lines(cells)

    def _summary(self, cells: int) -> Sequence[Line]:
        page, now = self.page, self.app.library.now()
        is_title_cut = cell_len(page.paper.title) > self.app.size.width - TITLE_MARGIN
        lines: list[Line] = [*paper_head(page, cells, has_title=is_title_cut), ()]
        if self.app.size.width < WIDE:
            lines += [*author_line(page, cells), ()]
        return [*lines, *paper_body(page, cells, now)]

    def _beside(self, cells: int) -> Sequence[Line]:
        references, citations = self.first.get("references", ()), self.first.get("citations", ())
        return beside_lines(self.page, references, citations, cells, self.app.library.now())

    def _show_tabs(self) -> None:
        self.tabs.show_tabs(section_tabs(self.page), SECTIONS.index(self.section))

    def _show_beside(self) -> None:
        """Show what stands beside the section; only wide screens read it, and after the paper is on the screen."""
        counts = self.page.counts
        self.beside.show(self._beside, home=False)
        if self.app.size.width >= WIDE and (counts.references or counts.citations):
            self.work(self.read_beside, "beside")

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.side,)

    def _arrange(self) -> None:
        """Show what fits: both panes, or the one that is asked for."""
        is_wide, is_list = self.app.size.width >= WIDE, self.section in LISTS
        self.side.display = is_wide or self.shows_authors
        self.column.display = is_wide or not self.shows_authors
        self.text.display, self.entries.display = not is_list, is_list
        self.beside.display = is_wide
        self.tabs.rule = "below" if is_wide else None
        rows = max(1, min(len(self.page.authors), self.app.size.height // 4))
        self.authors.styles.height = rows + 1 if is_wide else "1fr"  # a blank line below them
        self.show_told()
        (self.authors if self.shows_authors else self.entries if is_list else self.text).focus()
        self.show_hints()
        self.call_after_refresh(self._say)

    def _say(self) -> None:
        people = len(self.page.authors)
        if self.shows_authors and not people:
            words = "no authors were given · q back to the text"
        elif self.shows_authors:
            words = f"author {self.authors.cursor + 1} of {people} · Enter opens the profile · q back to the text"
        elif self.section in LISTS:
            words = self._row_words()
        else:
            words = f"lines {self.text.position}" if self.text.position else "all of it is on the screen"
        self.say(words)

    def _row_words(self) -> str:
        rows = self.entries.row_count
        if not rows:
            return "asking ..." if self.asked_section in self.asking else "nothing is listed"
        letters = " · N unread  f followed  s saved: in your cache" if self.section in CITED else ""
        return f"{self.entries.cursor + 1} of {rows}{letters}"

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
            self.show_section()
            self._show_beside()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        self.work(self.reload, "reload")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let a click on a pane do what Tab does."""
        self.shows_authors = event.widget is self.authors
        self._say()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say which author or which row this is."""
        self._say()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the author's profile, or the row of a section."""
        row = message.row
        if message.row_list is self.entries:
            self.work(lambda: self.open_entry(row), "paper")
        else:
            self.work(lambda: self.open_person(row.key), "person")

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        """Say where in the text this is."""
        self._say()

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_next_pane(self) -> None:
        """Show the next section."""
        self.action_next_section(1)

    def action_next_section(self, direction: int) -> None:
        """Show the next or the previous section."""
        self.show_part(SECTIONS[(SECTIONS.index(self.section) + direction) % len(SECTIONS)])

    def action_follow(self) -> None:
        """Follow the author under the cursor, or choose one."""
        person = self.authors.current if self.shows_authors else None
        if person is not None:
            self.work(lambda: self.follow_or_not(person), "paper")
        else:
            super().action_follow()

    def action_fetch(self) -> None:
        """Ask for the section, or for the paper's page."""
        self.work(self.fetch, "fetch")
