"""Search: papers, people, notes and sentences of full texts that fit what is typed, while it is typed.

Tab goes through the four parts; wide terminals show by what to narrow beside the papers.  Each key asks anew, and a
newer question ends the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tuiread.lines import Span
from tuiread.records import FoundNote, FoundSentence, PersonRow
from tuiread.screens.search_verbs import SearchVerbs
from tuiread.widgets.row_list import RowList
from tuiread.widgets.search_input import SearchInput
from tuiread.widgets.tab_line import TabLine
from tuiread.words.person import person_row
from tuiread.words.search import counts_words, empty_words, facet_lines, note_row, search_row, sentence_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize
    from textual.widgets import Input

    from tuiread.lines import Line
    from tuiread.records import FeedRow, Hit, PaperId, PersonKey, SearchPage
    from tuiread.widgets.tab_line import Tab

PARTS = ("papers", "people", "notes", "text")
Other = PersonRow | FoundNote | FoundSentence


class SearchScreen(SearchVerbs):
    """What fits a query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next_part(1)", "next part", tooltip="Go to people or notes or full texts", id="search.part"),
        Binding(
            "shift+tab", "next_part(-1)", "part before", tooltip="Previous part", show=False, id="search.part_before"
        ),
        Binding("v", "next_mode", "view", tooltip="Change between words and meaning", id="search.mode"),
        Binding("S", "next_order", "order", tooltip="Put the best or the newest first", id="search.order"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "list.filter", "paper.save", "search.part", "search.mode", "search.narrow", "search.order",
        "search.feed", "search.online",
        "paper.follow", "paper.copy",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: what is typed already gets its list."""

    def __init__(self, place: str, text: str = "") -> None:
        super().__init__(place)
        self.asked = SearchInput(text, 'words, "a phrase", author:, year:2023.., cat:cs.LG, is:saved')
        self.tabs = TabLine()
        self.others: RowList[Other] = RowList(self.draw_other, row_height=2, id="others")
        self.part = PARTS[0]
        self.by_id: dict[PaperId, Hit] = {}
        self.sentences: Sequence[FoundSentence] | None = None
        """Sentences of full texts; None until that part is looked at."""

    def compose_body(self) -> ComposeResult:
        """Put the line to type in above what was found, and ways to narrow beside it."""
        yield self.asked
        yield self.head
        with Horizontal():
            with Vertical():
                yield self.tabs
                yield self.rows
                yield self.others
            yield self.preview

    # Loading

    async def load(self) -> None:
        """Show what fits what is typed now."""
        page = await self.app.library.searching.page(self.asked.value, self.order, mode=self.mode)
        if page is None:
            return  # a newer question was asked meanwhile
        is_new = page.query != self.found.query
        self.found, self.sentences = page, None
        self.by_id = {hit.row.id: hit for hit in page.hits}
        self.nothing = empty_words(page, PARTS[0])
        if is_new and page.hits and not self._part_has_some(page):
            self.part = PARTS[0]
        cursor_on = None if is_new else self.paper_in_hand()
        self.show_rows([hit.row for hit in page.hits], cursor_on=cursor_on, is_new=is_new)
        await self._show_other_part()
        await self.show_preview(is_forced=True)

    def _part_has_some(self, page: SearchPage) -> bool:
        """Tell whether the shown part has rows for a new query; full texts are only looked into once they are shown."""
        counts = {"people": len(page.people), "notes": len(page.notes)}
        return bool(counts.get(self.part, 1)) and not page.query.is_empty

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the papers that fit now."""
        page = await self.app.library.searching.page(self.asked.value, self.order, mode=self.mode)
        self.found = page or self.found
        self.by_id = {hit.row.id: hit for hit in self.found.hits}
        return [hit.row for hit in self.found.hits]

    async def show_preview(self, *, is_forced: bool = False) -> None:
        """Show by what to narrow; papers are read on their own screen."""
        if self.preview.display and is_forced:
            page = self.found
            self.preview.show(lambda cells: facet_lines(page, cells))

    # Drawing

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a paper with the words that were found."""
        hit, height = self.by_id[row.id], self.rows.row_height
        return search_row(hit, self.found.query, cells, height=height, mode=self.found.mode)

    def draw_other(self, row: Other, cells: int) -> Sequence[Line]:
        """Return a person, a note or a sentence."""
        if isinstance(row, PersonRow):
            return person_row(row, cells)
        return note_row(row, cells) if isinstance(row, FoundNote) else sentence_row(row, cells)

    def show_heads(self) -> None:
        """Say how much was found, in which part and order."""
        how = f"{self.found.mode}, {'best' if self.order == 'best' else 'newest'} first"
        self.show_head((Span("Search", "heading"), Span(f"   {counts_words(self.found)}")), (Span(how, "dim"),))
        self.tabs.show_tabs(self._tabs(), PARTS.index(self.part))
        self.say(self.status_words())
        self.show_hints()

    def _tabs(self) -> list[Tab]:
        page, sentences = self.found, "" if self.sentences is None else f" {len(self.sentences)}"
        more = "+" if page.is_cut else ""
        return [
            (f"Papers {len(page.hits)}{more}", f"Pap {len(page.hits)}{more}"),
            (f"People {len(page.people)}", f"Ppl {len(page.people)}"),
            (f"Notes {len(page.notes)}", f"Not {len(page.notes)}"),
            (f"Full text{sentences}", f"Text{sentences}"),
        ]

    # What is in hand

    def list_in_hand(self) -> RowList[Any]:
        """Return the list of the shown part."""
        return self.rows if self.part == PARTS[0] else self.others

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor; a note's or a sentence's, too."""
        if self.part == PARTS[0]:
            return super().paper_in_hand()
        row = self.others.current
        return row.paper_id if isinstance(row, FoundNote | FoundSentence) else None

    def node_in_hand(self) -> str | None:
        """Return the paper or the person under the cursor."""
        row = self.others.current if self.part == "people" else None
        return row.key if isinstance(row, PersonRow) else super().node_in_hand()

    def papers_in_hand(self) -> Sequence[FeedRow]:
        """Return the papers that the keys of a whole list mean; none while another part is shown."""
        return super().papers_in_hand() if self.part == PARTS[0] else ()

    def previewed_paper(self) -> PaperId | None:
        """Return nothing: the pane beside the list says by what to narrow."""
        return None

    # Verbs

    def go_back(self) -> bool:
        """Leave what was opened from another screen; at the place itself, empty the line first."""
        if self.asked.value and len(self.app.screen_stack) == 1:
            self.asked.value = ""
            return True
        return super().go_back()

    def narrow_by(self, condition: str) -> None:
        """Add a condition to what is typed, which asks anew."""
        self.asked.value = f"{self.asked.value.rstrip()} {condition} ".lstrip()

    async def show_part(self, part: str) -> None:
        """Show papers, people, notes or full texts."""
        self.part = part
        await self._show_other_part()
        if self.focused is not self.asked:
            self.list_in_hand().focus()

    async def _show_other_part(self) -> None:
        """Fill and show the list of the part."""
        is_papers = self.part == PARTS[0]
        self.rows.display, self.others.display = is_papers, not is_papers
        if self.part == "text" and self.sentences is None:
            words = self.typed_words()
            self.sentences = await self.app.library.texts.find(words) if words else ()
        rows: dict[str, Sequence[Other]] = {
            "papers": (), "people": self.found.people, "notes": self.found.notes, "text": self.sentences or (),
        }  # fmt: skip
        self.others.row_height = 1 if self.part == "people" else 2
        self.others.empty = empty_words(self.found, self.part)
        self.others.show(rows[self.part], cursor=0)
        self.show_heads()

    # Handlers

    def on_mount(self) -> None:
        """Show how much there is to search, and see to it that it can be searched by meaning."""
        (self.rows if self.asked.value else self.asked).focus()
        self.work(self.load, "search")
        self.work(self.learn_meanings, "index")

    def hints(self) -> tuple[str, ...]:
        """Return the keys that matter: while one types, those that the line does not take; few where nothing is."""
        if self.focused is self.asked:
            return ("search.leave",)
        if not self.list_in_hand().row_count:
            return ("list.filter", "search.part", "search.mode", "search.online")
        return self.HINTS if self.part == PARTS[0] else ("list.open", "list.filter", "search.part")

    def last_hints(self) -> tuple[str, ...]:
        """Return the key for help, but not while one types: it is a letter like any other then."""
        return () if self.focused is self.asked else super().last_hints()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the keys of what has them now."""
        self.show_hints()

    def on_resize(self, event: Resize) -> None:
        """Show ways to narrow where there is room."""
        super().on_resize(event)
        self.work(lambda: self.show_preview(is_forced=True), "preview")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search with every key; keys may come faster than answers, and the newest text counts."""
        event.prevent_default()
        self.work(self.load, "search")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to what was found; the line stays."""
        event.prevent_default()
        self.list_in_hand().focus()

    def open_row(self, message: RowList.Opened) -> None:
        """Open the paper or the person of a row."""
        row = message.row
        if isinstance(row, PersonRow):
            self.work(lambda: self.open_person(row.key), "person")
        elif isinstance(row, FoundNote) and row.person is not None:
            person: PersonKey = row.person
            self.work(lambda: self.open_person(person), "person")
        elif paper_id := self.paper_in_hand():
            self.work(lambda: self.open_named(paper_id), "paper")

    # Actions

    def action_narrow(self) -> None:
        """Go to the line to type in."""
        self.asked.focus()

    def action_next_part(self, direction: int) -> None:
        """Go to the next part, or the one before."""
        part = PARTS[(PARTS.index(self.part) + direction) % len(PARTS)]
        self.work(lambda: self.show_part(part), "part")

    def action_next_mode(self) -> None:
        """Change between both, words and meaning."""
        self.work(self.change_mode, "search")

    def action_next_order(self) -> None:
        """Change between best first and newest first."""
        self.order = "new" if self.order == "best" else "best"
        self.work(self.load, "search")
