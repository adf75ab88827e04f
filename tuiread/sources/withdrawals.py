"""Whether the authors of a paper say at arXiv that they withdrew it.

    comment ──search──> "This paper has been withdrawn by the author due to ..."  ──> Notice
    abstract ──its beginning only──┘

arXiv has no field for it: the authors write it into the comment, or where the abstract was.  A wrong alarm is worse
than a missed one, so that only sentences about the paper itself count: not those about another version, another paper
or a conference, and no sum that was withdrawn from an account.  Not here: retractions by journals (see `crossref`).

Source: https://info.arxiv.org/help/withdraw.html
"""

from __future__ import annotations

import re

from tuiread.records import Notice, Paper

_THING = r"(?:paper|article|submission|manuscript|work|preprint|e-?print|note|letter|draft|document|report)"
_BY_WHOM = r"by\ (?:(?:the|its|all|both)\ )?(?:(?:first|submitting|corresponding|present)\ )?author(?:\(s\)|s?\b)"
_WITHDRAWN = re.compile(
    rf"""
      (?<!\bof\ )\b(?:this|the|our)\ {_THING}\ (?:has|have|had|was|is)(?:\ (?:now|since|already))?(?:\ (?:been|being))?
         (?:\ (?:temporarily|voluntarily|hereby|now))?\ withdrawn\b
    | \b(?:authors?|author\(s\)|we|i)(?:\ (?:has|have|had|hereby|wish(?:es)?\ to|would\ like\ to|decided\ to))*
         \ (?:withdrawn?|withdrew|withdraws)\ (?:this|the|our|my)\ {_THING}\b
    | (?:^[\s\[(*]*|[.;!(\[]\s*|\b(?:pages?|pp\.?|figures?|tables?),\s*)
         (?P<short> (?:{_THING}\ )?(?:has\ been\ )?withdrawn\ {_BY_WHOM}
           | {_THING}\ (?:has\ been\ )?withdrawn\b
           | withdrawn(?=\s*(?:$|[.,;:!)\]*-])|\ (?:due|because|as|since|for|pending|until|owing|in\ favou?r)\b) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FROM_ELSEWHERE = re.compile(r"\s+from\s+(?!(?:the\s+)?arxiv)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!])\s+(?=[A-Z])|;|(?<!\(s)[)\]*]$")
_MAX_START, _MAX_LABEL = 40, 200
"""Characters of an abstract within which the sentence must begin, and those of it that are kept."""


def withdrawal(paper: Paper) -> Notice | None:
    """Return that a paper was withdrawn, if its comment says so or its abstract begins with it; None otherwise."""
    said = _sentence(paper.arxiv_comment or "") or _sentence(paper.abstract or "", _MAX_START)
    if said is None or not paper.facts:
        return None
    noticed_on = paper.revised_at.date() if paper.revised_at else None
    return Notice("withdrawn", said, paper.facts[0], noticed_on)


def _sentence(text: str, most_start: int | None = None) -> str | None:
    """Return the sentence of a text that tells of the withdrawal, None where none does."""
    for found in _WITHDRAWN.finditer(text):
        if most_start is not None and found.start() > most_start:
            return None
        if not _FROM_ELSEWHERE.match(text, found.end()):
            start = found.start("short" if found["short"] else 0)
            return _SENTENCE_END.split(text[start:])[0][:_MAX_LABEL].strip()
    return None
