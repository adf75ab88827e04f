"""Full texts on the command line: fetched, printed to a width, and searched."""

from __future__ import annotations

import pytest

from tests.command_line import Tuiread, story, synced, tuiread
from tests.loopback import Loopback
from tests.text_fixtures import PAGE, FakePages
from tests.upstream_payloads import atom_entry, atom_feed
from tuiread.errors import OfflineError

__all__ = ["story", "synced", "tuiread"]

ID = "2608.00001"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> FakePages:
    """Serve texts."""
    served = FakePages({"html": PAGE})
    monkeypatch.setattr("tuiread.texts._open_pages", lambda settings: served)
    return served


def test_a_paper_is_printed_as_lines_of_a_width(synced: Tuiread, pages: FakePages) -> None:
    printed = synced("paper", ID, "--text", "--width", "50")
    assert printed.code == 0
    assert printed.lines[0] == "Of Lamps"
    assert "2  Light" in printed.lines
    assert any("L = ────" in line for line in printed.lines)
    assert max(map(len, printed.lines)) <= 50
    assert pages.asked == ["html"]
    assert synced("--offline", "paper", ID, "--text").lines[0] == "Of Lamps"
    assert pages.asked == ["html"]


def test_a_text_that_is_not_there_is_said(synced: Tuiread, pages: FakePages) -> None:
    ran = synced("--offline", "paper", ID, "--text")
    assert (ran.code, ran.out) == (3, "")
    assert "without --offline, tuiread fetches it" in ran.err
    pages.pages.clear()
    ran = synced("paper", ID, "--text")
    assert ran.code == 3
    assert f"No text of arXiv {ID} can be had" in ran.err
    pages.pages["html"] = OfflineError("arXiv could not be reached.", source="arxiv")
    ran = synced("paper", ID, "--text")
    assert (ran.code, ran.err) == (4, "arXiv could not be reached.\n")
    assert synced("paper", ID, "--width", "50").code == 2
    assert synced("paper", ID, "--text", "--json").code == 2


def test_sync_fetches_the_texts_of_saved_papers(synced: Tuiread, pages: FakePages) -> None:
    assert synced("sync", "--texts").lines == ["Every saved paper has its text."]
    synced("save", ID)
    assert pages.asked == []
    ran = synced("sync", "--texts", "--json")
    assert ran.document["outcomes"] == [{"source": "texts", "ok": True, "requests": 1}]
    assert pages.asked[0] == "html"
    assert synced("sync", "--texts").lines == ["Every saved paper has its text."]
    assert synced("library", "--json").document["papers"][0]["state"]["has_text"] is True
    assert synced("sync", "--texts", "--days", "2").code == 2


def test_a_sync_of_which_every_text_failed_says_why_and_ends_with_4(synced: Tuiread, pages: FakePages) -> None:
    pages.pages["html"] = OfflineError("There is no network.", source="arxiv")
    synced("save", ID)
    ran = synced("sync", "--texts")
    assert ran.code == 4
    assert ran.lines == ["0 texts of 1 saved paper came.", "There is no network. The next sync asks again."]


def test_saving_fetches_the_text_now_or_never(synced: Tuiread, pages: FakePages) -> None:
    assert synced("save", ID, "--text").lines[1] == "1 text of 1 saved paper came."
    synced("save", "2608.00002", "--no-text")
    assert synced("sync", "--texts").lines == ["Every saved paper has its text."]
    assert synced("--offline", "save", "2608.00003", "--text").code == 2


def test_sentences_are_found(synced: Tuiread, pages: FakePages) -> None:
    synced("save", ID, "--text")
    found = synced("grep", "law", "of")
    assert found.lines == [
        "1 sentence with “law of”",
        "",
        f"{ID} Reading by Lamplight",
        "  2 Light: The law of lamps is (1); see a page.",
    ]
    assert synced("grep", "zebra").code == 3
    assert synced("grep", "zebra", "--json").document == {"sentences": []}
    assert synced("grep", "law", "--saved", "--json").document["sentences"][0]["id"] == ID


def test_sync_asks_what_became_of_saved_papers_and_goes_on_where_arxiv_fails(synced: Tuiread, pages: FakePages) -> None:
    synced("save", ID)
    with Loopback() as server:
        server.answers(atom_feed(atom_entry(f"{ID}v2", journal_ref="J. Lamps 1 (2026) 2")))
        server.answers(b"", 500)
        around = {"TUIREAD_ARXIV_URL": server.url, "TUIREAD_ARXIV_MIN_INTERVAL_S": "0"}
        told = synced("sync", "--texts", "--json", **around).document["outcomes"]
        assert [(one["source"], one["ok"], one["requests"]) for one in told] == [("arxiv", True, 1), ("texts", True, 1)]
        assert "now published: J. Lamps 1 (2026) 2 (arXiv)" in synced("inbox").out
        failed = synced("sync", "--texts", **around)
        assert failed.code == 0
        assert failed.err.startswith("arXiv")
        assert failed.lines == ["Every saved paper has its text."]
