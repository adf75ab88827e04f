"""What a reader likes, the order that is made of it, and the three passes of a catch-up: pure rules."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, strategies as st

from tuiread.insight.catching_up import SECONDS, away, passes, usual_pace
from tuiread.insight.ranking import standings, taste_share
from tuiread.insight.taste import Space, logistic, rocchio
from tuiread.meaning.words import paper_text
from tuiread.records import CatchUp, Example, FeedRow, PaperId
from tuiread.words.catch_up import plain_catch_up

BRIDGE, LAMP = "bridges of wood over rivers", "lamps of glass over harbours"
TEXTS = [(PaperId(f"2608.{number:05}"), BRIDGE if number % 2 else LAMP, f"word{number}") for number in range(20)]
BRIDGES = [paper_id for paper_id, title, _ in TEXTS if title == BRIDGE]
SPACE = Space(TEXTS)
LEARNERS = pytest.mark.parametrize("learn", [rocchio, logistic])


def row(paper_id: str, votes: int = 0, *, followed: str | None = None, is_unread: bool = True) -> FeedRow:
    day = dt.date(2026, 8, 21)
    return FeedRow(PaperId(paper_id), paper_id, day, day, (), 1, votes, 0, followed_name=followed, is_unread=is_unread)


@LEARNERS
def test_papers_like_the_saved_ones_are_liked_most(learn: type) -> None:
    scores = learn(SPACE, [Example(one, 1.0) for one in BRIDGES[:3]]).scores()
    assert min(scores[one] for one in BRIDGES) > max(score for one, score in scores.items() if one not in BRIDGES)


@LEARNERS
def test_papers_like_a_hidden_one_are_liked_less(learn: type) -> None:
    saved = [Example(BRIDGES[0], 1.0)]
    lamp = TEXTS[2][0]
    with_hidden = [*saved, Example(TEXTS[0][0], -1.0)]
    before, after = (learn(SPACE, examples).scores()[lamp] for examples in (saved, with_hidden))
    assert after < before


def test_papers_that_the_reader_would_save_too_hardly_speak_against_their_like() -> None:
    saved, others = BRIDGES[:3], BRIDGES[3:]
    scores = logistic(SPACE, [Example(one, 1.0) for one in saved]).scores()
    assert min(scores[one] for one in others) > max(scores[one] for one in saved) / 3


@LEARNERS
def test_the_same_examples_teach_the_same_in_any_order(learn: type) -> None:
    examples = [Example(one, 1.0) for one in BRIDGES[:4]]
    shuffled = random.Random(1).sample(examples, len(examples))
    first, second = learn(SPACE, examples).scores(), learn(SPACE, shuffled).scores()
    assert first == pytest.approx(second, abs=1e-6)


@LEARNERS
def test_a_word_that_is_switched_off_says_nothing_alone_or_in_a_pair(learn: type) -> None:
    examples = [Example(one, 1.0) for one in BRIDGES[:3]]
    text = paper_text(BRIDGE, "word1")
    loud, quiet = learn(SPACE, examples), learn(SPACE, examples, {"word:bridg"})
    assert any("bridg" in reason.key for reason in loud.words(BRIDGES[0], text))
    assert not any("bridg" in reason.key for reason in quiet.words(BRIDGES[0], text))


def test_a_saved_paper_that_is_switched_off_is_near_to_nothing() -> None:
    examples = [Example(one, 1.0) for one in BRIDGES[:3]]
    silenced = {f"near:{BRIDGES[1]}"}
    assert [one for one, _ in rocchio(SPACE, examples).near(BRIDGES[5])] == BRIDGES[:3]
    assert [one for one, _ in rocchio(SPACE, examples, silenced).near(BRIDGES[5])] == [BRIDGES[0], BRIDGES[2]]


@given(st.dictionaries(st.integers(0, 30), st.tuples(st.integers(0, 9), st.floats(-1, 1)), min_size=1))
def test_an_order_holds_each_paper_once_and_does_not_depend_on_theirs(facts: dict[int, tuple[int, float]]) -> None:
    rows = [row(f"2608.{number:05}", votes) for number, (votes, _) in facts.items()]
    tastes = {one.id: taste for one, (_, taste) in zip(rows, facts.values(), strict=True)}
    placed = standings(rows, tastes, 12)
    assert sorted(one.paper_id for one in placed) == sorted(one.id for one in rows)
    assert placed == standings(rows[::-1], tastes, 12)


def test_taste_weighs_more_with_every_save() -> None:
    shares = [taste_share(saves) for saves in range(40)]
    assert shares == sorted(shares)
    assert shares[0] == 0


def test_a_followed_author_lifts_a_paper() -> None:
    rows = [row("2608.00001", 5), row("2608.00002", 4, followed="Somebody"), row("2608.00003", 3)]
    assert standings(rows, {}, 5)[0].paper_id == "2608.00001"
    rows = [*rows, row("2608.00004", 2), row("2608.00005", 1)]
    assert standings(rows, {}, 5)[0].paper_id == "2608.00002"


def test_each_paper_is_in_one_pass_and_the_first_reason_is_the_strongest() -> None:
    rows = [row(f"2608.{number:05}", number) for number in range(40)] + [row("2608.00100", followed="Somebody")]
    found = passes(rows, {PaperId("2608.00001"): 2, PaperId("2608.00100"): 3}, {PaperId("2608.00002")}, None)
    must, top, rest = found
    assert sorted(one.id for pass_ in found for one in pass_.rows) == sorted(one.id for one in rows)
    assert must.reasons == {
        "2608.00001": ("near", 2),
        "2608.00100": ("follow", 0),
        "2608.00002": ("cites you", 0),
    }
    assert [one.upvotes for one in top.rows] == list(range(39, 19, -1))
    assert len(rest.rows) == 18


def test_only_unread_papers_take_time_and_the_readers_own_pace_counts() -> None:
    rows = [row("2608.00001"), row("2608.00002", is_unread=False)]
    assert passes(rows, {}, (), None)[1].seconds == SECONDS["top voted"]
    assert passes(rows, {}, (), 60)[1].seconds == 2 * SECONDS["top voted"]


def test_a_pace_is_learnt_of_reads_in_one_sitting_only() -> None:
    start = dt.datetime(2026, 8, 21, 8, tzinfo=dt.UTC)
    times = [start + dt.timedelta(seconds=20 * number) for number in range(11)]
    assert usual_pace(times) == 20
    assert usual_pace(times[:5]) is None
    assert usual_pace([start + dt.timedelta(days=number) for number in range(20)]) is None


@pytest.mark.parametrize(
    ("visits", "today", "gap"),
    [
        ([], "2026-08-21", None),
        (["2026-08-20"], "2026-08-21", None),
        (["2026-08-14"], "2026-08-17", None),  # only a weekend lies between
        (["2026-08-12"], "2026-08-21", ("2026-08-12", "2026-08-21")),
        (["2026-08-11", "2026-08-20"], "2026-08-21", ("2026-08-11", "2026-08-20")),
    ],
)
def test_an_absence_is_of_weekdays(visits: list[str], today: str, gap: tuple[str, str] | None) -> None:
    found = away([dt.date.fromisoformat(day) for day in visits], dt.date.fromisoformat(today))
    assert found == (gap and tuple(map(dt.date.fromisoformat, gap)))


@pytest.mark.parametrize(
    ("missing", "said"),
    [(5, "Nothing of these days is here; `tuiread sync` asks."), (0, "No papers came while you were away.")],
)
def test_a_catch_up_on_nothing_is_one_sentence_without_passes(missing: int, said: str) -> None:
    days = dt.date(2026, 8, 17), dt.date(2026, 8, 21)
    found = CatchUp(*days, 4, passes((), {}, frozenset(), None), is_own_pace=False, missing_count=missing)
    assert plain_catch_up(found, 80) == ["Catch up: 17-21 Aug 2026", said]
