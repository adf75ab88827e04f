"""Tests of the commands: what they print, as lines and as JSON, and what they change."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from tests.command_line import CONFIRMED, Tuiread, story, synced, tuiread
from tests.fakes import Story, make_paper
from tests.loopback import Loopback
from tests.upstream_payloads import atom_entry, atom_feed
from tuiread.cli.declaring import Command
from tuiread.cli.table import COMMANDS
from tuiread.errors import OfflineError
from tuiread.library import Library
from tuiread.records import DayReport, Outcome, SyncReport

ROOT = Path(__file__).parents[1]
__all__ = ["story", "synced", "tuiread"]  # fixtures


def test_today_prints_the_newest_day_that_has_papers(synced: Tuiread) -> None:
    ran = synced("today")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.lines[0] == "Fri 21 Aug 2026 · 2 papers, 2 unread · trending"
    assert ran.lines[1].startswith("cached 20:00 · ")
    assert ran.lines[2:] == [
        "",
        "N      9 Reading by Lamplight",
        "         Ada Example +1 · Example Lab · 1 comment · code · 2608.00001",
        "N      4 Writing by Daylight",
        "         Cy Specimen · 1 comment · 2608.00002",
    ]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (["2026-08-20"], "Thu 20 Aug 2026 · 1 paper, 1 unread · trending"),
        (["yesterday"], "Thu 20 Aug 2026 · 1 paper, 1 unread · trending"),
        (["--week", "2026-W34", "--order", "new"], "Week 34, 17 to 23 Aug 2026 · 3 papers, 3 unread · new"),
        (["--month", "2026-08"], "August 2026 · 3 papers, 3 unread · trending"),
        (["2026-08-15"], "Sat 15 Aug 2026 · no papers · trending"),
    ],
)
def test_today_prints_the_period_asked_for(synced: Tuiread, words: list[str], heading: str) -> None:
    ran = synced("today", *words)
    assert ran.code == 0
    assert ran.lines[0] == heading


def test_today_opens_on_the_starter_edition_before_the_first_sync(tuiread: Tuiread) -> None:
    ran = tuiread("today")
    assert "starter edition" in ran.lines[1]
    assert "`tuiread sync` fetches today's papers" in ran.lines[1]
    assert "ctrl+r" not in ran.out


def test_a_day_that_was_not_fetched_is_told_apart_from_one_without_papers(synced: Tuiread) -> None:
    unknown = synced("today", "2026-08-12")
    assert (unknown.code, unknown.out) == (3, "")
    assert unknown.err == "Wed 12 Aug 2026 is not in your cache; `tuiread sync --date 2026-08-12` fetches it.\n"
    assert synced("sync", "--date", "2026-08-12").code == 0
    empty = synced("today", "2026-08-12")
    assert empty.code == 0
    assert "No papers on Wed 12 Aug 2026." in empty.lines


def test_a_day_that_was_asked_for_in_vain_says_so(synced: Tuiread, story: Story) -> None:
    story.fails_with(OfflineError("No network.", source="huggingface"), day="2026-08-12")
    assert synced("sync", "--date", "2026-08-12").code == 4
    assert "and the try at 20:00 failed;" in synced("today", "2026-08-12").err


def test_a_json_document_stands_alone_on_stdout_even_where_nothing_was_found(synced: Tuiread) -> None:
    ran = synced("today", "--week", "2026-W20", "--json")
    assert ran.code == 3
    assert ran.document["papers"] == []
    assert ran.document["freshness"]["missing_days"][0] == "2026-05-11"
    assert "`tuiread sync --week 2026-W20`" in ran.err


def test_a_paper_is_shown_from_the_cache_without_asking(synced: Tuiread, story: Story) -> None:
    asked = len(story.asked)
    ran = synced("paper", "https://arxiv.org/abs/2608.00001v2")
    assert ran.lines[0] == "Reading by Lamplight"
    assert "Ada Example (@ada) · Bo Sample" in ran.lines
    assert ran.err == "Versions are not told apart yet: this is arXiv 2608.00001 as a whole, not only v2.\n"
    assert len(story.asked) == asked


def test_a_paper_that_the_cache_lacks_is_fetched_and_kept(tuiread: Tuiread, story: Story) -> None:
    story.paper(make_paper("2501.00001", "Found Elsewhere"))
    assert tuiread("paper", "2501.00001", "--json").document["title"] == "Found Elsewhere"
    assert tuiread("--offline", "paper", "2501.00001").lines[0] == "Found Elsewhere"
    assert story.asked == ["paper 2501.00001"]


def test_a_paper_of_json_has_links_state_and_sources(synced: Tuiread) -> None:
    synced("save", "2608.00001")
    paper = synced("paper", "2608.00001", "--json").document
    assert paper["authors"] == [
        {"name": "Ada Example", "key": "hf:ada", "hf_user": "ada"},
        {"name": "Bo Sample", "key": "name:bo sample"},
    ]
    assert paper["feed_days"] == ["2026-08-21"]
    assert paper["links"]["code"] == "https://example.org/code"
    assert paper["links"]["project"] is None
    assert paper["state"]["saved"] is True
    assert paper["sources"] == [{"source": "huggingface", "fetched_at": "2026-08-21T20:00:00Z"}]


def test_a_researcher_is_found_by_name_account_and_key(synced: Tuiread) -> None:
    for words in (["ada", "example"], ["@ada"], ["hf:ada"], ["ADA"]):
        assert synced("who", *words).lines[0].startswith("Ada Example")
    document = synced("who", "Bo", "Sample", "--json").document
    assert document["works_count"] == 2
    assert [work["id"] for work in document["works"]] == ["2608.00003", "2608.00001"]
    assert document["close_collaborators"] == []
    assert [check["id"] for check in document["trust"]["checks"] if check["state"] == "met"] == ["S1", "W1", "W3"]


def test_a_name_that_several_people_have_lists_them(synced: Tuiread) -> None:
    ran = synced("who", "s")
    assert (ran.code, ran.out) == (3, "")
    assert "Bo Sample (name:bo sample)" in ran.err
    assert "Cy Specimen (name:cy specimen)" in ran.err


def test_search_finds_papers_that_hold_every_word(synced: Tuiread) -> None:
    assert synced("search", "lamp", "read").lines == [
        "1 paper for “lamp read”, best first",
        "",
        "N      9 Reading by Lamplight",
        "         Fri 21 Aug · Ada Example +1 · Example Lab · 1 comment · code · 2608.00001",
    ]
    assert [paper["id"] for paper in synced("search", "lamp", "--limit", "1", "--json").document["papers"]] == [
        "2608.00003"
    ]


def test_a_search_without_hits_is_not_found(synced: Tuiread) -> None:
    ran = synced("search", "moonlight")
    sentence = "No paper in your cache fits “moonlight”; `tuiread sync` brings more papers.\n"
    assert (ran.code, ran.out, ran.err) == (3, "", sentence)
    ran = synced("search", "moonlight", "--json")
    assert (ran.code, ran.document, ran.err) == (3, {"papers": [], "as_of": None}, sentence)


def test_a_search_that_is_cut_says_so(synced: Tuiread) -> None:
    assert synced("search", "lamp", "--limit", "1").lines[0] == (
        "The first 1 paper for “lamp”, best first; --limit N shows more"
    )
    assert synced("search", "lamp", "--limit", "2").lines[0] == "2 papers for “lamp”, best first"


def test_a_search_by_words_may_be_asked_for_by_name(synced: Tuiread) -> None:
    assert synced("search", "lamp", "--mode", "words").lines == synced("search", "lamp").lines


def test_a_list_does_not_guess_how_old_its_facts_are(synced: Tuiread) -> None:
    synced("save", "2608.00001")
    synced("follow", "@ada")
    for words in (["search", "lamp"], ["library"], ["following"]):
        assert synced(*words, "--json").document["as_of"] is None
    assert synced("today", "--json").document["as_of"] == "2026-08-21T20:00:00Z"


def test_papers_of_the_starter_edition_are_marked(tuiread: Tuiread) -> None:
    assert {paper["is_starter"] for paper in tuiread("today", "--json").document["papers"]} == {True}
    assert tuiread("sync", "--days", "2").code == 0
    assert {paper["is_starter"] for paper in tuiread("today", "--json").document["papers"]} == {False}


def test_saved_papers_are_in_the_library_until_they_are_taken_out(synced: Tuiread) -> None:
    assert synced("library").lines == ["Your library is empty; `tuiread save ID` saves a paper."]
    assert synced("save", "2608.00001").lines == ["Saved “Reading by Lamplight”."]
    assert synced("save", "arXiv:2608.00002", "2608.00003").lines == ["Saved 2 papers."]
    assert {paper["id"] for paper in synced("library", "--json").document["papers"]} == {
        "2608.00001",
        "2608.00002",
        "2608.00003",
    }
    assert synced("unsave", "2608.00002").lines == [
        "Took arXiv 2608.00002 out of your library; `tuiread undo` puts it back."
    ]
    assert "2608.00002" not in synced("library").out
    assert synced("undo").lines == ["Undone: took out “Writing by Daylight”."]
    assert "2608.00002" in synced("library").out


def test_one_unknown_paper_keeps_the_others_from_being_saved(synced: Tuiread) -> None:
    assert synced("save", "2608.00001", "2608.77777").code == 3
    assert synced("library", "--json").document["papers"] == []


def test_saved_papers_outlive_the_cache(synced: Tuiread, own_home: Path) -> None:
    synced("save", "2608.00001")
    synced("follow", "Ada Example")
    for file in (own_home / "cache").iterdir():
        file.unlink()
    assert "Reading by Lamplight" in synced("--offline", "library").out
    assert "What 2608.00001 is about." in synced("--offline", "paper", "2608.00001").out
    assert "Reading by Lamplight" in synced("--offline", "following").out


def test_a_followed_person_is_listed_with_their_new_papers(synced: Tuiread, story: Story) -> None:
    assert synced("following").lines == ["You follow nobody yet; `tuiread follow NAME` follows an author."]
    assert synced("follow", "@ada").lines == ["You follow Ada Example (hf:ada)."]
    story.day("2026-08-24", [make_paper("2608.00004", "Lamps for All", authors=[CONFIRMED])])
    assert synced("sync", "--date", "2026-08-24", TUIREAD_NOW="2026-08-24T20:00:00Z").code == 0
    document = synced("following", "--json").document
    assert document["people"] == [{"key": "hf:ada", "name": "Ada Example", "papers_count": 2, "new_count": 1}]
    assert [(paper["id"], paper["followed"], paper["is_new"]) for paper in document["papers"]] == [
        ("2608.00004", ["Ada Example"], True),
        ("2608.00001", ["Ada Example"], False),
    ]
    assert "Reading by Lamplight" in synced("following").out
    assert synced("paper", "2608.00001", "--json").document["state"]["followed_author"] == "Ada Example"


def test_somebody_is_unfollowed_by_part_of_the_name(synced: Tuiread) -> None:
    synced("follow", "Ada Example")
    synced("follow", "Bo Sample")
    ambiguous = synced("unfollow", "mple")
    assert ambiguous.code == 3
    assert "Ada Example (hf:ada), Bo Sample (name:bo sample); name one by its key." in ambiguous.err
    assert synced("unfollow", "ada").lines == ["You follow Ada Example no longer; `tuiread undo` takes that back."]
    assert synced("unfollow", "ada").err == (
        "You follow nobody called “ada”; `tuiread following` lists whom you follow.\n"
    )


def test_somebody_is_muted_listed_as_such_and_let_in_again(synced: Tuiread) -> None:
    assert synced("follow", "Ada Example", "--mute").lines == [
        "You follow Ada Example (hf:ada), muted: their papers stay out of the inbox."
    ]
    assert synced("following").lines == [
        "Following 1 person (1 muted)",
        "  Ada Example",
        "  by Hugging Face account · muted",
    ]
    assert synced("follow", "Ada Example", "--unmute").lines == ["You follow Ada Example (hf:ada)."]
    assert not synced("inbox", "--json").document["people"][0]["muted"]
    assert synced("follow", "category:cs.LG", "--mute").err.startswith("Only people are muted")


def test_the_inbox_prints_what_is_new_and_how_it_was_matched(synced: Tuiread, story: Story) -> None:
    assert synced("inbox").lines == [
        "You follow nobody yet; `tuiread follow NAME` or `tuiread follow category:cs.LG` begins."
    ]
    synced("follow", "@ada")
    synced("follow", "Bo Sample")
    papers = [
        make_paper("2608.00004", "Lamps for All", authors=[CONFIRMED]),
        make_paper("2608.00005", authors=["Bo Sample"]),
    ]
    story.day("2026-08-24", papers)
    monday = {"TUIREAD_NOW": "2026-08-24T20:00:00Z"}
    assert synced("sync", "--date", "2026-08-24", **monday).code == 0
    lines = synced("inbox", **monday).lines
    assert lines[0] == "Inbox · 1 new, 1 to answer · following 2 people"
    assert lines[1].startswith("N  24 Aug paper   Ada Example: Lamps for All")
    assert lines[2].strip() == "matched by Hugging Face account · 2608.00004"
    assert "? waits for your answer: `tuiread inbox --yes ID` or `tuiread inbox --no ID`." in lines
    document = synced("inbox", "--json", **monday).document
    assert (document["new_count"], document["waiting_count"]) == (1, 1)
    assert document["items"][0]["people"] == [
        {"key": "hf:ada", "name": "Ada Example", "how": "account", "coauthors": [], "waits": False}
    ]


def test_a_sync_asks_about_people_only_when_told_and_says_who_failed(synced: Tuiread) -> None:
    nowhere = {"TUIREAD_ARXIV_URL": "http://127.0.0.1:9", "TUIREAD_NOW": "2026-08-21T20:00:00Z"}
    nobody = synced("sync", "--date", "2026-08-21", "--people", **nowhere)
    assert nobody.lines[1] == "You follow nobody whom a source could be asked about."
    synced("follow", "Bo Sample")
    assert len(synced("sync", "--date", "2026-08-21", **nowhere).lines) == 1
    failed = synced("sync", "--date", "2026-08-21", "--people", "--json", **nowhere)
    assert failed.code == 0
    assert [(one["source"], one["ok"]) for one in failed.document["outcomes"]] == [
        ("huggingface", True),
        ("arxiv", False),
    ]
    assert "arXiv" in failed.document["outcomes"][1]["error"]
    assert "arXiv" in failed.err


@pytest.mark.parametrize(("option", "said", "left"), [("--yes", "is", 2), ("--no", "is not", 1)])
def test_an_answer_for_a_name_is_kept_and_undone(
    synced: Tuiread, story: Story, option: str, said: str, left: int
) -> None:
    synced("follow", "Bo Sample")
    story.day("2026-08-24", [make_paper("2608.00005", "Later", authors=["Bo Sample"])])
    assert synced("sync", "--date", "2026-08-24", TUIREAD_NOW="2026-08-24T20:00:00Z").code == 0
    before = [item["paper"]["id"] for item in synced("inbox", "--json").document["items"]]
    assert synced("inbox", option, "2608.00005").lines == [
        f"Kept: the Bo Sample of arXiv 2608.00005 {said} the one you follow; `tuiread undo` takes it back."
    ]
    document = synced("inbox", "--json").document
    assert document["waiting_count"] == 0
    assert len(document["items"]) == len(before) - (2 - left)
    assert synced("undo").code == 0
    assert synced("inbox", "--json").document["waiting_count"] == 1


def test_an_answer_that_nobody_asked_for_is_refused(synced: Tuiread) -> None:
    synced("follow", "@ada")
    refused = synced("inbox", "--yes", "2608.00001")
    assert (refused.code, refused.err) == (
        3,
        "Nobody in arXiv 2608.00001 is matched by name only; `tuiread inbox` says how.\n",
    )
    assert synced("inbox", "--yes", "2608.00001", "--no", "2608.00001").code == 2
    assert synced("inbox", "--no", "lamp").code == 2


def test_a_claim_is_made_shown_and_dropped(synced: Tuiread) -> None:
    nobody = synced("claim")
    assert (nobody.code, nobody.err) == (
        3,
        "You claim nobody yet: `tuiread claim NAME` says who you are, on this machine only.\n",
    )
    claimed = synced("claim", "@ada")
    assert claimed.lines[0] == "Claim: Ada Example (hf:ada, 1 work, 1 source)"
    assert claimed.lines[1] == "[x] This is me"
    document = synced("claim", "--json").document
    assert document["key"] == "hf:ada"
    assert any(line.strip() == document["token"] for line in claimed.lines)
    assert [proof["kind"] for proof in document["proofs"]] == ["huggingface"]
    assert document["repeat"] == ["curl -s https://huggingface.co/api/papers/2608.00001"]
    (dropped,) = synced("claim", "--drop").lines
    assert dropped.endswith("`tuiread undo` takes that back, with the same token. A new claim gets another one.")
    assert synced("claim").code == 3
    assert synced("undo").code == 0
    assert synced("claim", "--json").document["token"] == document["token"]


def test_a_check_of_a_claim_needs_an_orcid_id_and_the_network(synced: Tuiread) -> None:
    synced("claim", "@ada")
    assert "No single ORCID iD is known for Ada Example" in synced("claim", "--check").err
    assert synced("--offline", "claim", "--check").code == 2
    for words in (("@ada", "--drop"), ("--check", "--drop"), ("--drop", "--json")):
        refused = synced("claim", *words)
        assert (refused.code, refused.out) == (2, "")
    assert synced("claim").code == 0, "nothing was dropped"
    assert synced("claim", "Nobody At All").code == 3
    assert synced("--offline", "claim", "openalex:A5000000001").code == 3


def test_topics_and_searches_are_followed_and_unfollowed(synced: Tuiread) -> None:
    assert synced("follow", "search:lamp", "light").lines == [
        "You follow the search “lamp light”; new papers that fit come into `tuiread inbox`."
    ]
    assert synced("follow", "category:cs.LG").lines[0].startswith("You follow the arXiv category cs.LG;")
    assert [feed["key"] for feed in synced("inbox", "--json").document["feeds"]] == [
        "category:cs.LG",
        "search:lamp light",
    ]
    assert synced("unfollow", "search:lamp light").lines == [
        "You follow the search “lamp light” no longer; `tuiread undo` takes that back."
    ]
    assert synced("unfollow", "keyword:optics").code == 3
    assert synced("follow", "category:lamps").err == (
        "“lamps” is no arXiv category; they look like cs.LG, hep-th or stat.ML.\n"
    )
    for nothing in ("keyword:", "search:...", "category:"):
        assert synced("follow", nothing).err == (
            f"What do you mean by {nothing}? Write a word or more after the colon.\n"
        )
    assert synced("follow", "category:cs.lg").lines[0].startswith("You follow the arXiv category cs.LG;")


def test_undo_says_when_there_is_nothing_left(tuiread: Tuiread) -> None:
    ran = tuiread("undo")
    assert (ran.code, ran.err) == (3, "Nothing to undo.\n")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["--date", "2026-08-19"], ["day 2026-08-19"]),
        (["--since", "2026-08-14", "--until", "2026-08-17"], ["day 2026-08-17", "day 2026-08-14"]),
        (["--since", "2026-08-20"], ["day 2026-08-21", "day 2026-08-20"]),
        (["--week", "2026-w34"], ["week 2026-08-17"]),
        (["--month", "2026-07"], ["month 2026-07"]),
        (["--days", "3"], ["day 2026-08-21", "day 2026-08-20", "day 2026-08-19"]),
    ],
)
def test_a_sync_asks_for_what_its_options_name(
    tuiread: Tuiread, story: Story, words: list[str], asked: list[str]
) -> None:
    assert tuiread("sync", *words).code == 0
    assert story.asked == asked


def test_a_sync_without_options_takes_what_is_due(tuiread: Tuiread, story: Story) -> None:
    ran = tuiread("sync")
    assert ran.out == "7 days up to date, 3 new papers.\n"
    assert ran.err == ""
    assert story.asked[0] == "day 2026-08-21"
    assert len(story.asked) == 7


def test_a_sync_counts_what_it_could_not_read(tuiread: Tuiread, story: Story) -> None:
    story.day("2026-08-21", [make_paper("2608.00009")], skipped=["Item 2 could not be read."])
    ran = tuiread("sync", "--date", "today", "--json")
    assert ran.document["days"] == {"2026-08-21": {"papers": 1, "new": 1, "skipped": 1}}
    assert ran.document["outcomes"] == [{"source": "huggingface", "ok": True, "requests": 1}]
    assert ran.document["failed_days"] == []


def test_a_sync_of_which_a_part_failed_keeps_what_came(tuiread: Tuiread, story: Story) -> None:
    story.fails_with(OfflineError("The network is gone.", source="huggingface"), day="2026-08-20")
    ran = tuiread("sync", "--days", "2", "--json")
    assert ran.code == 0
    assert list(ran.document["days"]) == ["2026-08-21"]
    assert ran.document["failed_days"] == ["2026-08-20"]
    assert ran.document["outcomes"][0]["ok"] is False
    assert ran.err == "1 day kept, 1 day failed: The network is gone.\n"
    assert tuiread("sync", "--days", "2").out == "1 day kept, 1 day failed: The network is gone.\n"
    assert "Reading by Lamplight" in tuiread("today").out


def test_a_sync_of_which_everything_failed_says_so_with_its_exit_code(tuiread: Tuiread, story: Story) -> None:
    story.fails_with(OfflineError("The network is gone.", source="huggingface"))
    ran = tuiread("sync", "--date", "2026-08-21")
    assert (ran.code, ran.out, ran.err) == (4, "", "1 day failed: The network is gone.\n")
    assert tuiread("sync", "--date", "2026-08-21", "--json").document["outcomes"][0]["error"] == "The network is gone."


def test_a_failed_month_that_has_no_weekday_yet_is_a_failure(tuiread: Tuiread, story: Story) -> None:
    story.fails_with(OfflineError("The network is gone.", source="huggingface"))
    ran = tuiread("sync", "--month", "2026-08", TUIREAD_NOW="2026-08-01T20:00:00Z")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.endswith("The network is gone.\n")


@pytest.mark.parametrize(
    ("day_count", "code", "sentence"),
    [(0, 4, "Nothing came: It broke."), (1, 0, "1 day kept, but not everything came: It broke.")],
)
def test_a_failure_without_a_day_to_name_is_never_called_done(
    tuiread: Tuiread, monkeypatch: pytest.MonkeyPatch, day_count: int, code: int, sentence: str
) -> None:
    days = dict.fromkeys([dt.date(2026, 8, 21)][:day_count], DayReport(2, 2))
    report = SyncReport(days, (Outcome("huggingface", is_ok=False, request_count=1, error="It broke."),), 2)

    async def sync(*_: object) -> SyncReport:
        return report

    monkeypatch.setattr(Library, "sync", sync)
    ran = tuiread("sync", "--month", "2026-08")
    assert (ran.code, (ran.out + ran.err).strip()) == (code, sentence)


def test_a_month_that_has_no_weekday_yet_is_not_called_up_to_date(tuiread: Tuiread) -> None:
    ran = tuiread("sync", "--month", "2026-11", TUIREAD_NOW="2026-11-01T20:00:00Z")
    assert (ran.code, ran.out) == (0, "Nothing came: that time has no weekday yet.\n")


def test_the_last_days_end_where_the_feed_began(tuiread: Tuiread, story: Story) -> None:
    assert tuiread("sync", "--days", "3650", TUIREAD_NOW="2023-05-09T20:00:00Z").code == 0
    assert story.asked == ["day 2023-05-09", "day 2023-05-08", "day 2023-05-05", "day 2023-05-04"]


def test_a_sync_on_a_terminal_draws_a_bar_beside_the_answer(
    tuiread: Tuiread, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    ran = tuiread("sync", "--days", "2")
    assert ran.out == "2 days up to date, 3 new papers.\n"
    assert "Fetching" in ran.err
    assert "2/2" in ran.err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help(tuiread: Tuiread, command: Command) -> None:
    ran = tuiread(command.name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: tuiread {command.name} ")


def test_options_that_every_command_has_stand_before_or_after_it(tuiread: Tuiread, tmp_path: Path) -> None:
    for words in (["--home", str(tmp_path / "a"), "config", "path"], ["config", "path", "--home", str(tmp_path / "a")]):
        assert f"library   {tmp_path / 'a' / 'data' / 'library.db'}" in tuiread(*words).lines


def test_ascii_keeps_to_ascii_signs(synced: Tuiread) -> None:
    assert synced("today", "--ascii").out.isascii()
    assert not synced("today").out.isascii()
    assert synced("today", TUIREAD_UI_ASCII="yes").out.isascii()


def test_nothing_printed_holds_an_escape_code(synced: Tuiread) -> None:
    for words in (["today"], ["paper", "2608.00001"], ["who", "@ada"], ["search", "lamp"], ["doctor"], ["config"]):
        assert "\x1b" not in synced(*words).out


def test_lines_keep_to_a_hundred_cells_without_a_terminal(synced: Tuiread, story: Story) -> None:
    story.day("2026-08-21", [make_paper("2608.00009", "word " * 60, authors=["Ada Example"] * 9)])
    synced("sync", "--date", "today")
    synced("save", "2608.00009")
    for words in (["today"], ["paper", "2608.00009"], ["library"], ["search", "word"]):
        assert max(map(len, synced(*words).lines)) <= 100


def test_config_show_tells_where_each_value_comes_from(tuiread: Tuiread) -> None:
    ran = tuiread("config", "show", "--ascii", TUIREAD_FEED_ORDER="new", HF_TOKEN="hf_secret")
    rows = {line.split()[0]: line for line in ran.lines}
    assert '"yes"' in rows["ui.ascii"]
    assert "(option)" in rows["ui.ascii"]
    assert "(environment TUIREAD_FEED_ORDER)" in rows["feed.order"]
    assert "hf_secret" not in ran.out


def test_config_path_works_while_a_setting_is_broken(tuiread: Tuiread, own_home: Path) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "config.toml").write_text('[feed]\norder = "upwards"\n', encoding="utf-8")
    assert tuiread("config", "path").code == 0
    broken = tuiread("today")
    assert (broken.code, broken.out) == (2, "")
    assert "config.toml, line 2: `feed.order` must be" in broken.err


def test_config_keys_lists_every_binding_of_the_app(tuiread: Tuiread) -> None:
    from tuiread.keymap import key_table

    ran = tuiread("config", "keys")
    assert len(ran.lines) == len(key_table()) + 1
    assert any(line.startswith("everywhere") and " app.quit " in line and line.endswith("quit") for line in ran.lines)


def own_keys(own_home: Path, text: str) -> None:
    (own_home / "config").mkdir(parents=True, exist_ok=True)
    (own_home / "config" / "keys.toml").write_text(f"[keys]\n{text}\n", encoding="utf-8")


def test_config_keys_shows_the_keys_as_they_are_now(tuiread: Tuiread, own_home: Path) -> None:
    own_keys(own_home, '"paper.save" = "z, ctrl+s"')
    ran = tuiread("config", "keys")
    assert ran.code == 0
    [changed] = [line for line in ran.lines if "changed" in line]
    assert " ".join(changed.split()) == "a paper in hand paper.save z ctrl+s save (changed, was s)"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('"paper.sav" = "z"', "line 2: `paper.sav` is not the name of a binding; did you mean `paper.save`?"),
        ('paper.save = "z"\nfeed.order = "s,foo"', "line 3: `feed.order` is `foo`, which is not the name of a key;"),
        ('"paper.save" = 1', "line 2: the keys of `paper.save` must be text"),
    ],
)
def test_config_keys_lists_the_names_also_where_one_is_wrong(
    tuiread: Tuiread, own_home: Path, text: str, sentence: str
) -> None:
    plain = tuiread("config", "keys").lines
    own_keys(own_home, text)
    ran = tuiread("config", "keys")
    assert (ran.code, ran.lines) == (2, plain)
    assert f"{own_home / 'config' / 'keys.toml'}, {sentence}" in ran.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_command(tuiread: Tuiread, shell: str) -> None:
    ran = tuiread("completions", shell)
    assert ran.code == 0
    assert [command.name for command in COMMANDS if command.name not in ran.out] == []


def test_the_doctor_finds_a_healthy_home(synced: Tuiread, own_home: Path) -> None:
    findings = synced("doctor", "--json", HF_TOKEN="hf_secret").document
    assert findings["integrity"] == {"library": "ok", "cache": "ok"}
    assert findings["counts"] == {"papers": 3, "days": 2, "saved": 0, "follows": 0, "broken_saves": 0}
    assert findings["newest"] == {"day": "2026-08-21", "fetched_at": "2026-08-21T20:00:00Z", "is_starter": False}
    assert findings["upstreams"] == [{"source": "huggingface", "url": "https://huggingface.co", "has_token": True}]
    assert findings["problems"] == []
    rights = {place["name"]: place["mode"] for place in findings["places"] if place["exists"]}
    assert rights == {"data": "700", "library": "600", "cache": "700", "cache file": "600"}


def test_the_doctor_tells_of_saves_that_cannot_be_read(synced: Tuiread, own_home: Path) -> None:
    synced("save", "2608.00001")
    with sqlite3.connect(own_home / "data" / "library.db") as connection:
        connection.execute("UPDATE saves SET snapshot = '{'")
    connection.close()
    ran = synced("doctor")
    assert ran.code == 5
    assert ran.lines[-1].startswith("What was kept of 1 saved paper cannot be read any more and was left alone;")


def test_the_doctor_asks_nothing_online_and_shows_no_secret(synced: Tuiread, story: Story) -> None:
    asked = len(story.asked)
    ran = synced("doctor", HF_TOKEN="hf_secret", SSH_CONNECTION="1", TMUX="x", TERM="xterm-256color")
    assert ran.lines[-1] == "No problems found; nothing was asked online."
    assert "hf_secret" not in ran.out
    assert "over SSH" in ran.out
    assert "set-clipboard on" in ran.out
    assert len(story.asked) == asked


def test_the_manual_names_every_command_and_option() -> None:
    manual = (ROOT / "docs" / "tuiread.1.md").read_text(encoding="utf-8")
    options = [flag for command in COMMANDS for each in command.arguments for flag in each.flags if flag[0] == "-"]
    wanted = [f"**{command.name}**" for command in COMMANDS] + [f"**{option}**" for option in options]
    assert [name for name in wanted if name not in manual] == []


def test_a_paper_that_only_arxiv_knows_is_shown_and_saved(synced: Tuiread) -> None:
    with Loopback() as server:
        for _ in range(2):
            server.answers(atom_feed(atom_entry("2501.00009v1", "From arXiv")))
        around = {"TUIREAD_ARXIV_URL": server.url, "TUIREAD_ARXIV_MIN_INTERVAL_S": "0"}
        assert "From arXiv" in synced("paper", "2501.00009", **around).out
        assert synced("save", "2501.00009", **around).code == 0
        assert [asked.path.partition("?")[0] for asked in server.asked] == ["/api/query"]
