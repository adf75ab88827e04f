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

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self._hidden_here: set[PaperId] = set()
        """What was hidden on this screen, and comes back to its old place when that is undone."""

    # Verbs

    async def hide_or_show(self, row: FeedRow) -> None:
        """Hide a paper, with the cursor on the next one; or put a hidden one back."""
        ranking = self.app.library.ranking
        if row.is_hidden:
            await ranking.hide([row.id], is_hidden=False)
            self.notice("Shown again; u undoes it.")
            return await self.take_change()
        await ranking.hide([row.id], is_hidden=True)
        self._hidden_here.add(row.id)
        self.notice("Hidden, and for-you shows less like it; u undoes it.")
        if not self.keeps_hidden_rows():
            self._drop_row(row)
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

    def _drop_row(self, row: FeedRow) -> None:
        places = [one.id for one in self.shown]
        here = places.index(row.id)
        others = places[here + 1 : here + 2] or places[max(0, here - 1) : here]
        rows = [one for one in self.all_rows if one.id != row.id]
        self.show_rows(rows, cursor_on=others[0] if others else None)

    # Actions

    def action_hide(self) -> None:
        """Hide the paper under the cursor, or show it again."""
        row = self.rows.current
        if row is None:
            self.notice(self.no_paper_words())
        else:
            self.work(lambda: self.hide_or_show(row), "paper")
