"""The seventeen checks of ``trust-1``, one function each, in the order in which they are shown.

Each is met, not met, or not checked: a source that was not asked, or gave no answer, is no evidence of absence.  Only
what is met adds.  Not here: bands, levels and caps (trust).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from tuiread.insight.matching import Overlap, names_agree
from tuiread.records import Check, CheckState, CitedFact, Evidence, IdFact, Listing, Proof, SourceFact, WorkFact

PROOF_LIFE = dt.timedelta(days=180)
RECENT_MONTHS = 36
RECENT_YEARS = 5
"""How many years back an institution is looked for on works."""

RECORD_KEEPERS = ("openalex", "semantic_scholar", "orcid")
"""The sources that can agree with, or tell an affiliation or an id besides, a record made of bylines."""

ROR_SOURCE = "openalex"
"""The source that names the institutions of single works."""

_SAME_WORD = {"arxiv": ("arxiv", "huggingface", "starter"), "huggingface": ("arxiv", "huggingface", "starter")}
"""Sources that copy each other count as one."""

OTHER_IDS = ("hf:", "dblp:", "openreview:", "arxiv:")
CORROBORATED = 2
"""The level from which on a collaborator's record counts."""


def _check(
    check_id: str,
    label: str,
    most: int,
    state: CheckState,
    evidence: str,
    points: int | None = None,
    facts: Sequence[CitedFact] = (),
) -> Check:
    earned = (most if points is None else points) if state == "met" else 0
    return Check(check_id, label, state, earned, most, evidence, tuple(facts))


def overlap_of(evidence: Evidence, one: str, other: str) -> Overlap:
    """Return how many works two sources' lists share, and how many the smaller has."""
    mine = sum(one in work.listed_by for work in evidence.works)
    theirs = sum(other in work.listed_by for work in evidence.works)
    common = sum(one in work.listed_by and other in work.listed_by for work in evidence.works)
    return Overlap(common, min(mine, theirs))


def listed_by_one(evidence: Evidence) -> Check:
    """S1: one public source lists the person."""
    label = "listed by one public source"
    if not evidence.listings:
        return _check("S1", label, 8, "not_checked", "a name in a byline only")
    base = evidence.listings[0]
    words = f"{_source_name(base.source)}, {_day(base.fact.fetched_at)}"
    return _check("S1", label, 8, "met", words, facts=[CitedFact(f"lists {_works(evidence.works)}", base.fact)])


def second_source(evidence: Evidence) -> Check:
    """S2: a second independent source agrees."""
    return _agreeing("S2", "a second independent source agrees", 6, evidence, 0)


def third_source(evidence: Evidence) -> Check:
    """S3: a third independent source agrees."""
    return _agreeing("S3", "a third independent source agrees", 4, evidence, 1)


def _agreeing(check_id: str, label: str, most: int, evidence: Evidence, place: int) -> Check:
    others = _other_listings(evidence)
    compared = [(listing, overlap_of(evidence, evidence.listings[0].source, listing.source)) for listing in others]
    base_name = evidence.listings[0].name if evidence.listings else ""
    agreeing = [pair for pair in compared if pair[1].agrees and names_agree(base_name, pair[0].name)]
    if len(agreeing) > place:
        listing, overlap = agreeing[place]
        words = f"{overlap.common} of {overlap.smaller} works also in {listing.record or listing.source}"
        return _check(check_id, label, most, "met", words, facts=[CitedFact(words, listing.fact)])
    rest = [pair for pair in compared if pair not in agreeing]
    if rest:
        listing, overlap = rest[0]
        words = f"{overlap.common} of {overlap.smaller} works also in {listing.record or listing.source}"
        if overlap.agrees:
            # Another name for the same works is no evidence against anybody: people change names, scripts differ.
            return _check(check_id, label, most, "not_checked", f"{words}, under another name")
        return _check(check_id, label, most, "not_met", words, facts=[CitedFact(words, listing.fact)])
    return _asked(check_id, label, most, evidence, "no other record agrees", left_out=len(agreeing))


def works_with_ids(evidence: Evidence) -> Check:
    """W1: works with a DOI or an arXiv id, one point each."""
    label = "works with a DOI or arXiv id (1 each, 5)"
    with_ids = [work for work in evidence.works if work.has_id]
    if with_ids:
        count = len(with_ids)
        return _check("W1", label, 5, "met", _works(with_ids), min(5, count), _counted(evidence, with_ids))
    return _check("W1", label, 5, "not_met" if evidence.works else "not_checked", "none known")


def works_over_years(evidence: Evidence) -> Check:
    """W2: the works span three calendar years or more."""
    label = "works span three calendar years"
    years = sorted(year for work in evidence.works if (year := _year(work)))
    if not years:
        return _check("W2", label, 2, "not_checked", "no years known")
    words = str(years[0]) if years[0] == years[-1] else f"{years[0]}-{years[-1]}"
    state: CheckState = "met" if years[-1] - years[0] >= 2 else "not_met"
    return _check("W2", label, 2, state, words, facts=_counted(evidence, evidence.works))


def recent_work(evidence: Evidence) -> Check:
    """W3: a work was first submitted in the 36 months before the facts' date."""
    label = f"a work first submitted in {RECENT_MONTHS} months"
    dated = [work for work in evidence.works if work.first_on or work.year]
    if not dated or evidence.as_of is None:
        return _check("W3", label, 2, "not_checked", "no dates known")
    work = max(dated, key=_latest_day)
    day = _latest_day(work)
    words = work.first_on.isoformat() if work.first_on else str(work.year)
    state: CheckState = "met" if day >= _months_before(evidence.as_of.date(), RECENT_MONTHS) else "not_met"
    return _check("W3", label, 2, state, words, facts=[CitedFact(work.title, _base_fact(evidence))])


def _latest_day(work: WorkFact) -> dt.date:
    return work.first_on or dt.date(work.year or 1, 12, 31)


def close_collaborators(evidence: Evidence) -> Check:
    """C1: close collaborators, one point each."""
    label = "close collaborators (1 each, 4)"
    if not evidence.works:
        return _check("C1", label, 4, "not_checked", "no works known")
    words = f"{len(evidence.close)} close of {evidence.coauthor_count}"
    facts = [CitedFact(one.name, _base_fact(evidence)) for one in evidence.close]
    state: CheckState = "met" if evidence.close else "not_met"
    return _check("C1", label, 4, state, words, min(4, len(evidence.close)), facts)


def corroborated_collaborators(evidence: Evidence) -> Check:
    """C2: close collaborators whose own record is corroborated, two points each."""
    label = "close collaborators at L2+ (2 each, 6)"
    checked = [one for one in evidence.close if one.level is not None]
    good = [one for one in checked if (one.level or 0) >= CORROBORATED]
    if not checked:
        return _check("C2", label, 6, "not_checked", "none checked" if evidence.close else "needs C1")
    words = f"{len(good)} of {len(checked)} checked"
    facts = [CitedFact(f"{one.name}: L{one.level} when last read") for one in checked]
    return _check("C2", label, 6, "met" if good else "not_met", words, min(6, 2 * len(good)), facts)


def affiliation(evidence: Evidence) -> Check:
    """A1: an affiliation is known."""
    label = "an affiliation is known"
    told = [one for one in evidence.affiliations if _adds(evidence, one.fact)]
    if told:
        facts = [CitedFact(one.affiliation.name, one.fact) for one in told[:5]]
        words = f"{told[0].affiliation.name}, {_source_name(told[0].fact.source)}"
        return _check("A1", label, 5, "met", words, facts=facts)
    if evidence.affiliations:
        return _own_word("A1", label, 5, evidence)
    return _asked("A1", label, 5, evidence, "none given", not_asked="not imported")


def institution_on_works(evidence: Evidence) -> Check:
    """A2: the same institution stands on two works of the last five years."""
    label = "same ROR on two works in 5 years"
    since = evidence.as_of.year - RECENT_YEARS if evidence.as_of else 0
    recent = [work for work in evidence.works if (_year(work) or 0) >= since]
    counts = Counter(ror for work in recent for ror in work.rors)
    listing = next((listing for listing in evidence.listings if listing.source == ROR_SOURCE), None)
    if counts and (best := max(counts, key=lambda ror: (counts[ror], ror))) and counts[best] > 1:
        if _only_source(evidence) == ROR_SOURCE:
            return _own_word("A2", label, 3, evidence)
        told = listing.fact if listing else None
        facts = [CitedFact(work.title, told) for work in recent if best in work.rors][:5]
        return _check("A2", label, 3, "met", f"ror {best} on {counts[best]} works", facts=facts)
    is_asked = listing is not None
    words = "on one work only" if counts else "none given" if is_asked else "not imported"
    return _check("A2", label, 3, "not_met" if is_asked or counts else "not_checked", words)


def asserted_affiliation(evidence: Evidence) -> Check:
    """A3: the institution itself asserts it, as an employer at ORCID or by an e-mail address that ORCID verified."""
    label = "the institution asserts it"
    asserted = [one for one in evidence.affiliations if one.affiliation.asserted_by]
    facts = [CitedFact(f"{one.affiliation.name}, said by {one.affiliation.asserted_by}", one.fact) for one in asserted]
    facts += evidence.mail_domains
    if told := [one for one in facts if one.fact is None or _adds(evidence, one.fact)]:
        words = f"by {asserted[0].affiliation.asserted_by}" if told[0] == facts[0] and asserted else told[0].text
        return _check("A3", label, 7, "met", words, facts=told[:5])
    if facts:
        return _own_word("A3", label, 7, evidence)
    if _answered(evidence, "orcid"):
        return _check("A3", label, 7, "not_met", "not at ORCID")
    return _check("A3", label, 7, "not_checked", "needs ORCID")


def orcid_given(evidence: Evidence) -> Check:
    """I1: a source gives an ORCID iD."""
    label = "ORCID iD given by a source"
    orcids = _orcids(evidence)
    if told := [one for one in orcids if _adds(evidence, one.fact)]:
        words = f"{told[0].id.removeprefix('orcid:')}, {_source_name(told[0].fact.source)}"
        return _check("I1", label, 8, "met", words, facts=[CitedFact(one.id, one.fact) for one in told])
    if orcids:
        return _own_word("I1", label, 8, evidence)
    return _asked("I1", label, 8, evidence, "none given", not_asked="not imported")


def orcid_lists_works(evidence: Evidence) -> Check:
    """I2: that ORCID record lists three of these works, or all if there are fewer."""
    label = "ORCID lists 3 of these works"
    orcids = _orcids(evidence)
    if not orcids:
        return _check("I2", label, 8, "not_checked", "needs I1")
    read = [one for one in orcids if one.list_count is not None]
    if not read:
        return _check("I2", label, 8, "not_checked", _not_asked_words(evidence, ("orcid",), "not asked yet"))
    if _only_source(evidence) == "orcid":
        return _own_word("I2", label, 8, evidence)
    best = max(read, key=lambda one: one.shared_count)
    wanted = max(1, min(3, len(evidence.works)))
    words = f"lists {best.shared_count} of {len(evidence.works)} works"
    state: CheckState = "met" if best.shared_count >= wanted else "not_met"
    return _check("I2", label, 8, state, words, facts=[CitedFact(f"{best.id} {words}", best.fact)])


def other_id(evidence: Evidence) -> Check:
    """I3: another id is confirmed by a shared work."""
    label = "another id, confirmed by a work"
    others = [one for one in evidence.ids if one.id.startswith(OTHER_IDS)]
    confirmed = [one for one in others if one.shared_count]
    if told := [one for one in confirmed if _adds(evidence, one.fact)]:
        words = f"{told[0].id}, {told[0].shared_count} in common"
        return _check("I3", label, 4, "met", words, facts=[CitedFact(one.id, one.fact) for one in told])
    if confirmed:
        return _own_word("I3", label, 4, evidence)
    if others:
        return _check("I3", label, 4, "not_met", f"{others[0].id} shares no work")
    return _asked("I3", label, 4, evidence, "none given", not_asked="not imported")


def one_proof(evidence: Evidence) -> Check:
    """P1: one ownership proof that is newer than 180 days."""
    label = "one ownership proof, under 180 days"
    proofs = valid_proofs(evidence)
    if proofs:
        words = f"{proofs[0].host}, {_day(proofs[0].checked_at)}"
        return _check("P1", label, 14, "met", words, facts=_proof_facts(proofs))
    if evidence.proofs:
        is_old = any(proof.is_found for proof in evidence.proofs)
        words = "older than 180 days" if is_old else "looked for, not found"
        return _check("P1", label, 14, "not_met", words, facts=_proof_facts(evidence.proofs))
    return _check("P1", label, 14, "not_checked", "none found or asked")


def second_proof(evidence: Evidence) -> Check:
    """P2: a second proof stands on a different host."""
    label = "a second proof on another host"
    proofs = valid_proofs(evidence)
    hosts = dict.fromkeys(proof.host for proof in proofs)
    if len(hosts) > 1:
        return _check("P2", label, 8, "met", list(hosts)[1], facts=_proof_facts(proofs))
    return _check("P2", label, 8, "not_met" if proofs else "not_checked", "one host only" if proofs else "needs P1")


def institutional_proof(evidence: Evidence) -> Check:
    """P3: a proof stands at ORCID or under the institution's domain."""
    label = "proof at ORCID or institution"
    proofs = valid_proofs(evidence)
    there = [proof for proof in proofs if proof.is_institutional]
    if there:
        return _check("P3", label, 6, "met", there[0].host, facts=_proof_facts(there))
    return _check("P3", label, 6, "not_met" if proofs else "not_checked", "not there" if proofs else "needs P1")


CHECKS: tuple[Callable[[Evidence], Check], ...] = (
    listed_by_one, second_source, third_source, works_with_ids, works_over_years, recent_work, close_collaborators,
    corroborated_collaborators, affiliation, institution_on_works, asserted_affiliation, orcid_given, orcid_lists_works,
    other_id, one_proof, second_proof, institutional_proof,
)  # fmt: skip


def valid_proofs(evidence: Evidence) -> list[Proof]:
    """Return the proofs that count: found, and newer than 180 days at the facts' date."""
    return counting_proofs(evidence.proofs, evidence.as_of)


def counting_proofs(proofs: Sequence[Proof], as_of: dt.datetime | None) -> list[Proof]:
    """Return those of some proofs that count at a date: found, and newer than 180 days."""
    return [proof for proof in proofs if proof.is_found and as_of and as_of - proof.checked_at <= PROOF_LIFE]


def _asked(
    check_id: str,
    label: str,
    most: int,
    evidence: Evidence,
    nothing: str,
    *,
    not_asked: str = "not asked yet",
    left_out: int = 0,
) -> Check:
    """Return a check that no fact meets: not met where a source answered, else not checked."""
    answered = [source for source in RECORD_KEEPERS if _answered(evidence, source)]
    if len(answered) > left_out:
        return _check(check_id, label, most, "not_met", nothing)
    return _check(check_id, label, most, "not_checked", _not_asked_words(evidence, RECORD_KEEPERS, not_asked))


def _own_word(check_id: str, label: str, most: int, evidence: Evidence) -> Check:
    """Return a check for which only the record's one source speaks: no second one can bear it out, or deny it."""
    words = f"only {_source_name(_only_source(evidence) or '')} says so"
    return _check(check_id, label, most, "not_checked", words)


def _adds(evidence: Evidence, fact: SourceFact) -> bool:
    """Tell whether a fact adds to the record: what its only source says besides the list of works does not."""
    only = _only_source(evidence)
    return only is None or fact.source not in _SAME_WORD.get(only, (only,))


def _only_source(evidence: Evidence) -> str | None:
    """Return the one source of the record, None where others list the person, too, or the owner proved it."""
    sources = {listing.source for listing in evidence.listings}
    return next(iter(sources)) if len(sources) == 1 and not valid_proofs(evidence) else None


def _not_asked_words(evidence: Evidence, sources: Sequence[str], not_asked: str) -> str:
    silent = [reply.source for reply in evidence.replies if reply.source in sources and reply.reply == "no_answer"]
    return f"{_source_name(silent[0])} did not answer" if silent else not_asked


def _answered(evidence: Evidence, source: str) -> bool:
    return any(reply.source == source and reply.reply != "no_answer" for reply in evidence.replies)


def _other_listings(evidence: Evidence) -> list[Listing]:
    """Return one listing of each independent source besides the first."""
    found = {listing.source: listing for listing in reversed(evidence.listings)}
    return [found[source] for source in dict.fromkeys(listing.source for listing in evidence.listings)][1:]


def _orcids(evidence: Evidence) -> list[IdFact]:
    """Return the iDs given; who was asked by the iD, as arXiv's author page is, comes last."""
    given = [one for one in evidence.ids if one.id.startswith("orcid:")]
    return sorted(given, key=lambda one: one.fact.source == "arxiv")


def _proof_facts(proofs: Sequence[Proof]) -> list[CitedFact]:
    return [
        CitedFact(proof.excerpt or proof.note, SourceFact(proof.kind, proof.url, proof.checked_at, proof.url))
        for proof in proofs
    ]


def _counted(evidence: Evidence, works: Sequence[WorkFact]) -> list[CitedFact]:
    return [CitedFact(work.title, _base_fact(evidence)) for work in works[:5]]


def _base_fact(evidence: Evidence) -> SourceFact | None:
    return evidence.listings[0].fact if evidence.listings else None


def _year(work: WorkFact) -> int | None:
    return work.first_on.year if work.first_on else work.year


def _works(works: Sequence[WorkFact]) -> str:
    return "1 work" if len(works) == 1 else f"{len(works)} works"


def _day(at: dt.datetime) -> str:
    return f"{at.day} {at:%b} {at.year}"


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, 28))


def _source_name(source: str) -> str:
    return _NAMES.get(source, source)


_NAMES = {
    "arxiv": "arXiv",
    "huggingface": "Hugging Face",
    "openalex": "OpenAlex",
    "semantic_scholar": "Semantic Scholar",
    "orcid": "ORCID",
    "starter": "starter edition",
}
