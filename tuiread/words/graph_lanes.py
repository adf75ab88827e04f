"""Lanes: the papers of a lineage below each other, newest first, with a line from each down to what it cites.

    2026 o     a newer paper                 Every citation between papers in view is one line without a gap, as far as
         ├─╮                                 there is room for lanes; those of the paper in the middle always are.
    2026 * │   the paper in the middle       A row between two papers is there only where a line changes its lane.
         ├─│─╮
    2024 │ │ o one that it cites

All lines into the middle share a lane, and so do all lines out of it; any other lane leads to one cited paper.  Not
here: which papers those are (the library), and the cursor (the widget).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tuiread.lines import SEPARATOR, Line, Span, fit, left_right, pad
from tuiread.records import Lineage, LineageRow
from tuiread.words.graph import tie_words
from tuiread.words.times import count

_GLYPHS = {
    (True, True, False, False): "│", (False, False, True, True): "─",
    (True, False, False, True): "╰", (True, False, True, False): "╯",
    (False, True, False, True): "╭", (False, True, True, False): "╮",
    (True, True, False, True): "├", (True, True, True, False): "┤",
    (True, False, True, True): "┴", (False, True, True, True): "┬",
    (True, True, True, True): "┼",
}  # fmt: skip
"""By whether the line goes on up, down, to the left and to the right."""


class LaneRow(NamedTuple):
    """One line of the picture."""

    glyphs: str
    paper: int | None = None
    """Which of `Lanes.papers` stands on it; None on a line that only leads from lane to lane."""


class Lanes(NamedTuple):
    """A lineage that was laid out."""

    rows: tuple[LaneRow, ...]
    papers: tuple[LineageRow, ...]
    """In the order of the screen: what is cited is below what cites it."""
    left_out_count: int = 0
    """Citations between others than the middle for which there is no lane."""

    @property
    def cells(self) -> int:
        """How wide the picture is."""
        return max((len(row.glyphs) for row in self.rows), default=0)


class _Lane:
    """A line on its way down."""

    def __init__(self, ends: set[int], *, is_trunk: bool = False) -> None:
        self.ends = ends
        """The papers that it still has to reach."""
        self.is_trunk = is_trunk
        """True for the line out of the middle, which reaches several papers."""


def lay_out(lineage: Lineage, most_lanes: int) -> Lanes:
    """Lay a lineage out.

    Args:
        lineage: the papers, newest first.
        most_lanes: how many lines may run beside each other, at least 3; one column more has the papers.
    """
    papers = in_order(lineage.rows)
    return _Weaver(papers, lineage.centre.key, most_lanes).woven()


def in_order(rows: Sequence[LineageRow]) -> list[LineageRow]:
    """Return papers so that each stands above what it cites, otherwise as they came; a circle is cut somewhere."""
    left = {row.node.key: row for row in rows}
    waiting = dict.fromkeys(left, 0)
    for row in rows:
        for cited in set(row.cites) & left.keys() - {row.node.key}:
            waiting[cited] += 1
    done: list[LineageRow] = []
    while left:
        key = next((one for one in left if not waiting[one]), next(iter(left)))
        row = left.pop(key)
        for cited in set(row.cites) & left.keys():
            waiting[cited] -= 1
        done.append(row)
    return done


def edges_of(papers: Sequence[LineageRow]) -> set[tuple[int, int]]:
    """Return who hangs together with whom, each pair from the upper to the lower paper."""
    places = {row.node.key: place for place, row in enumerate(papers)}
    pairs = {(place, places[cited]) for place, row in enumerate(papers) for cited in row.cites if cited in places}
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


class _Weaver:
    """Lays lanes out from the newest paper to the oldest."""

    def __init__(self, papers: Sequence[LineageRow], centre: str, most_lanes: int) -> None:
        self.papers = papers
        self.centre = next((place for place, row in enumerate(papers) if row.node.key == centre), -1)
        self.most_lanes = most_lanes
        self.edges: dict[int, list[int]] = {}
        for upper, lower in sorted(edges_of(papers)):
            self.edges.setdefault(upper, []).append(lower)
        self.lanes: list[_Lane | None] = []
        self.rows: list[LaneRow] = []
        self.left_out_count = 0

    def woven(self) -> Lanes:
        """Return the picture."""
        for place in range(len(self.papers)):
            column = self._arrive(place)
            self._draw_paper(place, column)
            self._leave(place, column)
        return Lanes(tuple(self.rows), tuple(self.papers), self.left_out_count)

    def _arrive(self, place: int) -> int:
        """Return the column of a paper, and lead the line out of the middle to it."""
        arriving = [column for column, lane in enumerate(self.lanes) if lane and place in lane.ends]
        own = next((column for column in arriving if not self._at(column).is_trunk), None)
        trunk = next((column for column in arriving if self._at(column).is_trunk), None)
        for column in arriving:
            self._at(column).ends.discard(place)
        if own is not None:
            self.lanes[own] = None
        ends_here = trunk is not None and not self._at(trunk).ends
        if trunk is not None and ends_here and own is None:
            self.lanes[trunk] = None
            return trunk
        column = own if own is not None else self._free_column()
        if trunk is not None:
            self._draw_joints({trunk: (True, not ends_here), column: (own is not None, True)})
            if ends_here:
                self.lanes[trunk] = None
        return column

    def _leave(self, place: int, column: int) -> None:
        """Begin the lines to what a paper cites, or join those that lead there already."""
        below = self.edges.get(place, [])
        if place == self.centre:
            if below:
                self._open(column, _Lane(set(below), is_trunk=True))
            return
        joints: dict[int, tuple[bool, bool]] = {}
        begun: list[tuple[int, _Lane]] = []
        for cited in below:
            there = self._lane_to(cited)
            if there is not None:
                joints[there] = (True, True)
                continue
            if cited != self.centre and self._used() >= self.most_lanes - 2:
                self.left_out_count += 1
                continue
            new = column if self._at_or_none(column) is None else self._free_column(column)
            self._open(new, _Lane({cited}))
            begun.append((new, self._at(new)))
        joints |= {new: (False, True) for new, _ in begun}
        if joints.keys() - {column}:
            goes_down = column in joints
            self._draw_joints({**joints, column: (True, goes_down)})

    def _lane_to(self, cited: int) -> int | None:
        return next(
            (column for column, lane in enumerate(self.lanes) if lane and not lane.is_trunk and lane.ends == {cited}),
            None,
        )

    def _used(self) -> int:
        """Count the lanes that neither come from the middle nor lead there."""
        return sum(lane is not None and not lane.is_trunk and lane.ends != {self.centre} for lane in self.lanes)

    def _free_column(self, but: int | None = None) -> int:
        return next(
            (column for column, lane in enumerate(self.lanes) if lane is None and column != but), len(self.lanes)
        )

    def _open(self, column: int, lane: _Lane) -> None:
        self.lanes += [None] * (column + 1 - len(self.lanes))
        self.lanes[column] = lane

    def _at_or_none(self, column: int) -> _Lane | None:
        return self.lanes[column] if column < len(self.lanes) else None

    def _at(self, column: int) -> _Lane:
        lane = self.lanes[column]
        assert lane is not None
        return lane

    def _draw_paper(self, place: int, column: int) -> None:
        glyphs = ["│" if lane else " " for lane in self.lanes]
        glyphs += [" "] * (column + 1 - len(glyphs))
        glyphs[column] = "*" if place == self.centre else "o"
        self.rows.append(LaneRow(" ".join(glyphs).rstrip(), place))

    def _draw_joints(self, joints: dict[int, tuple[bool, bool]]) -> None:
        """Draw a line across from the first to the last of some columns; lanes between are passed behind."""
        first, last = min(joints), max(joints)
        drawn: list[str] = []
        for column in range(max(len(self.lanes), last + 1)):
            if column in joints:
                glyph = _GLYPHS[(*joints[column], column > first, column < last)]
            else:
                glyph = "│" if self._at_or_none(column) else "─" if first < column < last else " "
            drawn += [glyph, "─" if first <= column < last else " "]
        self.rows.append(LaneRow("".join(drawn).rstrip()))


def lane_line(lanes: Lanes, row: LaneRow, cells: int) -> Line:
    """Return one line: year, lanes, letter, title, whose it is, and how near it is."""
    glyphs = pad((Span(row.glyphs, "dim"),), lanes.cells)
    if row.paper is None:
        return (Span(" " * 5), *glyphs)
    paper = lanes.papers[row.paper]
    node = paper.node
    letter = "s" if node.is_saved else "N" if node.is_unread else " "
    whose = "  you" if node.is_you else "  f" if node.is_followed else ""
    left = (Span(f"{node.year or '----'} ", "dim"), *glyphs, Span(f"  {letter} ", "key"))
    right = f"near {tie_words(paper.nearness.score)}" if paper.nearness else ""
    room = cells - 5 - lanes.cells - 4 - len(whose) - (len(right) + 2 if right else 0)
    title = (Span(fit(node.name, room), "title"), *((Span(whose, "key"),) if whose else ()))
    return left_right((*left, *title), (Span(right, "dim"),) if right else (), cells)


def lineage_head(lineage: Lineage, cells: int) -> tuple[Line, Line]:
    """Return what the lanes show, and of which years."""
    years = [row.node.year for row in lineage.rows if row.node.year]
    span = f"{min(years)}-{max(years)}{SEPARATOR}" if years else ""
    right = f"{span}{count(len(lineage.rows), 'paper')}"
    what = {"cites": "Lineage of ", "similar": "Similar to ", "both": "Beside "}[lineage.kind]
    left = (Span(what, "dim"), Span(fit(lineage.centre.name, max(12, cells - len(right) - 16)), "heading"))
    return left, (Span(right, "dim"),)


def lineage_words(lineage: Lineage, lanes: Lanes) -> str:
    """Return how much of what the sources list is in view."""
    papers = {row.node.key: row for row in lineage.rows}
    centre = papers.get(lineage.centre.key)
    cited = len(set(centre.cites) & papers.keys()) if centre else 0
    citing = sum(lineage.centre.key in row.cites for row in lineage.rows)
    if lineage.cited_total is None and lineage.citing_total is None:
        parts = ["references not asked: ctrl+r"]
    else:
        parts = [
            f"cites {_known(lineage.cited_total)}, {cited} here",
            f"cited by {_known(lineage.citing_total)}, {citing} here",
        ]
    if lineage.kind != "cites":
        apart = len(papers) - 1 - (cited + citing)
        parts.append(f"{count(apart, 'paper')} only near")
    if lanes.left_out_count:
        parts.append(f"{count(lanes.left_out_count, 'citation')} between others not drawn")
    return SEPARATOR.join(parts)


def _known(total: int | None) -> str:
    return "?" if total is None else f"{total:,}"
