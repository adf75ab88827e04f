"""A claim in words: what counts and what does not any more, what is missing, and commands that can be pasted."""

from __future__ import annotations

import datetime as dt
import shlex
from typing import get_args

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests.fakes import NOW
from tests.word_fixtures import PROFILE, WIDTHS, too_wide
from tuiread.insight.trust import assess
from tuiread.lines import plain
from tuiread.records import (
    AuthorRecord,
    Claim,
    Evidence,
    Identity,
    LinkedRecord,
    Listing,
    Profile,
    Proof,
    ProofKind,
    RecordKey,
    SourceFact,
    SourceReply,
)
from tuiread.words.claim import KINDS, choice_row, claim_choices, claim_lines, curl_lines, plain_claim, result_words
from tuiread.words.trust import claim_words

ORCID = "0000-0002-1825-0097"
FACT = SourceFact("orcid", "public record", NOW, f"https://pub.orcid.org/v3.0/{ORCID}/record")
RECORD = LinkedRecord(AuthorRecord(RecordKey(f"orcid:{ORCID}"), "Ada Example", FACT, orcids=(ORCID,)), "works", 3, 3)
CLAIM = Claim(PROFILE.key, PROFILE.name, NOW, "tuiread-claim:v1:AAAA-BBBB-CCCC")
PAGES = {
    "arxiv": f"https://arxiv.org/a/{ORCID}.atom2",
    "huggingface": "https://huggingface.co/api/papers/2608.00001",
    "rel_me": "https://ada.example/",
    "github": "https://api.github.com/users/ada/social_accounts",
    "token": "https://ada.example/",
}


def proof(kind: ProofKind, *, days: int = 0, is_found: bool = True, note: str = "") -> Proof:
    seen_at = NOW - dt.timedelta(days=days)
    return Proof(kind, PAGES[kind], seen_at, is_found, excerpt="what stands there" if is_found else "", note=note)


def profile(*proofs: Proof, claim: Claim | None = None, replies: tuple[SourceReply, ...] = ()) -> Profile:
    listing = Listing("arxiv", PROFILE.name, FACT)
    trust = assess(Evidence(PROFILE.name, NOW, listings=(listing,), proofs=proofs))
    identity = Identity(records=(RECORD,), proofs=proofs, claim=claim, replies=replies)
    return replace(PROFILE, trust=trust, identity=identity)


def said(shown: Profile, cells: int = 100) -> str:
    return "\n".join(plain(line) for line in claim_lines(shown, cells, NOW))


@pytest.mark.parametrize(
    ("kind", "stranger", "reader"),
    [
        ("arxiv", "claimed on arXiv", "claimed on arXiv; you say that this is you"),
        ("huggingface", "claimed on Hugging Face", "claimed on Hugging Face; you say that this is you"),
        ("rel_me", "claimed on a page of their own", "claimed by you"),
        ("github", "claimed on GitHub", "claimed by you"),
        ("token", "claimed on a page of their own", "claimed by you"),
    ],
)
def test_only_a_token_or_a_loop_makes_a_claim_that_of_the_reader(kind: ProofKind, stranger: str, reader: str) -> None:
    shown, own = profile(proof(kind)), profile(proof(kind), claim=CLAIM)
    assert claim_words(shown.trust, shown.identity) == stranger
    assert claim_words(own.trust, own.identity) == reader


def test_without_a_proof_a_record_is_unclaimed_or_the_readers_word() -> None:
    for proofs in ((), (proof("rel_me", days=181),), (proof("rel_me", is_found=False),)):
        shown, own = profile(*proofs), profile(*proofs, claim=CLAIM)
        assert claim_words(shown.trust, shown.identity) == "Unclaimed author"
        assert claim_words(own.trust, own.identity) == "you say that this is you; not proved"


def test_words_are_about_a_proof_that_counts_and_not_about_an_older_one() -> None:
    shown = profile(proof("arxiv", days=200), proof("huggingface"))
    assert claim_words(shown.trust, shown.identity) == "claimed on Hugging Face"
    lines = said(shown)
    assert "[ ] arXiv author page  arxiv.org/a/" in lines
    assert "older than 180 days, " in lines
    assert "[x] Hugging Face       huggingface.co/api/papers/2608.00001" in lines


def test_the_result_says_what_each_proof_adds() -> None:
    assert result_words(profile()) == "Result  no proof counts yet: Verification L1, Unclaimed author"
    shown = profile(proof("github"), replace(proof("token"), is_institutional=True), claim=CLAIM)
    assert result_words(shown) == "Result  P1 +14, P2 +8, P3 +6: Verification L4, claimed by you"


def test_what_is_missing_is_said_and_what_was_never_asked_too() -> None:
    assert "[ ] arXiv author page  not asked yet" in said(profile())
    asked = SourceReply("arxiv_page", "nothing", NOW, "arXiv shows no author page for that iD.")
    lines = said(profile(proof("rel_me", is_found=False, note="The page does not link."), replies=(asked,)))
    assert "[ ] arXiv author page  arXiv shows no author page for that iD." in lines
    assert "[ ] rel=me loop        20:00: The page does not link." in lines
    assert "20:00 arXiv shows no author page for that iD." in lines


def test_without_an_orcid_id_words_say_whether_the_sources_were_asked() -> None:
    fresh = said(replace(profile(), identity=Identity()), 400)
    assert "[ ] arXiv author page  not asked yet" in fresh
    assert "ctrl+r on the profile asks every source" in fresh
    asked = said(replace(profile(), identity=Identity(replies=(SourceReply("openalex", "answered", NOW),))), 400)
    assert "[ ] arXiv author page  not asked: no single ORCID iD is known" in asked
    assert "The sources that were asked name no single ORCID iD" in asked
    assert "ctrl+r" not in asked


def test_every_kind_of_proof_has_a_name() -> None:
    assert set(KINDS) == set(get_args(ProofKind))


def test_commands_can_be_pasted_into_a_shell_however_narrow_the_screen_is() -> None:
    shown = profile(proof("rel_me"), proof("arxiv"))
    for cells in (60, 80, 120):
        lines = [plain(line) for line in claim_lines(shown, cells, NOW)]
        start = next(place for place, line in enumerate(lines) if line.startswith("  curl"))
        script = "\n".join(lines[start : lines.index("", start)])
        words = shlex.split(script.replace("\\\n", " "))
        assert [word for word in words if word.startswith("https://")] == [
            f"https://pub.orcid.org/v3.0/{ORCID}/record", PAGES["rel_me"], PAGES["arxiv"],
        ]  # fmt: skip
    assert curl_lines(shown)[0] == f"curl -sH 'Accept: application/json' https://pub.orcid.org/v3.0/{ORCID}/record"


def test_on_the_command_line_a_line_to_put_somewhere_is_never_broken() -> None:
    lines = plain_claim(profile(claim=CLAIM), 40, NOW)
    assert [line.strip() for line in lines].count(CLAIM.token) == 2
    assert any(line.strip() == f'<a rel="me" href="https://orcid.org/{ORCID}">' for line in lines)


@given(
    st.sampled_from(WIDTHS), st.lists(st.sampled_from(list(PAGES)), max_size=5), st.booleans(), st.text(max_size=200)
)
def test_no_line_is_wider_than_the_screen(cells: int, kinds: list[ProofKind], is_found: bool, text: str) -> None:
    proofs = [replace(proof(kind, is_found=is_found), excerpt=text, note=text) for kind in kinds]
    shown = profile(*proofs, claim=CLAIM)
    assert too_wide(claim_lines(shown, cells, NOW), cells) == []
    for height in (1, 2):
        rows = [line for choice in claim_choices(shown) for line in choice_row(choice, cells, height=height)]
        assert too_wide(rows, cells) == []
