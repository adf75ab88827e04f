"""A digest in lines: its head, its rows of headings and papers, and what the status line says of it."""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.lines import SEPARATOR, Line, Span, fit, fit_line, left_right, wrap
from tuiread.output.digest import wording
from tuiread.output.digest.markdown import markdown
from tuiread.records import Digest, DigestFormat, DigestItem, DigestSection
from tuiread.words.feed import letters
from tuiread.words.times import count

DigestRow = DigestSection | DigestItem | str
"""A heading, a paper, or a line of the reader's own."""

FORMS: dict[DigestFormat, str] = {
    "md": "Markdown, for notes",
    "html": "one HTML file, for browsers, mail and paper",
    "eml": "a mail that waits to be sent, text and HTML",
    "txt": "plain text",
    "atom": "a feed, for feed readers",
}

INDENT = 2


def digest_head(digest: Digest) -> tuple[Line, Line]:
    """Return title and counts for the left of the head, and the reading time for its right."""
    counts = f"   {count(digest.paper_count, 'paper')}, {digest.unread_count:,} unread"
    left = (Span("Digest", "heading"), Span(f"   {wording.title(digest)}"), Span(counts, "dim"))
    return left, (Span(f"{wording.minutes(digest)} min", "dim"),) if digest.items or digest.lines else ()


def digest_rows(digest: Digest) -> list[DigestRow]:
    """Return the rows of a digest: own lines, then each heading with its papers."""
    rows: list[DigestRow] = [*digest.lines]
    for section in digest.sections:
        rows += [section, *section.items]
    return rows


def digest_row(row: DigestRow, cells: int, *, height: int) -> Sequence[Line]:
    """Return a row's lines."""
    if isinstance(row, str):
        return [(Span("+ ", "key"), Span(fit(row, cells - INDENT)))]
    if isinstance(row, DigestSection):
        words = fit(wording.heading(row), cells)
        # The cursor stands on a row's first line, so that this is no blank one.
        return [(Span(words, "heading"),), (Span("─" * len(words), "dim"),)][:height]
    paper = row.paper
    marks = f"{letters(paper)} "
    votes = (Span(count(paper.upvotes, "vote"), "dim"),) if paper.upvotes else ()
    first = left_right((Span(marks), Span(paper.title, "title")), votes, cells)
    facts = SEPARATOR.join(filter(None, (wording.byline(paper), *row.reasons)))
    second = fit_line((Span(" " * len(marks)), Span(facts, "dim")), cells)
    return [first] if height == 1 else [first, second]


def digest_preview(digest: Digest, cells: int) -> list[Line]:
    """Return the digest as Markdown, as it would be written."""
    text = markdown(digest)
    lines: list[Line] = [(Span(f"{wording.file_stem(digest.period)}.md, as E writes it", "dim"),), ()]
    for line in text.split("\n"):
        role = "heading" if line.startswith("#") else "text"
        indent = len(line) - len(line.lstrip())
        lines += wrap(line.strip(), cells, indent, "heading" if role == "heading" else "text") or [()]
    return lines


def digest_status(digest: Digest) -> str:
    """Return what one must know of this digest, else what can be done with it."""
    said = wording.warnings(digest)
    reading = wording.reading(digest)
    return said[0] if said else reading or "E writes a file · `tuiread subscribe weekly --to ADDRESS` mails it"


def empty_digest(digest: Digest) -> list[Line]:
    """Return what is said in the place of a list."""
    return [(Span(wording.nothing(digest)),)]


def form_row(form: DigestFormat, cells: int) -> list[Line]:
    """Return a form to choose: its ending and what it is for."""
    return [fit_line((Span(f"{form:<6}", "key"), Span(FORMS[form])), cells)]
