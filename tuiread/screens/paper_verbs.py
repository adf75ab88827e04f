"""What can be done with a paper in hand, the same on every screen: one verb each for key, click and palette."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.export_verbs import ExportVerbs
from tuiread.screens.graph_verbs import GraphVerbs
from tuiread.screens.shelf_verbs import ShelfVerbs
from tuiread.words.times import count

if TYPE_CHECKING:
    from tuiread.records import PaperId


class PaperVerbs(ShelfVerbs, GraphVerbs, ExportVerbs):
    """A screen that has a paper in hand: the cursor's row, or the paper it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", tooltip="Save the paper offline, or take it out again", id="paper.save"),
        Binding("r", "toggle_read", "read", tooltip="Mark it read or unread", id="paper.read"),
        Binding("f", "follow", "follow", tooltip="Follow one of its authors, or stop following", id="paper.follow"),
        Binding("a", "authors", "authors", tooltip="Go to the authors", id="paper.authors"),
        Binding("R", "similar", "similar", tooltip="Papers near this one", show=False, id="paper.similar"),
        Binding("i", "sources", "sources", tooltip="Who said each fact, and when", id="paper.sources"),
        Binding(
            "o",
            "browse",
            "browser",
            tooltip="Open in the browser; over SSH, show and copy the address",
            id="paper.browse",
        ),
        Binding("O", "choose_link", "links", tooltip="Choose a link to open", id="paper.links"),
        Binding(
            "y",
            "copy",
            "copy",
            tooltip="Copy something: address, title, id, citation, BibTeX or Markdown link",
            id="paper.copy",
        ),
        Binding(
            "E",
            "export",
            "export",
            tooltip="Write it, or what the list shows, for other programs: BibTeX, notes, a pack, Zotero",
            show=False,
            id="paper.export",
        ),
    ]

    def node_in_hand(self) -> str | None:
        """Return the paper in hand: the graph is opened around it."""
        return self.paper_in_hand()

    def papers_to_export(self) -> Sequence[PaperId]:
        """Return the papers that a verb for several means."""
        return self.papers_to_act_on()

    # Verbs

    async def open_paper(self, paper_id: PaperId, *, at_authors: bool = False) -> None:
        """Open a paper's screen and mark the paper as read."""
        from tuiread.screens.paper_screen import PaperScreen

        library = self.app.library
        page = await library.paper(paper_id)
        if self.app.settings.feed.mark_read_on_open:
            await library.mark_read([paper_id], f"opened “{page.paper.title}”")
            page = await library.paper(paper_id)
        if self.is_current:
            await self.app.push_screen(PaperScreen(self.place, page, at_authors=at_authors))

    async def open_named(self, paper_id: PaperId) -> None:
        """Open a paper that a text or a list names; one that is not in the cache is asked for first."""
        library = self.app.library
        if not await library.has_paper(paper_id):
            if self.app.is_offline:
                return self.notice(f"arXiv {paper_id} is not in your cache, and --offline forbids to ask for it.")
            self.notice(f"Asking Hugging Face and arXiv for {paper_id} ...")
            await library.sections.fetch_other(paper_id)
            self.notice("")
        return await self.open_paper(paper_id)

    async def save_or_unsave(self, paper_ids: Sequence[PaperId]) -> None:
        """Save papers; where all of them are saved, take them out of the library."""
        pages = [await self.app.library.paper(paper_id) for paper_id in paper_ids]
        unsaved = [page for page in pages if not page.state.is_saved]
        if not unsaved:
            return await self.take_out(paper_ids)
        await self.app.library.save([page.paper.id for page in unsaved])
        if len(unsaved) > 1:
            self.notice(f"Saved {count(len(unsaved), 'paper')}; u takes them out again.")
        elif unsaved[0].paper.abstract:
            self.notice("Saved: it stays complete offline, also without the cache.")
        else:
            self.notice("Saved without its abstract, which is not here yet; it is added when the paper is fetched.")
        return await self._take_shelf_change(len(unsaved))

    async def take_out(self, paper_ids: Sequence[PaperId]) -> None:
        """Take papers out of the library; tags and notes stay with them."""
        pages = [await self.app.library.paper(paper_id) for paper_id in paper_ids]
        await self.app.library.unsave(paper_ids)
        what = f"{count(len(paper_ids), 'paper')} taken out" if len(paper_ids) > 1 else "Taken out"
        has_words = any(page.state.tags or page.state.note for page in pages)
        rest = "; tags and notes are kept, u puts all back." if has_words else "; u puts it back."
        self.notice(f"{what} of your library{rest}")
        await self._take_shelf_change(0)

    async def toggle_read(self, paper_ids: Sequence[PaperId]) -> None:
        """Mark papers read; where all of them are, mark them unread."""
        pages = [await self.app.library.paper(paper_id) for paper_id in paper_ids]
        named = f"“{pages[0].paper.title}”" if len(pages) == 1 else count(len(pages), "paper")
        if unread := [page.paper.id for page in pages if page.state.is_unread]:
            await self.app.library.mark_read(unread, f"read “{pages[0].paper.title}”" if len(pages) == 1 else "read")
        else:
            await self.app.library.mark_unread(paper_ids, f"marked {named} unread")
        await self._take_shelf_change(0)

    async def choose_follow(self, paper_id: PaperId) -> None:
        """Let the reader pick one of the authors to follow."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.paper import author_row

        page = await self.app.library.paper(paper_id)
        if not page.authors:
            return self.notice("No authors were given for this paper.")
        if len(page.authors) == 1:
            return await self.follow_or_not(page.authors[0])
        title = "Follow whom?  Enter follows, or stops following"
        person = await self.app.push_screen_wait(PickScreen(title, page.authors, author_row))
        if person is not None:
            await self.follow_or_not(person)
        return None

    async def show_sources(self, paper_id: PaperId) -> None:
        """Show who said each fact of a paper."""
        from tuiread.screens.text_screen import TextScreen
        from tuiread.words.paper import source_lines

        page = await self.app.library.paper(paper_id)
        await self.app.push_screen(TextScreen(page.paper.title, lambda cells: source_lines(page, cells)))

    async def browse(self, paper_id: PaperId) -> None:
        """Open a paper's Hugging Face page, where votes and comments are."""
        self.open_url(f"https://huggingface.co/papers/{paper_id}")

    async def choose_link(self, paper_id: PaperId) -> None:
        """Let the reader pick one of a paper's links to open."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.paper import link_row, links

        page = await self.app.library.paper(paper_id)
        link = await self.app.push_screen_wait(PickScreen("Open which link?", links(page.paper), link_row))
        if link is not None:
            self.open_url(link[1])

    def copy_from(self, paper_id: PaperId) -> None:
        """Ask what to copy; the menu opens before the paper is read, so that its second key never means another act."""
        from tuiread.screens.copy_menu import CopyMenu

        async def bibtex() -> str:
            return (await self.app.library.files.exports.text("bibtex", [paper_id])).decode()

        menu = CopyMenu(lambda: self.app.library.paper(paper_id), bibtex, self.notice)
        self.app.push_screen(menu, self.copy_text)

    def copy_text(self, text: str | None) -> None:
        """Send a text to the terminal's clipboard and show it, because not every terminal takes it."""
        if text is None:
            return
        self.app.copy_to_clipboard(text)
        self.notice(f"Sent to the terminal's clipboard: {text.splitlines()[0]}")

    def open_url(self, url: str) -> None:
        """Open an address on the reader's desktop; without one, show and copy it."""
        if self.app.open_url_outside(url):
            self.notice(f"Opened {url}")
        else:
            self.app.copy_to_clipboard(url)
            self.notice(f"No desktop here; sent to the terminal's clipboard: {url}")

    # Actions

    def action_save(self) -> None:
        """Save or unsave the paper in hand."""
        self.with_papers(self.save_or_unsave)

    def action_toggle_read(self) -> None:
        """Mark the paper in hand read or unread."""
        self.with_papers(self.toggle_read)

    def action_follow(self) -> None:
        """Follow an author of the paper in hand."""
        self._with_paper(self.choose_follow)

    def action_authors(self) -> None:
        """Go to the authors of the paper in hand."""
        self._with_paper(self.open_at_authors)

    async def show_similar(self, paper_id: PaperId) -> None:
        """Show the papers near one: by meaning, and those that it cites or that cite it."""
        from tuiread.screens.search_screen import SearchScreen

        if self.is_current:
            await self.app.push_screen(SearchScreen(self.place, f"like:{paper_id} "))

    def action_similar(self) -> None:
        """Show papers near the paper in hand."""
        self._with_paper(self.show_similar)

    def action_sources(self) -> None:
        """Show the sources of the paper in hand."""
        self._with_paper(self.show_sources)

    def action_browse(self) -> None:
        """Open the paper in hand in the browser."""
        self._with_paper(self.browse)

    def action_choose_link(self) -> None:
        """Choose a link of the paper in hand."""
        self._with_paper(self.choose_link)

    def action_copy(self) -> None:
        """Copy something of the paper in hand."""
        if paper_id := self.paper_in_hand():
            self.copy_from(paper_id)
        else:
            self.notice(self.no_paper_words())

    async def open_at_authors(self, paper_id: PaperId) -> None:
        """Open a paper with the cursor on its authors."""
        await self.open_paper(paper_id, at_authors=True)

    def _with_paper(self, verb: Callable[[PaperId], Coroutine[Any, Any, None]]) -> None:
        paper_id = self.paper_in_hand()
        if paper_id is None:
            self.notice(self.no_paper_words())
        else:
            self.work(lambda: verb(paper_id), "paper")
