"""The feed in words: rows that fit, and honest words about what is there, missing, empty or failed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW
from tests.shelf_fixtures import FRIDAY, THURSDAY, WEDNESDAY
from tests.word_fixtures import FRESH, LATER, ROWS, WIDTHS, drawn, feed_page, too_wide
from tuiread.dates import day_period, month_period, week_period
from tuiread.lines import left_right, plain
from tuiread.records import DayReport, FeedPage, FeedRow, Freshness, Outcome, PaperId, Period, Step, SyncReport
from tuiread.words.feed import (
    about_row,
    byline,
    empty_words,
    feed_counts,
    feed_head,
    feed_row,
    freshness_words,
    letters,
    plain_feed,
    step_words,
    sync_words,
)

FAILED = {"failed_at": LATER, "error": "Hugging Face cannot be reached."}
SATURDAY, MONDAY = dt.date(2026, 8, 22), dt.date(2026, 8, 24)
DAY = day_period(FRIDAY)
WEEK = week_period(FRIDAY)
MISSING = Freshness(missing_days=(FRIDAY,))
PARTLY = Freshness(fetched_at=NOW, missing_days=(WEDNESDAY, THURSDAY))
EMPTY = Freshness(fetched_at=NOW, empty_days=(FRIDAY,))
STARTER = Freshness(fetched_at=NOW.replace(hour=0), is_starter=True)


# Rows


@pytest.mark.parametrize("cells", WIDTHS)
def test_rows_look_as_they_did(golden: Golden, cells: int) -> None:
    blocks = [drawn(feed_row(row, cells)) for row in ROWS]
    blocks += [drawn(feed_row(row, cells, shows_day=True)) for row in ROWS[:1]]
    blocks += [drawn(feed_row(row, cells, height=1)) for row in ROWS]
    golden("\n".join(blocks), f"words/feed_row_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_heads_look_as_they_did(golden: Golden, cells: int) -> None:
    pages = [
        feed_page(),
        feed_page(()),
        feed_page((), MISSING),
        replace(feed_page(), period=WEEK, order="new"),
        replace(feed_page(ROWS[1:2]), period=month_period(FRIDAY)),
    ]
    golden(drawn(left_right(*feed_head(page, cells), cells) for page in pages), f"words/feed_head_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_plain_pages_look_as_they_did(golden: Golden, cells: int) -> None:
    week = replace(feed_page(freshness=replace(PARTLY, **FAILED)), period=WEEK)
    empty = [feed_page((), freshness) for freshness in (MISSING, replace(MISSING, **FAILED), EMPTY)]
    pages = [feed_page(), week, *empty]
    golden("\n\n".join("\n".join(plain_feed(page, cells, LATER)) for page in pages), f"words/plain_feed_{cells}")


@given(row=fixtures.rows, cells=fixtures.cells, height=st.sampled_from([1, 2]), shows_day=st.booleans())
def test_every_row_fits_its_width_and_height(row: FeedRow, cells: int, height: int, shows_day: bool) -> None:
    lines = feed_row(row, cells, height=height, shows_day=shows_day)
    assert len(lines) == height
    assert too_wide(lines, cells) == []


@given(
    rows=st.lists(fixtures.rows, max_size=3), fresh=fixtures.freshnesses, period=fixtures.periods, cells=fixtures.cells
)
def test_every_plain_page_fits_its_width_and_names_each_paper(
    rows: list[FeedRow], fresh: Freshness, period: Period, cells: int
) -> None:
    page = FeedPage(period, "new", tuple(rows), fresh)
    lines = plain_feed(page, cells, NOW)
    assert too_wide(lines, cells) == []
    ids = [row.id for row in rows]
    assert [line[-10:] for line in lines if line[-10:] in ids] == ids


def test_letters_stand_in_fixed_places() -> None:
    row = ROWS[1]
    assert letters(row) == "N  "
    assert letters(replace(row, is_unread=False)) == "   "
    assert letters(replace(row, followed_name="Ada Example")) == "Nf "
    assert letters(replace(row, is_unread=False, is_saved=True)) == "  s"
    assert letters(replace(row, followed_name="Ada Example", is_saved=True)) == "Nfs"


def test_the_byline_names_the_followed_author_first_and_doubts_a_guess() -> None:
    row = ROWS[0]
    assert byline(row) == "Bo Sample +11"
    assert byline(replace(row, is_name_match=True)) == "Bo Sample? +11"
    assert byline(replace(row, followed_name=None)) == "Ada Example +11"
    assert byline(replace(row, followed_name=None, author_count=1)) == "Ada Example"
    assert byline(replace(row, followed_name=None, author_names=(), author_count=0)) == "no authors given"


def test_counts_leave_out_what_is_not_there() -> None:
    assert feed_counts(feed_page()) == "4 papers, 2 unread, 2 by people you follow"
    assert feed_counts(feed_page(), is_short=True) == "4 papers, 2 unread, 2 followed"
    assert feed_counts(feed_page(ROWS[1:2])) == "1 paper, 1 unread"
    assert feed_counts(feed_page(())) == "no papers"
    assert feed_counts(feed_page((), MISSING)) == "not fetched"


# How fresh it is


@pytest.mark.parametrize(
    ("freshness", "period", "words"),
    [
        (FRESH, DAY, "cached 20:00 · days by New York time"),
        (EMPTY, DAY, "cached 20:00 · days by New York time"),
        (MISSING, DAY, "not fetched yet · days by New York time"),
        (PARTLY, WEEK, "cached 20:00 · not fetched: Wed 19 Aug, Thu 20 Aug · days by New York time"),
        (Freshness(), day_period(SATURDAY), "days by New York time"),
        (Freshness(), day_period(MONDAY), "days by New York time"),
        (replace(FRESH, **FAILED), DAY, "cached 20:00 · refresh at 23:00 failed · days by New York time"),
        (replace(MISSING, **FAILED), DAY, "not fetched yet · refresh at 23:00 failed · days by New York time"),
        (STARTER, DAY, "starter edition, recorded Fri 21 Aug 2026 · ctrl+r fetches today's papers"),
        (
            replace(STARTER, **FAILED),
            DAY,
            "starter edition, recorded Fri 21 Aug 2026 · refresh at 23:00 failed · ctrl+r fetches today's papers",
        ),
    ],
)
def test_freshness_is_told_for_every_state(freshness: Freshness, period: Period, words: str) -> None:
    assert freshness_words(freshness, period, LATER) == words


def test_where_there_are_no_keys_the_command_that_fetches_is_named() -> None:
    words = freshness_words(STARTER, DAY, LATER, refresh="`tuiread sync`")
    assert words.endswith("`tuiread sync` fetches today's papers")


@given(freshness=fixtures.freshnesses, period=fixtures.periods)
def test_a_failed_refresh_is_never_silent(freshness: Freshness, period: Period) -> None:
    words = freshness_words(freshness, period, NOW)
    assert ("failed" in words) == (freshness.failed_at is not None)


@pytest.mark.parametrize(
    ("freshness", "period", "first", "other"),
    [
        (MISSING, DAY, "Fri 21 Aug 2026 is not fetched yet.", "ctrl+r asks Hugging Face"),
        (PARTLY, WEEK, "Week 34, 17 to 23 Aug 2026 is only partly fetched.", "ctrl+r asks Hugging Face"),
        (EMPTY, DAY, "No papers on Fri 21 Aug 2026.", "Hugging Face was asked at 20:00."),
        (EMPTY, WEEK, "No papers in Week 34, 17 to 23 Aug 2026.", "Hugging Face was asked at 20:00."),
        (Freshness(), day_period(SATURDAY), "Sat 22 Aug 2026: no papers on weekends.", "[ and ]"),
        (Freshness(), day_period(MONDAY), "Mon 24 Aug 2026 is still to come.", ""),
    ],
)
def test_an_empty_page_says_why(freshness: Freshness, period: Period, first: str, other: str) -> None:
    page = replace(feed_page((), freshness), period=period)
    assert empty_words(page, LATER)[0] == first
    assert other in " ".join(empty_words(page, LATER))
    assert not any("ctrl" in line or "[" in line for line in empty_words(page, LATER, has_keys=False))


def test_an_empty_page_tells_of_the_try_that_failed() -> None:
    words = empty_words(feed_page((), replace(MISSING, **FAILED)), LATER)
    assert words[1] == "The try at 23:00 failed: Hugging Face cannot be reached."


# Stepping


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(DAY), ""),
        (Step(DAY, skipped_weekend=True), "Skipped the weekend."),
        (Step(DAY, skipped_empty=(THURSDAY,)), "Skipped Thu 20 Aug without papers."),
        (Step(DAY, skipped_missing=(THURSDAY,)), "Skipped Thu 20 Aug not fetched (ctrl+r catches up)."),
        (
            Step(DAY, (THURSDAY,), (WEDNESDAY,), skipped_weekend=True),
            "Skipped the weekend and Thu 20 Aug without papers and Wed 19 Aug not fetched (ctrl+r catches up).",
        ),
    ],
)
def test_a_step_says_what_it_stepped_over(step: Step, words: str) -> None:
    assert step_words(step, is_older=True) == words


def test_a_step_that_leads_nowhere_says_why() -> None:
    assert step_words(Step(None), is_older=True) == "This is the first day of the feed."
    assert step_words(Step(None), is_older=False) == "This is the newest day; ctrl+r looks for more."


# Syncing


def report(kept: int = 0, failed: int = 0, *, new: int = 0, skipped: int = 0, error: str | None = None) -> SyncReport:
    days = {FRIDAY - dt.timedelta(days=number): DayReport(9, new, skipped) for number in range(kept)}
    lost = tuple(FRIDAY - dt.timedelta(days=kept + number) for number in range(failed))
    return SyncReport(days, (Outcome("huggingface", not failed, 3, error),), 99, lost)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (report(1, new=1), "1 day up to date, 1 new paper."),
        (report(3, new=4), "3 days up to date, 12 new papers."),
        (report(2), "2 days up to date, nothing new."),
        (report(2, new=1, skipped=2), "2 days up to date, 2 new papers, 4 items could not be read."),
        (report(0, 1, error="No network."), "1 day failed: No network."),
        (report(2, 3, new=5, error="No network."), "2 days kept, 3 days failed: No network."),
        (SyncReport({}, (Outcome("huggingface", False, 1, "No network."),), 99), "the sync failed: No network."),
    ],
)
def test_a_sync_says_how_it_went(done: SyncReport, words: str) -> None:
    assert sync_words(done) == words


def test_items_that_could_not_be_read_are_told_with_the_freshness() -> None:
    words = freshness_words(Freshness(fetched_at=NOW, skipped_count=9), DAY, LATER)
    assert " · 9 could not be read · " in words


def test_a_list_of_many_years_names_those_that_are_not_this_one_and_the_starter_edition() -> None:
    row = replace(ROWS[1], is_starter=True)
    assert row.day == FRIDAY
    assert about_row(row, shows_day=True, this_year=2026)[0] == "Fri 21 Aug"
    assert about_row(row, shows_day=True, this_year=2027)[0] == "Fri 21 Aug 2026"
    assert about_row(row, shows_starter=True)[-1] == "starter edition"
    assert "starter edition" not in about_row(row)
    assert "starter edition" not in about_row(ROWS[1], shows_starter=True)


@given(kept=st.integers(0, 9), failed=st.integers(1, 9), new=fixtures.counts)
def test_a_sync_with_a_failure_is_never_called_done(kept: int, failed: int, new: int) -> None:
    words = sync_words(report(kept, failed, new=new, error="No network."))
    assert "up to date" not in words
    assert "failed: No network." in words


@given(row=fixtures.rows)
def test_what_a_row_says_is_on_one_line(row: FeedRow) -> None:
    assert all("\n" not in plain(line) for line in feed_row(row, 80))


def test_a_note_and_a_hundred_votes_do_not_touch() -> None:
    noted = FeedRow(PaperId("2608.00001"), "Lamps", None, None, (), 0, 163, None, is_tagged=True, has_note=True)
    assert plain(feed_row(noted, 80)[0]) == "N  tn 163 Lamps"
    assert plain(feed_row(replace(noted, upvotes=63), 80)[0]) == "N  tn 63 Lamps"
