"""The commands of digests: periods, forms, files, sending, and subscribing with a yes."""

from __future__ import annotations

import email
import subprocess
from collections.abc import Sequence
from pathlib import Path

import feedparser
import pytest

from tests.command_line import Ran, Tuiread, story, synced, tuiread
from tests.test_schedules import Machine
from tuiread import schedules

__all__ = ["story", "synced", "tuiread"]

TO = "reader@example.org"


def test_a_digest_is_markdown_of_the_newest_week(synced: Tuiread) -> None:
    ran = synced("digest")
    assert ran.code == 0
    assert ran.lines[0] == "# Week 34, 17 to 23 Aug 2026"
    assert "- [**Lamps Revisited**](https://arxiv.org/abs/2608.00003)  " in ran.lines
    assert "Not fetched: Mon 17 Aug, Tue 18 Aug, Wed 19 Aug." in ran.out


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("--week",), "Week 33, 10 to 16 Aug 2026"),  # on Friday evening, this week is not over
        (("--week", "2026-W34"), "Week 34, 17 to 23 Aug 2026"),
        (("--month",), "August 2026"),
        (("--month", "2026-07"), "July 2026"),
        (("--day",), "Thu 20 Aug 2026"),
        (("--since", "2026-08-20"), "Thu 20 Aug 2026 to Fri 21 Aug 2026"),
    ],
)
def test_a_digest_is_about_the_period_that_is_asked_for(synced: Tuiread, words: Sequence[str], title: str) -> None:
    assert synced("digest", *words, "--format", "txt").lines[0] == title


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("week.md", b"# Week 34"),
        ("week.html", b"<!DOCTYPE html>"),
        ("week.eml", b"Subject: Papers: Week 34"),
        ("week.txt", b"Week 34"),
        ("week.xml", b"<?xml"),
        ("week", b"# Week 34"),
    ],
)
def test_a_file_has_the_form_that_its_name_says(synced: Tuiread, tmp_path: Path, name: str, start: bytes) -> None:
    path = tmp_path / name
    assert synced("digest", "--output", str(path)).lines == [f"Written: {path}"]
    assert path.read_bytes().startswith(start)


def test_two_runs_give_the_same_bytes(synced: Tuiread, tmp_path: Path) -> None:
    for form in ("md", "html", "eml", "txt", "atom"):
        assert synced("digest", "--format", form).out == synced("digest", "--format", form).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--send",), "Where to? `tuiread digest --send --to ADDRESS`."),
        (("--to", TO), "--to and --again are for --send"),
        (("--send", "--to", TO, "--format", "md"), "--send makes a mail of its own"),
        (("--send", "--to", "nobody"), "“nobody” is no e-mail address"),
        (("--week", "next"), "'next' is not a week"),
    ],
)
def test_words_that_do_not_fit_are_said(synced: Tuiread, words: Sequence[str], said: str) -> None:
    ran = synced("digest", *words)
    assert ran.code == 2
    assert said in ran.err


def test_offline_sends_nothing(synced: Tuiread) -> None:
    ran = synced("--offline", "digest", "--send", "--to", TO)
    assert (ran.code, "--offline forbids it" in ran.err) == (2, True)


def test_a_mail_that_is_not_taken_ends_with_4_and_is_kept(synced: Tuiread, own_home: Path) -> None:
    settings = {"TUIREAD_MAIL_HOST": "127.0.0.1", "TUIREAD_MAIL_PORT": "1"}
    ran = synced("digest", "--send", "--to", TO, "--week", "2026-W34", **settings)
    assert ran.code == 4
    assert ran.err.startswith("127.0.0.1 cannot be reached (Connection refused). It waits in ")
    [path] = (own_home / "data" / "mail" / "waiting").iterdir()
    assert email.message_from_bytes(path.read_bytes())["To"] == TO


def test_a_mail_goes_to_the_sendmail_of_the_settings_once(synced: Tuiread, tmp_path: Path) -> None:
    taken, program = tmp_path / "taken", tmp_path / "sendmail"
    program.write_text(f"#!/bin/sh\ncat >> {taken}\n")
    program.chmod(0o755)
    words = ("digest", "--send", "--to", TO, "--week", "2026-W34")
    ran = synced(*words, TUIREAD_MAIL_SENDMAIL=str(program))
    assert ran.lines == [f"Sent to {TO}: Week 34, 17 to 23 Aug 2026."]
    again = synced(*words, TUIREAD_MAIL_SENDMAIL=str(program))
    assert again.lines == [f"Week 34, 17 to 23 Aug 2026 was sent to {TO} already; --again sends it once more."]
    assert taken.read_text().count("Message-ID:") == 1


def test_the_inbox_is_a_feed_file(synced: Tuiread, tmp_path: Path) -> None:
    synced("follow", "keyword:lamps")
    path = tmp_path / "inbox.atom"
    assert synced("inbox", "--format", "atom", "--output", str(path)).lines == [f"Written: {path}"]
    assert not feedparser.parse(path.read_bytes()).bozo
    assert feedparser.parse(synced("inbox", "--format", "atom").out).feed.title == "tuiread: inbox"
    assert synced("inbox", "--output", str(path)).code == 2


# Subscribing


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Let commands meet a machine with a crontab and nothing else."""
    machine = Machine("crontab", crontab="@daily run\n")

    def run(words: Sequence[str], text: str = "") -> subprocess.CompletedProcess[str]:
        return machine.run(words, text)

    monkeypatch.setattr(schedules.Schedules.__init__, "__defaults__", (run, machine.find))
    return machine


def subscribed(ran: Ran) -> str:
    return " ".join(ran.out.split())


def test_nothing_is_written_without_a_yes(tuiread: Tuiread, machine: Machine) -> None:
    ran = tuiread("subscribe", "weekly", "--to", TO)
    assert ran.code == 2
    assert "0 7 * * * " in ran.err
    assert "Nothing was written; --yes writes this line into your crontab." in ran.err
    assert machine.crontab == "@daily run\n"


def test_a_yes_writes_the_line_and_says_where_mails_go(tuiread: Tuiread, machine: Machine, own_home: Path) -> None:
    ran = tuiread("subscribe", "weekly", "--to", TO, "--yes")
    assert ran.code == 0
    assert "There is no server of ours" in ran.out
    assert "Each morning at 7, tuiread syncs and sends last week's digest to reader@example.org, once" in ran.out
    assert machine.crontab is not None
    assert f"--home {own_home} digest --send --to {TO} --week # tuiread-digest-weekly" in machine.crontab
    assert "This is written already" in tuiread("subscribe", "weekly", "--to", TO).out
    assert tuiread("unsubscribe").lines == ["Taken away: a line of your crontab."]
    assert machine.crontab == "@daily run\n"
    assert tuiread("unsubscribe").lines == ["Nothing of tuiread's sends a digest here."]


def test_an_address_that_is_none_is_not_subscribed(tuiread: Tuiread, machine: Machine) -> None:
    assert tuiread("subscribe", "weekly", "--to", "a@b\n* * * * * evil", "--yes").code == 2
    assert machine.crontab == "@daily run\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--output", "week.pdf"], "A digest is no .pdf file: let FILE end with .md, .html, .eml, .txt or .atom"),
        (["--json", "--format", "md"], "--json prints the digest's facts"),
    ],
)
def test_what_a_digest_cannot_be_is_said_with_what_it_can(synced: Tuiread, words: list[str], said: str) -> None:
    done = synced("digest", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
