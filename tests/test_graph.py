"""The research graph's room: what stands beside people, papers, topics and institutions, as the profile has it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, make_library, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tests.test_sections import ME, Told
from tuiread import acts, person_acts
from tuiread.errors import AmbiguousError, NotFoundError, UsageError
from tuiread.graph import pairs
from tuiread.graph.portraits import has_year
from tuiread.graph_room import ALL, RELATIONS, Graph
from tuiread.library import Library
from tuiread.lines import plain
from tuiread.names import author_key
from tuiread.records import (
    Affiliation,
    Author,
    AuthorRecord,
    AuthorWorks,
    CitedWork,
    GraphFilter,
    ListedWork,
    Neighbours,
    Node,
    Paper,
    PaperId,
    PersonKey,
    RecordKey,
    SectionReply,
    SourceFact,
)
from tuiread.screens.graph_reading import MOST_ON_MAP, read_map
from tuiread.store import Store
from tuiread.tables import adjacency, identities, records, sections, subjects
from tuiread.tables.identities import Link
from tuiread.words.graph import empty_words, relation_row
from tuiread.words.graph_detail import between_lines
from tuiread.words.graph_lanes import lay_out, lineage_words

ADA, BO, CLEO, DAN = (Author(name) for name in ("Ada Bel", "Bo Cim", "Cleo Dur", "Dan Eko"))
ADA_KEY, BO_KEY, CLEO_KEY, DAN_KEY = map(author_key, (ADA, BO, CLEO, DAN))
ONE, TWO, THREE, FOUR, BIG = (PaperId(f"2608.0000{number}") for number in range(1, 6))
OPENALEX = RecordKey("openalex:A5000000001")


def papers() -> list[Paper]:
    """Return papers of four people; the last one has thirty authors."""
    crowd = [Author(f"Member {number}") for number in range(28)]
    told = [
        (ONE, "Lamps", [ADA, BO], 2026, ("cs.LG", "cs.CL"), ("light", "lamps")),
        (TWO, "More Lamps", [BO, ADA, CLEO], 2024, ("cs.LG",), ("light",)),
        (THREE, "Shades", [BO, CLEO], 2020, ("math.CO",), ()),
        (FOUR, "Wicks", [DAN, BO], 2026, ("cs.CL",), ("wicks",)),
        (BIG, "Everybody's Lamps", [ADA, DAN, *crowd], 2025, ("cs.LG",), ()),
    ]
    return [
        make_paper(
            paper_id,
            title,
            authors=names,
            published_at=NOW.replace(year=year),
            categories=categories,
            keywords=keywords,
        )
        for paper_id, title, names, year, categories, keywords in told
    ]


def cite(store: Store, paper_id: PaperId, relation: str, works: list[CitedWork], total: int | None = None) -> None:
    """Keep what a source told of a paper's references or citations."""
    reply = SectionReply("openalex", "answered", NOW, total_count=total)
    sections.keep_answer(store.connection, paper_id, relation, reply, works)  # type: ignore[arg-type]
    sections.set_cited(store.connection, paper_id, relation, works)  # type: ignore[arg-type]


def work(paper_id: PaperId) -> CitedWork:
    return CitedWork(f"Listed {paper_id}", 2020, paper_id=paper_id, listed_by=("openalex",))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, papers())
        with store.transaction():
            bare = CitedWork("A Lamp of Old", 1999, doi="10.1/lamp", listed_by=("openalex",))
            cite(store, ONE, "references", [work(TWO), work(THREE), bare], total=48)
            cite(
                store,
                TWO,
                "references",
                [work(THREE), CitedWork("A Lamp of Old", 1999, doi="10.1/lamp", listed_by=("openalex",))],
            )
            cite(store, FOUR, "citations", [work(ONE)], total=3)
    return tmp_path


@pytest.fixture
async def library(home: Path) -> AsyncIterator[Library]:
    library = make_library(home)
    yield library
    await library.close()


@pytest.fixture
def graph(library: Library) -> Graph:
    return library.graph


def keys(beside: Neighbours) -> list[str]:
    return [row.node.key for row in beside.rows]


# What a text means


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Ada Bel", "person", ADA_KEY),
        ("name:ada bel", "person", ADA_KEY),
        ("2608.00001v2", "paper", ONE),
        ("https://arxiv.org/abs/2608.00001", "paper", ONE),
        ("cs.lg", "topic", "category:cs.LG"),
        ("category:cs.LG", "topic", "category:cs.LG"),
        ("KEYWORD:Light", "topic", "keyword:light"),
        ("light", "topic", "keyword:light"),
    ],
)
async def test_a_text_means_one_thing(graph: Graph, text: str, kind: str, key: str) -> None:
    node = await graph.node(text)
    assert (node.kind, node.key) == (kind, key)


@pytest.mark.parametrize("text", ["Nobody Nowhere", "2608.99999", "keyword:darkness", "institution:nowhere", "me"])
async def test_what_the_cache_does_not_know_is_not_found(graph: Graph, text: str) -> None:
    with pytest.raises(NotFoundError):
        await graph.node(text)


async def test_a_broken_id_is_said_to_be_one(graph: Graph) -> None:
    with pytest.raises(UsageError, match="lost digits"):
        await graph.node("2608.1")


async def test_a_name_of_several_asks_which(graph: Graph) -> None:
    with pytest.raises(AmbiguousError):
        await graph.node("Member")


async def test_me_is_whom_the_reader_claims_to_be(library: Library) -> None:
    await library.researchers.claim(ADA_KEY)
    node = await library.graph.node("me")
    assert (node.key, node.is_you) == (ADA_KEY, True)


async def test_nodes_say_what_is_the_readers_own(library: Library) -> None:
    await library.researchers.claim(ADA_KEY)
    await library.researchers.follow(CLEO_KEY)
    await library.save([ONE])
    await library.mark_read([TWO], "read")
    one, two, four = [await library.graph.node(paper_id) for paper_id in (ONE, TWO, FOUR)]
    assert (one.is_you, one.is_followed, one.is_saved, one.is_unread) == (True, False, True, True)
    assert (two.is_you, two.is_followed, two.is_saved, two.is_unread) == (True, True, False, False)
    assert not four.is_you
    assert (await library.graph.node("Cleo Dur")).is_followed


# People


async def test_a_person_has_the_co_authors_and_ties_of_the_profile(library: Library) -> None:
    profile = await library.researchers.profile(ADA_KEY)
    beside = await library.graph.neighbours(await library.graph.node("Ada Bel"), "coauthors")
    assert [(row.node.key, row.joint_count, row.tie, row.is_close) for row in beside.rows] == [
        (one.key, one.joint_count, one.tie, one.is_close) for one in profile.coauthors
    ]
    assert keys(beside) == [BO_KEY, CLEO_KEY]


async def test_big_papers_tie_people_when_asked_for_and_make_nobody_close(graph: Graph) -> None:
    beside = await graph.neighbours(await graph.node("Ada Bel"), "coauthors", GraphFilter(with_big=True))
    assert beside.total_count == 31
    assert {row.node.key for row in beside.rows if row.is_close} == {BO_KEY}


async def test_a_person_has_the_works_and_topics_of_the_profile(library: Library) -> None:
    profile = await library.researchers.profile(ADA_KEY)
    node = await library.graph.node("Ada Bel")
    works = await library.graph.neighbours(node, "papers")
    assert keys(works) == [one.paper.id for one in profile.works if one.paper]
    topics = await library.graph.neighbours(node, "topics")
    assert [(row.node.key, row.joint_count) for row in topics.rows] == [
        ("category:cs.LG", 3),
        ("category:cs.CL", 1),
        ("keyword:light", 2),
        ("keyword:lamps", 1),
    ]


@pytest.mark.parametrize(
    ("which", "wanted"),
    [
        (GraphFilter(first_year=2025), [BO_KEY]),
        (GraphFilter(last_year=2024), [CLEO_KEY, BO_KEY]),
        (GraphFilter(topic="cs.CL"), [BO_KEY]),
        (GraphFilter(topic="math.CO"), []),
    ],
)
async def test_one_filter_holds_for_people(graph: Graph, which: GraphFilter, wanted: list[str]) -> None:
    beside = await graph.neighbours(await graph.node("Ada Bel"), "coauthors", which)
    assert set(keys(beside)) == set(wanted)
    assert (beside.remark is None) == bool(wanted)


async def test_similar_people_share_co_authors_without_being_one(graph: Graph) -> None:
    beside = await graph.neighbours(await graph.node("Ada Bel"), "similar")
    assert [(row.node.key, row.shared_count) for row in beside.rows] == [(DAN_KEY, 1)]


BO_AT, OTHER_BO_AT = Author("Bo Cim", "bo", "claimed_verified"), Author("B. Cim", "bo", "claimed_verified")


@pytest.mark.parametrize(("here", "there"), [(BO_AT, BO), (BO, BO_AT), (BO, OTHER_BO_AT)])
async def test_a_co_author_is_not_similar_under_another_name_or_none(
    tmp_path: Path, here: Author, there: Author
) -> None:
    bylines = [[ADA, here], [ADA, CLEO], [CLEO, there], [CLEO, DAN], [BO_AT]]
    assert await similar_to_ada(tmp_path, bylines) == [(DAN_KEY, 1)]


async def test_a_person_of_two_spellings_shares_what_either_shares(tmp_path: Path) -> None:
    eve = Author("Eve Fal")
    bylines = [[ADA, CLEO], [ADA, DAN], [ADA, eve], [CLEO, BO_AT], [DAN, OTHER_BO_AT], [eve, BO]]
    assert await similar_to_ada(tmp_path, bylines) == [("hf:bo", 3)]


async def similar_to_ada(home: Path, bylines: list[list[Author]]) -> list[tuple[str, int | None]]:
    with opened(home) as store:
        day_kept(store, FRIDAY, [make_paper(f"2608.{n:05}", authors=names) for n, names in enumerate(bylines, 1)])
    library = make_library(home)
    found = await library.graph.neighbours(await library.graph.node("Ada Bel"), "similar")
    await library.close()
    return [(row.node.key, row.shared_count) for row in found.rows]


async def test_a_person_cites_what_their_papers_cite(graph: Graph) -> None:
    node = await graph.node("Ada Bel")
    cites = await graph.neighbours(node, "cites")
    assert [(row.node.key, row.joint_count, row.node.is_cached) for row in cites.rows] == [
        (THREE, 2, True),
        ("doi:10.1/lamp", 2, False),
        (TWO, 1, True),
        (FOUR, 1, True),
    ]
    cited_by = await graph.neighbours(node, "cited_by")
    assert keys(cited_by) == [ONE]


async def test_the_key_that_asks_is_told_only_where_it_helps(library: Library) -> None:
    graph = library.graph
    person, paper = await graph.node("Dan Eko"), await graph.node(ONE)
    for node, relation, wanted in ((person, "cites", False), (person, "institutions", True), (paper, "cited_by", True)):
        found = await graph.neighbours(node, relation)  # type: ignore[arg-type]
        counted = next(one for one in (await graph.surroundings(node)).relations if one.relation == relation)
        assert not found.is_asked
        assert not counted.is_asked
        assert (found.can_ask, counted.can_ask) == (wanted, wanted)
        texts = [plain(line) for line in empty_words(found)]
        assert ("ctrl+r asks the sources." in texts) is wanted
        assert ("ctrl+r" in plain(relation_row(counted, 40)[0])) is wanted


async def test_what_two_people_have_in_common(graph: Graph) -> None:
    found = await graph.between(ADA_KEY, BO_KEY)
    assert [paper.key for paper in found.papers] == [ONE, TWO]
    assert [row.node.key for row in found.shared_people] == [CLEO_KEY]
    assert found.topics == ("cs.LG", "cs.CL")
    assert found.tie == (await graph.between(BO_KEY, ADA_KEY)).tie > 0


async def test_joint_papers_are_as_many_as_a_tie_counts(home: Path) -> None:
    crowd = [Author(f"Member {number}") for number in range(28)]
    with opened(home) as store:
        day_kept(store, FRIDAY, [*papers(), make_paper("2608.00006", "Lamps of All", authors=[ADA, BO, *crowd])])
    library = make_library(home)
    for which, wanted in ((ALL, 2), (GraphFilter(with_big=True), 3)):
        found = await library.graph.between(ADA_KEY, BO_KEY, which)
        table = await library.graph.joint_table([ADA_KEY, BO_KEY], which)
        assert found.paper_count == len(found.papers) == table.counts[0][1] == wanted
    await library.close()


async def test_what_is_not_told_of_two_people_is_counted(graph: Graph) -> None:
    with patch.object(pairs, "MOST_SHARED", 1):
        found = await graph.between(ADA_KEY, BO_KEY, GraphFilter(with_big=True))
    assert (len(found.papers), found.paper_count) == (1, 2)
    assert (len(found.shared_people), found.shared_count) == (1, 2)
    lines = ["".join(span.text for span in line) for line in between_lines(found, 60)]
    assert lines.count(" ... 1 more") == 2
    assert {"joint papers 2", "co-authors of both 2"} <= set(lines)


async def test_a_table_of_joint_papers_is_even(graph: Graph) -> None:
    table = await graph.joint_table([ADA_KEY, BO_KEY, CLEO_KEY, DAN_KEY])
    assert table.counts == ((0, 2, 1, 0), (2, 0, 2, 1), (1, 2, 0, 0), (0, 1, 0, 0))


async def test_a_map_compares_as_many_people_as_it_draws(tmp_path: Path) -> None:
    friends = [Author(f"Friend {number:02}") for number in range(MOST_ON_MAP)]
    bylines = [*([ADA, friend] for friend in friends), friends[-2:]]
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, [make_paper(f"2608.{n:05}", authors=names) for n, names in enumerate(bylines, 1)])
    library = make_library(tmp_path)
    shown = (await read_map(library.graph, await library.graph.node("Ada Bel"), ALL, has_letters=True)).sectors
    assert [one.node.name for one in shown.people[-2:]] == [one.name for one in friends[-2:]]
    assert dict(shown.letters) == {author_key(friend): "a" for friend in friends[-2:]}
    await library.close()


async def test_an_institution_has_the_people_and_papers_of_records_that_name_it(home: Path) -> None:
    with opened(home) as store, store.transaction():
        keep_record(store, Affiliation("Lamp Institute", "05a28rw58", (2024, 2025, 2026)))
    library = make_library(home)
    graph = library.graph
    ada = await graph.node("Ada Bel")
    (row,) = (await graph.neighbours(ada, "institutions")).rows
    assert (row.node.key, row.years) == ("institution:lamp institute", (2024, 2025, 2026))
    node = await graph.node("Lamp Institute")
    assert node == row.node
    assert keys(await graph.neighbours(node, "people")) == [ADA_KEY]
    assert keys(await graph.neighbours(node, "papers")) == [ONE, TWO]
    assert keys(await graph.neighbours(node, "papers", GraphFilter(last_year=2025))) == [TWO]
    await library.close()


def keep_record(store: Store, place: Affiliation) -> None:
    fact = SourceFact("openalex", "author record", NOW)
    listed = [ListedWork(paper.title, year=paper.published_on.year, paper_id=paper.id) for paper in papers()[:2] if paper.published_on]  # fmt: skip  # noqa: E501
    records.keep_record(store.connection, AuthorRecord(OPENALEX, "Ada Bel", fact, affiliations=(place,)))
    records.keep_works(store.connection, AuthorWorks(OPENALEX, tuple(listed), fact))
    identities.set_links(store.connection, ADA_KEY, "openalex", [Link(ADA_KEY, OPENALEX, "works", 2, 2)], [])


async def test_nothing_appears_about_somebody_who_was_forgotten(home: Path) -> None:
    with opened(home) as store, store.transaction():
        keep_record(store, Affiliation("Lamp Institute", "05a28rw58", (2026,)))
        person_acts.forget(store, ADA_KEY, NOW)
    library = make_library(home)
    told = repr(await everything(library.graph, [BO_KEY, ONE, "cs.LG", "keyword:light"]))
    assert "Bo Cim" in told
    assert "Ada Bel" not in told
    for text in ("Ada Bel", "Lamp Institute"):
        with pytest.raises(NotFoundError):
            await library.graph.node(text)
    await library.close()


async def everything(graph: Graph, texts: list[str]) -> list[object]:
    """Return all that the graph says of some nodes."""
    found: list[object] = []
    for text in texts:
        node = await graph.node(text)
        found.append(await graph.surroundings(node))
        found.extend([await graph.neighbours(node, relation) for relation in RELATIONS[node.kind]])
        found.append(await graph.view(node))
    return found


# Papers


async def test_a_paper_has_authors_topics_and_links_in_both_directions(graph: Graph) -> None:
    around = await graph.surroundings(await graph.node(ONE))
    assert [(one.relation, one.count, one.total_count, one.is_asked) for one in around.relations] == [
        ("authors", 2, 2, True),
        ("cites", 4, 48, True),
        ("cited_by", 0, None, False),
        ("similar", None, None, True),
        ("topics", 4, None, True),
    ]
    assert [author.key for author in around.authors] == [ADA_KEY, BO_KEY]
    assert around.categories == ("cs.LG", "cs.CL")
    assert around.abstract == f"What {ONE} is about."
    two = await graph.node(TWO)
    assert keys(await graph.neighbours(two, "cited_by")) == [ONE]
    assert (await graph.neighbours(await graph.node(BIG), "cites")).remark == "No source was asked for these yet."


async def test_near_papers_say_which_parts_of_the_score_are_known(graph: Graph) -> None:
    beside = await graph.neighbours(await graph.node(ONE), "similar")
    near = {row.node.key: row.nearness for row in beside.rows}
    two, three = near[TWO], near[THREE]
    assert two is not None
    assert three is not None
    assert (two.meaning, two.common_count, two.is_cited, two.cites) == (None, 2, True, False)
    assert two.common is not None
    assert two.common == pytest.approx(2 / (3 * 2) ** 0.5)
    assert two.score == pytest.approx((0.3 * two.common + 0.2) / 0.5)
    assert (three.common, three.is_cited, three.cites, three.score) == (None, True, None, 1.0)
    assert "tuiread index" in (beside.remark or "")


def test_common_references_are_found_by_id_doi_and_title_whatever_each_list_has(tmp_path: Path) -> None:
    def listed(title: str, doi: str | None = None, paper_id: str | None = None) -> CitedWork:
        return CitedWork(title, doi=doi, paper_id=PaperId(paper_id) if paper_id else None, listed_by=("openalex",))

    whole, by_doi = listed("A Lamp", "10.1000/lamp", "1501.00001"), listed("a lamp.", "10.1000/lamp")
    by_title, other, alike = listed("A LAMP"), listed("Elsewhere", "10.1000/else"), listed("Elsewhere", "10.1000/not")
    with opened(tmp_path) as store, store.transaction():
        for paper_id, works in ((ONE, [whole, other]), (TWO, [by_doi]), (THREE, [by_title]), (FOUR, [alike])):
            sections.set_cited(store.connection, paper_id, "references", works)
        lists = adjacency.reference_lists(store.connection, [ONE, TWO, THREE, FOUR])
        assert adjacency.coupled(store.connection, ONE) == [TWO, THREE]
        assert lists[ONE] & lists[TWO] & lists[THREE] == {"1501.00001"}
        assert not lists[ONE] & lists[FOUR], "a title of two DOIs is two works"


def test_the_newest_papers_of_a_category_are_those_of_the_filter(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, papers())
        find = subjects.papers_in_category
        for which in (ALL, GraphFilter(2024, 2025), GraphFilter(first_year=2026), GraphFilter(topic="cs.CL")):
            kept = [
                paper.id
                for paper in papers()
                if "cs.LG" in (paper.categories or ())
                and (which.topic is None or which.topic in (paper.categories or ()))
                and has_year(which, paper.published_on.year if paper.published_on else None)
            ]
            found, total = find(store.connection, "cs.LG", which, 100)
            assert (set(found), total) == (set(kept), len(kept))
            assert find(store.connection, "cs.LG", which, 1) == (found[:1], len(kept))


async def test_all_near_papers_are_counted_and_shown_to_who_asks(tmp_path: Path) -> None:
    size = 130
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, [make_paper(f"2608.{n:05}", f"Lamp {n}") for n in range(1, size + 2)])
        with store.transaction():
            cite(store, ONE, "citations", [work(PaperId(f"2608.{n:05}")) for n in range(2, size + 2)])
    library = make_library(tmp_path)
    node = await library.graph.node(ONE)
    first = await library.graph.neighbours(node, "similar")
    every = await library.graph.neighbours(node, "similar", ALL, 1000)
    assert (len(first.rows), first.total_count) == (100, size)
    assert len(every.rows) == size
    await library.close()


async def test_near_papers_are_near_by_meaning_once_there_is_an_index(library: Library) -> None:
    await library.searching.build_index()
    beside = await library.graph.neighbours(await library.graph.node(ONE), "similar")
    assert beside.remark is None
    two = next(row.nearness for row in beside.rows if row.node.key == TWO)
    assert two is not None
    assert two.meaning is not None
    assert two.common is not None
    assert two.score == pytest.approx(0.5 * max(0, two.meaning) + 0.3 * two.common + 0.2)


async def test_a_damaged_index_of_meanings_leaves_the_other_parts(home: Path) -> None:
    (home / "cache" / "meaning").mkdir()
    (home / "cache" / "meaning" / "header.json").write_text("{")
    library = make_library(home)
    beside = await library.graph.neighbours(await library.graph.node(ONE), "similar")
    assert TWO in keys(beside)
    await library.close()


async def test_a_lineage_adds_papers_that_are_only_near(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, papers())
        with store.transaction():
            cite(store, ONE, "references", [work(TWO), CitedWork("A Lamp", listed_by=("openalex",))])
            cite(store, FOUR, "references", [CitedWork("a lamp", listed_by=("openalex",))])
    library = make_library(tmp_path)
    shown = {}
    for kind in ("cites", "similar", "both"):
        found = await library.graph.lineage(ONE, ALL, kind)
        shown[kind] = {row.node.key for row in found.rows}
    assert shown == {"cites": {ONE, TWO}, "similar": {ONE, TWO, FOUR}, "both": {ONE, TWO, FOUR}}
    assert lineage_words(found, lay_out(found, 6)).endswith("1 paper only near")
    await library.close()


async def test_a_lineage_goes_from_the_newest_to_the_oldest(graph: Graph) -> None:
    found = await graph.lineage(ONE)
    assert [(row.node.key, row.cites) for row in found.rows] == [
        (FOUR, ()),
        (ONE, (FOUR, TWO, THREE)),
        (TWO, (THREE,)),
        (THREE, ()),
    ]
    assert (found.centre.key, found.cited_total, found.citing_total) == (ONE, 48, None)


async def test_references_are_asked_for_and_seen_at_once(tmp_path: Path) -> None:
    told = Told(tmp_path)
    await told.library.sync(await told.library.due())
    node = await told.library.graph.node(ME)
    assert (await told.library.graph.neighbours(node, "cites")).total_count == 0
    replies = await told.library.graph.refresh(node)
    assert {(reply.source, reply.reply) for reply in replies} == {
        ("openalex", "answered"),
        ("semantic_scholar", "answered"),
    }
    assert (await told.library.graph.neighbours(node, "cites")).total_count == 3
    await told.library.close()


# Topics


async def test_a_topic_has_its_people_and_papers(graph: Graph) -> None:
    node = await graph.node("cs.LG")
    around = await graph.surroundings(node)
    assert [(one.relation, one.count) for one in around.relations] == [("people", 3), ("papers", 3)]
    people = await graph.neighbours(node, "people")
    assert [(row.node.key, row.joint_count) for row in people.rows] == [(ADA_KEY, 2), (BO_KEY, 2), (CLEO_KEY, 1)]
    assert keys(await graph.neighbours(node, "papers")) == [ONE, BIG, TWO]
    assert keys(await graph.neighbours(node, "papers", GraphFilter(first_year=2025, last_year=2025))) == [BIG]


async def test_no_relation_leads_where_none_does(graph: Graph) -> None:
    with pytest.raises(NotFoundError):
        await graph.neighbours(await graph.node("cs.LG"), "coauthors")


# What it costs


async def test_an_opening_and_a_step_ask_as_often_however_many_neighbours_there_are(tmp_path: Path) -> None:
    counts = []
    for folder, size in (("few", 2), ("many", 20)):
        home = tmp_path / folder
        with opened(home) as store:
            found = [
                make_paper(f"2608.{n:05}", authors=[ADA, Author(f"Friend {n}"), Author(f"Other {n}")])
                for n in range(1, size + 1)
            ]
            day_kept(store, FRIDAY, found)
            with store.transaction():
                acts.follow(store, author_key(Author("Friend 1")), NOW)
        library = make_library(home)
        graph, node = library.graph, await library.graph.node("Ada Bel")
        opening = await asked(library, lambda graph=graph, node=node: opened_on(graph, node))  # type: ignore[misc]
        friend = await graph.node("Friend 1")
        step = await asked(library, lambda graph=graph, friend=friend: graph.surroundings(friend))  # type: ignore[misc]
        papers = await asked(library, lambda graph=graph, node=node: graph.neighbours(node, "papers"))  # type: ignore[misc]
        counts.append((opening, step, papers))
        await library.close()
    assert counts[0] == counts[1]
    assert counts[0][0] <= 60
    assert counts[0][1] <= 50
    assert counts[0][2] <= 12


async def opened_on(graph: Graph, node: Node) -> Neighbours:
    await graph.surroundings(node)
    return await graph.neighbours(node, "coauthors")


async def asked(library: Library, question: Callable[[], Awaitable[object]]) -> int:
    """Return how many statements a question takes."""
    statements: list[str] = []
    connection: sqlite3.Connection = await library._store.run(lambda store: store.connection)
    connection.set_trace_callback(statements.append)
    await question()
    connection.set_trace_callback(None)
    return sum(not statement.startswith(("BEGIN", "ROLLBACK", "PRAGMA")) for statement in statements)


async def test_what_is_kept_in_memory_of_a_person_goes_when_the_cache_changes(library: Library) -> None:
    node = await library.graph.node("Dan Eko")
    assert keys(await library.graph.neighbours(node, "coauthors")) == [BO_KEY]
    more = replace(make_paper("2608.00009", authors=[DAN, CLEO]), published_at=NOW)
    await library.keep_day(FRIDAY, [*papers(), more], NOW, 0)
    assert set(keys(await library.graph.neighbours(node, "coauthors"))) == {BO_KEY, CLEO_KEY}


async def test_all_of_it_is_asked_without_a_filter_by_itself(graph: Graph) -> None:
    node = await graph.node("Ada Bel")
    assert await graph.surroundings(node) == await graph.surroundings(node, ALL)
    assert PersonKey(node.key) == ADA_KEY
