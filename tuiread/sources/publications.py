"""Whether arXiv knows where a preprint was published.

    journal reference, DOI of the published version ──> Notice

Authors and publishers give both to arXiv, often years after the first version; arXiv's own DOI (10.48550) is none of
them.  Not here: withdrawals, and what a reader had when they saved the paper.

Source: https://info.arxiv.org/help/jref.html
"""

from __future__ import annotations

from tuiread.records import Notice, Paper

_OWN = "10.48550/"


def publication(paper: Paper) -> Notice | None:
    """Return that a paper was published, if arXiv says where; None otherwise."""
    doi = None if paper.doi is None or paper.doi.startswith(_OWN) else paper.doi
    if not paper.facts or not (paper.journal_ref or doi):
        return None
    return Notice("published", paper.journal_ref or f"doi:{doi}", paper.facts[0], doi=doi)
