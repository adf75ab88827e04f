"""A week of the feed with invented papers: every kind of title, byline and day that the screens have to bear.

Facts only; what happens on the screens with them is in the tests.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec.structs import replace

from tests.fakes import NOW, Story, make_paper
from tuiread.records import Account, Author, Paper

FRIDAY, THURSDAY, WEDNESDAY, TUESDAY, MONDAY = (f"2026-08-{day}" for day in (21, 20, 19, 18, 17))
LAST_FRIDAY = "2026-08-14"
WEEK = (FRIDAY, THURSDAY, WEDNESDAY, MONDAY, LAST_FRIDAY)
"""What `a_good_week` has in the cache: Thursday has no papers, Tuesday is not fetched, a weekend lies before Monday."""

ADA = Author("Ada Example", hf_user="ada-example", hf_status="claimed_verified")
BOB = Author("Bob Placeholder")
CLEO = Author("Cleo Sample", hf_user="cleo", hf_status="extracted_pending")

FULL_ID = "2608.00001"
TITLES = {
    FULL_ID: "A Complete Paper with Everything That a Source Can Tell",
    "2608.00002": "Do Models <think> Before They Speak?",
    "2608.00003": "[bold]GPT-[n][/bold]: Brackets Are Not Markup",
    "2608.00004": "読書する端末：論文を読むための静かな画面について",
    "2608.00005": "Naïve Café Résumés: Combining Accents Stay With Their Letters",
    "2608.00006": "A Title That Goes On for Much Longer Than Any Terminal Is Wide, Because Its Authors Wanted to Say "
    "Everything at Once and Leave Nothing for the Abstract, the Introduction or the Reader's Own Imagination",
    "2608.00007": "No Abstract Here",
    "2608.00008": "Nobody Wrote This",
    "2608.00009": "All Alone",
    "2608.00010": "The Tenth Paper",
    "2608.00011": "The Eleventh Paper",
    "2608.00012": "The Least Voted Paper",
}
ABSTRACT = (
    "Readers of papers want quiet screens. We describe one that says where each fact comes from, works without a "
    "network and never moves under the reader's hands.\n\n"
    "The second paragraph is about what was measured: two rows are sent when the cursor moves, and nothing else."
)


def full_paper() -> Paper:
    """Return a paper with all that Hugging Face can tell."""
    return make_paper(
        FULL_ID,
        TITLES[FULL_ID],
        authors=[ADA, BOB, CLEO],
        title_raw="A Complete Paper\nwith Everything That a Source Can Tell",
        abstract=ABSTRACT,
        upvotes=163,
        comment_count=3,
        ai_summary="A quiet reader of papers keeps its place and names its sources.",
        ai_summary_model="example/summariser-1",
        keywords=("quiet screens", "provenance", "terminals"),
        organization=Account("example-lab", "Example Lab"),
        code_url="https://github.com/example/quiet",
        code_added_by="user",
        code_stars=212,
        project_url="https://quiet.example.org/",
        media_urls=("https://media.example.org/quiet.mp4",),
    )


def friday_papers() -> list[Paper]:
    """Return the papers of the newest day, most votes first."""
    others: dict[str, dict[str, Any]] = {
        "2608.00002": {"authors": [BOB], "upvotes": 54, "code_url": "https://github.com/example/think"},
        "2608.00003": {"authors": ["Dan Placeholder", ADA], "upvotes": 38},
        "2608.00004": {"authors": ["山田 例子", "Ada Example"], "upvotes": 32},
        "2608.00005": {"authors": ["Zoë Muster", "Bob Placeholder"], "upvotes": 30, "comment_count": 0},
        "2608.00006": {"authors": [f"Author Number{n}" for n in range(1, 14)], "upvotes": 24},
        "2608.00007": {"abstract": None, "upvotes": 12},
        "2608.00008": {"upvotes": 6},
        "2608.00009": {"authors": ["Solo Writer"], "upvotes": 5},
        "2608.00010": {"upvotes": 4},
        "2608.00011": {"upvotes": 3, "published_at": NOW - dt.timedelta(hours=3)},
        "2608.00012": {"upvotes": 2},
    }
    papers = [make_paper(paper_id, TITLES[paper_id], **facts) for paper_id, facts in others.items()]
    return [full_paper(), *(replace(paper, authors=()) if paper.id == "2608.00008" else paper for paper in papers)]


def a_good_week(story: Story | None = None) -> Story:
    """Tell of a week with papers on three days, a day without any, and an older Friday."""
    story = story or Story()
    story.day(FRIDAY, friday_papers())
    story.day(WEDNESDAY, [make_paper("2608.00020", "Midweek Findings", authors=[ADA, BOB], upvotes=9)])
    story.day(TUESDAY, [make_paper("2608.00030", "What Tuesday Brought", upvotes=8)])
    story.day(MONDAY, [make_paper(f"2608.0004{n}", f"Monday Paper {n}", authors=[BOB], upvotes=n) for n in range(1, 4)])
    story.day(LAST_FRIDAY, [make_paper("2608.00050", "Last Week's Paper", authors=["Eve Muster"], upvotes=7)])
    return story
