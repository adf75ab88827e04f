r"""Bylines as the names that they hold: one text with commas and affiliations, or names that came in parts.

    "C. Bal\'azs (Example Institute), B. Sample, Jr. and C. Third"  ──>  C. Balázs · B. Sample, Jr. · C. Third

Accents of TeX are looked up in a table, because a converter for all of TeX takes a hundred times as long and names
hold little else.  Not here: who somebody is, and how names compare (`tuiread.names`).

Source: https://info.arxiv.org/help/prep.html#author (how bylines are written at arXiv)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from tuiread.cleaning import clean_text, readable

MAX_AUTHORS = 5_000
"""More than any byline has."""

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "dj": "đ", "DJ": "Đ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "i": "ı", "j": "ȷ",
}  # fmt: skip
_ACCENTED = re.compile(
    r"""\\(?: (["'`^~=.])\ ? | ([uvHckrdb])(?:\ |(?=[{\\])) )       # \'  or  \v
        (?: \{\ ?\\?([A-Za-z])\ ?\} | \\([ij])(?![A-Za-z])\ ? | ([A-Za-z]) )  # {e}  or  \i  or  e
    """,
    re.VERBOSE,
)
_LETTER = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?:\{{\}}|(?![A-Za-z])\ ?)")
_BRACKETED = re.compile(r" ?\([^()]*\)")
_MOST_NESTED = 6
_BETWEEN = re.compile(r" ?[,;](?: ?(?:and|&) )?| (?:and|&) |(?<=ollaboration) ?: ")
_SUFFIX = re.compile(r"(?:[JS]r\.?|II|III|IV)", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"(?:et ?al\b\.?|and|&)?[^\w]*|[\d\W]+", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^(?:and |(?:and )?(?:for|on behalf of) (?:the )?(?=.*ollaboration))", re.IGNORECASE)


def names_in(byline: str | None) -> list[str]:
    r"""Return the names of a byline that is one text, in its order; affiliations in brackets are no names.

    >>> names_in(r"A. One (1), B. Two, Jr. and C. G\"odel ((1) An Institute, (2) Another)")
    ['A. One', 'B. Two, Jr.', 'C. Gödel']
    """
    if not byline:
        return []
    text = without_brackets(plain_letters(clean_text(byline)))
    return list(_whole(_BETWEEN.split(text)))[:MAX_AUTHORS]


def name_in_parts(parts: Sequence[str]) -> str:
    """Return a name that came as family name, given names, suffix, and perhaps affiliations.

    >>> name_in_parts(["Yuan", "C. -P.", ""]), name_in_parts(["Collaboration", "ATLAS", ""])
    ('C.-P. Yuan', 'ATLAS Collaboration')
    """
    family, given, suffix = (*parts[:3], "", "", "")[:3]
    name = f"{given} {family} {suffix}" if suffix else f"{given} {family}"
    name = name.replace(". -", ".-")
    return clean_text(plain_letters(name) if "\\" in name else name)


def plain_letters(text: str) -> str:
    r"""Return a name's TeX as letters: ``Bal\'azs``, ``{\O}rsted``, ``\v{C}ech`` and the like.

    >>> plain_letters(r"{\O}. {\v{C}}ech, \'{E}mile \L uk\'{\i}n")
    'Ø. Čech, Émile Łukín'
    """
    if "\\" in text:
        text = _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENTED.sub(_accented, text))
        text = readable(text) if "\\" in text or "$" in text else text
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    if "&" in text and ";" in text:
        text = readable(text)
    return text.replace("~", " ")


def without_brackets(text: str) -> str:
    """Return a text without what stands in round brackets, however nested; one that is never closed stays."""
    for _ in range(_MOST_NESTED):
        if "(" not in text:
            return text
        text, count = _BRACKETED.subn("", text)
        if not count:
            break
    return text.replace(")", " ")


def _accented(found: re.Match[str]) -> str:
    accent, letter = found[1] or found[2], found[3] or found[4] or found[5]
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])


def _whole(pieces: list[str]) -> Iterator[str]:
    """Yield the names of a byline's pieces; a suffix after a comma belongs to the name before it."""
    name = ""
    for piece in pieces:
        said = clean_text(_ON_BEHALF.sub("", piece.partition("(")[0].strip()))
        if name and _SUFFIX.fullmatch(said):
            name = f"{name}, {said}"
        elif any(map(str.isalnum, said)) and not _NOT_A_NAME.fullmatch(said):
            if name:
                yield name
            name = said
    if name:
        yield name
