"""A list of arXiv ids, one or several a line; what stands after ``#`` is a remark."""

from __future__ import annotations

from collections.abc import Iterator

from tuiread.arxiv_id import parse_paper_id
from tuiread.errors import UsageError
from tuiread.intake.fields import MOST_BAD, bad_line
from tuiread.records import BadLine, PaperId
from tuiread.records.exports import Bundle, ListedPaper


def read(name: str, text: str) -> Bundle:
    """Return the papers of a list."""
    papers: dict[PaperId, ListedPaper] = {}
    bad: list[BadLine] = []
    for number, words in words_of(text):
        for word in words.replace(",", " ").split():
            try:
                paper_id, _ = parse_paper_id(word)
            except UsageError as error:
                bad.append(bad_line(number, str(error).rstrip(".")))
            else:
                papers.setdefault(paper_id, ListedPaper(number, paper_id))
    return Bundle(name, "ids", tuple(papers.values()), bad=tuple(bad[:MOST_BAD]))


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        if words := line.partition("#")[0].strip():
            yield number, words
