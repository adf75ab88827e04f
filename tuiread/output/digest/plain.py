"""A digest as plain text of at most 72 cells a line, for mail programs without HTML and for printing."""

from __future__ import annotations

from collections.abc import Iterator

from tuiread.cleaning import without_controls
from tuiread.lines import plain, wrap
from tuiread.output.digest import wording
from tuiread.records import Digest, DigestItem

CELLS = 72


def plain_text(digest: Digest) -> str:
    """Return a digest as text."""
    return "\n".join(map(without_controls, _lines(digest))).rstrip("\n") + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    title = wording.title(digest)
    yield from (title, "=" * len(title), *_wrapped(wording.summary(digest)), "")
    for said in (*wording.warnings(digest), *digest.lines):
        yield from (*_wrapped(said), "")
    for section in digest.sections:
        head = wording.heading(section)
        yield from (head, "-" * len(head))
        for item in section.items:
            yield from _item(item)
        yield ""
    if not digest.sections:
        yield from (*_wrapped(wording.nothing(digest)), "")
    for said in (wording.reading(digest), wording.days_line(digest)):
        yield from (*_wrapped(said), "") if said else ()
    yield from ("-- ", *_wrapped(wording.FOOT))


def _item(item: DigestItem) -> Iterator[str]:
    yield from _wrapped(f"* {wording.paper_title(item.paper)}", 0)
    yield from _wrapped(wording.facts(item), 2)
    if item.quote:
        yield from _wrapped(f"{item.quote.text} ({item.quote.maker})", 2)
    yield f"  {wording.address(item.paper.id)}"


def _wrapped(text: str, indent: int = 0) -> list[str]:
    return [plain(line).rstrip() for line in wrap(text, CELLS, indent)]
