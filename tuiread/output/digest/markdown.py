"""A digest as Markdown (CommonMark); what strangers wrote stays the text that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuiread.output.digest import wording
from tuiread.records import Digest, DigestItem

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def markdown(digest: Digest) -> str:
    """Return a digest as Markdown."""
    return "\n".join(_lines(digest)).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    r"""Return a text on one line in which nothing means anything to Markdown.

    >>> escaped("<think> & *so* on")
    '\\<think\\> \\& \\*so\\* on'
    """
    flat = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(lambda found: f"{found[1]}{_unlisted(found[2])}", flat)


def _unlisted(start: str) -> str:
    """Return the beginning of a line so that it begins no list; a number keeps its form, and its point is escaped."""
    return f"{start}\u2060" if start.isdigit() else f"\\{start}"


def _lines(digest: Digest) -> Iterator[str]:
    yield from (f"# {wording.title(digest)}", "", escaped(wording.summary(digest)), "")
    for warning in wording.warnings(digest):
        yield from (f"> {escaped(warning)}", "")
    for line in digest.lines:
        yield from (escaped(line), "")
    for section in digest.sections:
        yield from (f"## {wording.heading(section)}", "")
        for item in section.items:
            yield from _item(item)
        yield ""
    if not digest.sections:
        yield from (wording.nothing(digest), "")  # our own words, with a command marked as code
    yield from (escaped(line) + "\n" for line in (wording.reading(digest), wording.days_line(digest)) if line)
    yield from ("---", "", wording.FOOT)


def _item(item: DigestItem) -> Iterator[str]:
    yield f"- [**{escaped(wording.paper_title(item.paper))}**]({wording.address(item.paper.id)})  "
    yield f"  {escaped(wording.facts(item))}" + ("  " if item.quote else "")
    if item.quote:
        yield f"  {escaped(item.quote.text)} *({escaped(item.quote.maker)})*"
