"""What the reader can put on papers from any screen: tags, a note, a place in the reading queue.

What somebody tags, notes or queues they want to keep: it is saved in the same step, and the notice says so.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.people_verbs import PeopleVerbs
from tuiread.words.tagging import queued_words, saved_words, tagged_words
from tuiread.words.times import count

if TYPE_CHECKING:
    from tuiread.records import PaperId

UNKEEPABLE = "A paper has one note, and here are several marked; Esc unmarks them."


class ShelfVerbs(PeopleVerbs):
    """A screen that has a paper in hand, or several that are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "tag", "tag", tooltip="Tag it, or take tags away", id="paper.tag"),
        Binding("e", "note", "note", tooltip="Write a private note about it", id="paper.note"),
        Binding(
            "plus", "queue", "queue", tooltip="Put it into the reading queue, or take it out", show=False,
            id="paper.queue",
        ),
    ]  # fmt: skip

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper that the verbs mean, or nothing."""
        raise NotImplementedError

    def papers_to_act_on(self) -> Sequence[PaperId]:
        """Return the papers that an act means which may have several: those that are marked, else the one in hand."""
        paper_id = self.paper_in_hand()
        return [paper_id] if paper_id else []

    def no_paper_words(self) -> str:
        """Return why there is no paper in hand."""
        return "No paper is chosen here."

    def forget_marks(self) -> None:
        """Unmark what was marked, because an act was done with it."""

    # Verbs

    async def tag(self, paper_ids: Sequence[PaperId]) -> None:
        """Ask for tags, and give them to papers or take them away."""
        from tuiread.screens.tag_screen import TagScreen

        shelf = self.app.library.shelf
        pages = [await self.app.library.paper(paper_id) for paper_id in paper_ids]
        own = pages[0].state.tags if len(pages) == 1 else ()
        title = f"Tags of {count(len(pages), 'paper')}" if len(pages) > 1 else f"Tags of “{pages[0].paper.title}”"
        wish = await self.app.push_screen_wait(TagScreen(title, own, await shelf.tags()))
        if wish is None:
            return
        done = await shelf.tag(paper_ids, wish)
        self.notice(tagged_words(done))
        await self._take_shelf_change(done.saved_count)

    async def note_paper(self, paper_ids: Sequence[PaperId]) -> None:
        """Write the note about a paper: a short one in a line, one of several lines in the editor."""
        from tuiread.screens.note_screen import NoteScreen

        if len(paper_ids) > 1:
            return self.notice(UNKEEPABLE)
        page = await self.app.library.paper(paper_ids[0])
        before = page.state.note or ""
        answer: tuple[str, bool] | None = (before, True)
        if "\n" not in before:
            answer = await self.app.push_screen_wait(NoteScreen(f"Note about “{page.paper.title}”", before))
        if answer is None:
            return None
        typed, goes_to_editor = answer
        text = self.app.write_outside(typed) if goes_to_editor else typed
        if not await self.app.library.shelf.write_note(paper_ids[0], text):
            return self.notice("The note is as it was.")
        saved_too = int(bool(text.strip()) and not page.state.is_saved)
        kept = f"Kept, for you alone{saved_words(saved_too)}; u takes it back."
        self.notice(kept if text.strip() else "Removed; u puts it back.")
        return await self._take_shelf_change(saved_too)

    async def queue_or_not(self, paper_ids: Sequence[PaperId]) -> None:
        """Put papers into the reading queue; where all of them are in it, take them out."""
        shelf = self.app.library.shelf
        unsaved = await self._unsaved(paper_ids)
        added = await shelf.add_to_queue(paper_ids)
        dropped = 0 if added else await shelf.drop_from_queue(paper_ids)
        self.notice(queued_words(added, dropped, len(unsaved)))
        await self._take_shelf_change(len(unsaved))

    async def _unsaved(self, paper_ids: Sequence[PaperId]) -> list[PaperId]:
        pages = [await self.app.library.paper(paper_id) for paper_id in paper_ids]
        return [page.paper.id for page in pages if not page.state.is_saved]

    async def _take_shelf_change(self, saved_too: int) -> None:
        self.forget_marks()
        await self.take_change()
        if saved_too:
            self.app.fetch_texts()

    def with_papers(self, verb: Callable[[Sequence[PaperId]], Coroutine[Any, Any, None]]) -> None:
        """Run a verb with the papers that it means, or say why there are none."""
        paper_ids = self.papers_to_act_on()
        if paper_ids:
            self.work(lambda: verb(paper_ids), "paper")
        else:
            self.notice(self.no_paper_words())

    # Actions

    def action_tag(self) -> None:
        """Tag the papers in hand."""
        self.with_papers(self.tag)

    def action_note(self) -> None:
        """Write the note about the paper in hand."""
        self.with_papers(self.note_paper)

    def action_queue(self) -> None:
        """Put the papers in hand into the queue, or take them out."""
        self.with_papers(self.queue_or_not)
