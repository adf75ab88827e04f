"""The research graph in words: relations with counts, neighbours as rows, and what is being looked at.

    relation_row     co-authors  31                       the left column
    neighbour_row    Dumi Nasefa   6  .92                 everything that a relation leads to
    column_title     co-authors 31    joint  tie
    trail_words      Ines > co-authors > Dumi             the head

Not here: one neighbour in detail (graph_detail), the map and the lanes (graph_map, graph_lanes).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tuiread.lines import SEPARATOR, Line, Role, Span, fit, fit_line, left_right, width
from tuiread.records import CLOSE_AUTHORS, GraphFilter, GraphRelation, Neighbour, Neighbours, Node, RelationCount
from tuiread.words.times import count

LABELS: dict[GraphRelation, str] = {
    "coauthors": "co-authors",
    "authors": "authors",
    "people": "people",
    "papers": "papers",
    "topics": "topics",
    "institutions": "institutions",
    "similar": "similar",
    "cites": "cites",
    "cited_by": "cited by",
}
"""Relations as they are called on a screen."""

NOT_ASKED = "not asked"
ASK, ASK_SHORT = f"{NOT_ASKED}: ctrl+r", "ctrl+r"
"""What stands in the place of a count while no source was asked."""

_TIES = 22
"""From so many cells on, a row has room for the tie beside the count."""


def relation_row(counted: RelationCount, cells: int, names: Sequence[str] = ()) -> list[Line]:
    """Return a relation as a line: its name, who or what is first there, and how much there is."""
    label = LABELS[counted.relation]
    words = count_words(counted)
    if words == NOT_ASKED and counted.can_ask:
        words = ASK if cells >= len(label) + len(ASK) + 2 else ASK_SHORT
    number = Span(words, "dim")
    if not names:
        return [left_right((Span(label),), (number,), cells)]
    room = cells - 14 - width((number,)) - 2
    first = fit(", ".join(names), max(0, room))
    return [left_right((Span(f"{label:<14}"), Span(first, "dim")), (number,), cells)]


class Level(Struct, frozen=True):
    """One step of the way: a node, the relation that is open, and the neighbour under the cursor."""

    node: Node
    relation: GraphRelation | None = None
    """None for the first one that leads from the node."""
    key: str | None = None
    """The neighbour under the cursor; None for the first one."""


class Slice(NamedTuple):
    """A relation of a person on their profile, with who or what is first there."""

    counted: RelationCount
    names: tuple[str, ...] = ()


def slice_row(row: Slice, cells: int) -> list[Line]:
    """Return a relation of a profile as a line."""
    return relation_row(row.counted, cells, row.names)


def count_words(counted: RelationCount) -> str:
    """Return how much a relation leads to; what was never asked is not nothing, and some is counted on demand."""
    if counted.count is None:
        return ""
    if not counted.is_asked and not counted.count:
        return NOT_ASKED
    more = "+" if not counted.is_asked and counted.relation in ("cites", "cited_by") else ""
    return f"{counted.count:,}{more}"


def column_title(found: Neighbours, cells: int) -> Line:
    """Return what stands over a column: the relation, how much it leads to, and what the figures are."""
    number = f" {found.total_count:,}" if found.total_count else ""
    left = (Span(LABELS[found.relation] + number, "heading"),)
    figures = figures_words(found, cells)
    right = figures if width(left) + 2 + len(figures) <= cells else figures.rpartition(" ")[2]
    return left_right(left, (Span(right, "dim"),), cells)


def figures_words(found: Neighbours, cells: int) -> str:
    """Return the names of the figures at the right of a column's rows."""
    rows = found.rows
    if not rows:
        return ""
    if rows[0].nearness is not None:
        return "near"
    if rows[0].shared_count is not None:
        return "shared"
    if rows[0].tie is not None:
        return "joint tie" if cells >= _TIES else "joint"
    if rows[0].joint_count is None:
        return ""
    return "papers" if rows[0].node.kind != "paper" else "beside"


def neighbour_row(found: Neighbour, cells: int, *, is_yours: bool = False) -> list[Line]:
    """Return a neighbour as a line; among the reader's own papers none is marked as such."""
    if found.node.kind == "paper":
        return [paper_line(replace(found.node, is_you=False) if is_yours else found.node, cells, _score(found))]
    marks, figures = person_marks(found.node, is_close=found.is_close), _figures(found, cells)
    name = fit(found.node.name, cells - width(marks) - (len(figures) + 2 if figures else 0))
    return [left_right((Span(name, "title"), *marks), (Span(figures, "dim"),) if figures else (), cells)]


def person_marks(node: Node, *, is_close: bool = False, role: Role = "dim") -> Line:
    """Return the letters behind a name: you, followed, close; in the role of what follows, each change costs bytes."""
    letters = ("f" if node.is_followed else "") + ("*" if is_close else "")
    words = [word for word in ("you" if node.is_you else "", letters) if word]
    return (Span(" " + " ".join(words), role),) if words else ()


def paper_line(node: Node, cells: int, figure: str = "") -> Line:
    """Return a paper as a line: year, letter, title, whose it is."""
    letter = "s" if node.is_saved else "N" if node.is_unread and node.is_cached else " "
    whose = " you" if node.is_you else " f" if node.is_followed else ""
    right = (*((Span(whose, "key"),) if whose else ()), *((Span(f" {figure}", "dim"),) if figure else ()))
    about = (Span(f"{letter} ", "key"), Span(f"{node.year or '----'} ", "dim"))
    title = Span(fit(node.name, cells - width(about) - width(right)), "title" if node.is_cached else "dim")
    return fit_line((*about, title, *right), cells)


def _figures(found: Neighbour, cells: int) -> str:
    if found.tie is not None:
        joint = f"{found.joint_count or 0:,}"
        return f"{joint:>2} {tie_words(found.tie):>4}" if cells >= _TIES else joint
    if found.shared_count is not None:
        return f"{found.shared_count:,}"
    if found.node.kind == "institution":
        return years_strip(found.years)
    return f"{found.joint_count:,}" if found.joint_count is not None else ""


def _score(found: Neighbour) -> str:
    if found.nearness is not None:
        return tie_words(found.nearness.score)
    return f"{found.joint_count:,}" if found.joint_count and found.joint_count > 1 else ""


def tie_words(value: float) -> str:
    """Return a strength with two digits, as in ``.92`` and ``1.01``."""
    return f"{value:.2f}".removeprefix("0")


def joint_words(found: Neighbour) -> str:
    """Return ``6 joint, 2021-2026``."""
    first, latest = found.first_year, found.latest_year
    years = "" if latest is None else f", {latest}" if first in (None, latest) else f", {first}-{latest}"
    return f"{found.joint_count or 0:,} joint{years}"


def years_strip(years: Sequence[int]) -> str:
    """Return years at an institution in short: ``2018-21``, ``2022``."""
    if not years:
        return ""
    first, last = years[0], years[-1]
    if first == last:
        return str(first)
    return f"{first}-{last % 100:02}" if first // 100 == last // 100 else f"{first}-{last}"


def years_words(which: GraphFilter) -> str:
    """Return which years are looked at."""
    first, last = which.first_year, which.last_year
    if first is None and last is None:
        return "all years"
    if first is None:
        return f"to {last}"
    return str(first) if first == last else f"{first}-{last or 'now'}"


def filter_words(which: GraphFilter, *, is_long: bool = False) -> str:
    """Return the whole filter: years, topic, whether papers of many authors count."""
    words = [which.topic] if which.topic else []
    words.append(f"years {years_words(which)}" if is_long and which.first_year else years_words(which))
    if is_long:
        words.append(f"papers over {CLOSE_AUTHORS} authors: {'on' if which.with_big else 'off'}")
    elif which.with_big:
        words.append("B")
    return "   ".join(words)


def short_title(node: Node) -> str:
    """Return a node's name for a line with others."""
    return fit(node.name, 28)


def trail_words(parts: Sequence[str], cells: int) -> str:
    """Return how one came here, the end of it where not all has room: ``.. > co-authors > Dumi``."""
    for first in range(len(parts)):
        words = " > ".join((*(("..",) if first else ()), *parts[first:]))
        if width((Span(words),)) <= cells:
            return words
    return fit(parts[-1], cells) if parts else ""


def status_words(found: Neighbours, shown: int, needle: str, cells: int) -> str:
    """Return what a column's figures mean and how many more rows there are, or how much fits what is typed."""
    if needle:
        return f"/{needle}  {shown:,} of {found.total_count:,} · Esc shows all"
    parts = [found.remark or legend_words(found)]
    if shown < found.total_count:
        parts.insert(0, f"{shown:,} of {found.total_count:,}, G shows all")
    return fit(SEPARATOR.join(parts), cells - 2)


def legend_words(found: Neighbours) -> str:
    """Return what a column's figures mean."""
    if not found.rows:
        return "from your cache only"
    first = found.rows[0]
    if first.nearness is not None:
        return "near = 0.5 meaning + 0.3 common references + 0.2 citation, of what is known"
    if first.tie is not None:
        return "joint = papers together · tie = 1/(authors-1), halved every 5 years · * close"
    if first.shared_count is not None:
        return "shared = co-authors in common"
    if found.relation in ("cites", "cited_by") and first.joint_count is not None:
        return "beside = how many of these papers"
    return "from your cache only"


def empty_words(found: Neighbours | None, needle: str = "") -> list[Line]:
    """Return why a column has no rows."""
    if needle:
        return [(Span(f"Nothing here has “{needle}” in its name."),), (Span("Esc shows all."),)]
    remark = (found and found.remark) or "Nothing in your cache."
    lines: list[Line] = [(Span(remark),)]
    if found and not found.is_asked and found.can_ask:
        lines.append((Span("ctrl+r asks the sources.", "dim"),))
    return lines


def nothing_lines(key: str) -> list[Line]:
    """Return what the explorer says while nothing is in its middle."""
    return [
        (Span("Nothing is in the middle yet.", "heading"),),
        (Span(f"{key} asks for a name, an arXiv id or a topic such as cs.LG."),),
        (Span("On any other screen w opens the graph around what is chosen there."),),
    ]


def node_words(node: Node) -> str:
    """Return a node for a sentence: a name, or a title in quotes."""
    return f"“{fit(node.name, 40)}”" if node.kind == "paper" else node.name


def pinned_words(node: Node, total: int, *, is_pinned: bool) -> str:
    """Return what pinning did."""
    if not is_pinned:
        return f"{node_words(node)} is no longer pinned."
    return f"{node_words(node)} is pinned ({count(total, 'pin')}); c compares people with the last one."
