"""The map of the graph: what stands where, that nothing overlaps or is cut too short, and where arrows lead."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from tuiread.lines import fit, plain
from tuiread.records import JointTable, Neighbour, Node
from tuiread.words.graph_map import (
    LEAST_CELLS,
    LEAST_HEIGHT,
    LEAST_LABEL,
    SECTORS,
    Direction,
    MapPicture,
    MapSectors,
    group_letters,
    lay_out,
    map_head,
    map_line,
    next_place,
    next_sector,
    place_words,
)

LETTERS = "abcdeé ñ-漢字ひ가e\u0301🙂"
names = st.text(st.sampled_from(LETTERS), min_size=1, max_size=60).map(lambda text: f"N{text}".strip())
counts = st.one_of(st.none(), st.integers(0, 1500))


def neighbours(kind: str, most: int) -> st.SearchStrategy[tuple[Neighbour, ...]]:
    def numbered(rows: list[tuple[str, int | None]]) -> tuple[Neighbour, ...]:
        return tuple(
            Neighbour(Node(kind, f"{kind}:{number}", name, 2000 + number), joint, 1.0, years=(2001, 2004))  # type: ignore[arg-type]
            for number, (name, joint) in enumerate(rows)
        )

    return st.lists(st.tuples(names, counts), max_size=most).map(numbered)


@st.composite
def maps(draw: st.DrawFn) -> MapSectors:
    people = draw(neighbours("person", 40))
    letters = {one.node.key: draw(st.sampled_from("abc")) for one in people if draw(st.booleans())}
    centre = Node("person", "person:centre", draw(names))
    papers, topics = draw(neighbours("paper", 40)), draw(neighbours("topic", 8))
    return MapSectors(centre, people, papers, topics, draw(neighbours("institution", 6)), letters)


sizes = st.tuples(st.integers(LEAST_CELLS, 200), st.integers(LEAST_HEIGHT, 60))


def drawn(picture: MapPicture, height: int, selected: int | None = None) -> list[str]:
    return [plain(map_line(picture, y, selected)) for y in range(height)]


def cells_of(line: str, x: int, cells: int) -> str:
    """Return the text that stands in some cells of a line."""
    found, at = "", 0
    for letter in line:
        if x <= at < x + cells or (not cell_len(letter) and found and at <= x + cells):
            found += letter
        at += cell_len(letter)
    return found


@given(maps(), sizes, st.one_of(st.none(), st.integers(1, 40)))
def test_every_label_stands_where_it_is_said_uncut_below_12_and_nothing_overlaps(
    shown: MapSectors, size: tuple[int, int], amount: int | None
) -> None:
    picture = lay_out(shown, *size, amount)
    lines = drawn(picture, size[1])
    assert all(cell_len(line) <= size[0] for line in lines)
    assert all(place.y < size[1] and place.x >= 1 and place.x + place.cells <= size[0] for place in picture.places)
    for row in picture.rows:
        ends = [(piece.x, piece.x + cell_len(piece.text)) for piece in row]
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(ends)), row
    for place in picture.places:
        label = cells_of(lines[place.y], place.x, place.cells)
        whole = place.found.node.name
        assert label.endswith("…") or whole in label or "…" in label
        # Before the dots a wide letter that does not fit, or a blank, may leave a cell.
        assert "…" not in label or "…" in whole or place.cells >= min(12, cell_len(fit(whole, LEAST_LABEL))), label
    middles = [piece.text.strip("()") for row in picture.rows for piece in row if piece.role == "heading"]
    assert all("…" not in text or "…" in shown.centre.name or cell_len(text) >= 12 for text in middles), middles
    letters = [piece.text for row in picture.rows for piece in row if piece.role == "key"]
    assert all(letters.count(letter) > 1 for letter in letters), letters


@given(maps(), sizes, st.data())
def test_the_cursors_mark_moves_nothing(shown: MapSectors, size: tuple[int, int], data: st.DataObject) -> None:
    picture = lay_out(shown, *size)
    if not picture.places:
        return
    number = data.draw(st.integers(0, len(picture.places) - 1))
    before, after = drawn(picture, size[1]), drawn(picture, size[1], number)
    place = picture.places[number]
    changed = [y for y in range(size[1]) if before[y] != after[y]]
    assert changed == [place.y]
    assert after[place.y].replace(">", " ", 1).rstrip() == before[place.y].rstrip() or ">" in place.found.node.name


@given(maps(), sizes)
def test_the_same_neighbours_give_the_same_map(shown: MapSectors, size: tuple[int, int]) -> None:
    assert lay_out(shown, *size) == lay_out(shown, *size)


@given(maps(), sizes)
def test_arrows_lead_somewhere_else_or_nowhere_and_tab_through_every_sector(
    shown: MapSectors, size: tuple[int, int]
) -> None:
    places = lay_out(shown, *size).places
    directions: tuple[Direction, ...] = ("up", "down", "left", "right")
    for number, direction in itertools.product(range(len(places)), directions):
        there = places[next_place(places, number, direction)]
        here = places[number]
        if there is not here:
            moved = {
                "up": there.y < here.y,
                "down": there.y > here.y,
                "left": there.x < here.x,
                "right": there.x > here.x,
            }
            assert moved[direction]
    if places:
        seen = [0]
        for _ in SECTORS:
            seen.append(next_sector(places, seen[-1], 1))
        assert {places[number].sector for number in seen} == {place.sector for place in places}


def people(count: int, joint: int | None = 1) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(Node("person", f"p{n}", f"Dumi Nasefalo {n}"), joint, 1.0) for n in range(count))


def papers(count: int) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(Node("paper", f"x{n}", f"A Paper about Number {n}", 2026 - n)) for n in range(count))


FULL = MapSectors(Node("person", "me", "Inesa Marcheda"), people(31), papers(23), people(5), people(3))


@pytest.mark.parametrize(("cells", "height", "each"), [(80, 18, 8), (120, 29, 14)])
def test_as_many_fit_as_are_promised(cells: int, height: int, each: int) -> None:
    drawn_sectors = [place.sector for place in lay_out(FULL, cells, height).places]
    assert drawn_sectors.count("people") == drawn_sectors.count("papers") == each


def test_more_and_fewer_can_be_shown_up_to_what_fits() -> None:
    most = lay_out(FULL, 80, 18).most
    for amount, shown in ((2, 2), (most, most), (40, most)):
        assert [place.sector for place in lay_out(FULL, 80, 18, amount).places].count("people") == shown


def test_many_joint_papers_have_a_double_line() -> None:
    one, many = (drawn(lay_out(FULL._replace(people=people(3, joint)), 80, 18), 18) for joint in (3, 4))
    assert any("─3─" in line for line in one)
    assert any("═4═" in line for line in many)


@pytest.mark.parametrize("size", [(LEAST_CELLS - 1, 30), (80, LEAST_HEIGHT - 1), (1, 1)])
def test_too_small_a_screen_says_so(size: tuple[int, int]) -> None:
    picture = lay_out(FULL, *size)
    assert picture.places == ()
    assert "Too small for a map"[: max(0, size[0] - 4)] in drawn(picture, size[1])[0]


def table(joint: Sequence[tuple[int, int]], size: int = 5) -> JointTable:
    counts = [[int((a, b) in joint or (b, a) in joint) for b in range(size)] for a in range(size)]
    return JointTable(tuple(one.node for one in people(size)), tuple(map(tuple, counts)))


def test_those_who_also_wrote_together_share_a_letter() -> None:
    assert group_letters(table([(0, 1), (1, 3)])) == {"p0": "a", "p1": "a", "p3": "a"}
    assert group_letters(table([(2, 4), (0, 1)])) == {"p0": "a", "p1": "a", "p2": "b", "p4": "b"}
    assert group_letters(table([])) == {}


def test_the_line_below_names_who_wrote_together() -> None:
    shown = FULL._replace(letters={"p0": "a", "p2": "a"})
    picture = lay_out(shown, 120, 29)
    assert place_words(shown, picture.places[0]).endswith("tie 1.00 · a: Dumi Nasefalo 2")
    left, counted = map_head(shown, picture, {"people": 31, "papers": 23, "topics": 5, "institutions": 3}, 120)
    assert plain(left) == "Map of Inesa Marcheda"
    assert counted == "people 14 of 31, papers 14 of 23, topics 5, institutions 3"
