"""Lanes of a lineage: every citation that is drawn is a line without a gap that only goes down."""

from __future__ import annotations

from hypothesis import given, strategies as st

from tuiread.lines import plain, width
from tuiread.records import Lineage, LineageRow, Nearness, Node, PaperId
from tuiread.words.graph_lanes import Lanes, edges_of, in_order, lane_line, lay_out, lineage_words

UP, DOWN, LEFT, RIGHT = "up", "down", "left", "right"
WAYS = {
    "│": {UP, DOWN}, "─": {LEFT, RIGHT}, "╰": {UP, RIGHT}, "╯": {UP, LEFT}, "╭": {DOWN, RIGHT}, "╮": {DOWN, LEFT},
    "├": {UP, DOWN, RIGHT}, "┤": {UP, DOWN, LEFT}, "┴": {UP, LEFT, RIGHT}, "┬": {DOWN, LEFT, RIGHT},
    "┼": {UP, DOWN, LEFT, RIGHT}, "o": {UP, DOWN}, "*": {UP, DOWN}, " ": set(),
}  # fmt: skip


def row(number: int, cites: tuple[int, ...] = (), **facts: object) -> LineageRow:
    node = Node("paper", f"p{number}", f"Paper {number}", 2030 - number, **facts)  # type: ignore[arg-type]
    return LineageRow(node, tuple(PaperId(f"p{cited}") for cited in cites))


@st.composite
def lineages(draw: st.DrawFn) -> Lineage:
    size = draw(st.integers(1, 18))
    pairs = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=40))
    rows = tuple(row(one, tuple(sorted(b for a, b in pairs if a == one))) for one in range(size))
    return Lineage(rows[draw(st.integers(0, size - 1))].node, rows)


def reached(lanes: Lanes, start: int) -> set[int]:
    """Return the papers to which a line leads down from a paper; lines behind others are followed across them."""
    grid = [line.glyphs.ljust(lanes.cells) for line in lanes.rows]
    lines = {line.paper: y for y, line in enumerate(lanes.rows) if line.paper is not None}
    column = next(x for x, glyph in enumerate(grid[lines[start]]) if glyph in "o*")
    found, seen, waiting = set(), set(), [(lines[start], column, DOWN)]
    while waiting:
        y, x, way = waiting.pop()
        if (y, x, way) in seen:
            continue
        seen.add((y, x, way))
        if way == DOWN:
            y += 1
            if y == len(grid) or UP not in WAYS[grid[y][x]]:
                continue
        else:
            x, back = (x + 1, LEFT) if way == RIGHT else (x - 1, RIGHT)
            if not 0 <= x < lanes.cells:
                continue
            if grid[y][x] == "│":
                waiting.append((y, x, way))
                continue
            if back not in WAYS[grid[y][x]]:
                continue
        if grid[y][x] in "o*":
            found.add(lanes.rows[y].paper)
            continue
        waiting += [(y, x, onward) for onward in WAYS[grid[y][x]] - {UP}]
    return {place for place in found if place is not None}


@given(lineages(), st.integers(3, 12))
def test_every_drawn_citation_has_a_continuous_line_and_those_of_the_middle_always_are(
    lineage: Lineage, most_lanes: int
) -> None:
    lanes = lay_out(lineage, most_lanes)
    middle = next(place for place, paper in enumerate(lanes.papers) if paper.node == lineage.centre)
    edges = edges_of(lanes.papers)
    lines = {place: reached(lanes, place) for place in range(len(lanes.papers))}
    joined = {edge for edge in edges if edge[1] in lines[edge[0]]}
    assert len(edges - joined) <= lanes.left_out_count
    assert {edge for edge in edges if middle in edge} <= joined
    if most_lanes > len(edges) + 2:
        assert joined == edges
        assert lanes.left_out_count == 0


@given(lineages(), st.integers(3, 12))
def test_a_picture_has_each_paper_once_and_is_as_wide_as_it_may_be(lineage: Lineage, most_lanes: int) -> None:
    lanes = lay_out(lineage, most_lanes)
    assert [line.paper for line in lanes.rows if line.paper is not None] == list(range(len(lineage.rows)))
    assert {paper.node.key for paper in lanes.papers} == {paper.node.key for paper in lineage.rows}
    assert lanes.cells <= 2 * most_lanes + 1
    joints = sum(line.paper is None for line in lanes.rows)
    assert joints <= 2 * len(lanes.papers)
    assert all(line.glyphs.strip() for line in lanes.rows)


@given(lineages(), st.integers(20, 120))
def test_a_line_fits_its_width(lineage: Lineage, cells: int) -> None:
    lanes = lay_out(lineage, 6)
    assert all(width(lane_line(lanes, line, cells)) <= max(cells, lanes.cells + 9) for line in lanes.rows)


@given(lineages())
def test_what_is_cited_stands_below_what_cites_it(lineage: Lineage) -> None:
    order = in_order(lineage.rows)
    places = {paper.node.key: place for place, paper in enumerate(order)}
    is_newest_first = all(int(cited[1:]) > int(paper.node.key[1:]) for paper in order for cited in paper.cites)
    if is_newest_first:
        assert all(places[cited] > places[paper.node.key] for paper in order for cited in paper.cites)
        assert order == list(lineage.rows), "papers in their order keep it"


def test_a_paper_that_was_dated_wrongly_still_stands_above_what_it_cites() -> None:
    rows = (row(0), row(1, (0,)), row(2))
    assert [paper.node.key for paper in in_order(rows)] == ["p1", "p0", "p2"]


def test_lanes_look_as_they_are_described() -> None:
    rows = (row(0, (2,)), row(1, (2,)), row(2, (3, 4)), row(3, (4,)), row(4))
    lanes = lay_out(Lineage(rows[2].node, rows), 6)
    assert [line.glyphs for line in lanes.rows] == ["o", "│ o", "├─╯", "*", "├─╮", "│ o", "╰─┤", "  o"]


def test_a_line_tells_year_letter_title_whose_it_is_and_how_near() -> None:
    near = LineageRow(Node("paper", "p1", "A Title", 2024, is_you=True, is_saved=True), (), Nearness(0.78))
    lanes = lay_out(Lineage(near.node, (near,)), 6)
    line = plain(lane_line(lanes, lanes.rows[0], 50))
    assert line == "2024 *  s A Title  you" + " " * 20 + "near .78"


def test_how_much_of_what_the_sources_list_is_in_view() -> None:
    rows = (row(0, (1,)), row(1, (2,)), row(2))
    asked, unasked = Lineage(rows[1].node, rows, 48, None), Lineage(rows[1].node, rows)
    assert lineage_words(asked, lay_out(asked, 6)) == "cites 48, 1 here · cited by ?, 1 here"
    assert lineage_words(unasked, lay_out(unasked, 6)) == "references not asked: ctrl+r"
