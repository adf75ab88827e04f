"""Claiming a record on the screen: what it means, what proves it, what to put where, and how to repeat a check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.screens.week import WEEK, a_good_week
from tests.stage import COPIED, SIZES, Stage, open_stage
from tests.test_person_sync import HOMEPAGE, JANE, Pages, Told, asked_with_a_page, everything, papers
from tuiread.errors import OfflineError
from tuiread.records import PersonKey
from tuiread.screens.claim_screen import ClaimScreen
from tuiread.screens.profile_screen import ProfileScreen
from tuiread.sources import Upstreams

TOKEN = "tuiread-claim:v1:"


@pytest.fixture(autouse=True)
def fixed_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuiread.person_acts.secrets.token_hex", lambda size: "00" * size)


async def prepared(home: Path, pages: Pages) -> Told:
    """Return a reader who asked all sources about a person with an ORCID iD and a page of their own."""
    told = await asked_with_a_page(home, pages)
    await told.library.close()
    return told


async def test_c_opens_the_claim_and_enter_claims(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("a", "enter", "C")
        assert isinstance(stage.screen, ClaimScreen)
        assert stage.head == "Claim: Ada Example (hf:ada-example, 8 works, 1 source)"
        assert stage.cursor.startswith("[ ] This is me (soft claim, no proof)")
        await stage.press("enter")
        assert stage.status == "This is you now, on this machine only and without any proof; u takes it back."
        assert stage.cursor.startswith("[x] This is me")
        claim = await stage.library.researchers.own_claim()
        assert claim and claim.person == "hf:ada-example"
        await stage.press("u")
        assert stage.cursor.startswith("[ ] This is me")
        await stage.press("q")
        assert isinstance(stage.screen, ProfileScreen)


async def test_a_claim_is_dropped_by_x_and_by_enter(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for key in ("x", "enter"):
            await stage.press("a", "enter", "C", "enter", key)
            assert (
                stage.status == "No longer you; u takes that back, with the same token. A new claim gets another one."
            )
            assert await stage.library.researchers.own_claim() is None
            await stage.go_home()
        await stage.press("a", "enter", "C", "x")
        assert stage.status == "You do not claim this record."


async def test_the_lines_to_put_on_a_page_are_copied(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("a", "enter", "C", "y")
        assert stage.status.startswith("The cursor is on no line to copy")
        await stage.press("enter", "G", "y")
        assert stage.status.startswith(f"{COPIED}{TOKEN}")
        copied = stage.status
        await stage.press("k", "enter")
        assert stage.status == copied


async def test_a_check_without_an_orcid_id_says_what_is_missing(tmp_path: Path) -> None:
    async with open_stage(
        tmp_path, a_good_week(), fetched=WEEK, make_upstreams=lambda settings, now: Upstreams(everything().client())
    ) as stage:
        await stage.press("a", "enter", "C", "c")
        assert stage.status.startswith("No single ORCID iD is known for Ada Example, and every proof begins at ORCID")


async def test_offline_nothing_is_looked_at(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, is_offline=True) as stage:
        await stage.press("a", "enter", "C", "c")
        assert stage.status == "Started with --offline: nothing is fetched."


async def open_claim(stage: Stage) -> None:
    """Open the claim to Jane's record from the place of people."""
    await stage.press("5", "/", *"jane", "enter", "enter", "C")


async def test_a_check_shows_what_was_found_and_what_it_comes_to(tmp_path: Path) -> None:
    pages = Pages()
    told = await prepared(tmp_path, pages)

    async with open_stage(tmp_path, papers(), make_upstreams=told._open) as stage:
        await open_claim(stage)
        await stage.press("enter", "c")
        assert stage.status == "Proofs: 1 found on 2 pages looked at (home.example 200)."
        assert "Result P1 +14, P2 +8, P3 +6: Verification L4, claimed by you" in stage.read
        assert "rel=me loop        home.example/~jane" in stage.read
        assert f"curl -s {HOMEPAGE}" in stage.read
        pages.says[HOMEPAGE] = OfflineError("home.example did not answer within 10 s.", source="pages")
        await stage.press("c")
        assert stage.status.endswith("home.example did not answer within 10 s.")
        assert "[x] rel=me loop" in stage.read
        pages.says[HOMEPAGE] = "Nothing here"
        await stage.press("c")
        assert "[x] rel=me loop" not in stage.read
        assert "The page does not link to the ORCID iD." in stage.read
        assert "Result P1 +14: Verification L4, claimed on arXiv; you say that this is you" in stage.read


async def test_the_checks_of_the_proofs_follow_a_check(tmp_path: Path) -> None:
    told = await prepared(tmp_path, Pages())
    async with open_stage(tmp_path, papers(), make_upstreams=told._open) as stage:
        profile = await stage.library.researchers.profile(PersonKey(JANE))
        assert {check.id: check.state for check in profile.trust.checks}["P3"] == "met"


async def test_a_claim_in_ascii_looks_as_it_did(tmp_path: Path, golden: Golden) -> None:
    told = await prepared(tmp_path, Pages())
    async with open_stage(tmp_path, papers(), make_upstreams=told._open, is_ascii=True) as stage:
        await open_claim(stage)
        await stage.press("enter", "c", "j")
        golden(stage.text, "claim/checked/80x24-ascii")
        assert stage.text.isascii()


@pytest.mark.parametrize("size", SIZES)
async def test_a_claim_looks_as_it_did(tmp_path: Path, golden: Golden, size: tuple[int, int]) -> None:
    told = await prepared(tmp_path, Pages())
    async with open_stage(tmp_path, papers(), size=size, make_upstreams=told._open) as stage:
        await open_claim(stage)
        golden(stage.text, f"claim/unclaimed/{size[0]}x{size[1]}")
        await stage.press("enter", "c", "j")
        golden(stage.text, f"claim/checked/{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_claim_says_where_its_keys_go_and_where_a_line_is_to_be_put(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("a", "enter", "C", "enter", "G")
        assert "Gist tuiread-claim.txt of a GitHub account that you list there" in " ".join(stage.text.split())
        await stage.press("tab")
        assert stage.status.startswith("In the text")
        await stage.press("tab")
        assert not stage.status.startswith("In the text")
