"""The digest of a week or a month: what it would say, what to leave out of it, a line of one's own, and the file.

What is left out and added counts until the program ends, for this period; the digest that a subscription sends is made
anew and holds everything.  Not here: sending, which the command line does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tuiread.dates import period_of
from tuiread.records import DigestItem
from tuiread.screens.base_screen import NARROW
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.digest import (
    FORMS,
    DigestRow,
    digest_head,
    digest_preview,
    digest_row,
    digest_rows,
    digest_status,
    empty_digest,
    form_row,
)
from tuiread.words.feed import step_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize, ScreenResume
    from textual.widget import Widget

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import Digest, PaperId, Period, PeriodKind


class DigestScreen(PaperVerbs):
    """The digest of one period."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,H", "step(True)", "older", tooltip="Go to the older period", id="digest.older"),
        Binding("right_square_bracket,L", "step(False)", "newer", tooltip="Go to the newer period", id="digest.newer"),
        Binding("v", "next_kind", "week/month", tooltip="Change between week and month", id="digest.view"),
        Binding("x", "leave_out", "leave out", tooltip="Leave this paper or line out", id="digest.leave_out"),
        Binding("X", "all_back", "all back", tooltip="Take back all that was left out", id="digest.all_back"),
        Binding("e", "add_line", "add a line", tooltip="Add a line of your own", id="digest.add_line"),
        Binding("E", "export", "export", tooltip="Write it into a file: md, html, eml, txt, atom", id="digest.export"),
        Binding("y", "copy", "copy", tooltip="Copy all of it as Markdown", id="digest.copy"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "digest.leave_out", "digest.add_line", "digest.export", "digest.copy", "digest.view",
        "digest.older", "digest.newer", "paper.save", "digest.all_back",
    )  # fmt: skip

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.rows: RowList[DigestRow] = RowList(self.draw_row, row_height=2)
        self.preview = TextPane(can_focus=False, id="preview")
        self.digest: Digest | None = None
        """As it would be written; None until the library has answered."""
        self._left_out: dict[Period, set[PaperId]] = {}
        self._lines: dict[Period, list[str]] = {}
        self._acts: list[tuple[str, Period, set[PaperId], list[str]]] = []
        """What was done to digests since the library last changed, with what had been left out and added before."""

    def compose_body(self) -> ComposeResult:
        """Put the list beside the file that it would become."""
        yield self.head
        with Horizontal():
            yield self.rows
            yield self.preview

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.preview,)

    def draw_row(self, row: DigestRow, cells: int) -> Sequence[Line]:
        """Return a row's lines."""
        return digest_row(row, cells, height=self.rows.row_height)

    def meanings(self) -> Mapping[str, str]:
        """Say what `i` does here."""
        return {"paper.sources": "Why it stands here; under five saves, who said each fact"}

    # Verbs

    async def show_period(self, period: Period | None) -> None:
        """Show the digest of a period; without one, of the newest week."""
        fresh = await self.app.library.digests.page(period)
        is_new = self.digest is None or self.digest.period != fresh.period
        left_out, lines = self._left_out.get(fresh.period, set()), self._lines.get(fresh.period, [])
        self.show_digest(replace(fresh.without(left_out), lines=tuple(lines)), is_new=is_new)

    def show_digest(self, digest: Digest, *, is_new: bool) -> None:
        """Show a digest; a new one begins at its first paper."""
        self.digest = digest
        rows = digest_rows(digest)
        self.rows.empty = empty_digest(digest)
        first = next((place for place, row in enumerate(rows) if isinstance(row, DigestItem)), 0)
        self.rows.show(rows, cursor=first if is_new else min(self.rows.cursor, max(0, len(rows) - 1)), is_new=is_new)
        self.show_head(*digest_head(digest))
        self.say(digest_status(digest))
        self.preview.show(lambda cells: digest_preview(digest, cells), home=is_new)

    async def reload(self) -> None:
        """Make the digest anew, with what the reader did meanwhile."""
        await self.show_period(self.digest.period if self.digest else None)

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor; None on a heading or a line."""
        row = self.rows.current
        return row.paper.id if isinstance(row, DigestItem) else None

    async def step(self, *, is_older: bool) -> None:
        """Go to the next period that has papers, and say what was stepped over."""
        if self.digest is None:
            return
        step = await self.app.library.step(self.digest.period, is_older=is_older)
        if step.period is not None:
            await self.show_period(step.period)
        if words := step_words(step, is_older=is_older):
            self.notice(words)

    async def change_kind(self) -> None:
        """Change between the week and the month around the first day."""
        if self.digest is not None:
            kind: PeriodKind = "month" if self.digest.period.kind == "week" else "week"
            newest = [day.day for day in self.digest.days if day.paper_count]
            await self.show_period(period_of(kind, newest[-1] if newest else self.digest.period.start))

    async def leave_out(self) -> None:
        """Leave the paper or line under the cursor out."""
        row = self.rows.current
        if self.digest is None or row is None:
            return
        if isinstance(row, str):
            self._remember("took a line out of the digest")
            self._lines[self.digest.period].remove(row)
            await self.reload()
        elif paper_id := self.paper_in_hand():
            self._remember("left a paper out of the digest")
            self._left_out.setdefault(self.digest.period, set()).add(paper_id)
            await self.reload()
            self.notice("Left out of this digest until you quit; X takes all back.")
        else:
            self.notice("This is a heading; x leaves a paper out.")

    def _remember(self, label: str) -> None:
        """Keep how the digest is before an act."""
        if self.digest is not None:
            period = self.digest.period
            before = set(self._left_out.get(period, ())), list(self._lines.get(period, ()))
            self._acts.append((label, period, *before))

    def take_back(self) -> str | None:
        """Take back what was last done to a digest, unless something in the library was done after it."""
        if not self._acts:
            return None
        label, period, self._left_out[period], self._lines[period] = self._acts.pop()
        self.work(self.reload, "load")
        return label

    async def take_all_back(self) -> None:
        """Take back all that was left out of this digest."""
        if self.digest is None or not self._left_out.pop(self.digest.period, None):
            return self.notice("Nothing was left out of this digest.")
        await self.reload()
        return self.notice("All that was left out is back.")

    async def add_line(self) -> None:
        """Ask for a line, and put it at the top."""
        from tuiread.cleaning import clean_text
        from tuiread.screens.ask_screen import AskScreen

        if self.digest is None:
            return
        typed = await self.app.push_screen_wait(AskScreen("A line of your own", "what you want to say"))
        if line := clean_text(typed or ""):
            self._remember("added a line to the digest")
            self._lines.setdefault(self.digest.period, []).append(line)
            await self.reload()

    async def export(self) -> None:
        """Ask for a form, and write the digest into a file of it."""
        from tuiread.screens.pick_screen import PickScreen

        if self.digest is None:
            return
        form = await self.app.push_screen_wait(PickScreen("Write which file?", tuple(FORMS), form_row))
        if form is not None:
            self.notice(f"Written: {await self.app.library.digests.write(self.digest, form)}")

    async def show_sources(self, paper_id: PaperId) -> None:
        """Show why a paper stands where it does; who said each fact of it where the for-you order does not tell."""
        from tuiread.errors import NotFoundError
        from tuiread.screens.place_screen import PlaceScreen

        try:
            shown = await self.app.library.ranking.place(paper_id)
        except NotFoundError:  # a citing paper need not have been on the feed
            return await super().show_sources(paper_id)
        if shown.standing is None:
            return await super().show_sources(paper_id)
        await self.app.push_screen(PlaceScreen(self.place, shown))
        return None

    def copy_all(self) -> None:
        """Copy the digest as Markdown."""
        from tuiread.output.digest.markdown import markdown

        if self.digest is not None:
            self.app.copy_to_clipboard(markdown(self.digest))
            self.notice("Sent to the terminal's clipboard: the whole digest, as Markdown.")

    # Handlers

    def on_mount(self) -> None:
        """Show the newest week."""
        self.work(lambda: self.show_period(None), "load")

    def on_resize(self, event: Resize) -> None:
        """Use one line a row on narrow terminals."""
        self.rows.row_height = 1 if event.size.width < NARROW else 2

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        if self.digest is not None:
            self.work(self.reload, "load")

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed; after an act in the library, u means that one."""
        if not message.is_sync:
            self._acts.clear()
        self.work(self.reload, "load")

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the paper."""
        if paper_id := self.paper_in_hand():
            self.work(lambda: self.open_paper(paper_id), "paper")

    # Actions

    def action_step(self, is_older: bool) -> None:
        """Go to the older or newer period."""
        self.work(lambda: self.step(is_older=is_older), "load")

    def action_next_kind(self) -> None:
        """Change between week and month."""
        self.work(self.change_kind, "load")

    def action_leave_out(self) -> None:
        """Leave the paper or line out."""
        self.work(self.leave_out, "load")

    def action_all_back(self) -> None:
        """Take all back."""
        self.work(self.take_all_back, "load")

    def action_add_line(self) -> None:
        """Add a line."""
        self.work(self.add_line, "paper")

    def action_export(self) -> None:
        """Write a file."""
        self.work(self.export, "paper")

    def action_copy(self) -> None:
        """Copy all of it."""
        self.copy_all()
