"""RIS, as reference managers write it: a tag of two letters, two blanks, a hyphen, a value.

A line without a tag goes on with the value before it.  Read here rather than by a library because what is wrong is told
with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuiread.intake.fields import MOST_BAD, Unreadable, arxiv_id, bad_line, day_in, listed_paper, year_in
from tuiread.records import BadLine
from tuiread.records.exports import Bundle, ListedPaper

_FIELD = re.compile(r"^([A-Z][A-Z0-9]) {1,2}-(?: (.*)|)$")
_NAMING = ("AN", "UR", "L1", "L2", "DO", "M1", "M3", "N1", "JO", "T2")
"""The fields in which programs write an arXiv id."""
Fields = dict[str, list[str]]


def read(name: str, text: str) -> Bundle:
    """Return the papers of a file."""
    papers: list[ListedPaper] = []
    bad: list[BadLine] = []
    for number, fields in _entries(text, bad):
        try:
            papers.append(_listed(number, fields))
        except Unreadable as error:
            bad.append(bad_line(number, str(error)))
    return Bundle(name, "ris", tuple(papers), bad=tuple(bad[:MOST_BAD]))


def _entries(text: str, bad: list[BadLine]) -> Iterator[tuple[int, Fields]]:
    """Yield each entry with the line where it begins; one without an end is told, and read all the same."""
    begun, fields, last = 0, Fields(), ""
    for number, tag, value in _lines(text):
        if begun and tag in ("TY", "ER"):
            if tag == "TY":
                bad.append(bad_line(begun, "the entry has no end (ER); it was read up to the next one"))
            yield begun, fields
            begun = 0
        if tag == "TY":
            begun, fields = number, {}
        if begun and (tag or last):
            _add(fields, tag, last, value)
            last = tag or last
        elif tag != "ER":
            bad.append(bad_line(number, "it stands outside of an entry"))
    if begun:
        bad.append(bad_line(begun, "the file ends within this entry; it was read as far as it goes"))
        yield begun, fields


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that say something: number, tag (empty where the value before goes on), value."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _FIELD.match(line.strip("\r\ufeff").rstrip()):
            yield number, found[1], (found[2] or "").strip()
        elif line.strip():
            yield number, "", line.strip()


def _add(fields: Fields, tag: str, last: str, value: str) -> None:
    if tag:
        fields.setdefault(tag, []).append(value)
    else:
        fields[last][-1] += f"\n{value}"


def _listed(number: int, fields: Fields) -> ListedPaper:
    def one(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    every = [
        value for tag in ("AN", "UR", "L1", "L2", "DO", "M1", "M3", "N1", "JO", "T2") for value in fields.get(tag, ())
    ]
    notes = [note for note in fields.get("N1", ()) if not note.lower().startswith("arxiv:")]
    return listed_paper(
        number,
        arxiv_id("", *every),
        one("TI", "T1", "CT"),
        [_given_first(name) for tag in ("AU", "A1") for name in fields.get(tag, ())],
        abstract=one("AB", "N2"),
        published_on=day_in(one("DA", "Y1", "PY")),
        year=year_in(one("PY", "Y1", "DA")),
        doi=one("DO"),
        journal_ref=one("T2", "JO", "JF", "JA"),
        tags=fields.get("KW", ()),
        note="\n".join(notes),
    )


def _given_first(name: str) -> str:
    """Return ``Ada Sample Jr.`` for ``Sample, Ada, Jr.``."""
    family, *rest = (part.strip() for part in name.split(","))
    return " ".join(part for part in (*rest[:1], family, *rest[1:]) if part)
