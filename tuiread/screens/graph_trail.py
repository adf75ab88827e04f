"""How somebody went through the graph: what is in the middle, what was before, what is pinned, and the one filter.

    levels   Ines > co-authors > Dumi > papers        `l` goes in, `h` out; the last one is worked in
    past     earlier middles                          Enter puts something into the middle, Backspace brings it back

All views share this.  Plain state: no widgets, no library.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tuiread.names import fold_name
from tuiread.records import GraphFilter, GraphRelation, Neighbour, Node
from tuiread.words.graph import LABELS, Level, short_title

WINDOWS: tuple[int | None, ...] = (None, 10, 5, 3, 2, 1)
"""How many years are looked at, from all to the last one."""


class Trail:
    """A way through the graph."""

    def __init__(self, centre: Node, relation: GraphRelation | None = None) -> None:
        self.levels = [Level(centre, relation)]
        self.past: list[list[Level]] = []
        """Earlier middles with the way in from each, as it was left."""
        self.pins: list[Node] = []
        self.which = GraphFilter()
        self._window = 0

    @property
    def here(self) -> Level:
        """The level that is worked in."""
        return self.levels[-1]

    @property
    def centre(self) -> Node:
        """What is in the middle."""
        return self.levels[0].node

    @property
    def is_inside(self) -> bool:
        """True when somebody went in from the middle."""
        return len(self.levels) > 1

    @property
    def past_nodes(self) -> list[Node]:
        """What was in the middle before, the latest last."""
        return [levels[0].node for levels in self.past]

    def put_centre(self, node: Node, relation: GraphRelation | None = None) -> None:
        """Put something into the middle; what was there can be brought back."""
        if node.key != self.centre.key or len(self.levels) > 1:
            self.past = [levels for levels in self.past if levels[0].node.key != self.centre.key] + [self.levels]
        self.levels = [Level(node, relation)]

    def go_back(self) -> bool:
        """Bring the last middle back; False when there was none."""
        if not self.past:
            return False
        self.levels = self.past.pop()
        return True

    def go_in(self, node: Node, relation: GraphRelation | None = None) -> None:
        """Go in to what a neighbour leads to."""
        self.choose(node.key)
        self.levels.append(Level(node, relation))

    def go_out(self) -> bool:
        """Go out again; False in the middle."""
        if len(self.levels) == 1:
            return False
        self.levels.pop()
        return True

    def turn_to(self, relation: GraphRelation, key: str | None = None) -> None:
        """Open another relation of the same node."""
        if relation != self.here.relation or key is not None:
            self.levels[-1] = Level(self.here.node, relation, key)

    def choose(self, key: str | None) -> None:
        """Put the cursor on a neighbour."""
        if key != self.here.key:
            self.levels[-1] = replace(self.here, key=key)

    def pin(self, node: Node) -> bool:
        """Pin something, or take the pin away; tells which."""
        if any(one.key == node.key for one in self.pins):
            self.pins = [one for one in self.pins if one.key != node.key]
            return False
        self.pins.append(node)
        return True

    def step_years(self, step: int, this_year: int) -> bool:
        """Look at fewer years (1) or more (-1); False at an end."""
        window = self._window + step
        if not 0 <= window < len(WINDOWS):
            return False
        self._window, years = window, WINDOWS[window]
        first = None if years is None else this_year - years + 1
        self.which = replace(self.which, first_year=first)
        return True

    def names(self) -> list[str]:
        """Return the words of the way: names and, between them, relations."""
        words: list[str] = []
        for level in self.levels:
            words += [short_title(level.node), *([LABELS[level.relation]] if level.relation else [])]
        return words


def narrowed(rows: Sequence[Neighbour], needle: str) -> tuple[Neighbour, ...]:
    """Return the neighbours whose names hold what is typed."""
    wanted = fold_name(needle) if needle else ""
    return tuple(row for row in rows if wanted in fold_name(row.node.name)) if wanted else tuple(rows)
