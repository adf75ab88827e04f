"""One thing of the graph in detail: what it is, what it shares with the one in the middle, and what it leads to.

    portrait_lines    the last column                 matrix_lines     who also work together
    between_lines     two people compared             side_lines       where one came from, and what is pinned

Not here: rows of lists (graph).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tuiread.lines import BLANK, SEPARATOR, Line, Span, fit, flow, left_right, pad, wrap
from tuiread.records import Between, JointTable, Nearness, Neighbour, Neighbours, Node, RelationCount, Surroundings
from tuiread.words.graph import (
    LABELS,
    count_words,
    joint_words,
    neighbour_row,
    paper_line,
    person_marks,
    tie_words,
    years_strip,
)
from tuiread.words.times import count

MOST_ROWS = 4
"""So many neighbours of the selected one are told."""

MOST_PAPERS = 3
"""So many joint papers are told."""


ROOMY = 26
"""From so many cells on, topics in common are named, and not only counted."""


class Portrait(NamedTuple):
    """What is told of the selected neighbour."""

    around: Surroundings
    found: Neighbour | None = None
    """How it stands beside the one in the middle."""
    beside: Neighbours | None = None
    """What its first relation leads to."""
    between: Between | None = None
    """What both people have in common, where both are people."""


class Column(NamedTuple):
    """One list of neighbours."""

    around: Surroundings
    """Whose neighbours they are."""
    found: Neighbours
    rows: tuple[Neighbour, ...]
    """Those that fit what is typed."""
    key: str | None = None
    """The one under the cursor."""
    needle: str = ""

    @property
    def place(self) -> int:
        """The row under the cursor."""
        keys = [row.node.key for row in self.rows]
        return keys.index(self.key) if self.key in keys else 0


class ColumnsAnswer(NamedTuple):
    """All that the columns show at once."""

    here: Column
    """The level that is worked in."""
    outer: Column | None = None
    """The level before it, where both have room."""
    table: JointTable | None = None
    portrait: Portrait | None = None


def portrait_lines(portrait: Portrait, cells: int, *, has_list: bool = False) -> list[Line]:
    """Return the selected one in detail.

    Args:
        portrait: what is told.
        cells: the width.
        has_list: whether what it leads to stands in a list of its own.
    """
    node = portrait.around.node
    lines = _paper_head(portrait, cells) if node.kind == "paper" else _head(portrait, cells)
    if node.kind == "paper":
        lines += _authors(portrait.around, cells)
    if portrait.beside and not has_list and node.kind != "paper":
        lines += [BLANK, *_beside(portrait, portrait.beside, cells)]
    if portrait.between:
        lines += _common(portrait.between, cells)
    if has_list or node.kind == "paper":
        lines += [BLANK, *_counts(portrait.around.relations, cells)]
    if portrait.around.abstract:
        lines += [BLANK, *_paragraphs(portrait.around.abstract, cells)]
    return lines


def _head(portrait: Portrait, cells: int) -> list[Line]:
    around, found = portrait.around, portrait.found
    node = around.node
    about = [count(around.paper_count, "work" if node.kind == "person" else "paper")]
    about += [word for word, holds in (("you", node.is_you), ("following", node.is_followed)) if holds]
    lines = [*wrap(node.name, cells, role="heading"), *flow([Span(part, "dim") for part in about], cells, "  ")]
    if found and found.tie is not None:
        lines += wrap(joint_words(found), cells, role="dim")
    if found and found.years:
        lines += wrap(f"there {years_strip(found.years)}", cells, role="dim")
    return lines


def _paper_head(portrait: Portrait, cells: int) -> list[Line]:
    around, found = portrait.around, portrait.found
    node = around.node
    about = [f"arXiv {node.key}" if node.is_cached else "only listed", str(node.year or "no year")]
    about += around.categories[:1]
    states = (("you", node.is_you), ("f", node.is_followed), ("saved", node.is_saved), ("unread", node.is_unread))
    about += [word for word, holds in states if holds and node.is_cached]
    lines = [*wrap(node.name, cells, role="heading"), *flow([Span(part, "dim") for part in about], cells)]
    if found and found.nearness:
        lines += wrap(nearness_words(found.nearness), cells)
    if not node.is_cached:
        lines += [BLANK, *wrap("Only a list of references knows it; its paper is not in your cache.", cells)]
    return lines


def nearness_words(near: Nearness) -> str:
    """Return the parts of a nearness; those that are not known are left out."""
    parts = [f"near {tie_words(near.score)}"]
    if near.meaning is not None:
        parts.append(f"meaning {tie_words(near.meaning)}")
    if near.common is not None:
        parts.append(f"{count(near.common_count, 'common reference')}")
    parts += [word for word, holds in (("cites it", near.cites), ("cited by it", near.is_cited)) if holds]
    return SEPARATOR.join(parts)


def _authors(around: Surroundings, cells: int) -> list[Line]:
    if not around.authors:
        return []
    shown = around.authors[:MOST_ROWS]
    lines: list[Line] = [BLANK, (Span(f"authors {len(around.authors):,}", "dim"),)]
    lines += [left_right((Span(f" {one.name}"),), person_marks(one, role="text"), cells) for one in shown]
    return [*lines, *_more(len(around.authors) - len(shown))]


def _beside(portrait: Portrait, beside: Neighbours, cells: int) -> list[Line]:
    """Return the first of what the selected one leads to."""
    lines: list[Line] = [(Span(f"{LABELS[beside.relation]} {beside.total_count:,}", "dim"),)]
    for one in beside.rows[:MOST_ROWS]:
        figure = (Span(f"{one.joint_count:,}"),) if one.joint_count is not None else ()
        if one.node.kind == "paper":
            lines.append((Span(" "), *paper_line(one.node, cells - 1)))
        else:
            lines.append(left_right((Span(f" {one.node.name}"), *person_marks(one.node, role="text")), figure, cells))
    if not beside.rows and beside.remark:
        lines += wrap(beside.remark, cells, 1, "dim")
    return lines


def _common(between: Between, cells: int) -> list[Line]:
    lines: list[Line] = []
    if between.papers:
        shown = between.papers[:MOST_PAPERS]
        lines += [BLANK, (Span(f"joint papers {between.paper_count:,}", "dim"),)]
        lines += [(Span(" "), Span(fit(f"{one.year or '----'} {one.name}", cells - 1))) for one in shown]
        lines += _more(between.paper_count - len(shown))
    if between.topics:
        lines += [BLANK, (Span(f"topics in common {len(between.topics):,}", "dim"),)]
        lines += wrap(", ".join(between.topics[:6]), cells, 1) if cells >= ROOMY else []
    return lines


def _counts(relations: Sequence[RelationCount], cells: int) -> list[Line]:
    counted = [
        (LABELS[one.relation], count_words(one))
        for one in relations
        if one.count is not None and one.relation != "authors"
    ]
    return flow([Span(f"{label} {number}", "dim") for label, number in counted], cells)


def _more(number: int) -> list[Line]:
    return [(Span(f" ... {number:,} more", "dim"),)] if number > 0 else []


def _paragraphs(text: str, cells: int) -> list[Line]:
    paragraphs = [wrap(paragraph, cells) for paragraph in text.split("\n\n")]
    return [line for number, lines in enumerate(paragraphs) for line in ([BLANK] if number else []) + lines]


def centre_lines(around: Surroundings, cells: int) -> list[Line]:
    """Return who or what is in the middle, in two or three lines."""
    node = around.node
    if node.kind == "paper":
        about = [node.key, str(node.year or ""), *(["you"] if node.is_you else [])]
        name = [(Span(fit(node.name, cells), "heading"),)]
    else:
        about = [count(around.paper_count, "work" if node.kind == "person" else "paper")]
        about += [word for word, holds in (("you", node.is_you), ("following", node.is_followed)) if holds]
        name = [(Span(fit(node.name, cells), "heading"),)]
    return [*name, (Span(fit("  ".join(part for part in about if part), cells), "dim"),)]


def side_lines(past: Sequence[Node], pins: Sequence[Node], cells: int) -> list[Line]:
    """Return where Backspace leads, the latest first, and what is pinned."""
    lines: list[Line] = []
    for heading, nodes in (("Back", past[::-1]), ("Pinned", pins)):
        if nodes:
            lines += [(Span(heading, "dim"),)]
            lines += [(Span(fit(f" {'your profile' if one.is_you else one.name}", cells)),) for one in nodes[:6]]
            lines += [BLANK]
    return lines[:-1]


def matrix_lines(table: JointTable, cells: int) -> list[Line]:
    """Return who also work together as a small table; nothing where fewer than two people are in it."""
    if len(table.people) < 2:
        return []
    heads = _initials([one.name for one in table.people])
    column = max(3, *(cell_len(head) + 1 for head in heads))
    name_cells = max(6, min(16, cells - 1 - column * len(heads)))
    shown = min(len(heads), max(0, (cells - name_cells) // column))
    lines = [
        (Span("who also work together", "dim"),),
        (
            Span(" " * name_cells),
            Span("".join(" " * (column - cell_len(head)) + head for head in heads[:shown]), "dim"),
        ),
    ]
    names = [short_name(one.name) for one in table.people]
    for name, head, counts in zip(names, heads, table.counts, strict=True):
        figures = "".join(f"{number or '.':>{column}}" for number in counts[:shown])
        label = name if names.count(name) == 1 else f"{head} {name}"
        lines.append((*pad((Span(label),), name_cells), Span(figures)))
    return lines


def _initials(names: Sequence[str]) -> list[str]:
    """Return two letters for each name, numbers where two are alike."""
    heads = ["".join(word[0] for word in name.split()[:2]).upper() or "?" for name in names]
    return [
        head if heads.count(head) == 1 else f"{head}{heads[:place].count(head) + 1}" for place, head in enumerate(heads)
    ]


def short_name(name: str) -> str:
    """Return a surname with an initial, ``Nasefa D.``; a name of one word stays."""
    first, *_, last = name.split() or [name]
    return f"{last} {first[0]}." if first != last else name


def between_lines(between: Between, cells: int) -> list[Line]:
    """Return two people compared: joint papers, co-authors of both, topics of both."""
    lines: list[Line] = [(Span(f"tie {tie_words(between.tie)}", "dim"),), BLANK]
    papers = [paper_line(one, cells) for one in between.papers]
    people = [line for one in between.shared_people for line in neighbour_row(one, cells)]
    blocks = (
        ("joint papers", between.paper_count, [*papers, *_more(between.paper_count - len(papers))]),
        ("co-authors of both", between.shared_count, [*people, *_more(between.shared_count - len(people))]),
        ("topics of both", len(between.topics), flow([Span(topic) for topic in between.topics], cells)),
    )
    for heading, size, rows in blocks:
        lines += [(Span(f"{heading} {size:,}", "heading"),), *rows, BLANK]
    return [*lines, *wrap("From your cache only.", cells, role="dim")]


def compared_title(first: Node, second: Node) -> str:
    """Return the title of a comparison."""
    return f"{first.name} and {second.name}"
