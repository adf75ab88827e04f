"""A bar: one line across the screen, and a horizontal rule above or below it if wanted; the base of all bars.

A bar sends its line only when that changed.  It takes no keys and does not say what it is about: subclasses do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.strip import Strip

from tuiread.lines import Line, Span
from tuiread.widgets.drawn import Drawn
from tuiread.widgets.upright import Upright

Rule = Literal["above", "below"]


class Bar(Drawn):
    """One line, worded by a subclass in `line`.

    Args:
        rule: On which side of the line a rule is drawn; it takes a line of its own.
        id: The widget's id.
    """

    DEFAULT_CSS = "Bar { height: 1; }"

    def __init__(self, *, rule: Rule | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rule = rule
        self._joints: dict[int, str] = {}
        if rule:
            self.styles.height = 2

    @property
    def rule(self) -> Rule | None:
        """On which side the rule is drawn; None where there is none."""
        return self._rule

    @rule.setter
    def rule(self, rule: Rule | None) -> None:
        if rule != self._rule:
            self._rule = rule
            self.styles.height = 2 if rule else 1
            self.redraw()

    @property
    def joints(self) -> tuple[int, ...]:
        """The columns in which vertical lines meet the rule."""
        return tuple(self._joints)

    @joints.setter
    def joints(self, columns: tuple[int, ...]) -> None:
        self._show_joints(dict.fromkeys(columns, "┬" if self._rule == "below" else "┴"))

    def meet(self, lines: Iterable[Upright]) -> None:
        """Draw joints where vertical lines end at the rule from above or begin under it."""
        if self._rule is None or not self.region:
            return
        row = self.region.y if self._rule == "above" else self.region.bottom - 1
        begins, ends = set(), set()
        for line in lines:
            if line.top == row + 1:
                begins.add(line.column)
            if line.bottom == row - 1:
                ends.add(line.column)
        self._show_joints(
            {
                column: "┼" if column in begins & ends else "┬" if column in begins else "┴"
                for column in sorted(begins | ends)
            }
        )

    def _show_joints(self, joints: dict[int, str]) -> None:
        if joints != self._joints:
            self._joints = joints
            self.redraw()

    def line(self, cells: int) -> Line:
        """Words the bar for a width."""
        raise NotImplementedError

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the line, and its rule on the side where it belongs."""
        strips = [self.strip(self.line(cells), cells)]
        if self._rule:
            strips.insert(0 if self._rule == "above" else 1, self.strip((self._rule_span(cells),), cells))
        return strips

    def _rule_span(self, cells: int) -> Span:
        return Span("".join(self._joints.get(column, "─") for column in range(cells)), "dim")
