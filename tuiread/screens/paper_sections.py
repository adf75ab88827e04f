"""The sections of a paper that sources are asked for: from the cache at once, refreshed behind, with verbs of rows.

A section is read when it is shown, never before; its sources are asked when it is opened online and their answers are
older than a week, or by ``ctrl+r``.  Not here: how the screen is laid out (PaperScreen).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast, get_args

from textual.binding import Binding, BindingType

from tuiread.lines import Span
from tuiread.records import (
    CitedPage,
    CitedWork,
    CommentsPage,
    LinkedPage,
    NoticesPage,
    Repo,
    Section,
    SectionState,
)
from tuiread.screens.base_screen import NARROW
from tuiread.screens.change_verbs import ChangeVerbs
from tuiread.widgets.opening_pane import OpeningPane
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.sections import (
    SUBMIT_URL,
    cited_row,
    comment_lines,
    empty_lines,
    notice_lines,
    repo_row,
    told_lines,
)

if TYPE_CHECKING:
    from tuiread.lines import Line
    from tuiread.records import PaperId, PaperPage

SUMMARY, ABSTRACT, TEXT = "summary", "abstract", "text"
READS = (SUMMARY, ABSTRACT, TEXT)
"""The sections from which Enter opens the full text."""
SECTIONS = (SUMMARY, ABSTRACT, TEXT, "references", "citations", "comments", "linked", "notices")
ASKED: tuple[Section, ...] = get_args(Section)
CITED = ("references", "citations")
LISTS = (*CITED, "linked")
"""The sections that are lists; the others are texts."""

SectionPage = CitedPage | CommentsPage | LinkedPage | NoticesPage


class PaperSections(ChangeVerbs):
    """A paper's screen with what stands around the paper."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "shift+tab", "next_section(-1)", "section before", tooltip="Previous section", show=False, id="paper.before"
        ),
    ]

    def __init__(self, place: str, page: PaperPage) -> None:
        super().__init__(place)
        self.page = page
        self.section = SUMMARY
        self.told = TextPane(can_focus=False, id="told")
        self.entries: RowList[Any] = RowList(self.draw_entry, id="entries")
        self.shown: dict[Section, SectionPage] = {}
        """What was read of each section."""
        self.left_at: dict[str, int] = {}
        """By section, the line or row where the reader left it."""
        self.listed = ""
        """The section whose rows are listed; empty after a change of sections."""
        self.asking: set[Section] = set()
        """The sections whose sources are being asked now."""

    # Verbs

    @property
    def asked_section(self) -> Section | None:
        """The shown section, if it is one that sources are asked for."""
        return self.section if self.section in ASKED else None

    @property
    def entry(self) -> CitedWork | Repo | None:
        """The row under the cursor of a section that is a list."""
        return self.entries.current if self.section in LISTS else None

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under a list's cursor, nothing if it is not in the cache; elsewhere the shown one."""
        entry = self.entry
        if self.section in CITED and isinstance(entry, CitedWork):
            return entry.paper.id if entry.paper else None
        return self.page.paper.id

    def no_paper_words(self) -> str:
        """Return why there is no paper in hand."""
        return "This work is not in your cache; Enter asks for it, o opens its page."

    async def open_section(self, section: Section, *, is_asked_for: bool = False) -> None:
        """Show a section from the cache, then ask those of its sources whose answers are old, or all of them."""
        names = await self._to_ask(section, is_asked_for=is_asked_for)
        if not names:
            await self.read_section(section)
            return
        self.asking.add(section)
        try:
            await self.read_section(section)
            await self.app.library.sections.refresh(self.page.paper.id, section, names)
        finally:
            self.asking.discard(section)
        await self.read_section(section)
        self.show_page(await self.app.library.paper(self.page.paper.id))

    async def _to_ask(self, section: Section, *, is_asked_for: bool) -> tuple[str, ...]:
        """Return the sources to ask now; none offline, or while they are being asked already."""
        if self.app.is_offline:
            if is_asked_for:
                self.notice("Started with --offline: nothing is fetched.")
            return ()
        if section in self.asking:
            return ()
        if is_asked_for:
            return self.app.library.sections.sources_of(section)
        return await self.app.library.sections.due(self.page.paper.id, section)

    async def read_section(self, section: Section) -> None:
        """Read a section from the cache, and show it if it is still the one that is shown."""
        sections, paper_id = self.app.library.sections, self.page.paper.id
        if section == "comments":
            self.shown[section] = await sections.comments(paper_id)
        elif section == "linked":
            self.shown[section] = await sections.linked(paper_id)
        elif section == "notices":
            self.shown[section] = await sections.notices(paper_id)
        else:
            self.shown[section] = await sections.cited(paper_id, section)
        if section == self.section:
            self.show_section()

    async def open_entry(self, entry: CitedWork | Repo) -> None:
        """Open a row: a paper on its own screen, after asking for it if need be; a repository in the browser."""
        if isinstance(entry, Repo):
            return self.open_url(entry.url)
        if entry.paper is not None:
            return await self.open_paper(entry.paper.id)
        if entry.paper_id is None or self.app.is_offline:
            return self.notice(self._only_listed(entry))
        return await self.open_named(entry.paper_id)

    async def read_text(self) -> None:
        """Open the paper's full text; one that is not kept is fetched first."""
        from tuiread.screens.reader_screen import ReaderScreen

        texts, paper_id = self.app.library.texts, self.page.paper.id
        if not await texts.has(paper_id):
            if self.app.is_offline:
                return self.notice("The full text is not here, and --offline forbids to fetch it.")
            self.notice("Fetching the full text ...")
            tried = await texts.fetch(paper_id)
            if tried.facts is None:
                return self.notice(tried.sentence)
            self.notice("")
            self.app.store_changed()
        text = await texts.open(paper_id)
        if self.is_current:
            await self.app.push_screen(ReaderScreen(self.place, self.page, text))
        return None

    def show_page(self, page: PaperPage, *, home: bool = False) -> None:
        """Show the paper as it was read; the screen does."""
        raise NotImplementedError

    # Layout

    def draw_entry(self, entry: CitedWork | Repo, cells: int) -> Sequence[Line]:
        """Return the lines of a row."""
        if isinstance(entry, Repo):
            return repo_row(entry, cells)
        return cited_row(entry, cells, height=self.entries.row_height)

    def show_section(self) -> None:
        """Show what was read of the shown section."""
        section = self.asked_section
        if section is None:
            return
        shown = self.shown.get(section)
        state = shown.state if shown else SectionState()
        rows: Sequence[CitedWork | Repo] = ()
        cached = None
        if isinstance(shown, CitedPage):
            rows, cached = shown.works, sum(work.paper is not None for work in shown.works)
        elif isinstance(shown, LinkedPage):
            rows = shown.repos
        self.told.show(lambda cells: told_lines(section, state, cells, self.app.library.now(), cached=cached))
        if section in LISTS:
            self.entries.row_height = 2 if section in CITED and self.app.size.width >= NARROW else 1
            self.entries.empty = self._empty(section, state)
            self._show_rows(rows)
        self.show_told()

    def show_told(self) -> None:
        """Make room for what the sources answered; the screen does."""
        raise NotImplementedError

    def section_lines(self, cells: int) -> Sequence[Line]:
        """Return the lines of a section that is a text."""
        section = cast(Section, self.section)
        shown, now = self.shown.get(section), self.app.library.now()
        if isinstance(shown, CommentsPage) and shown.comments:
            keys = (self.app.hint(self, "paper.browse")[0], self.app.hint(self, "paper.links")[0])
            return comment_lines(shown, cells, now, keys=keys)
        if isinstance(shown, NoticesPage) and shown.notices:
            return notice_lines(shown, cells, now)
        return self._empty(section, shown.state if shown else SectionState())

    def _show_rows(self, rows: Sequence[CitedWork | Repo]) -> None:
        """List rows; the cursor stays on its work, and comes back to its place in a section that was left."""
        before, place = self.entries.current, self.entries.cursor
        if self.listed != self.section:
            before, place = None, self.left_at.get(self.section, 0)
            self.listed = self.section if rows else ""
        same = [number for number, row in enumerate(rows) if _key(row) == _key(before)]
        self.entries.show(rows, cursor=same[0] if same else min(place, max(0, len(rows) - 1)))

    def _empty(self, section: Section, state: SectionState) -> list[Line]:
        key = self.app.hint(self, "paper.fetch")[0]
        if not self.app.library.sections.sources_of(section):
            return [(Span("Its sources are switched off in your settings (sources.NAME.is_on)."),)]
        asking = section in self.asking
        return empty_lines(section, state, is_offline=self.app.is_offline, is_asking=asking, key=key)

    def _only_listed(self, work: CitedWork) -> str:
        if work.url is None:
            return "Only the title of this work is known; no source gives an id of it."
        return f"This work is not in your cache; o opens {work.url}."

    # Handlers

    def on_opening_pane_opened(self, message: OpeningPane.Opened) -> None:
        """Open the full text, from what is said of it or from its abstract."""
        if self.section in READS:
            self.work(self.read_text, "paper")

    # Actions

    def action_browse(self) -> None:
        """Open the page of the row under the cursor, or of the paper."""
        entry = self.entry
        if entry is None:
            super().action_browse()
        elif entry.url is None:
            self.notice("No page of this work is known: its source gives a title and no id.")
        else:
            self.open_url(entry.url)

    def action_choose_link(self) -> None:
        """Choose a link; among the comments, where to take part."""
        if self.section == "comments":
            self.work(self.choose_place_to_speak, "paper")
        else:
            super().action_choose_link()

    async def choose_place_to_speak(self) -> None:
        """Let the reader pick a page on which one votes, comments or submits, which tuiread never does itself."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.paper import link_row

        page = f"https://huggingface.co/papers/{self.page.paper.id}"
        links = [("vote", page), ("comment", f"{page}#community"), ("submit", SUBMIT_URL)]
        link = await self.app.push_screen_wait(PickScreen("Open which page, to take part there?", links, link_row))
        if link is not None:
            self.open_url(link[1])


def _key(row: CitedWork | Repo | None) -> object:
    if isinstance(row, Repo):
        return row.id
    return (row.paper_id, row.doi, row.title) if row else None
