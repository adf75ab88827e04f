"""What is offered while tags are typed, and what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.lines import Line, Span, fit, flow, wrap
from tuiread.records import Tagging
from tuiread.words.times import count

MOST_OFFERED = 40
LONGEST = 30
"""Cells of a tag that is offered; longer ones are cut."""


def offered_lines(own: Sequence[str], offers: Sequence[tuple[str, int]], problem: str, cells: int) -> list[Line]:
    """Return what is wrong with the line, the tags that a paper has, and tags with how many papers have them.

    Args:
        own: the tags that the paper has.
        offers: what the last word may become, the likeliest first.
        problem: what is wrong; empty where nothing is.
        cells: the width.
    """
    lines = wrap(problem, cells, role="notice") if problem else []
    if own:
        lines += wrap(f"Has {', '.join(own)}", cells, role="dim")
    if not offers:
        return lines or [(Span("A new tag.", "dim"),)]
    parts = [Span(f"{fit(tag, LONGEST)} {paper_count}") for tag, paper_count in offers[:MOST_OFFERED]]
    parts[0] = Span(parts[0].text, "strong")
    return lines + flow(parts, cells, "  ")


def tagged_words(done: Tagging) -> str:
    """Return how tagging went."""
    if not done.paper_count:
        return "That changes no tag."
    parts = [f"tagged {', '.join(done.added)}"] if done.added else []
    parts += [f"took away {', '.join(done.dropped)}"] if done.dropped else []
    papers = f" on {count(done.paper_count, 'paper')}" if done.paper_count > 1 else ""
    words = " and ".join(parts)
    return f"{words[0].upper()}{words[1:]}{papers}{saved_words(done.saved_count)}; u takes it back."


def saved_words(saved_too: int) -> str:
    """Return what was saved along the way."""
    if not saved_too:
        return ""
    return ", and saved" if saved_too == 1 else f", and saved {saved_too:,}"


def queued_words(added: int, dropped: int, saved_too: int) -> str:
    """Return how queueing went."""
    if dropped:
        return f"Taken out of your queue{f': {dropped:,} papers' if dropped > 1 else ''}; u puts it back."
    papers = f": {added:,} papers" if added > 1 else ""
    return f"In your reading queue{papers}{saved_words(saved_too)}; u takes it back."
