"""Ways between two people as plain lines for the command line: every step with the papers that make it."""

from __future__ import annotations

from collections.abc import Iterator

from tuiread.lines import fit
from tuiread.records import CoauthorPath, Node, PathAnswer, PathStep
from tuiread.words.graph_path import GIVEN_UP, cache_words, shorter_words
from tuiread.words.times import count

MOST_PAPERS = 3
"""How many papers of a step are named."""


def plain_ways(answer: PathAnswer, cells: int) -> list[str]:
    """Return the ways between two people, the first one step by step."""
    lines = [f"{answer.start.name}{_marks(answer.start)} to {answer.end.name}{_marks(answer.end)}: {_summary(answer)}"]
    if answer.paths:
        lines += ["", *_steps(answer.paths[0], cells)]
    others = [_chain(path) for path in answer.paths[1:]]
    if others:
        lines += ["", "Other paths, same length", *(f"  {fit(chain, cells - 2)}" for chain in others)]
    if answer.is_cut:
        lines.append("  and more")
    if answer.shorter:
        lines += ["", *_shorter(answer.shorter, cells, is_only=not answer.paths)]
    looked_at = f"{count(answer.paper_count, 'paper')}, {count(answer.person_count, 'person', 'people')} looked at."
    given_up = [f"{GIVEN_UP}."] if answer.is_given_up else []
    return [*lines, "", *given_up, f"{cache_words(answer)} {looked_at}"]


def _summary(answer: PathAnswer) -> str:
    if not answer.paths:
        return "given up" if answer.is_given_up else "no path"
    steps = len(answer.paths[0].steps)
    if not steps:
        return "the same person"
    return f"{count(steps, 'step')}, {count(len(answer.paths), 'path')}{' and more' if answer.is_cut else ''}"


def _steps(path: CoauthorPath, cells: int) -> Iterator[str]:
    yield f"  o  {path.start.name}{_marks(path.start)}"
    for step in path.steps:
        for number, (paper, authors) in enumerate(zip(step.papers, step.author_counts, strict=True)):
            if number == MOST_PAPERS:
                break
            about = count(authors, "author")
            year = paper.year or "----"
            yield f"  |    {year} {fit(paper.name, cells - len(about) - len(paper.key) - 18)} · {about} · {paper.key}"
        yield f"  |    {_together(step)}"
        yield f"  o  {step.person.name}{_marks(step.person)}"


def _together(step: PathStep) -> str:
    more = len(step.papers) - MOST_PAPERS
    return f"{f'and {more} more, ' if more > 0 else ''}{len(step.papers)} together, tie {step.tie:.2f}"


def _shorter(path: CoauthorPath, cells: int, *, is_only: bool) -> Iterator[str]:
    yield f"{shorter_words('--big', is_only=is_only)}: {count(len(path.steps), 'step')}"
    yield f"  {fit(_chain(path), cells - 2)}"


def _chain(path: CoauthorPath) -> str:
    return " - ".join([path.start.name, *(step.person.name for step in path.steps)])


def _marks(node: Node) -> str:
    if node.is_you:
        return " (you)"
    return " (following)" if node.is_followed else ""
