"""An invented circle of people around one of them, with papers that cite each other: what the explorer has to bear.

Names are made of syllables; one is written in wide letters and one with an accent of its own, and one paper has more
authors than count.  Facts only.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec.structs import replace

from tests.fakes import NOW, Story, make_paper
from tests.screens.week import FRIDAY
from tests.stage import Stage
from tuiread import acts, person_acts, section_acts
from tuiread.names import name_key
from tuiread.records import (
    Affiliation,
    AuthorRecord,
    CitedList,
    ListedWork,
    Paper,
    PaperId,
    PersonKey,
    RecordKey,
    SectionReply,
    SourceFact,
    SourceReply,
)
from tuiread.store import Store
from tuiread.tables.identities import Link

ME, SAMU, ANA, YAMADA, ZOE = "Inesa Marcheda", "Samu Haddafi", "Anafe Ferelo", "山田 例子", "Zoe\u0308 Musterani"
OTHERS = (
    "Jonali Lindafe", "Meili Chowa", "Noori Hadelu", "Pavo Dvorane", "Rosafi Imberu", "Tomasi Berglu", "Yukina Endoma",
    "Zolani Nkosifa", "Leavi Vogelu", "Omari Siddifa", "Greta Olsefa", "Bo Mafi", "Karune Balofi",
)  # fmt: skip
FAR, FARTHER, ALONE = "Collabe Aforu", "Tatsu Hashifu", "Solo Writafu"
MANY = tuple(f"Manu Bigu{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
CENTRE = PersonKey(name_key(ME))

PAPERS: tuple[tuple[str, int, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("2607.00001", 2026, "Dirty Pools Revisited", (OTHERS[0], ME, OTHERS[4], SAMU), ("data selection", "scaling laws")),
    ("2606.00002", 2026, "Filters in Passing, with a Title That Is Longer Than Any Column", (ME, ANA), ("audits",)),
    ("2511.00003", 2025, "Thirty Epochs Later", (SAMU, ME, YAMADA), ("data selection", "benchmarks")),
    ("2504.00004", 2025, "Small Audit, Large Model", (ME, ZOE), ("audits", "data selection")),
    ("2411.00005", 2024, "What Repeats", (ME, SAMU, ANA), ("data selection",)),
    ("2403.00006", 2024, "A Ledger for Training Tokens", (ME, OTHERS[1], OTHERS[2], OTHERS[3]), ("scaling laws",)),
    ("2310.00007", 2023, "読書する端末：論文を読むための静かな画面について", (ME, YAMADA), ("benchmarks",)),
    ("2302.00008", 2023, "Near-duplicates Considered", (ME, OTHERS[5], OTHERS[6], OTHERS[7]), ("dedup",)),
    ("2206.00009", 2022, "A Small Audit", (ME, SAMU), ("audits",)),
    ("2202.00010", 2022, "Counting Crawls", (ME, OTHERS[8], OTHERS[9], OTHERS[10], OTHERS[11], OTHERS[12]), ("dedup",)),
    ("2105.00011", 2021, "Hold-out Folklore", (ANA, ME, SAMU), ("benchmarks",)),
    ("2401.00012", 2024, "Tokens Worth Keeping", (SAMU, FAR), ("data selection",)),
    ("2312.00013", 2023, "Curriculum without Labels", (SAMU, FAR, OTHERS[0]), ()),
    ("2402.00014", 2024, "Evaluating What Nobody Labelled", (FAR, FARTHER), ()),
    ("2309.00015", 2023, "Labels Nobody Wrote", (ANA, FARTHER), ()),
    ("2108.00016", 2021, "On Everything That Scales", (ME, FARTHER, *MANY), ()),
    ("2005.00017", 2020, "Alone at Last", (ALONE,), ()),
)  # fmt: skip
CITES: dict[str, tuple[str, ...]] = {
    "2607.00001": ("2511.00003", "2401.00012", "2206.00009"),
    "2606.00002": ("2511.00003",),
    "2511.00003": ("2411.00005", "2310.00007", "2206.00009", "2105.00011"),
    "2411.00005": ("2302.00008", "2105.00011"),
    "2310.00007": ("2202.00010",),
}
"""Who cites whom, as one source tells."""
LINEAGE_OF = PaperId("2511.00003")


def circle_papers() -> list[Paper]:
    """Return the papers of the circle."""
    papers = []
    for number, (paper_id, year, title, authors, keywords) in enumerate(PAPERS):
        facts: dict[str, Any] = {
            "published_at": dt.datetime(year, int(paper_id[2:4]), 3, tzinfo=dt.UTC),
            "keywords": keywords,
            "categories": ("cs.LG", "cs.CL") if number % 3 else ("stat.ML",),
            "upvotes": 40 - number,
        }
        papers.append(make_paper(paper_id, title, authors=authors, **facts))
    return papers


def a_circle() -> Story:
    """Tell of the circle on one day."""
    return Story().day(FRIDAY, circle_papers())


def keep_circle(store: Store) -> None:
    """Keep what sources told: references, institutions; and what the reader did: a claim, follows, a save."""
    titles = {paper_id: (title, year) for paper_id, year, title, _, _ in PAPERS}
    for paper_id, cited in CITES.items():
        works = tuple(ListedWork(titles[one][0], year=titles[one][1], paper_id=PaperId(one)) for one in cited)
        if paper_id == LINEAGE_OF:
            works += (ListedWork("A Work That Only Lists Know", year=2019, doi="10.1000/example.1"),)
        reply = SectionReply("openalex", "answered", NOW, "", NOW)
        section_acts.keep_cited(store, PaperId(paper_id), "references", reply, CitedList(works, len(works) + 3))
    reply = SectionReply("openalex", "nothing", NOW, "", NOW)
    section_acts.keep_cited(store, LINEAGE_OF, "citations", reply, CitedList((), 5))
    _keep_institutions(store)
    acts.follow(store, PersonKey(name_key(SAMU)), NOW)
    person_acts.claim(store, CENTRE, NOW)
    acts.save(store, [PaperId("2411.00005")], NOW)
    acts.mark_read(store, [PaperId("2411.00005"), PaperId("2206.00009")], NOW, "read")


def _keep_institutions(store: Store) -> None:
    record = AuthorRecord(
        RecordKey("openalex:A5000000001"),
        ME,
        SourceFact("openalex", "author", NOW),
        affiliations=(
            Affiliation("ETH Zurifa", years=(2019, 2020, 2021, 2022)),
            Affiliation("U. Lisbofa", years=(2022, 2023, 2024, 2025, 2026)),
        ),
    )
    link = Link(CENTRE, record.key, "works", 5, 5)
    person_acts.keep_records(store, CENTRE, "openalex", [(record, None)], [link], [])
    person_acts.keep_reply(store, CENTRE, SourceReply("openalex", "answered", NOW, "found"))


async def tell_circle(stage: Stage) -> None:
    """Let the stage's library know the circle; the papers have been fetched."""
    await stage.library._store.wish(keep_circle)
    stage.app.store_changed()
    await stage.settle()


def paper_of(title: str) -> Paper:
    """Return a paper of the circle by its title."""
    return next(replace(paper) for paper in circle_papers() if paper.title == title)
