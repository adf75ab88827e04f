"""Tests of bad input and bad luck on the command line: one clear sentence, the right exit code, nothing lost."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Ran, Tuiread, story, synced, tuiread
from tests.fakes import Story, make_paper
from tuiread.cli import doctor, reading
from tuiread.cli.desk import Reply
from tuiread.cli.writing import write
from tuiread.errors import AnswerError, OfflineError, RateLimitedError, SourceError, StatusError
from tuiread.store import Store

__all__ = ["story", "synced", "tuiread"]  # fixtures

HF = "huggingface"


def one_sentence(ran: Ran) -> str:
    """Return the one sentence on stderr, after making sure that there is nothing else anywhere."""
    assert ran.out == ""
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1
    return ran.err.rstrip("\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["toady"], "'toady' is not a command; did you mean `tuiread today`?"),
        (["xyzzy"], "'xyzzy' is not a command; `tuiread --help` lists them."),
        (["--home", "x", "Libary"], "'Libary' is not a command; did you mean `tuiread library`?"),
        (["2501.00001v2"], "'2501.00001v2' is not a command; `tuiread paper ID` prints a paper."),
        (["today", "--jason"], "tuiread today does not know '--jason'; `tuiread today --help` says what it takes."),
        (["--jason"], "tuiread does not know '--jason'; `tuiread --help` says what it takes."),
        (["paper"], "tuiread paper: the following arguments are required: ID; `tuiread paper --help` says what it"),
        (
            ["search", "x", "--limit", "0"],
            "tuiread search: argument --limit: '0' is not a whole number from 1 to 1000;",
        ),
        (["sync", "--days", "²"], "tuiread sync: argument --days: '²' is not a whole number from 1 to 3650;"),
        (["sync", "--week", "2026-W01", "--days", "2"], "tuiread sync: argument --days: not allowed with argument"),
        (["sync", "--until", "2026-08-01"], "--until needs --since, the first day to fetch."),
        (["sync", "--since", "2026-08-03", "--until", "2026-08-01"], "--since 2026-08-03 is after --until 2026-08-01;"),
        (["sync", "--since", "2026-08-01", "--until", "2026-08-02"], "From 2026-08-01 to 2026-08-02 there is only a"),
        (["--offline", "sync"], "A sync needs the network; leave --offline out."),
        (["today", "2026-08-20", "--month", "2026-08"], "DATE, --week and --month exclude each other;"),
        (["today", "2026-09-01"], "2026-09-01 is in the future: the newest day is 2026-08-21."),
        (["today", "2026-02-30"], "2026-02-30 is not in the calendar: write a day as 2026-08-21."),
        (["today", "--week", "2026-W60"], "2026-W60 is not in the calendar: write a week as 2026-W34."),
        (["today", "--week", "34"], "'34' is not a week: write it as 2026-W34."),
        (["today", "--order", "best"], "tuiread today: argument --order: invalid choice: 'best'"),
        (["paper", "2501.1"], "'2501.1' has lost digits:"),
        (["save", "2501.00001", "nonsense"], "'nonsense' is not an arXiv id: write it as"),
        (["search", ""], "What do you look for? Write a word or more after `tuiread search`."),
        (["search", " ", "\x1b[0m"], "What do you look for?"),
        (["search", "x", "--mode", "sense"], "tuiread search: argument --mode: invalid choice: 'sense'"),
        (["who", "\udcff"], "Word 2 after tuiread is not UTF-8 text; write it again, or set a UTF-8 locale."),
        (["--home", "\udcff", "today"], "Word 2 after tuiread is not UTF-8 text;"),
        (["\udcff"], "Word 1 after tuiread is not UTF-8 text;"),
        (["who", " "], "Whom do you mean? Write a name, or a key such as hf:USER."),
    ],
)
def test_words_that_do_not_fit_get_one_sentence(tuiread: Tuiread, words: list[str], sentence: str) -> None:
    ran = tuiread(*words)
    assert ran.code == 2
    assert one_sentence(ran).startswith(sentence)


def test_a_paper_that_nobody_knows_is_not_found(tuiread: Tuiread) -> None:
    ran = tuiread("paper", "2501.77777")
    assert ran.code == 3
    assert one_sentence(ran) == "Hugging Face does not know arXiv 2501.77777."


def test_a_paper_outside_the_cache_is_not_asked_for_offline(tuiread: Tuiread, story: Story) -> None:
    ran = tuiread("paper", "2501.77777", "--offline")
    assert ran.code == 3
    assert one_sentence(ran) == ("arXiv 2501.77777 is not in your cache; without --offline, tuiread asks for it.")
    assert story.asked == []


@pytest.mark.parametrize("words", [["who", "Nobody Known"], ["follow", "hf:nobody"], ["unsave", "2608.00001"]])
def test_what_is_not_there_is_not_found(synced: Tuiread, words: list[str]) -> None:
    ran = synced(*words)
    assert ran.code == 3
    assert one_sentence(ran)


FAILURES: list[SourceError] = [
    AnswerError("Hugging Face answered with a web page instead of data.", source=HF),
    AnswerError("Hugging Face answered with data that breaks off.", source=HF),
    StatusError("Hugging Face has no such page (404).", source=HF, status=404),
    StatusError("Hugging Face has trouble of its own (500).", source=HF, status=500),
    RateLimitedError("Hugging Face asks us to wait two hours.", source=HF, wait_s=7_200),
    OfflineError("Hugging Face cannot be reached.", source=HF),
]


@pytest.mark.parametrize("error", FAILURES, ids=str)
def test_an_upstream_that_fails_costs_nothing_that_was_there(synced: Tuiread, story: Story, error: SourceError) -> None:
    before = synced("today").lines[2:]
    story.fails_with(error)
    asked = synced("paper", "2501.77777")
    assert (asked.code, one_sentence(asked)) == (4, str(error))
    failed = synced("sync", "--date", "today")
    assert (failed.code, one_sentence(failed)) == (4, f"1 day failed: {error}")
    assert synced("today").lines[2:] == before


def in_the_way(path: Path) -> Path:
    """Put a file where a folder should be: root may write into any folder, but not into a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    return path


@pytest.mark.parametrize("folder", ["data", "cache"])
def test_a_folder_that_cannot_be_made_is_named(tuiread: Tuiread, own_home: Path, folder: str) -> None:
    path = in_the_way(own_home / folder)
    ran = tuiread("today")
    assert ran.code == 5
    assert one_sentence(ran).startswith(f"The folder {path} cannot be made (File exists)")


def test_a_home_below_a_file_is_refused(tuiread: Tuiread, tmp_path: Path) -> None:
    ran = tuiread("save", "2608.00001", "--home", str(in_the_way(tmp_path / "file") / "home"))
    assert ran.code in (2, 5)
    assert str(tmp_path / "file") in one_sentence(ran)


def database(own_home: Path, *statements: str) -> Path:
    path = own_home / "data" / "library.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


def test_a_library_from_a_newer_tuiread_is_left_alone(synced: Tuiread, own_home: Path) -> None:
    path = database(own_home, "PRAGMA user_version = 99")
    before = path.read_bytes()
    ran = synced("library")
    assert ran.code == 5
    assert "was written by a newer tuiread" in one_sentence(ran)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tuiread: Tuiread, own_home: Path) -> None:
    path = database(own_home, "CREATE TABLE cookies (name TEXT)")
    before = path.read_bytes()
    ran = tuiread("today")
    assert ran.code == 5
    assert "belongs to another program" in one_sentence(ran)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tuiread: Tuiread, own_home: Path) -> None:
    path = in_the_way(own_home / "data" / "library.db")
    path.write_text("not a database, but long enough to be read as the head of one " * 20, encoding="utf-8")
    ran = tuiread("today")
    assert ran.code == 5
    assert "is not a database that can be read" in one_sentence(ran)


def test_the_doctor_reports_what_cannot_be_opened(tuiread: Tuiread, own_home: Path) -> None:
    database(own_home, "CREATE TABLE cookies (name TEXT)")
    ran = tuiread("doctor", "--json")
    assert ran.code == 5
    assert ran.document["counts"] == {}
    assert "belongs to another program" in ran.document["problems"][0]
    assert "belongs to another program" in tuiread("doctor").lines[-1]


def test_the_doctor_reports_missing_packages(synced: Tuiread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("no-such-package",))
    assert "no-such-package missing" in synced("doctor").lines


@pytest.mark.parametrize(
    ("file", "name", "advice"),
    [
        ("data/library.db", "library", "keep it for `sqlite3 FILE .recover`; the next start makes a new one."),
        ("cache/cache.db", "cache", "`tuiread sync` fetches its papers again."),
    ],
)
def test_the_doctor_says_which_database_is_damaged_and_what_helps(
    synced: Tuiread, own_home: Path, file: str, name: str, advice: str
) -> None:
    path = own_home / file
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    for extra in ("-wal", "-shm"):
        path.with_name(path.name + extra).unlink(missing_ok=True)
    ran = synced("doctor")
    assert ran.code == 5
    assert ran.lines[-1].startswith(f"The {name} {path} is damaged (")
    assert ran.lines[-1].endswith(advice)
    assert ran.lines[-1].count("tuiread doctor") == 0
    assert synced("doctor", "--json").document["integrity"][name] != "ok"


def test_the_doctor_does_not_call_a_file_damaged_that_is_only_out_of_reach(
    synced: Tuiread, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "check_file", lambda _: "unable to open database file")
    ran = synced("doctor")
    assert (ran.code, ran.lines[-1]) == (0, "No problems found; nothing was asked online.")
    assert "Integrity   library unable to open database file, cache unable to open database file" in ran.lines


def test_the_doctor_reports_wrong_settings_and_keys_and_goes_on(synced: Tuiread, own_home: Path) -> None:
    (own_home / "config").mkdir()
    (own_home / "config" / "config.toml").write_text('[feed]\norder = "upwards"\n', encoding="utf-8")
    (own_home / "config" / "keys.toml").write_text('[keys]\n"paper.save" = "f"\n', encoding="utf-8")
    ran = synced("doctor", "--json")
    assert ran.code == 2
    setting, key = ran.document["problems"]
    assert "config.toml, line 2: `feed.order` must be" in setting
    assert "keys.toml, line 2: `f` cannot be a key of `paper.save`" in key
    assert ran.document["counts"]["papers"] == 3
    assert ran.document["upstreams"] == []
    assert synced("doctor").lines[-2:] == [setting, key]


def test_a_full_disk_keeps_what_was_there(synced: Tuiread, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.day("2026-08-19", [make_paper(f"2608.1{number:04}", "Long " * 200) for number in range(200)])
    genuine = Store.open.__func__  # type: ignore[attr-defined]

    def open_on_a_full_disk(cls: type[Store], paths: Any) -> Store:
        opened: Store = genuine(cls, paths)
        for schema in ("main", "cache"):
            pages = opened.connection.execute(f"PRAGMA {schema}.page_count").fetchone()[0]
            opened.connection.execute(f"PRAGMA {schema}.max_page_count = {pages}")
        return opened

    with monkeypatch.context() as full:
        full.setattr(Store, "open", classmethod(open_on_a_full_disk))
        ran = synced("sync", "--days", "3")
    assert ran.code == 5
    assert one_sentence(ran).startswith("The disk is full: ")
    assert "Reading by Lamplight" in synced("today").out
    assert synced("today", "2026-08-19").code == 3


def test_ctrl_c_in_a_sync_keeps_what_came(tuiread: Tuiread, story: Story) -> None:
    story.interrupted_by(lambda: os.kill(os.getpid(), signal.SIGINT), day="2026-08-19")
    ran = tuiread("sync", "--days", "4")
    assert ran.code == 130
    assert one_sentence(ran) == (
        "Stopped after 2 of 4 requests: what came is kept, and `tuiread sync` goes on from there."
    )
    assert story.asked == ["day 2026-08-21", "day 2026-08-20", "day 2026-08-19"]
    assert tuiread("today", "--week", "2026-W34", "--json").document["freshness"]["missing_days"] == [
        "2026-08-17",
        "2026-08-18",
        "2026-08-19",
    ]


def test_ctrl_c_elsewhere_ends_with_a_word(tuiread: Tuiread, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "plain_feed", interrupted)
    ran = tuiread("today")
    assert (ran.code, one_sentence(ran)) == (130, "Stopped.")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"hf_secret in {Path.home()} with Bearer abc.def")

    monkeypatch.setattr(reading, "plain_feed", fail)


@pytest.mark.usefixtures("broken")
def test_an_error_of_our_own_leaves_a_report_without_secrets(tuiread: Tuiread, own_home: Path) -> None:
    ran = tuiread("today", HF_TOKEN="hf_secret")
    assert ran.code == 1
    [report] = (own_home / "state").glob("report-*.txt")
    assert one_sentence(ran) == (
        f"tuiread met an error of its own (RuntimeError); {report} says where: please send it with a bug report."
    )
    text = report.read_text(encoding="utf-8")
    assert "command: today" in text
    assert "RuntimeError: (hidden) in ~ with Bearer (hidden)" in text
    assert report.stat().st_mode & 0o777 == 0o600
    assert (own_home / "state").stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("broken")
def test_two_errors_leave_two_reports(tuiread: Tuiread, own_home: Path) -> None:
    tuiread("today")
    tuiread("today")
    assert len(list((own_home / "state").iterdir())) == 2


@pytest.mark.usefixtures("broken")
def test_a_report_that_cannot_be_written_is_said(tuiread: Tuiread, own_home: Path) -> None:
    in_the_way(own_home / "state")
    ran = tuiread("today")
    assert ran.code == 1
    assert "(RuntimeError) and could not write a report of it" in one_sentence(ran)
    assert "--debug shows it here" in ran.err


@pytest.mark.usefixtures("broken")
def test_debug_shows_the_traceback(tuiread: Tuiread) -> None:
    ran = tuiread("today", "--debug")
    assert ran.code == 1
    assert "Traceback (most recent call last)" in ran.err
    assert "RuntimeError" in ran.err


def test_debug_shows_the_traceback_of_expected_failures_too(tuiread: Tuiread) -> None:
    ran = tuiread("--debug", "undo")
    assert ran.code == 3
    assert "NotFoundError" in ran.err
    assert ran.err.endswith("Nothing to undo.\n")


def test_sentences_hold_no_control_characters_of_the_words(synced: Tuiread) -> None:
    ran = synced("who", "\x1b[31mred\nalert")
    assert ran.code == 3
    assert "\x1b" not in one_sentence(ran)


def test_no_escape_code_of_the_words_reaches_the_answer(synced: Tuiread) -> None:
    ran = synced("search", "\x1b]0;x\x07 \x9b31mlamp\u202e", "--limit", "2")
    assert ran.lines[0] == "2 papers for “lamp”, best first"
    ran = synced("search", "\x1b]0;x\x07 moonlight")
    assert one_sentence(ran).startswith("No paper in your cache fits “moonlight”;")


def test_the_last_gate_lets_no_control_through_and_keeps_the_blanks(capsys: pytest.CaptureFixture[str]) -> None:
    write(Reply(("  two  blanks \x1b[31mred\x1b[0m\x07\x9b1m\u202e", "क्‍ष")), is_ascii=False)
    assert capsys.readouterr().out == "  two  blanks red\nक्‍ष\n"


def test_a_clock_that_is_no_time_is_a_setting_that_is_wrong(tuiread: Tuiread) -> None:
    ran = tuiread("today", TUIREAD_NOW="noon")
    assert ran.code == 2
    assert "TUIREAD_NOW is 'noon'" in one_sentence(ran)
