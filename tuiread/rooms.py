"""The rooms of the library: one for each kind of question, opened when somebody first asks.

    Library ── researchers    everything about people           ── searching   while one types
            ── letters        the outbox                        ── graph       who and what stands beside whom
            ── digests        what a week brought               ── ranking     the for-you order, and catching up
            ── sections       what stands around a paper        ── shelf       tags, notes, the queue
            ── texts          whole papers                      ── copies      two machines of one reader
            ── files          exports, imports, library.bib

So no first frame loads their rules.  Not here: the questions that every screen asks (library).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tuiread import acts
from tuiread.after_rest import AfterRest
from tuiread.store import Store
from tuiread.store_thread import Clock, StoreThread
from tuiread.tables import papers

if TYPE_CHECKING:
    from tuiread.copies import Copies
    from tuiread.digests import Digests
    from tuiread.files import Files
    from tuiread.graph_room import Graph
    from tuiread.letters import Letters
    from tuiread.paths import Paths
    from tuiread.ranking_room import Ranking
    from tuiread.records import PaperId
    from tuiread.researchers import Researchers
    from tuiread.search_room import SearchRoom
    from tuiread.sections import Sections
    from tuiread.settings import Settings
    from tuiread.shelf_room import ShelfRoom
    from tuiread.sources import FeedSource, Upstreams
    from tuiread.texts import MakePages, Texts


class Rooms:
    """Opens and closes what a library consists of.

    Args:
        paths: where the databases lie.
        settings: which upstream, how far to catch up.
        now: the clock, aware and UTC.
        make_source: builds the feed's source when it is first needed; tests give a scripted one.
        make_upstreams: builds the sources that tell of people when they are first needed.
        make_pages: builds what serves full texts when it is first needed.
    """

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        now: Clock,
        make_source: Callable[[Settings, Clock], FeedSource] | None = None,
        make_upstreams: Callable[[Settings, Clock], Upstreams] | None = None,
        make_pages: MakePages | None = None,
    ) -> None:
        self._settings = settings
        self.now = now
        self._make_source = make_source
        self._source: FeedSource | None = None
        self._syncing = asyncio.Lock()
        self.renewal = AfterRest(lambda: self.files.renew())  # noqa: PLW0108 (loads nothing until then)
        self._store = StoreThread(paths, now, self.renewal.note_change)
        self._paths = paths
        self.scratch = paths.state
        """Where a text lies while it is written in an editor."""
        self._make_upstreams = make_upstreams
        self._make_pages = make_pages

    async def close(self) -> None:
        """Finish what is queued, then close the connection and the source; one that failed to open is closed, too."""
        await self.renewal.finish()
        if self._source is not None:
            await self._source.aclose()
        if "researchers" in self.__dict__:
            await self.researchers.close()
        if "graph" in self.__dict__:
            await self.graph.close()
        if "searching" in self.__dict__:
            await self.searching.close()
        if "texts" in self.__dict__:
            await self.texts.close()
        await self._store.close()

    @cached_property
    def researchers(self) -> Researchers:
        """Everything about people; its rules are loaded when somebody first asks, not before the first frame."""
        from tuiread.researchers import Researchers

        return Researchers(self._store, self._settings, self._feed_source, self._make_upstreams)

    @cached_property
    def letters(self) -> Letters:
        """Everything about letters that invite somebody; loaded when somebody first asks."""
        from tuiread.letters import Letters

        return Letters(self._store, self._paths.outbox)

    @cached_property
    def digests(self) -> Digests:
        """Everything about digests: made, written into files, sent; loaded when somebody first asks."""
        from tuiread.digests import Digests

        return Digests(self._store, self._settings, self._paths, self.ranking.picks)

    @cached_property
    def sections(self) -> Sections:
        """Everything that stands around a paper: references, comments, notices; loaded when a section is opened."""
        from tuiread.sections import Sections

        return Sections(self._store, self._settings, self._feed_source, self.researchers.sources)

    @cached_property
    def searching(self) -> SearchRoom:
        """Everything that is kept, to be searched while one types; loaded when somebody first searches."""
        from tuiread.search_room import SearchRoom

        return SearchRoom(self._paths)

    @cached_property
    def graph(self) -> Graph:
        """The research graph: neighbours, and ways between people; loaded when somebody first asks."""
        from tuiread.graph_room import Graph

        return Graph(self._store, self._paths, self.researchers, self.sections, self.has_paper)

    @cached_property
    def ranking(self) -> Ranking:
        """The for-you order, and what came while the reader was away; loaded when somebody first asks."""
        from tuiread.ranking_room import Ranking

        return Ranking(self._store)

    @cached_property
    def copies(self) -> Copies:
        """This library as a copy for another machine, and bringing one in; loaded when somebody asks for it."""
        from tuiread.copies import Copies

        return Copies(self._store, self._paths)

    @cached_property
    def shelf(self) -> ShelfRoom:
        """Everything that the reader puts on papers: tags, notes, the queue; loaded when somebody first asks."""
        from tuiread.shelf_room import ShelfRoom

        return ShelfRoom(self._store, self._settings, lambda: self.searching)

    @cached_property
    def files(self) -> Files:
        """Exports, imports and library.bib; loaded when somebody asks, or after the first change."""
        from tuiread.files import Files

        return Files(self._store, self._settings, self._paths, self.researchers.sources)

    @cached_property
    def texts(self) -> Texts:
        """Everything about full texts; loaded when somebody first asks."""
        from tuiread.texts import Texts

        return Texts(self._store, self._settings, self._make_pages)

    async def has_paper(self, paper_id: PaperId) -> bool:
        """Tell whether a paper is in the cache, into which one of the archive is taken."""
        if await self._store.ask(papers.has_paper, paper_id):
            return True
        await self._store.run(Store.look_for_archive)
        return await self._store.wish(acts.take_in, paper_id)

    def _feed_source(self) -> FeedSource:
        if self._source is None:
            # Its HTTP client takes a tenth of a second to import, so this happens when it is needed.
            from tuiread.sources import open_feed_source

            self._source = (self._make_source or open_feed_source)(self._settings, self.now)
        return self._source
