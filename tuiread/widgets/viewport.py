"""Which rows of a list stand on the screen and which one is under the cursor: plain numbers, no drawing, no Textual."""

from __future__ import annotations


class Viewport:
    """A window of `page` rows on `count` rows, with a cursor that never leaves it.

    At an edge the window jumps by a page and keeps one row for context.  Moves by a page carry cursor and window
    together, so that the eye stays where it is.
    """

    def __init__(self) -> None:
        self.count = 0
        self.page = 0
        """Rows that fit as a whole; 0 while there is no screen."""
        self.cursor = 0
        self.first = 0
        """The first row on the screen."""

    def stand_on(self, count: int, cursor: int, *, is_new: bool = False) -> None:
        """Stands on other rows: the cursor keeps its place on the screen, or takes the middle if there was none.

        A new list, and one that showed its first row, begins at its top if the cursor's row is then in the window: what
        came before the first row would else be out of sight without a sign.
        """
        place = self.cursor - self.first if self.count else self.page // 2
        is_at_top = is_new or (self.count > 0 and self.first == 0)
        self.count = count
        self.cursor = self._clamped(cursor)
        self.first = 0 if is_at_top and self.cursor < self.page else self.cursor - place
        self._settle()

    def resize(self, page: int) -> None:
        """Takes another height; the first one brings the cursor to the middle."""
        if not self.page:
            self.first = self.cursor - page // 2
        self.page = page
        self._settle()

    def move_to(self, index: int) -> bool:
        """Moves the cursor; a row just outside comes with a page, one far away to the middle.  Says if it moved."""
        index = self._clamped(index)
        if index == self.cursor:
            return False
        self.cursor = index
        if index == self.first + self.page:
            self.first = index - min(1, self.page - 1)
        elif index == self.first - 1:
            self.first = index - max(0, self.page - 2)
        elif not self.first <= index < self.first + self.page:
            self.first = index - self.page // 2
        self._settle()
        return True

    def move_by_page(self, pages: float) -> bool:
        """Moves cursor and window by whole or half pages, up if negative; a whole one keeps one row for context."""
        rows = max(1, self.page - 1 if abs(pages) == 1 else int(self.page * abs(pages)))
        index = self._clamped(self.cursor + (rows if pages > 0 else -rows))
        moved = index != self.cursor
        self.first += index - self.cursor
        self.cursor = index
        self._settle()
        return moved

    def _clamped(self, index: int) -> int:
        return max(0, min(index, self.count - 1))

    def _settle(self) -> None:
        """Leaves no room below the last row while rows are hidden above, and keeps the cursor in the window."""
        page = max(1, self.page)
        self.first = min(self.first, self.cursor, self.count - page)
        self.first = max(0, self.cursor - page + 1, self.first)
