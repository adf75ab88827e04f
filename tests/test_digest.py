"""What stands in a digest and why, from a library with papers, follows, saves and a claim; how it is sent, and once."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, Story, make_library, make_paper
from tests.shelf_fixtures import opened
from tuiread import section_acts
from tuiread.dates import day_period, month_period, week_period
from tuiread.digest import MOST, MOST_WORDS
from tuiread.digests import latest_over
from tuiread.errors import MailError, StoreError, UsageError
from tuiread.library import Library
from tuiread.output.digest.wording import minutes
from tuiread.records import Author, CitedList, Digest, ListedWork, Paper, PaperId, PersonKey, SectionReply
from tuiread.sent_box import SentBox, mail_name

WEEK = week_period(NOW.date())
TO = "reader@example.org"


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """Give a library with two days of a week, and another week before."""
    story = Story()
    papers = [
        make_paper(f"2608.{number:05}", f"Title {number}", authors=[f"Author {number}"], upvotes=50 - number)
        for number in range(1, 31)
    ]
    papers[4] = make_paper("2608.00005", "By Bo", authors=["Bo Sample"], upvotes=1)
    papers[5] = make_paper("2608.00006", "Near", upvotes=0, keywords=("lamps", "reading", "oil"))
    papers[6] = make_paper("2608.00007", "Of a Topic", upvotes=0, categories=("cs.LG",))
    story.day("2026-08-21", papers[:15]).day("2026-08-20", papers[15:])
    story.day("2026-08-14", [make_paper("2608.00099", "Saved Before", keywords=("lamps", "reading"))])
    kept = make_library(tmp_path, story)
    await kept.sync([day_period(dt.date(2026, 8, day)) for day in (14, 20, 21)])
    yield kept
    await kept.close()


def kinds(digest: Digest) -> dict[str, list[str]]:
    return {section.kind: [item.paper.title for item in section.items] for section in digest.sections}


async def test_who_follows_nobody_gets_the_most_voted(library: Library) -> None:
    digest = await library.digests.page()
    assert digest.period == WEEK
    assert kinds(digest) == {"top": [f"Title {number}" for number in (1, 2, 3, 4, 8, 9, 10, 11)]}
    assert digest.sections[0].left_count == 30 - MOST["top"] - MOST["for_you"]
    assert (digest.paper_count, digest.unread_count) == (30, 30)


async def test_who_cites_the_reader_is_told_unless_it_is_hidden(tmp_path: Path) -> None:
    ada = Author("Ada Example", hf_user="ada", hf_status="admin_assigned")
    papers = [
        make_paper("2608.00001", "Mine", authors=[ada]),
        make_paper("2608.00002", "Theirs", authors=["Bo Sample"]),
    ]
    library = make_library(tmp_path, Story().day("2026-08-21", papers))
    await library.sync([day_period(dt.date(2026, 8, 21))])
    await library.researchers.claim(PersonKey("hf:ada"))
    cited = CitedList((ListedWork("Theirs", paper_id=PaperId("2608.00002")),), 1)
    with opened(tmp_path) as store, store.transaction():
        answer = SectionReply("openalex", "answered", NOW)
        section_acts.keep_cited(store, PaperId("2608.00001"), "citations", answer, cited)
    (section, *_) = (await library.digests.page()).sections
    assert (section.kind, section.items[0].paper.title) == ("cites_you", "Theirs")
    assert section.items[0].reasons == ("cites your “Mine”",)
    await library.ranking.hide([PaperId("2608.00002")], is_hidden=True)
    assert "cites_you" not in kinds(await library.digests.page())
    await library.close()


async def test_each_paper_stands_once_in_the_section_that_says_most(library: Library) -> None:
    await library.researchers.follow(PersonKey("name:bo sample"))
    await library.follow_feed("keyword", "oil")
    await library.save([PaperId("2608.00099")])
    digest = await library.digests.page()
    found = kinds(digest)
    assert found["feeds"] == ["Near"]  # also near the save: a topic that is followed comes first
    assert "By Bo" not in found["top"]
    ids = [item.paper.id for item in digest.items]
    assert len(ids) == len(set(ids))


async def test_what_shares_keywords_with_a_save_is_near_and_says_why(library: Library) -> None:
    await library.save([PaperId("2608.00099")])
    digest = await library.digests.page()
    [near] = [section for section in digest.sections if section.kind == "near"]
    assert [(item.paper.title, item.reasons) for item in near.items] == [("Near", ("lamps, reading: as 1 you saved",))]


async def test_from_five_saves_on_it_is_in_the_for_you_order_and_says_why(tmp_path: Path) -> None:
    def paper(number: int, what: str, votes: int, *keywords: str) -> Paper:
        abstract = f"We study {what} and nothing else, {what} number {number}."
        return make_paper(f"2608.{number:05}", f"{what} {number}", upvotes=votes, keywords=keywords, abstract=abstract)

    kept = [paper(number, "wooden bridges", 0, "bridges", "wood") for number in range(5)]
    lamps = [paper(number, "glass lamps", 50 - number) for number in range(10, 20)]
    near = [paper(20, "glass lamps", 9, "bridges", "wood"), paper(21, "wooden bridges", 8, "bridges", "wood")]
    week = [*lamps, *near, paper(22, "wooden bridges", 7)]
    library = make_library(tmp_path, Story().day("2026-08-14", kept).day("2026-08-21", week))
    await library.sync([day_period(dt.date(2026, 8, day)) for day in (14, 21)])
    await library.save([one.id for one in kept[:4]])
    assert kinds(await library.digests.page(WEEK))["near"] == ["glass lamps 20", "wooden bridges 21"]
    await library.save([kept[4].id])
    digest = await library.digests.page(WEEK)
    await library.close()
    found = kinds(digest)
    assert found["near"] == ["wooden bridges 21", "glass lamps 20"]
    assert found["for_you"] == ["wooden bridges 22"]
    assert found["top"] == [one.title for one in lamps[: MOST["top"] + MOST["for_you"] - 1]]
    [reasons] = [item.reasons for item in digest.items if item.paper.title == "wooden bridges 22"]
    assert reasons == ("near 5 you saved", "its words bridges, wooden, else")


async def test_days_that_were_not_fetched_are_unknown(library: Library) -> None:
    digest = await library.digests.page(WEEK)
    assert [(one.day.day, one.paper_count) for one in digest.days] == [
        (17, None), (18, None), (19, None), (20, 15), (21, 15),
    ]  # fmt: skip
    assert not digest.is_unknown
    assert (await library.digests.page(week_period(dt.date(2026, 8, 3)))).is_unknown


async def test_reading_is_told_only_where_it_is_wanted(library: Library) -> None:
    await library.save([PaperId("2608.00020")])
    await library.mark_read([PaperId("2608.00001"), PaperId("2608.00002")], "read")
    silent = await library.digests.page(WEEK)
    assert (silent.saved_count, silent.read_count) == (None, None)
    told = await library.digests.page(WEEK, tells_reading=True)
    assert (told.saved_count, told.read_count) == (1, 2)
    assert kinds(told)["saved"] == ["Title 20"]
    before = await library.digests.page(week_period(dt.date(2026, 8, 14)), tells_reading=True)
    assert (before.saved_count, before.read_count) == (0, 0)


async def test_a_digest_is_read_in_five_minutes(tmp_path: Path) -> None:
    long = " ".join(["word"] * 400)
    papers = [make_paper(f"2608.{number:05}", long, abstract=long) for number in range(1, 60)]
    library = make_library(tmp_path, Story().day("2026-08-21", papers))
    await library.sync([day_period(NOW.date())])
    digest = await library.digests.page(month_period(NOW.date()))
    await library.close()
    assert 1 <= minutes(digest) <= 5
    assert any(item.quote for item in digest.items)
    assert MOST_WORDS / 230 == 5


async def test_what_is_left_out_is_gone_with_an_empty_section(library: Library) -> None:
    await library.save([PaperId("2608.00099")])
    digest = await library.digests.page()
    left = digest.without({PaperId("2608.00006"), PaperId("2608.00001")})
    assert "near" not in kinds(left)
    assert "Title 1" not in kinds(left)["top"]
    assert len(left.items) == len(digest.items) - 2


async def test_an_empty_cache_has_a_digest_too(tmp_path: Path) -> None:
    library = make_library(tmp_path, Story())
    digest = await library.digests.page(week_period(dt.date(2026, 8, 3)))
    await library.close()
    assert (digest.items, digest.paper_count, digest.is_unknown) == ((), 0, True)


@pytest.mark.parametrize(
    ("today", "week", "day"),
    [
        ("2026-08-20", "2026-08-10", "2026-08-19"),  # Thursday
        ("2026-08-21", "2026-08-10", "2026-08-20"),  # Friday, which is not over
        ("2026-08-22", "2026-08-17", "2026-08-21"),  # Saturday
        ("2026-08-23", "2026-08-17", "2026-08-21"),
        ("2026-08-24", "2026-08-17", "2026-08-21"),  # Monday
        ("2026-08-25", "2026-08-17", "2026-08-24"),
    ],
)
def test_what_a_subscription_sends_is_over(today: str, week: str, day: str) -> None:
    date = dt.date.fromisoformat(today)
    assert latest_over("weekly", date).start.isoformat() == week
    assert latest_over("daily", date) == day_period(dt.date.fromisoformat(day))


# Files


async def test_a_file_is_written_whole_or_not_at_all(library: Library, tmp_path: Path) -> None:
    digest = await library.digests.page()
    path = await library.digests.write(digest, "md")
    assert path.name == "2026-W34.md"
    assert path.read_text(encoding="utf-8").startswith("# Week 34, 17 to 23 Aug 2026\n")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["2026-W34.md"]
    with pytest.raises(StoreError, match="cannot be written"):
        await library.digests.write(digest, "md", tmp_path / "nowhere" / "x.md")


async def test_a_link_and_a_files_rights_stay(library: Library, tmp_path: Path) -> None:
    target, link = tmp_path / "real.html", tmp_path / "link.html"
    target.write_text("old")
    target.chmod(0o644)
    link.symlink_to(target)
    await library.digests.write(await library.digests.page(), "html", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert target.stat().st_mode & 0o777 == 0o644


# Sending


class Post:
    """Takes mails, or does not."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.refuses: str | None = None

    def hand_over(self, mail: bytes, to: str, *around: Any) -> None:
        if self.refuses is not None and self.refuses in to:
            raise MailError("The post is closed.")
        self.taken.append((to, mail))


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    post = Post()
    monkeypatch.setattr("tuiread.mailing.hand_over", post.hand_over)
    return post


async def test_a_digest_is_sent_once_unless_asked(library: Library, post: Post) -> None:
    digest = await library.digests.page(WEEK)
    first = await library.digests.send(digest, "weekly", TO)
    second = await library.digests.send(digest, "weekly", TO)
    assert (first.was_sent_before, second.was_sent_before) == (False, True)
    assert [to for to, _ in post.taken] == [TO]
    await library.digests.send(digest, "weekly", TO, is_again=True)
    assert len(post.taken) == 2
    await library.digests.send(digest, "weekly", "other@example.org")
    assert [to for to, _ in post.taken] == [TO, TO, "other@example.org"]


async def test_what_could_not_be_sent_waits_and_goes_once(library: Library, post: Post, tmp_path: Path) -> None:
    before, digest = await library.digests.page(week_period(dt.date(2026, 8, 14))), await library.digests.page(WEEK)
    post.refuses = ""
    with pytest.raises(MailError, match=r"The post is closed\. It waits in .*weekly-2026-W33-\w{8}\.eml; the next"):
        await library.digests.send(before, "weekly", TO)
    post.refuses = None
    sent = await library.digests.send(digest, "weekly", TO)
    assert sent.late_names == (mail_name("weekly", "2026-W33", TO),)
    assert [b"Week 33" in mail for _, mail in post.taken] == [True, False]
    assert (await library.digests.send(before, "weekly", TO)).was_sent_before
    assert len(post.taken) == 2


async def test_one_address_that_is_refused_keeps_no_other_back(library: Library, post: Post) -> None:
    digest = await library.digests.page(WEEK)
    post.refuses = "gone@"
    with pytest.raises(MailError):
        await library.digests.send(digest, "weekly", "gone@example.org")
    with pytest.raises(MailError, match="waits in"):
        await library.digests.send(digest, "weekly", TO)
    assert [to for to, _ in post.taken] == [TO]
    assert (await library.digests.send(digest, "weekly", TO)).was_sent_before


async def test_a_stop_between_hand_over_and_clearing_away_sends_nothing_twice(tmp_path: Path, post: Post) -> None:
    box = SentBox(tmp_path / "mail")
    path = box.keep("weekly-x", f"To: {TO}\r\n\r\nA line.\r\n".encode())
    content = path.read_bytes()
    assert box.hand_over_all(post.hand_over, NOW) == ("weekly-x",)
    path.write_bytes(content)
    box.hand_over_all(post.hand_over, NOW)
    assert len(post.taken) == 1
    assert not path.exists()


async def test_two_tuireads_do_not_send_the_same(tmp_path: Path, post: Post) -> None:
    box = SentBox(tmp_path / "mail")
    box.keep("weekly-x", f"To: {TO}\r\n\r\nA line.\r\n".encode())
    refused = []

    def meanwhile(mail: bytes, to: str) -> None:
        with pytest.raises(MailError, match="Another tuiread is sending") as caught:
            SentBox(tmp_path / "mail").hand_over_all(post.hand_over, NOW)
        refused.append(caught.value)

    box.hand_over_all(meanwhile, NOW)
    assert len(refused) == 1
    assert post.taken == []


async def test_a_period_of_which_nothing_is_known_is_not_sent(library: Library, post: Post) -> None:
    digest = await library.digests.page(week_period(dt.date(2026, 8, 3)))
    with pytest.raises(MailError, match="was fetched, so nothing was sent"):
        await library.digests.send(digest, "weekly", TO)
    assert post.taken == []


async def test_the_starter_edition_is_not_sent(tmp_path: Path, post: Post) -> None:
    library = make_library(tmp_path, Story())
    digest = await library.digests.page(WEEK)
    assert digest.freshness.is_starter
    with pytest.raises(MailError, match="was fetched, so nothing was sent"):
        await library.digests.send(digest, "weekly", TO)
    await library.close()


async def test_an_address_that_is_none_sends_nothing(library: Library, post: Post) -> None:
    digest = replace(await library.digests.page(WEEK), lines=("Hello",))
    with pytest.raises(UsageError):
        await library.digests.send(digest, "weekly", f"{TO}\r\nBcc: other@example.org")
    assert post.taken == []
