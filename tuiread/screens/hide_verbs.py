"""Hiding papers of a list: less like this, and seeing again what was hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.list_screen import ListScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.records import FeedRow, PaperId


class HideVerbs(ListScreen):
    """A list of papers of which the reader may want fewer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "hide", "hide", tooltip="Hide it: less like this; or show it again", id="list.hide"),
    ]

    MARK_KEYS: ClassVar[str] = "s r t + x"

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self._hidden_here: set[PaperId] = set()
        """What was hidden on this screen, and comes back to its old place when that is undone."""

    # Verbs

    async def hide_or_show(self, rows: Sequence[FeedRow]) -> None:
        """Hide papers in one step, with the cursor on the next one; where all of them are hidden, put them back."""
        ranking = self.app.library.ranking
        paper_ids = [row.id for row in rows if not row.is_hidden]
        self.forget_marks()
        if not paper_ids:
            await ranking.hide([row.id for row in rows], is_hidden=False)
            self.notice(f"{f'{len(rows)} papers shown' if len(rows) > 1 else 'Shown'} again; u undoes it.")
            return await self.take_change()
        await ranking.hide(paper_ids, is_hidden=True)
        self._hidden_here.update(paper_ids)
        what = f"{len(paper_ids)} papers hidden" if len(paper_ids) > 1 else "Hidden"
        self.notice(f"{what}, and for-you shows less like {'them' if len(paper_ids) > 1 else 'it'}; u undoes it.")
        if not self.keeps_hidden_rows():
            self._drop_rows(set(paper_ids))
        return await self.take_change()

    def keeps_hidden_rows(self) -> bool:
        """Tell whether hidden papers stay in the list."""
        return False

    def put_back(self, fresh: Sequence[FeedRow]) -> None:
        """Put rows whose hiding was undone back where they belong, without moving the cursor off its paper."""
        shown = {row.id for row in self.all_rows}
        back = {row.id for row in fresh if row.id in self._hidden_here - shown and not row.is_hidden}
        if not back:
            return
        self._hidden_here -= back
        rows = list(self.all_rows)
        order = [row.id for row in fresh]
        for place, row in enumerate(fresh):
            if row.id in back:
                before = set(order[:place])
                rows.insert(max((number + 1 for number, one in enumerate(rows) if one.id in before), default=0), row)
        self.show_rows(rows, cursor_on=next(iter(back)) if len(back) == 1 else self.paper_in_hand())

    def _drop_rows(self, gone: set[PaperId]) -> None:
        here = self.rows.cursor
        after = [row.id for row in self.shown[here:] if row.id not in gone]
        before = [row.id for row in self.shown[:here] if row.id not in gone]
        rows = [row for row in self.all_rows if row.id not in gone]
        self.show_rows(rows, cursor_on=next(iter((*after, *reversed(before))), None))

    # Actions

    def action_hide(self) -> None:
        """Hide the marked papers or the one under the cursor, or show them again."""
        chosen = set(self.papers_to_act_on())
        rows = [row for row in self.all_rows if row.id in chosen]
        if rows:
            self.work(lambda: self.hide_or_show(rows), "paper")
        else:
            self.notice(self.no_paper_words())
