"""What can be done with a search: keep it as a feed of the inbox, ask the sources for more papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import SEPARATOR
from tuiread.records import Query, SearchPage
from tuiread.screens.list_screen import ListScreen
from tuiread.search_language import query_text
from tuiread.words.search import facet_row
from tuiread.words.times import count

QUICKLY_LEARNT, QUICKLY_PLACED = 20_000, 200_000
"""Of so many papers the meanings are learnt, and so many are gone through for what came since, beside everything else;
of more, `tuiread index` does when it is asked."""

if TYPE_CHECKING:
    from tuiread.records import SearchMode, SearchOrder


class SearchVerbs(ListScreen):
    """A screen that shows what a query finds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("W", "follow_search", "save as feed", tooltip="Let new papers of this search in", id="search.feed"),
        Binding("b", "choose_facet", "narrow by", tooltip="Narrow by year or category or person", id="search.narrow"),
        Binding("ctrl+r", "ask_online", "ask online", tooltip="Ask Hugging Face and arXiv", id="search.online"),
    ]

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.found = SearchPage(Query())
        """What the list shows."""
        self.order: SearchOrder = "best"
        self.mode: SearchMode = "both"
        """How the reader wants papers to be looked for; without an index of meanings it is by words."""

    async def load(self) -> None:
        """Show what fits what is typed now."""
        raise NotImplementedError

    def typed_words(self) -> str:
        """Return the words that are looked for anywhere, as one text."""
        return " ".join(word for term in self.found.query.wanted if term.field in ("", "full") for word in term.words)

    def status_words(self) -> str:
        """Return what was not understood, or what else could be asked."""
        if self.found.remarks:
            return SEPARATOR.join(self.found.remarks)
        if self.found.query.is_empty:
            return "results come while you type"
        if self.app.is_offline:
            return "from your cache; started with --offline"
        return f"from your cache; {self.app.hint(self, 'search.online')[0]} also asks Hugging Face and arXiv"

    async def follow_search(self) -> None:
        """Keep this search as a feed of the inbox."""
        query = self.found.query
        if query.is_empty:
            return self.notice("Type what to look for first.")
        if query.asks_the_reader or query.tags or query.by or query.cites or query.like:
            return self.notice(
                "A feed takes words, names, years and categories, and no is:, tag:, by:, cites: or like:."
            )
        feed = await self.app.library.follow_feed("search", query_text(query))
        self.notice(f"New papers for “{feed.value}” come into your inbox; u takes it back.")
        await self.take_change()
        return None

    async def choose_facet(self) -> None:
        """Ask by what to narrow, and add it to what is typed."""
        from tuiread.screens.pick_screen import PickScreen

        facets = self.found.facets
        rows = (*facets.years, *facets.categories, *facets.states, *facets.people)
        if not rows:
            return self.notice("There is nothing to narrow.")
        facet = await self.app.push_screen_wait(PickScreen("Narrow by what?", rows, facet_row))
        if facet is not None:
            self.narrow_by(facet.condition)
        return None

    def narrow_by(self, condition: str) -> None:
        """Add a condition to what is typed."""
        raise NotImplementedError

    async def ask_online(self) -> None:
        """Ask the sources for papers, keep them and show what fits now."""
        if self.app.is_offline:
            return self.notice("Started with --offline: nothing is fetched.")
        words = self.typed_words()
        if not words:
            return self.notice("Type a word to ask for first.")
        self.notice("Asking Hugging Face and arXiv ...")
        outcomes = await self.app.library.search_online(words)
        await self.load()
        told = [
            f"{one.source}: {count(one.paper_count, 'paper')}, {one.new_count} new here"
            if one.error is None
            else one.error
            for one in outcomes
        ]
        self.notice(SEPARATOR.join(told))
        return None

    async def change_mode(self) -> None:
        """Look for papers in another way."""
        state = await self.app.library.searching.index_state()
        if state.indexed_count is None:
            return self.notice("There is no index of meanings yet; `tuiread index` makes one.")
        modes: dict[SearchMode, SearchMode] = {"both": "words", "words": "meaning", "meaning": "both"}
        self.mode = modes[self.mode]
        await self.load()
        return None

    async def learn_meanings(self) -> None:
        """Make the index of meanings, or let it grow, where there are not so many papers that it takes long."""
        room = self.app.library.searching
        state = await room.index_state()
        if state.is_stale and state.paper_count <= (QUICKLY_LEARNT if state.is_outgrown else QUICKLY_PLACED):
            await room.build_index()
            await self.load()

    # Actions

    def action_follow_search(self) -> None:
        """Keep this search as a feed."""
        self.work(self.follow_search, "paper")

    def action_choose_facet(self) -> None:
        """Choose by what to narrow."""
        self.work(self.choose_facet, "paper")

    def action_ask_online(self) -> None:
        """Ask the sources."""
        self.work(self.ask_online, "online")
