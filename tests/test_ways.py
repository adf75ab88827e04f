"""Ways between people: the shortest ones, all of them, the strongest first; another program searches the same."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from unittest.mock import patch

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, day_kept, opened
from tuiread import acts, person_acts, profiles
from tuiread.errors import NotFoundError
from tuiread.graph.ways import paths
from tuiread.insight import ways
from tuiread.insight.ties import collaborators, widened
from tuiread.insight.ways import find_ways
from tuiread.lines import plain
from tuiread.names import author_key
from tuiread.paths import find_paths
from tuiread.records import CLOSE_AUTHORS, Author, Circle, JointWork, PathAnswer, PersonKey
from tuiread.store import Store
from tuiread.tables import teams as table
from tuiread.teams import reading
from tuiread.teams.arrays import Teams
from tuiread.teams.files import TeamLists, make_teams
from tuiread.teams.reading import TeamsNow
from tuiread.words.graph_path import no_path_lines
from tuiread.words.ways import plain_ways

YEAR = 2026
PEOPLE = range(12)

Work = tuple[tuple[int, ...], int, int]
"""The people of a paper, its number of authors as printed, and its year."""

works = st.builds(
    lambda team, more, year: (tuple(sorted(team)), len(team) + more, year),
    st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=4),
    st.sampled_from([0, 0, 0, 1, 30]),
    st.sampled_from([0, 2005, 2019, 2024, YEAR]),
)
libraries = st.lists(works, max_size=24)


def made(library: Sequence[Work]) -> Teams:
    pairs = [(paper, person) for paper, (team, _, _) in enumerate(library) for person in team]
    columns = [np.array([pair[place] for pair in pairs], np.int64) for place in (0, 1)]
    counts, years = (np.array([work[place] for work in library], np.int64) for place in (1, 2))
    return make_teams(TeamLists(columns[0], columns[1], np.arange(len(library)), counts, years))


def tied(library: Sequence[Work], *, with_big: bool) -> nx.Graph[int]:
    """Return who wrote with whom, each tie as strong as the profile's own rule makes it."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(PEOPLE)
    for one in PEOPLE:
        rows = [
            (PersonKey(str(other)), str(other), JointWork(paper, year or None, count, ()))
            for paper, (team, count, year) in enumerate(library)
            if one in team
            for other in team
            if other != one
        ]
        for found in collaborators(
            widened(Circle({}, {}), rows), YEAR, most_authors=1000 if with_big else CLOSE_AUTHORS
        ):
            graph.add_edge(one, int(found.key), tie=found.tie)
    return graph


def weakest(graph: nx.Graph[int], way: Sequence[int]) -> float:
    return min((graph.edges[pair]["tie"] for pair in pairwise(way)), default=math.inf)


@given(libraries, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.booleans())
@settings(max_examples=200)
def test_ways_are_the_shortest_ones_and_the_strongest_come_first(
    library: list[Work], start: int, end: int, with_big: bool
) -> None:
    graph = tied(library, with_big=with_big)
    found = find_ways(made(library), start, end, YEAR, with_big=with_big)
    if start == end:
        return  # whoever asks knows that
    if not nx.has_path(graph, start, end):
        assert found.ways == ()
        return
    shortest = [tuple(way) for way in nx.all_shortest_paths(graph, start, end)]
    told = [way.people for way in found.ways]
    assert len(set(told)) == len(told) == min(len(shortest), ways.MOST_WAYS)
    assert set(told) <= set(shortest)
    assert found.is_cut == (len(shortest) > ways.MOST_WAYS)
    strengths = sorted((weakest(graph, way) for way in shortest), reverse=True)[: len(told)]
    assert [min(way.ties) for way in found.ways] == pytest.approx(strengths)


@given(libraries, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.booleans())
def test_each_step_has_its_papers_and_the_tie_of_the_profile(
    library: list[Work], start: int, end: int, with_big: bool
) -> None:
    graph = tied(library, with_big=with_big)
    most = 1000 if with_big else CLOSE_AUTHORS
    for way in find_ways(made(library), start, end, YEAR, with_big=with_big).ways if start != end else ():
        for (one, other), papers, tie in zip(pairwise(way.people), way.papers, way.ties, strict=True):
            assert list(papers) == [
                paper
                for paper, (team, count, _) in enumerate(library)
                if one in team and other in team and count <= most
            ]
            assert tie == pytest.approx(graph.edges[one, other]["tie"])


@settings(max_examples=50)
@given(libraries, libraries, st.sets(st.integers(0, 23)), st.sets(st.sampled_from(PEOPLE), max_size=2))
def test_teams_with_changes_are_the_teams_made_anew(
    before: list[Work], after: list[Work], gone: set[int], hidden: set[int]
) -> None:
    kept = [work if number not in gone else ((), 0, 0) for number, work in enumerate(after)]
    changed = np.array(sorted({*range(len(after)), *(paper for paper in gone if paper < len(before))}), np.int64)
    full = [*kept, *(((), 0, 0) if paper in gone else before[paper] for paper in range(len(kept), len(before)))]
    there = [paper for paper in changed.tolist() if full[paper][0]]
    pairs = [(paper, person) for paper in there for person in full[paper][0]]
    columns = tuple(np.array([pair[place] for pair in pairs], np.int64) for place in (0, 1))
    facts = tuple(np.array(one, np.int64) for one in (there, *([full[paper][k] for paper in there] for k in (1, 2))))
    now = made(before).with_changes(changed, (columns[0], columns[1]), (facts[0], facts[1], facts[2]), hidden)
    anew = made([(tuple(one for one in team if one not in hidden), count, year) for team, count, year in full])
    for start, end in combinations(sorted(set(PEOPLE) - hidden)[:5], 2):
        one, other = (find_ways(each, start, end, YEAR, with_big=True) for each in (now, anew))
        assert [way.people for way in one.ways] == [way.people for way in other.ways]


# In a cache

ADA, BO, CLEO, DAN, EVE = (Author(name) for name in ("Ada Bel", "Bo Cim", "Cleo Dur", "Dan Eko", "Eve Fal"))
ADA_AT, BO_AT, OTHER_BO_AT = (
    Author(name, user, "claimed_verified") for name, user in (("Ada Bel", "ada"), ("Bo Cim", "bo"), ("Bo Cim", "bo2"))
)
HIDDEN_BO = Author("Bo Cim", "bo", "claimed_verified", is_hidden=True)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        yield opening


def keep(library: Store, *bylines: Sequence[Author], day: dt.date = FRIDAY, first: int = 1) -> None:
    """Keep a paper for each byline, on one day."""
    day_kept(
        library,
        day,
        [make_paper(f"2608.{first + place:05}", authors=names) for place, names in enumerate(bylines)],
    )


def way(library: Store, start: Author | str, end: Author | str, *, with_big: bool = False) -> PathAnswer:
    """Return the answer of a cache whose teams are looked at for the first time."""
    return asked(library, TeamsNow(home_of(library) / "cache" / "teams.bin"), start, end, with_big=with_big)


def asked(
    library: Store, now: TeamsNow, start: Author | str, end: Author | str, *, with_big: bool = False
) -> PathAnswer:
    keys = [PersonKey(one) if isinstance(one, str) else author_key(one) for one in (start, end)]
    with library.reading() as connection:
        return paths(connection, now, keys[0], keys[1], with_big=with_big)


def home_of(library: Store) -> Path:
    return Path(library.connection.execute("PRAGMA database_list").fetchone()[2]).parents[1]


def names(answer: PathAnswer) -> list[str]:
    return [" - ".join([path.start.name, *(step.person.name for step in path.steps)]) for path in answer.paths]


def test_a_way_leads_through_co_authors(library: Store) -> None:
    keep(library, [ADA, BO], [BO, CLEO], [CLEO, DAN], [DAN, EVE])
    answer = way(library, ADA, DAN)
    assert names(answer) == ["Ada Bel - Bo Cim - Cleo Dur - Dan Eko"]
    assert [[paper.key for paper in step.papers] for step in answer.paths[0].steps] == [
        ["2608.00001"],
        ["2608.00002"],
        ["2608.00003"],
    ]
    assert [step.author_counts for step in answer.paths[0].steps] == [(2,), (2,), (2,)]
    assert (answer.is_cut, answer.shorter, answer.paper_count) == (False, None, 4)


def test_there_may_be_no_way(library: Store) -> None:
    keep(library, [ADA, BO], [CLEO, DAN])
    assert way(library, ADA, DAN).paths == ()


def test_who_is_the_same_is_no_step_away(library: Store) -> None:
    keep(library, [ADA, BO])
    (path,) = way(library, ADA, ADA).paths
    assert path.steps == ()


def test_a_name_that_one_account_has_is_that_account(library: Store) -> None:
    keep(library, [ADA, CLEO], [ADA_AT, BO])
    assert names(way(library, CLEO, BO)) == ["Cleo Dur - Ada Bel - Bo Cim"]
    assert way(library, ADA, ADA_AT).paths[0].steps == ()
    assert way(library, ADA, BO).start.key == "hf:ada"


def test_nobody_gets_through_two_people_of_one_name(library: Store) -> None:
    keep(library, [ADA, BO_AT], [CLEO, OTHER_BO_AT], [DAN, BO])
    assert way(library, ADA, CLEO).paths == ()
    assert way(library, ADA, DAN).paths == ()


def test_an_account_counts_names_that_may_be_its_own_as_its_profile_does(library: Store) -> None:
    keep(library, [ADA, BO_AT], [CLEO, OTHER_BO_AT], [DAN, BO])
    assert names(way(library, BO_AT, DAN)) == ["Bo Cim - Dan Eko"]
    assert names(way(library, OTHER_BO_AT, DAN)) == ["Bo Cim - Dan Eko"]


def test_a_name_that_its_owner_hid_leads_nowhere(library: Store) -> None:
    keep(library, [ADA, HIDDEN_BO], [BO_AT, CLEO])
    assert way(library, ADA, CLEO).paths == ()


def test_what_the_reader_said_is_nobodys_counts_to_nobody(library: Store) -> None:
    keep(library, [ADA, BO], [BO_AT, CLEO])
    assert names(way(library, ADA, CLEO)) == ["Ada Bel - Bo Cim - Cleo Dur"]
    bo = author_key(BO_AT)
    with library.transaction():
        acts.follow(library, bo, NOW)
        acts.answer_name(library, bo, make_paper("2608.00001").id, NOW, is_same=False)
    assert way(library, ADA, CLEO).paths == ()


def test_nobody_gets_through_somebody_who_was_forgotten(library: Store) -> None:
    keep(library, [ADA, BO], [BO, CLEO], [ADA, EVE], [EVE, DAN], [DAN, CLEO])
    with library.transaction():
        person_acts.forget(library, author_key(BO), NOW)
    assert names(way(library, ADA, CLEO)) == ["Ada Bel - Eve Fal - Dan Eko - Cleo Dur"]
    with pytest.raises(NotFoundError):
        way(library, ADA, BO)


def test_nobody_knows_somebody_unknown(library: Store) -> None:
    keep(library, [ADA, BO])
    with pytest.raises(NotFoundError):
        way(library, ADA, CLEO)


def test_big_papers_count_when_asked_for_and_their_shorter_way_is_told(library: Store) -> None:
    crowd = [Author(f"Member {number}") for number in range(CLOSE_AUTHORS)]
    keep(library, [ADA, BO], [BO, CLEO], [ADA, CLEO, *crowd])
    answer = way(library, ADA, CLEO)
    assert names(answer) == ["Ada Bel - Bo Cim - Cleo Dur"]
    assert answer.shorter is not None
    assert [step.person.name for step in answer.shorter.steps] == ["Cleo Dur"]
    assert answer.shorter.steps[0].author_counts == (CLOSE_AUTHORS + 2,)
    direct = way(library, ADA, CLEO, with_big=True)
    assert names(direct) == ["Ada Bel - Cleo Dur"]
    assert direct.shorter is None


def test_people_whom_only_a_big_paper_connects_have_no_way_without_it(library: Store) -> None:
    crowd = [Author(f"Member {number}") for number in range(CLOSE_AUTHORS)]
    keep(library, [ADA, CLEO, *crowd])
    answer = way(library, ADA, CLEO)
    assert answer.paths == ()
    assert answer.shorter is not None


def test_a_search_that_gives_up_says_so(library: Store) -> None:
    keep(library, [ADA, BO], [BO, CLEO], [CLEO, DAN], [DAN, EVE])
    answer = way(library, ADA, EVE)
    assert (answer.is_given_up, answer.is_shorter_given_up) == (False, False)
    with patch.object(ways, "MOST_NAMES", 1):
        answer = way(library, ADA, EVE)
        assert (answer.paths, answer.is_given_up, answer.is_shorter_given_up) == ((), True, True)
        assert way(library, ADA, BO).is_given_up is False
    assert "No path was found." in without_a_path(answer)
    assert "B lets papers over 25 authors count, too." in without_a_path(answer)
    assert plain_ways(answer, 80)[0] == "Ada Bel to Eve Fal: given up"
    assert any(line.startswith("The search gave up") for line in plain_ways(answer, 80))


def test_big_papers_are_advised_only_where_they_make_a_path(library: Store) -> None:
    crowd = [Author(f"Member {number}") for number in range(CLOSE_AUTHORS)]
    keep(library, [ADA, CLEO, *crowd], [EVE])
    assert "B lets papers over 25 authors count, too." in without_a_path(way(library, ADA, CLEO))
    assert len(without_a_path(way(library, ADA, EVE))) == 2


def without_a_path(answer: PathAnswer) -> list[str]:
    return [plain(line) for line in no_path_lines(answer, with_big=False, big_key="B")]


def test_what_came_since_the_file_was_written_counts(library: Store) -> None:
    now = TeamsNow(home_of(library) / "cache" / "teams.bin")
    keep(library, [ADA, BO], [BO, CLEO])
    assert names(asked(library, now, ADA, CLEO)) == ["Ada Bel - Bo Cim - Cleo Dur"]
    keep(library, [ADA, CLEO], day=THURSDAY, first=11)
    assert names(asked(library, now, ADA, CLEO)) == ["Ada Bel - Cleo Dur"]
    keep(library, [CLEO_AT], [CLEO_AT, DAN], day=THURSDAY, first=21)
    assert names(asked(library, now, ADA, DAN)) == ["Ada Bel - Cleo Dur - Dan Eko"]
    keep(library, [ADA, EVE], day=FRIDAY, first=1)  # the byline of the first paper is another one now
    assert names(asked(library, now, BO, EVE)) == ["Bo Cim - Cleo Dur - Ada Bel - Eve Fal"]
    assert names(way(library, BO, EVE)) == ["Bo Cim - Cleo Dur - Ada Bel - Eve Fal"]


CLEO_AT = Author("Cleo Dur", "cleo", "claimed_verified")


def test_a_file_is_made_anew_after_many_changes(library: Store) -> None:
    now = TeamsNow(home_of(library) / "cache" / "teams.bin")
    keep(library, [ADA, BO])
    asked(library, now, ADA, BO)
    keep(library, [BO, CLEO], [CLEO, DAN], day=THURSDAY, first=11)
    with patch.object(reading, "MOST_CHANGED", 1):
        before = now.written_number
        assert names(asked(library, now, ADA, DAN)) == ["Ada Bel - Bo Cim - Cleo Dur - Dan Eko"]
    assert now.written_number is not None
    assert before is not None
    assert now.written_number > before


def test_a_file_from_before_changes_that_are_told_no_more_is_not_believed(library: Store) -> None:
    keep(library, [ADA, BO])
    old = TeamsNow(home_of(library) / "cache" / "teams.bin")
    asked(library, old, ADA, BO)
    keep(library, [BO, CLEO], day=THURSDAY, first=11)
    with library.transaction():
        table.drop_changes(library.connection, table.moment(library.connection).last_number)
    assert names(asked(library, old, ADA, CLEO)) == ["Ada Bel - Bo Cim - Cleo Dur"]


@pytest.mark.parametrize("cut", [0, 3, 60, -1])
def test_a_damaged_file_is_made_anew(library: Store, cut: int) -> None:
    keep(library, [ADA, BO])
    asked(library, TeamsNow(home_of(library) / "cache" / "teams.bin"), ADA, BO)
    file = home_of(library) / "cache" / "teams.bin"
    file.write_bytes(file.read_bytes()[:cut])
    assert names(way(library, ADA, BO)) == ["Ada Bel - Bo Cim"]


def test_a_file_of_another_cache_is_not_believed(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "other") as other:
        keep(one, [ADA, BO], [BO, CLEO])
        way(one, ADA, CLEO)
        keep(other, [ADA, CLEO], [BO])
        file = find_paths(str(tmp_path / "other")).teams
        file.write_bytes(find_paths(str(tmp_path / "one")).teams.read_bytes())
        assert names(way(other, ADA, CLEO)) == ["Ada Bel - Cleo Dur"]


def test_where_no_file_can_be_written_there_is_an_answer_all_the_same(library: Store) -> None:
    keep(library, [ADA, BO])
    (home_of(library) / "cache" / "teams.bin").mkdir()
    assert names(way(library, ADA, BO)) == ["Ada Bel - Bo Cim"]


CAST = [
    *(Author(name) for name in ("Ada Bel", "Bo Cim", "Cleo Dur", "Dan Eko", "B. Cim")),
    ADA_AT,
    BO_AT,
    OTHER_BO_AT,
    Author("B. Cim", "bo", "claimed_verified"),
    HIDDEN_BO,
]
casts = st.lists(st.lists(st.sampled_from(CAST), min_size=1, max_size=4, unique=True), min_size=1, max_size=6)
plain_casts = st.lists(  # nobody hides, and no byline has two people of one family, who may be one and the same
    st.lists(st.sampled_from(CAST[:-1]), min_size=1, max_size=4, unique_by=lambda author: author.name.split()[-1]),
    min_size=1,
    max_size=6,
)


@given(casts, casts)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_step_of_a_way_stands_on_both_profiles(
    tmp_path_factory: pytest.TempPathFactory, first: list[list[Author]], then: list[list[Author]]
) -> None:
    with opened(tmp_path_factory.mktemp("home")) as store:
        keep(store, *first)
        now = TeamsNow(home_of(store) / "cache" / "teams.bin")
        everybody = {author_key(author) for team in (*first, *then) for author in team}
        asked(store, now, *sorted({author_key(first[0][0])}) * 2)
        keep(store, *then, day=THURSDAY, first=4)
        for start, end in combinations(sorted(everybody), 2):
            try:
                answer = asked(store, now, start, end)
            except NotFoundError:
                continue
            assert names(answer) == names(way(store, start, end))  # with changes as made anew
            for path in answer.paths:
                for one, step in pairwise([None, *path.steps]):
                    before = one.person.key if one else path.start.key
                    assert step is not None
                    for key in (before, step.person.key):
                        works = profiles.profile(store.connection, PersonKey(key)).works
                        assert {paper.key for paper in step.papers} <= {work.paper.id for work in works if work.paper}


@given(plain_casts)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_co_authors_of_a_profile_are_one_step_away(
    tmp_path_factory: pytest.TempPathFactory, bylines: list[list[Author]]
) -> None:
    with opened(tmp_path_factory.mktemp("home")) as store:
        keep(store, *bylines)
        for key in sorted({author_key(author) for team in bylines for author in team}):
            try:
                found = profiles.profile(store.connection, key)
            except NotFoundError:
                continue  # all that they wrote is hidden
            for one in found.coauthors:
                answer = way(store, key, one.key)
                if answer.start.key == key:  # a name that an account has is that account
                    assert [len(path.steps) for path in answer.paths] == [1]
                    # Whose a name without an account is, two profiles may see differently.
                    others = profiles.profile(store.connection, PersonKey(answer.end.key)).coauthors
                    ties = {one.tie, *(other.tie for other in others if other.key == key)}
                    assert any(answer.paths[0].steps[0].tie == pytest.approx(tie) for tie in ties)
