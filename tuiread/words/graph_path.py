"""A path between two people in words: a chain in which every step shows the papers that make it.

o  Ines Dumi               you
│    2025 Pools Revisited            4 authors   6 joint
o  Samu Nefa               following
"""

from __future__ import annotations

from typing import NamedTuple

from tuiread.lines import BLANK, SEPARATOR, Line, Span, fit, left_right, wrap
from tuiread.records import CLOSE_AUTHORS, CoauthorPath, Node, PathAnswer, PathStep
from tuiread.words.times import count

GIVEN_UP = "The search gave up, as papers of very many authors lead too far; there may be a path"
CACHE_ONLY = "From your cache only"
PAPERS_A_STEP = 2
"""So many papers of a step are shown; how many there are is said."""


class PathRow(NamedTuple):
    """One line of a path: a person, or a paper between two."""

    node: Node
    author_count: int = 0
    """The paper's authors."""
    joint_count: int = 0
    """Papers of the whole step, on the last one that is shown."""


def path_rows(path: CoauthorPath) -> list[PathRow]:
    """Return the lines of a path."""
    rows = [PathRow(path.start)]
    for step in path.steps:
        rows += _paper_rows(step)
        rows.append(PathRow(step.person))
    return rows


def _paper_rows(step: PathStep) -> list[PathRow]:
    shown = list(zip(step.papers, step.author_counts, strict=True))[:PAPERS_A_STEP]
    return [
        PathRow(paper, authors, len(step.papers) if number == len(shown) else 0)
        for number, (paper, authors) in enumerate(shown, 1)
    ]


def path_row(row: PathRow, cells: int) -> list[Line]:
    """Return a line of a path."""
    node = row.node
    if node.kind == "person":
        words = "you" if node.is_you else "following" if node.is_followed else ""
        return [(Span("o  ", "accent"), Span(fit(f"{node.name:<32} {words}".rstrip(), cells - 3), "strong"))]
    joint = f"{row.joint_count:,} joint" if row.joint_count else ""
    right = f"{count(row.author_count, 'author')}{joint:>11}" if cells >= 60 else joint
    left = (Span("│    ", "dim"), Span(f"{node.year or '----'} ", "dim"), Span(node.name, "title"))
    return [left_right(left, (Span(right, "dim"),) if right else (), cells)]


def path_head(answer: PathAnswer, shown: int) -> tuple[Line, Line]:
    """Return between whom the path is, and how long."""
    start, end = (f"{node.name} (you)" if node.is_you else node.name for node in (answer.start, answer.end))
    left = (Span("Path: ", "dim"), Span(f"{start} to {end}", "heading"))
    if not answer.paths or not answer.paths[0].steps:
        return left, ()
    total = f"{len(answer.paths)}{'+' if answer.is_cut else ''}"
    which = f"path {shown + 1} of {total}" if len(answer.paths) > 1 else "1 path"
    return left, (Span(f"{count(len(answer.paths[0].steps), 'step')}{SEPARATOR}{which}", "dim"),)


def chain_words(path: CoauthorPath) -> str:
    """Return a path in one line: ``you - Ana - Bo``."""
    people = [path.start, *(step.person for step in path.steps)]
    return " - ".join("you" if one.is_you else one.name for one in people)


def no_path_lines(answer: PathAnswer, *, with_big: bool, big_key: str) -> list[Line]:
    """Return why there is no chain to show."""
    if answer.start.key == answer.end.key:
        return [(Span("That is the same person.", "heading"),), (Span("p asks for somebody else."),)]
    names = f"{answer.start.name} and {answer.end.name}"
    if answer.is_given_up:
        lines: list[Line] = [(Span("No path was found.", "heading"),), (Span(f"{GIVEN_UP}: {names}."),)]
    else:
        lines = [
            (Span("No path in your cache.", "heading"),),
            (Span(f"No chain of joint papers in it leads from one to the other: {names}."),),
        ]
    if not with_big and (answer.shorter or answer.is_shorter_given_up):
        lines.append((Span(f"{big_key} lets papers over {CLOSE_AUTHORS} authors count, too."),))
    return lines


def below_lines(answer: PathAnswer, shown: int, cells: int, big_key: str, *, with_big: bool) -> list[Line]:
    """Return what stands below a path: others as long, a shorter one through big papers, and what was searched."""
    lines: list[Line] = []
    others = [path for place, path in enumerate(answer.paths) if place != shown]
    if others:
        lines += [(Span("Other path, same length" if len(others) == 1 else "Other paths, same length", "heading"),)]
        lines += [line for path in others[:3] for line in wrap(chain_words(path), cells, 2)]
        lines += [(Span(f"  {len(others) - 3:,} more", "dim"),)] if len(others) > 3 else []
        lines.append(BLANK)
    if answer.shorter:
        lines += [*_shorter(answer.shorter, cells, big_key, is_only=not answer.paths), BLANK]
    return [*lines, *searched_lines(answer, cells, with_big=with_big)]


def shorter_words(how_to: str, *, is_only: bool) -> str:
    """Return the heading of a path through big papers, with the key or the option that lets them count."""
    return f"{'A path' if is_only else 'Shorter'}, if papers over {CLOSE_AUTHORS} authors count ({how_to})"


def _shorter(path: CoauthorPath, cells: int, big_key: str, *, is_only: bool) -> list[Line]:
    lines = wrap(shorter_words(big_key, is_only=is_only), cells, role="heading")
    lines += wrap(f"{chain_words(path)}   {count(len(path.steps), 'step')}", cells, 2)
    big = [
        (paper.name, authors)
        for step in path.steps
        for paper, authors in zip(step.papers, step.author_counts, strict=True)
        if authors > CLOSE_AUTHORS
    ]
    return lines + [
        line for name, authors in big[:1] for line in wrap(f"through {name} ({authors:,} authors)", cells, 2)
    ]


def cache_words(answer: PathAnswer) -> str:
    """Return what it means that only the cache was searched: nothing can be shorter than one step or none."""
    if not answer.paths:
        return f"{CACHE_ONLY}: there may be a path all the same."
    return f"{CACHE_ONLY}: a real path may be shorter." if len(answer.paths[0].steps) > 1 else f"{CACHE_ONLY}."


def searched_lines(answer: PathAnswer, cells: int, *, with_big: bool) -> list[Line]:
    """Return what the answer was made from, and that it may not be the last word."""
    parts = ["Every step shows the papers that make it."] if answer.paths and answer.paths[0].steps else []
    parts.append(cache_words(answer))
    if answer.person_count:
        papers, people = count(answer.paper_count, "paper"), count(answer.person_count, "person", "people")
        parts.append(f"{papers} in it, {people} looked at.")
    parts += [f"Papers over {CLOSE_AUTHORS} authors count."] if with_big else []
    return wrap(" ".join(parts), cells, role="dim")
