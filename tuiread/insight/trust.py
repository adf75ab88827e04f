"""The formula ``trust-1``: how sure one can be that a record is one real person and that its works are theirs.

    Evidence ──seventeen checks (trust_checks)──> points, sum 100 ──> band
                                              └─> gates ──> level
                                              └─> signs that people were mixed up ──> caps

It looks at facts and their date, never at the clock, so that the number does not drift while one is offline.  It is no
measure of quality, fame or honesty.  Changing a weight makes ``trust-2``; old numbers keep their label.
"""

from __future__ import annotations

from itertools import combinations

from tuiread.insight.matching import names_agree
from tuiread.insight.trust_checks import CHECKS, overlap_of
from tuiread.names import fold_name
from tuiread.records import Evidence, Listing, Trust

BANDS = ((80, "Strong"), (55, "Established"), (30, "Developing"), (10, "Emerging"), (0, "Not enough evidence"))
"""The least points of each band, and its name: they describe the record."""

LEVELS = ("Name only", "Imported", "Corroborated", "Owner-proved", "Owner and institution")
ONE_SOURCE_MOST = 21
"""The most that a record gets when one source is all that has been imported."""

MIXED_BAND = "may combine people"
MIXED_MOST = 29
MIXED_LEVEL = 1
LEAST_SHARED = 0.2
"""Sources that share an id and so little of their works tell of different people."""


def assess(evidence: Evidence) -> Trust:
    """Return the trust snapshot that the facts make."""
    checks = tuple(check(evidence) for check in CHECKS)
    if not evidence.listings:
        return Trust(None, BANDS[-1][1], 0, LEVELS[0], evidence.as_of, checks)
    mixed = _signs_of_a_mix(evidence)
    score = sum(check.points for check in checks)
    level = _level({check.id for check in checks if check.state == "met"})
    if mixed:
        score, level = min(score, MIXED_MOST), min(level, MIXED_LEVEL)
    band = MIXED_BAND if mixed else next(name for least, name in BANDS if score >= least)
    return Trust(score, band, level, LEVELS[level], evidence.as_of, checks, mixed)


def _level(met: set[str]) -> int:
    """Return the highest gate that is passed."""
    if "P1" in met:
        return 4 if "A3" in met or {"P2", "P3"} <= met else 3
    return 2 if "S2" in met and met & {"A1", "I1", "I3"} else 1


def _signs_of_a_mix(evidence: Evidence) -> tuple[str, ...]:
    """Return why a record may combine people, one sentence each."""
    signs = []
    orcids = dict.fromkeys(orcid for listing in evidence.listings for orcid in listing.orcids)
    if len(orcids) > 1:
        signs.append(f"Its sources name {len(orcids)} ORCID iDs.")
    base, *others = evidence.listings
    signs += [
        f"{other.record or other.source} carries another full name."
        for other in others
        if _are_other_people(base.name, other.name)
    ]
    signs += [
        f"{one.source} and {other.source} share an ORCID iD, but hardly any works."
        for one, other in combinations(evidence.listings, 2)
        if set(one.orcids) & set(other.orcids) and _share_little(evidence, one, other)
    ]
    return tuple(signs)


def _are_other_people(one: str, other: str) -> bool:
    """Tell whether two full names contradict each other; in different scripts they cannot be compared."""
    folded = fold_name(one), fold_name(other)
    are_full = all(name.isascii() and sum(len(word) > 1 for word in name.split()) > 1 for name in folded)
    return are_full and not names_agree(one, other)


def _share_little(evidence: Evidence, one: Listing, other: Listing) -> bool:
    common, smaller = overlap_of(evidence, one.source, other.source)
    return smaller > 1 and common / smaller < LEAST_SHARED


def is_one_source_ceiling(trust: Trust) -> bool:
    """Tell whether a record stands at the most that one imported source can give."""
    met = {check.id for check in trust.checks if check.state == "met"}
    return trust.score == ONE_SOURCE_MOST and met == {"S1", "W1", "W2", "W3", "C1"}
