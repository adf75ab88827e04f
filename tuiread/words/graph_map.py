"""The map: one thing in the middle and its neighbours in fixed sectors, as lines and as places to move between.

              topics                 The same things are always in the same place, nothing crosses, and the picture is
    people ──(middle)── papers       a pure function of the neighbours and the size.  Ties between neighbours are
           institutions              letters at the margin instead of lines.

Not here: which neighbours those are (the library), and the cursor (the widget).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from tuiread.lines import SEPARATOR, Line, Role, Span, fit
from tuiread.records import GraphRelation, JointTable, Neighbour, Node
from tuiread.words.graph import joint_words, tie_words, years_strip

Sector = Literal["people", "papers", "topics", "institutions"]
Direction = Literal["up", "down", "left", "right"]

SECTORS: tuple[Sector, ...] = ("people", "papers", "topics", "institutions")
"""In the order in which Tab goes through them."""

LEAST_LABEL = 13
"""Room of a label at the least: twelve cells, and one that a wide letter may leave."""
LEAST_CELLS, LEAST_HEIGHT = 60, 9
MARGIN_FROM = 100
"""From so many cells on there is a margin for the letters of those who also wrote together."""
FEW, MANY = 8, 14
"""Neighbours of one side at first, on a normal and on a wide screen."""
STRONG = 4
"""From so many joint papers on, the line is double."""

_JOINTS = {
    (False, False): "─",
    (True, False): "┴",
    (False, True): "┬",
    (True, True): "┼",
}
"""Where the line to the middle meets a side's own, by whether that goes up and down."""
_LEFT = {(False, True): "╮", (True, False): "╯", (True, True): "┤"}
_RIGHT = {(False, True): "╭", (True, False): "╰", (True, True): "├"}


class MapSectors(NamedTuple):
    """What a map shows."""

    centre: Node
    people: tuple[Neighbour, ...] = ()
    papers: tuple[Neighbour, ...] = ()
    topics: tuple[Neighbour, ...] = ()
    institutions: tuple[Neighbour, ...] = ()
    letters: Mapping[str, str] = {}
    """By person, which group of neighbours who also wrote together they are in."""

    def of(self, sector: Sector) -> tuple[Neighbour, ...]:
        """Return the neighbours of a sector."""
        found: tuple[Neighbour, ...] = getattr(self, sector)
        return found


class MapAnswer(NamedTuple):
    """What a map shows, how much of each there is, and which relation each sector is."""

    sectors: MapSectors
    totals: dict[Sector, int]
    relations: dict[Sector, GraphRelation]


class Place(NamedTuple):
    """Where a neighbour's label stands."""

    sector: Sector
    found: Neighbour
    y: int
    x: int
    cells: int


class Piece(NamedTuple):
    """Some text at a column of a line."""

    x: int
    text: str
    role: Role = "text"
    place: int | None = None
    """Whose label it is, as a number of `MapPicture.places`."""


class MapPicture(NamedTuple):
    """A map that was laid out."""

    rows: tuple[tuple[Piece, ...], ...]
    places: tuple[Place, ...]
    most: int = 0
    """How many neighbours one side has room for."""


def lay_out(shown: MapSectors, cells: int, height: int, amount: int | None = None) -> MapPicture:
    """Lay a map out.

    Args:
        shown: what is on it.
        cells: the width.
        height: how many lines there are.
        amount: how many neighbours one side shows at the most; None for as many as look good.
    """
    if cells < LEAST_CELLS or height < LEAST_HEIGHT:
        words = fit("Too small for a map: v shows columns.", max(0, cells - 1))
        return MapPicture(((Piece(1, words, "dim"),),), ())
    return _Drawing(shown, cells, height, amount).picture()


def map_line(picture: MapPicture, y: int, selected: int | None) -> Line:
    """Return a line of a map; the selected label has the cursor's mark before it."""
    spans: list[Span] = []
    at = 0
    for piece in picture.rows[y] if y < len(picture.rows) else ():
        is_selected = piece.place is not None and piece.place == selected
        gap = piece.x - at
        if is_selected and gap:
            spans += [Span(" " * (gap - 1)), Span(">", "accent"), Span(piece.text, "strong")]
        else:
            spans += [Span(" " * gap), Span(piece.text, piece.role)]
        at = piece.x + cell_len(piece.text)
    return tuple(span for span in spans if span.text)


def next_place(places: Sequence[Place], current: int, direction: Direction) -> int:
    """Return where an arrow key leads: to the nearest label in that direction, or nowhere else."""
    here = places[current]
    costs: dict[int, float] = {}
    for number, there in enumerate(places):
        across = (there.x + there.cells / 2) - (here.x + here.cells / 2)
        down = there.y - here.y
        if direction in ("up", "down"):
            if (down > 0) == (direction == "down") and down:
                costs[number] = abs(down) * 6 + abs(across)
        elif _is_beside(here, there, direction):
            costs[number] = abs(across) + abs(down) * 30
    return min(costs, key=lambda number: (costs[number], number)) if costs else current


def _is_beside(here: Place, there: Place, direction: Direction) -> bool:
    if direction == "right":
        return there.x >= here.x + here.cells
    return there.x + there.cells <= here.x


def next_sector(places: Sequence[Place], current: int, step: int) -> int:
    """Return the first label of the next sector that has any."""
    firsts = {place.sector: number for number, place in reversed(list(enumerate(places)))}
    order = [sector for sector in SECTORS if sector in firsts]
    return firsts[order[(order.index(places[current].sector) + step) % len(order)]]


def group_letters(table: JointTable) -> dict[str, str]:
    """Return a letter for each neighbour who wrote with other neighbours: the same one for all that hang together."""
    groups: dict[int, int] = {}
    for one in range(len(table.people)):
        for other in range(one):
            if table.counts[one][other]:
                old, new = groups.setdefault(one, one), groups.setdefault(other, other)
                groups.update({number: new for number, group in groups.items() if group == old})
    order = list(dict.fromkeys(groups[number] for number in sorted(groups)))
    return {table.people[number].key: "abcdefgh"[order.index(group) % 8] for number, group in groups.items()}


def map_head(shown: MapSectors, picture: MapPicture, totals: Mapping[Sector, int], cells: int) -> tuple[Line, str]:
    """Return what the map shows and how much of it."""
    drawn = [place.sector for place in picture.places]
    parts = [
        f"{sector} {drawn.count(sector)} of {totals[sector]:,}"
        if drawn.count(sector) < totals[sector]
        else f"{sector} {totals[sector]:,}"
        for sector in (SECTORS if cells >= MARGIN_FROM else SECTORS[:2])
        if totals.get(sector)
    ]
    return (Span("Map of ", "dim"), Span(fit(shown.centre.name, max(LEAST_LABEL, cells // 4)), "heading")), ", ".join(
        parts
    )


def place_words(shown: MapSectors, place: Place) -> str:
    """Return what is known of a label's thing, for the line below the map."""
    found, node = place.found, place.found.node
    parts = [node.name, *(["you"] if node.is_you else []), *(["following"] if node.is_followed else [])]
    if found.tie is not None:
        parts += [joint_words(found), f"tie {tie_words(found.tie)}"]
    if found.nearness:
        parts.append(f"near {tie_words(found.nearness.score)}")
    if letter := shown.letters.get(node.key):
        others = [one.node.name for one in shown.people if shown.letters.get(one.node.key) == letter]
        parts.append(f"{letter}: {', '.join(name for name in others if name != node.name)}")
    return SEPARATOR.join(parts)


class _Drawing:
    """One map while it is laid out."""

    def __init__(self, shown: MapSectors, cells: int, height: int, amount: int | None) -> None:
        self.shown, self.cells, self.height = shown, cells, height
        self.has_margin = cells >= MARGIN_FROM and bool(shown.letters)
        self.rows: list[list[Piece]] = [[] for _ in range(height)]
        self.places: list[Place] = []
        edges = 2 * bool(shown.topics) + 2 * bool(shown.institutions) + 2 * self.has_margin
        self.most = max(1, height - edges)
        wanted = amount or (MANY if cells >= MARGIN_FROM else FEW)
        self.count = max(1, min(wanted, self.most))
        self._measure(edges)

    def _measure(self, edges: int) -> None:
        """Find where the middle, both sides and the edges are."""
        shown = self.shown
        self.people = shown.people[: self.count]
        self.papers = sorted(shown.papers[: self.count], key=lambda one: -(one.node.year or 0))
        block = max(1, len(self.people), len(self.papers))
        free = self.height - edges - block
        above = free // 2
        spine = min(3, above) if shown.topics else 0
        self.topics_y = (2 if self.has_margin else 0) + above - spine
        first = self.topics_y + (2 + spine if shown.topics else 0)
        self.middle_y = first + (block - 1) // 2
        self.institutions_y = min(self.height - 1, first + block + 1 + min(3, free - above))
        digits = max((len(str(one.joint_count)) for one in self.people if one.joint_count), default=0)
        self.line_cells = digits + 2
        letters = 3 if self.has_margin else 0
        taken = 1 + letters + 1 + 1 + self.line_cells + 6 + 4 + 1
        name_room = min(max(LEAST_LABEL, self.cells // 5), self.cells - taken - 2 - 2 * LEAST_LABEL)
        self.middle = f"({_middle_name(shown.centre, name_room)})"
        room = self.cells - taken - cell_len(self.middle)
        self.left_room = max(LEAST_LABEL, room * 2 // 5)
        self.right_room = room - self.left_room
        self.label_end = 1 + letters + 1 + self.left_room
        self.left_trunk = self.label_end + 1 + self.line_cells
        self.middle_x = self.left_trunk + 3
        self.right_trunk = self.middle_x + cell_len(self.middle) + 2
        self.spine_x = self.middle_x + cell_len(self.middle) // 2

    def picture(self) -> MapPicture:
        """Draw everything."""
        self._draw_people()
        self._draw_papers()
        self._draw_middle()
        if self.shown.topics:
            self._draw_edge("topics", self.topics_y, [_topic_label(one) for one in self.shown.topics])
            self._draw_spine(self.topics_y + 1, self.middle_y)
        if self.shown.institutions:
            labels = [_institution_label(one) for one in self.shown.institutions]
            self._draw_edge("institutions", self.institutions_y, labels)
            self._draw_spine(self.middle_y + 1, self.institutions_y)
        if self.has_margin:
            words = "a, b: neighbours who also wrote together"
            self.rows[0].append(Piece(1, words, "dim"))
        rows = tuple(tuple(sorted(row, key=lambda piece: piece.x)) for row in self.rows)
        return MapPicture(rows, tuple(self.places), self.most)

    def _add(self, sector: Sector, found: Neighbour, y: int, x: int, text: str) -> None:
        self.rows[y].append(Piece(x, text, "title", len(self.places)))
        self.places.append(Place(sector, found, y, x, cell_len(text)))

    def _draw_people(self) -> None:
        start = self.middle_y - (len(self.people) - 1) // 2
        letters = Counter(self.shown.letters.get(one.node.key) for one in self.people)
        for number, one in enumerate(self.people):
            y, is_middle = start + number, start + number == self.middle_y
            label = fit(one.node.name, self.left_room)
            self._add("people", one, y, self.label_end - cell_len(label), label)
            ways = (number > 0, number < len(self.people) - 1)
            joint = _JOINTS[ways] if is_middle else _LEFT[ways]
            line = _joint_line(one, self.line_cells) + joint + ("──" if is_middle else "")
            self.rows[y].append(Piece(self.label_end + 1, line, "dim"))
            letter = self.shown.letters.get(one.node.key)
            if self.has_margin and letter and letters[letter] > 1:  # alone it would say that it is with nobody
                self.rows[y].append(Piece(2, letter, "key"))

    def _draw_papers(self) -> None:
        start = self.middle_y - (len(self.papers) - 1) // 2
        for number, one in enumerate(self.papers):
            y, is_middle = start + number, start + number == self.middle_y
            ways = (number > 0, number < len(self.papers) - 1)
            joint = "──" + _JOINTS[ways] if is_middle else _RIGHT[ways]
            self.rows[y].append(Piece(self.right_trunk - (2 if is_middle else 0), joint + "─", "dim"))
            x = self.right_trunk + 4
            self._add("papers", one, y, x, fit(f"{one.node.year or '----'} {one.node.name}", self.right_room))

    def _draw_middle(self) -> None:
        self.rows[self.middle_y].append(Piece(self.middle_x, self.middle, "heading"))

    def _draw_spine(self, start: int, stop: int) -> None:
        for y in range(start, stop):
            self.rows[y].append(Piece(self.spine_x, "┆", "dim"))

    def _draw_edge(self, sector: Sector, y: int, labels: Sequence[str]) -> None:
        """Draw as many labels as fit on one line, in the middle of the map."""
        kept: list[str] = []
        for label in labels:
            if sum(cell_len(one) + 3 for one in (*kept, label)) - 3 > self.cells - 4:
                break
            kept.append(label)
        taken = sum(cell_len(label) + 3 for label in kept) - 3
        x = max(2, min(self.spine_x - taken // 2, self.cells - 2 - taken))
        for number, label in enumerate(kept):
            if number:
                self.rows[y].append(Piece(x - 2, "·", "dim"))
            self._add(sector, self.shown.of(sector)[number], y, x, label)
            x += cell_len(label) + 3


def _joint_line(one: Neighbour, cells: int) -> str:
    """Return the line from a person's name: the joint papers on it, double where there are many."""
    stroke = "═" if (one.joint_count or 0) >= STRONG else "─"
    number = str(one.joint_count) if one.joint_count else ""
    return stroke * (cells - len(number) - 1) + number + stroke


def _middle_name(node: Node, cells: int) -> str:
    """Return the name in the middle, with an initial where it would be too long."""
    if cell_len(node.name) <= cells or node.kind != "person":
        return fit(node.name, cells)
    first, *others = node.name.split()
    return fit(f"{first[0]}. {others[-1]}" if others else node.name, cells)


def _topic_label(one: Neighbour) -> str:
    number = f" ({one.joint_count:,})" if one.joint_count else ""
    return fit(one.node.name, 24) + number


def _institution_label(one: Neighbour) -> str:
    years = f" {years_strip(one.years)}" if one.years else ""
    return fit(one.node.name, 28) + years
