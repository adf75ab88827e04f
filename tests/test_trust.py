"""The formula trust-1: its worked cases, its properties, and each check met, not met and not checked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests.trust_facts import (
    BASE,
    NAME,
    NOW,
    ORCID,
    fact,
    one_source,
    told_by_one,
    with_affiliation,
    with_known_friends,
    with_orcid,
    with_other_id,
    with_proof,
    with_rors,
    with_source,
    work,
)
from tuiread.insight.trust import assess, is_one_source_ceiling
from tuiread.lines import plain
from tuiread.records import Check, CheckState, CitedFact, Evidence, IdFact, Listing, Proof, SourceReply, Trust
from tuiread.words.trust import check_row, rows_are_cut

Step = Callable[[Evidence], Evidence]


def check_of(trust: Trust, check_id: str) -> Check:
    (found,) = [check for check in trust.checks if check.id == check_id]
    return found


def second(evidence: Evidence) -> Evidence:
    return with_source(evidence, "openalex")


def third(evidence: Evidence) -> Evidence:
    return with_source(evidence, "semantic_scholar")


def asserted(evidence: Evidence) -> Evidence:
    return with_affiliation(evidence, asserted_by="Example Institute")


def at_orcid(evidence: Evidence) -> Evidence:
    return with_proof(evidence, "orcid.org", institutional=True)


def at_home(evidence: Evidence) -> Evidence:
    return with_proof(evidence, "ines.example")


def claimed_there(evidence: Evidence) -> Evidence:
    confirmed = replace(evidence, ids=(*evidence.ids, IdFact("hf:ines", fact("huggingface"), 9)))
    return with_proof(confirmed, "huggingface.co")


def built(start: Evidence, *steps: Step) -> Evidence:
    for step in steps:
        start = step(start)
    return start


RETIRED = built(one_source(60, 1970, 2009), second, with_affiliation)
STUDENT = one_source(1, 2026, 2026, close=0)
UNCLAIMED = built(
    one_source(40), second, third, with_affiliation, with_rors, with_orcid, with_known_friends, with_other_id, asserted
)
INDEPENDENT = built(one_source(6), second, third, with_orcid, with_other_id, at_home, at_orcid)

CASES = {
    "seed 000": (one_source(17), 21, "Emerging", 1),
    "seed 001": (one_source(40), 21, "Emerging", 1),
    "first-year student, one preprint": (STUDENT, 11, "Emerging", 1),
    "student, three preprints, one close": (one_source(3, 2024, 2026, close=1), 16, "Emerging", 1),
    "two more sources agree": (built(one_source(40), second, third), 31, "Developing", 1),
    "and an affiliation, ROR on works": (
        built(one_source(40), second, third, with_affiliation, with_rors), 39, "Developing", 2,
    ),
    "and ORCID both ways": (
        built(one_source(40), second, third, with_affiliation, with_rors, with_orcid), 55, "Established", 2,
    ),
    "the most that an unclaimed record can have": (UNCLAIMED, 72, "Established", 2),
    "retired": (RETIRED, 30, "Developing", 2),
    "student with a proof at ORCID": (built(STUDENT, with_orcid, at_orcid), 47, "Developing", 3),
    "student, OpenAlex agrees, affiliation": (
        built(STUDENT, with_orcid, at_orcid, second, with_affiliation), 58, "Established", 3,
    ),
    "claimed on Hugging Face": (built(one_source(9), claimed_there), 39, "Developing", 3),
    "independent, two proofs": (
        built(one_source(6, close=2), second, third, with_orcid, at_home, at_orcid), 73, "Established", 4,
    ),
    "everything but an affiliation": (built(INDEPENDENT, with_known_friends), 85, "Strong", 4),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_worked_cases_come_out(case: str) -> None:
    evidence, score, band, level = CASES[case]
    trust = assess(evidence)
    assert (trust.score, trust.band, trust.level) == (score, band, level)


def test_a_byline_that_was_never_resolved_has_no_number() -> None:
    trust = assess(Evidence(NAME, None))
    assert (trust.score, trust.band, trust.level, trust.level_name) == (None, "Not enough evidence", 0, "Name only")


def test_the_maxima_sum_to_100_and_everything_together_reaches_it() -> None:
    everything = assess(built(UNCLAIMED, at_home, at_orcid))
    assert " ".join(check.id for check in everything.checks) == "S1 S2 S3 W1 W2 W3 C1 C2 A1 A2 A3 I1 I2 I3 P1 P2 P3"
    assert sum(check.most for check in everything.checks) == 100
    assert (everything.score, everything.level) == (100, 4)


def test_the_ceiling_of_one_source_is_told_apart() -> None:
    assert is_one_source_ceiling(assess(one_source()))
    assert not is_one_source_ceiling(assess(one_source(3)))
    assert not is_one_source_ceiling(assess(second(one_source())))


# Properties

STEPS: tuple[Step, ...] = (
    second, third, with_affiliation, with_rors, with_orcid, with_known_friends, with_other_id, asserted, at_home,
    at_orcid, claimed_there,
)  # fmt: skip
UNPROVED = tuple(step for step in STEPS if step not in (at_home, at_orcid, claimed_there))
starts = st.builds(
    lambda count, first, close: one_source(count, first, 2026, close=close),
    st.integers(1, 60), st.integers(1960, 2026), st.integers(0, 4),
)  # fmt: skip


@given(start=starts, steps=st.lists(st.sampled_from(STEPS), unique=True))
def test_adding_evidence_never_lowers_the_number(start: Evidence, steps: list[Step]) -> None:
    scores = [assess(built(start, *steps[:count])).score or 0 for count in range(len(steps) + 1)]
    assert scores == sorted(scores)


@given(start=starts, year=st.integers(1960, 2026), steps=st.lists(st.sampled_from(STEPS[:3]), unique=True))
def test_another_work_never_lowers_the_number(start: Evidence, year: int, steps: list[Step]) -> None:
    before = built(start, *steps)
    # The work is listed wherever the others are: a list that lacks it would tell something else as well.
    sources = tuple(listing.source for listing in before.listings)
    after = replace(before, works=(*before.works, work(99, year, sources=sources)))
    assert (assess(after).score or 0) >= (assess(before).score or 0)


@given(start=starts)
def test_one_source_and_nothing_else_never_exceeds_21(start: Evidence) -> None:
    assert (assess(start).score or 0) <= 21


SOURCES = ("arxiv", "huggingface", "openalex", "semantic_scholar", "orcid")


@given(source=st.sampled_from(SOURCES), count=st.integers(1, 60))
def test_whatever_one_source_says_of_somebody_it_is_one_source(source: str, count: int) -> None:
    trust = assess(told_by_one(source, count))
    assert (trust.score or 0) <= 21
    assert trust.level == 1


@pytest.mark.parametrize(("source", "check_ids"), [
    ("openalex", ("A1", "A2", "I1", "I3")), ("semantic_scholar", ("A1", "I1", "I3")),
    ("orcid", ("A1", "A3", "I1", "I2")), ("huggingface", ("I3",)),
])  # fmt: skip
def test_what_only_one_source_says_is_not_checked_until_another_lists_the_person(
    source: str, check_ids: tuple[str, ...]
) -> None:
    alone = told_by_one(source)
    other = with_source(alone, "openalex" if source != "openalex" else "semantic_scholar")
    for check_id in check_ids:
        unheard = check_of(assess(alone), check_id)
        assert unheard.state == "not_checked"
        assert unheard.evidence.endswith(" says so")
        assert check_of(assess(other), check_id).state == "met"


def test_a_proof_counts_beside_one_source() -> None:
    proved = assess(built(told_by_one("huggingface", 9), at_home))
    assert {"I3", "P1"} <= {check.id for check in proved.checks if check.state == "met"}


def test_an_institution_is_cited_with_its_source_and_from_five_years_only() -> None:
    old = work(99, 1999, rors=("05a28rw58",))
    known = built(one_source(3, 2024, 2026), second, with_rors)
    check = check_of(assess(replace(known, works=(old, *known.works))), "A2")
    assert [cited.text for cited in check.facts] == ["Work 0", "Work 1", "Work 2"]
    assert {cited.fact.source for cited in check.facts if cited.fact} == {"openalex"}


@given(start=starts, steps=st.lists(st.sampled_from(UNPROVED), unique=True))
def test_nobody_unclaimed_exceeds_72_or_level_2(start: Evidence, steps: list[Step]) -> None:
    trust = assess(built(start, *steps))
    assert (trust.score or 0) <= 72
    assert trust.level <= 2


@given(start=starts, steps=st.lists(st.sampled_from(STEPS), unique=True))
def test_a_record_that_may_combine_people_is_capped(start: Evidence, steps: list[Step]) -> None:
    other = Listing("dblp", NAME, fact("dblp"), orcids=(ORCID, "0000-0001-5109-3700"))
    evidence = built(start, *steps)
    trust = assess(replace(evidence, listings=(*evidence.listings, other)))
    assert (trust.score or 0) <= 29
    assert trust.level <= 1
    assert trust.band == "may combine people"
    assert trust.mixed


@given(start=starts, steps=st.lists(st.sampled_from(UNPROVED), unique=True))
def test_no_answer_is_the_same_as_not_asked(start: Evidence, steps: list[Step]) -> None:
    evidence = built(start, *steps)
    silent = replace(evidence, replies=(*evidence.replies, SourceReply("orcid", "no_answer", NOW, "No network.")))
    states = [(check.state, check.points) for check in assess(evidence).checks]
    assert [(check.state, check.points) for check in assess(silent).checks] == states


def test_the_order_of_other_sources_changes_no_number() -> None:
    evidence = built(one_source(), second, third)
    base, *others = evidence.listings
    scores = {assess(replace(evidence, listings=(base, *order))).score for order in permutations(others)}
    assert len(scores) == 1


# Each check in each state

ASKED = (SourceReply("openalex", "nothing", NOW), SourceReply("orcid", "answered", NOW))


def asked(evidence: Evidence) -> Evidence:
    return replace(evidence, replies=ASKED)


def undated(evidence: Evidence) -> Evidence:
    return replace(evidence, works=tuple(replace(each, first_on=None, year=None) for each in evidence.works))


def without_ids(evidence: Evidence) -> Evidence:
    return replace(evidence, works=tuple(replace(each, has_id=False) for each in evidence.works))


def unshared(evidence: Evidence) -> Evidence:
    return replace(evidence, ids=(IdFact("dblp:99/1", fact("semantic_scholar")),))


def read_in_vain(evidence: Evidence) -> Evidence:
    return replace(evidence, ids=(IdFact(f"orcid:{ORCID}", fact("openalex"), 1, 40),))


def looked_in_vain(evidence: Evidence) -> Evidence:
    return replace(evidence, proofs=(Proof("rel_me", "https://ines.example/", NOW, False, note="no link"),))


NOTHING = Evidence(NAME, NOW)
FULL = one_source()
OLD = one_source(5, 2001, 2003)
STATES: dict[str, tuple[Evidence | None, Evidence | None, Evidence | None]] = {
    # met, not met, not checked; None where a state cannot be
    "S1": (FULL, None, NOTHING),
    "S2": (second(FULL), asked(FULL), FULL),
    "S3": (built(FULL, second, third), second(asked(FULL)), second(FULL)),
    "W1": (FULL, without_ids(FULL), NOTHING),
    "W2": (FULL, one_source(5, 2025, 2026), undated(FULL)),
    "W3": (FULL, OLD, undated(FULL)),
    "C1": (FULL, one_source(close=0), NOTHING),
    "C2": (with_known_friends(FULL), with_known_friends(FULL, 1), FULL),
    "A1": (with_affiliation(FULL), asked(FULL), FULL),
    "A2": (with_rors(FULL), second(FULL), FULL),
    "A3": (asserted(FULL), asked(FULL), FULL),
    "I1": (with_orcid(FULL), asked(FULL), FULL),
    "I2": (with_orcid(FULL), read_in_vain(FULL), FULL),
    "I3": (with_other_id(FULL), unshared(FULL), FULL),
    "P1": (at_home(FULL), looked_in_vain(FULL), FULL),
    "P2": (built(FULL, at_home, at_orcid), at_home(FULL), FULL),
    "P3": (at_orcid(FULL), at_home(FULL), FULL),
}
NAMES: tuple[CheckState, ...] = ("met", "not_met", "not_checked")


@pytest.mark.parametrize("check_id", STATES)
def test_a_check_is_met_not_met_or_not_checked(check_id: str) -> None:
    for evidence, state in zip(STATES[check_id], NAMES, strict=True):
        if evidence is not None:
            check = check_of(assess(evidence), check_id)
            assert check.state == state
            assert bool(check.points) == (state == "met")
            assert check.evidence


def test_a_met_check_says_what_where_and_when() -> None:
    check = check_of(assess(second(FULL)), "S2")
    assert check.evidence == "17 of 17 works also in openalex:A1"
    assert [cited.fact for cited in check.facts] == [fact("openalex")]


def test_works_count_one_each_up_to_five() -> None:
    assert [check_of(assess(one_source(count)), "W1").points for count in (1, 4, 5, 40)] == [1, 4, 5, 5]


def test_a_work_36_months_ago_is_recent_and_one_a_day_older_is_not() -> None:
    import datetime as dt

    def dated(day: dt.date) -> Evidence:
        return replace(FULL, works=(replace(FULL.works[0], first_on=day),))

    assert check_of(assess(dated(dt.date(2023, 8, 21))), "W3").state == "met"
    assert check_of(assess(dated(dt.date(2023, 8, 20))), "W3").state == "not_met"


def test_a_verified_mail_domain_is_the_institutions_word() -> None:
    told = replace(FULL, affiliations=(), mail_domains=(CitedFact("verified e-mail at uni.example", fact("orcid")),))
    check = check_of(assess(told), "A3")
    assert (check.state, check.points, check.evidence) == ("met", 7, "verified e-mail at uni.example")


def test_a_proof_counts_for_180_days_and_two_on_one_host_are_one() -> None:
    assert check_of(assess(with_proof(FULL, days=180)), "P1").state == "met"
    assert check_of(assess(with_proof(FULL, days=181)), "P1").state == "not_met"
    assert check_of(assess(built(FULL, at_home, at_home)), "P2").state == "not_met"


@pytest.mark.parametrize(
    ("hosts", "state"),
    [
        (("api.github.com", "raw.githubusercontent.com"), "not_met"),
        (("ines.github.io", "api.github.com"), "not_met"),
        (("pub.orcid.org", "orcid.org"), "not_met"),
        (("www.ines.example", "ines.example"), "not_met"),
        (("api.github.com", "pub.orcid.org"), "met"),
        (("ines.example", "notgithub.com"), "met"),
    ],
)
def test_hosts_in_one_hand_are_one(hosts: tuple[str, str], state: CheckState) -> None:
    evidence = FULL
    for host in hosts:
        evidence = with_proof(evidence, host)
    assert check_of(assess(evidence), "P2").state == state


def test_agreement_needs_two_common_works_and_half_of_the_smaller_list() -> None:
    def shared(share: float) -> CheckState:
        return check_of(assess(with_source(one_source(10), "openalex", share=share)), "S2").state

    assert shared(1.0) == "met"
    partly = with_source(one_source(10), "openalex", share=0.4)
    larger = replace(partly, works=(*partly.works, *(work(90 + n, 2020, sources=("openalex",)) for n in range(6))))
    assert check_of(assess(larger), "S2").state == "not_met"
    assert check_of(assess(larger), "S2").evidence == "4 of 10 works also in openalex:A1"


def test_another_full_name_may_be_another_person_and_an_initial_is_not() -> None:
    other = with_source(FULL, "openalex", name="Jonas Sample")
    assert assess(other).mixed == ("openalex:A1 carries another full name.",)
    assert assess(with_source(FULL, "openalex", name="I. Example")).mixed == ()
    assert assess(with_source(FULL, "openalex", name="Example, Ines")).mixed == ()
    assert assess(with_source(FULL, "openalex", name="例 伊奈")).mixed == ()


def test_sources_that_share_an_id_and_hardly_any_work_are_a_mix() -> None:
    base, other = with_source(one_source(20), "openalex", share=0.1).listings
    listings = (replace(base, orcids=(ORCID,)), replace(other, orcids=(ORCID,)))
    few = with_source(one_source(20), "openalex", share=0.1)
    works = (*few.works, *(work(50 + n, 2020, sources=("openalex",)) for n in range(18)))
    trust = assess(replace(few, listings=listings, works=works))
    assert trust.mixed == (f"{BASE} and openalex share an ORCID iD, but hardly any works.",)


def test_evidence_that_a_line_would_cut_stands_whole_in_a_second_one() -> None:
    told = "31 of 40 works also in openalex:A5000000001"
    check = Check("S2", "a second independent source agrees", "met", 6, 6, told)
    assert rows_are_cut([check], 60)
    first, second = (plain(line).strip() for line in check_row(check, 60, height=2))
    assert first.endswith("S2 a second independent source agrees")
    assert second == told
    assert not rows_are_cut([check], 120)
