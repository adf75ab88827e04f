"""Which paper a reader means: every form in which an arXiv id is written, as one bare id and a version.

    "https://arxiv.org/pdf/2501.00001v2"  --parse_paper_id-->  ("2501.00001", 2)

Not a look-up: an id of the right form may still belong to no paper.  Ids that lost digits (a spreadsheet takes
0704.0001 for a number) are refused rather than guessed, because another paper may have the id that remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuiread.errors import UsageError
from tuiread.records import PaperId

_PREFIXES = re.compile(
    r"""
      (?: https?:// )? (?: [a-z]+\. )? arxiv\.org / (?: abs | pdf | html | src | format ) /
    | (?: https?:// )? (?: huggingface\.co | hf\.co ) / papers /
    | (?: (?: https?:// )? (?: dx\. )? doi\.org / | doi: \s* )? 10\.48550/arxiv\.
    | arxiv: \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:arxiv:\s*|arxiv\.org/(?:abs|pdf|html)/|10\.48550/arxiv\.|arxiv preprint arxiv:)"
    r"([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})",
    re.IGNORECASE,
)
"""An id that a sentence names; a number alone may be anything."""
_AFTER = re.compile(r"(?: \.pdf )? /? (?: [?\#] .* | \s+ \[ .* )?", re.VERBOSE | re.IGNORECASE)
_NUMBER = re.compile(r"(?P<years>[0-9]{1,4})\.(?P<number>[0-9]{1,5})(?:v(?P<version>[0-9]{1,3}))?", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2,3}|\.[a-z]+-[a-z]+)?/(?P<number>[0-9]{5,7})(?:v(?P<version>[0-9]{1,3}))?",
    re.IGNORECASE | re.ASCII,
)
_FIVE_DIGITS_SINCE = "1501"
"""Year and month from which on ids have five digits after the dot.

Source: https://info.arxiv.org/help/arxiv_identifier.html
"""


def parse_paper_id(text: str) -> tuple[PaperId, int | None]:
    """Read an arXiv id, with or without version, prefix or the address of a page around it.

    Returns:
        The bare id in its one spelling, and the version if one was written.

    Raises:
        UsageError: it is no arXiv id, or one that lost digits.

    >>> parse_paper_id("arXiv:math.AG/0301001v3")
    ('math/0301001', 3)
    """
    written = text.strip()
    prefix = _PREFIXES.match(written)
    start = prefix.end() if prefix else 0
    for form, read in ((_NUMBER, _numbered), (_ARCHIVED, _archived)):
        found = form.match(written, start)
        if found and _AFTER.fullmatch(written, found.end()):
            return read(found, written), _version(found, written)
    raise UsageError(
        f"{_quoted(written)} is not an arXiv id: write it as 2501.00001, cs/0112017 or the address of its page."
    )


def _numbered(found: re.Match[str], written: str) -> PaperId:
    """Return an id as they are given since April 2007."""
    years, number = found["years"], found["number"]
    wanted = 5 if years.zfill(4) >= _FIVE_DIGITS_SINCE else 4
    if len(years) < 4 or len(number) < wanted:
        raise UsageError(
            f"{_quoted(written)} has lost digits: an arXiv id has four before the dot and {wanted} after it, "
            f"zeros included, such as {'2501.00001' if wanted == 5 else '0704.0001'}."
        )
    if len(number) > wanted:
        raise UsageError(f"{_quoted(written)} has too many digits: ids before 2015 have four after the dot.")
    _check_month(years, written)
    return PaperId(f"{years}.{number}")


def _archived(found: re.Match[str], written: str) -> PaperId:
    """Return an id as they were given until March 2007; its subject class is not part of it."""
    if len(found["number"]) < 7:
        raise UsageError(f"{_quoted(written)} has lost digits: such an id has seven after the slash, as in cs/0112017.")
    _check_month(found["number"][:4], written)
    return PaperId(f"{found['archive'].lower()}/{found['number']}")


def _check_month(years: str, written: str) -> None:
    if not 1 <= int(years[2:]) <= 12:
        raise UsageError(f"{_quoted(written)} is not an arXiv id: its third and fourth digit are a month, 01 to 12.")


def _version(found: re.Match[str], written: str) -> int | None:
    if found["version"] is None:
        return None
    version = int(found["version"])
    if version == 0:
        raise UsageError(f"{_quoted(written)} names version 0: the first version of a paper is v1.")
    return version


def _quoted(written: str) -> str:
    """Return what was written, safe and short enough for a sentence."""
    return repr(written if len(written) <= 60 else f"{written[:59]}…")


def ids_in(text: str) -> Iterator[PaperId]:
    """Yield the bare arXiv ids that a text names: after ``arXiv:``, or in an address of a page.

    >>> list(ids_in("In Proc. 2017. arXiv:1706.03762v5 [cs.CL], https://arxiv.org/abs/cs/0112017"))
    ['1706.03762', 'cs/0112017']
    """
    for found in _NAMED.finditer(text):
        try:
            yield parse_paper_id(found[1])[0]
        except UsageError:
            continue
