"""The trust snapshot in words: the line on a profile, and the seventeen checks with their evidence.

It is about a record, never about a person: what was not checked is said as such, and a low number as a floor.  These
words stand on the profile and under "why", and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len

from tuiread.insight.claims import OWN_KINDS
from tuiread.insight.trust import BANDS, is_one_source_ceiling
from tuiread.insight.trust_checks import counting_proofs
from tuiread.lines import BLANK, ELLIPSIS, Line, Span, fit, fit_line, left_right, plain, wrap
from tuiread.records import Check, CitedFact, Identity, Profile, Trust
from tuiread.words.times import count, day_words, full_time

Show = Literal["number", "words", "off"]

LEAST_SHOWN = 10
"""Below this a number would say more than the facts do."""

OWNER_PROVED = 3
"""The level from which on somebody proved that the record is theirs."""

SITES = {"arxiv": "arXiv", "huggingface": "Hugging Face", "github": "GitHub"}
"""Where a record is claimed, for the kinds of proof that stand in one place."""

MARKS = {"met": "[x]", "not_met": "[ ]", "not_checked": "[?]"}
STATES = {"met": "met", "not_met": "not met", "not_checked": "not checked"}

LEAST_EVIDENCE = 16
"""Cells that a check's evidence gets in any case; its label gives way."""


def trust_words(trust: Trust, show: Show = "number") -> str:
    """Return ``Trust 21 - Emerging``, or what the reader prefers to a number."""
    if show == "words":
        met = [check.id for check in trust.checks if check.state == "met"]
        sources = 1 + ("S2" in met) + ("S3" in met)
        return "no source" if trust.score is None else "one source" if sources == 1 else f"{sources} sources agree"
    if trust.score is None or trust.score < LEAST_SHOWN:
        return f"Trust: {trust.band.lower()}"
    return f"Trust {trust.score} - {trust.band}"


def level_words(trust: Trust) -> str:
    """Return ``Verification L1``."""
    return f"Verification L{trust.level}"


def claim_words(trust: Trust, identity: Identity) -> str:
    """Return who says that the record is theirs: ``Unclaimed author``, ``claimed on arXiv``, ``claimed by you``."""
    you = "you say that this is you"
    if trust.level < OWNER_PROVED:
        return f"{you}; not proved" if identity.claim else "Unclaimed author"
    kinds = [proof.kind for proof in counting_proofs(identity.proofs, trust.as_of)]
    if identity.claim is not None and set(kinds) & OWN_KINDS:
        return "claimed by you"
    where = SITES.get(kinds[0] if kinds else "", "a page of their own")
    return f"claimed on {where}" + (f"; {you}" if identity.claim else "")


def trust_line(profile: Profile, show: Show) -> list[str]:
    """Return the parts of the one line that a profile has; nothing where the reader wants none."""
    if show == "off":
        return [claim_words(profile.trust, profile.identity)]
    parts = [trust_words(profile.trust, show), level_words(profile.trust)]
    return [*parts, claim_words(profile.trust, profile.identity)]


def floor_words(trust: Trust) -> str:
    """Return ``at least 21 of 100: 12 checks have not been run``; empty where all have been, or there is no number."""
    open_count = trust.count("not_checked")
    if trust.score is None or trust.score < LEAST_SHOWN or not open_count:
        return ""
    have = "has" if open_count == 1 else "have"
    return f"at least {trust.score} of 100: {count(open_count, 'check')} {have} not been run"


def counts_words(trust: Trust) -> str:
    """Return ``5 checks met, 0 failed, 12 not checked``."""
    met, failed, unknown = (trust.count(state) for state in ("met", "not_met", "not_checked"))
    return f"{count(met, 'check')} met, {failed} failed, {unknown} not checked"


def why_title(profile: Profile) -> str:
    """Return ``Why 21?  Ada Example``."""
    trust = profile.trust
    number = "" if trust.score is None or trust.score < LEAST_SHOWN else f" {trust.score}"
    return f"Why{number}?  {profile.name}"


def why_facts(trust: Trust) -> str:
    """Return which formula it is, and of when its facts are."""
    if trust.as_of is None:
        return f"formula {trust.formula}, no facts yet"
    day = trust.as_of.astimezone()
    return f"formula {trust.formula}, facts of {day.day} {day:%b} {day.year}"


def check_row(check: Check, cells: int, *, height: int = 1) -> list[Line]:
    """Return one check as a line, or with its evidence in a second one: state, points, id, label, evidence."""
    points = f"+{check.points}" if check.points else ""
    label = check.label if "(" in check.label else f"{check.label} ({check.most})"
    # Points that are earned say how many there were: the most is left out, as in the label of one that is not.
    label = check.label if check.state == "met" else label
    left = f"{MARKS[check.state]} {points:>3} {check.id} "
    room = cells - len(left)
    is_met = check.state == "met"
    head = (Span(left, "key" if is_met else "dim"), Span(label, "text" if is_met else "dim"))
    if height > 1:
        return [fit_line(head, cells), (Span(" " * len(left)), Span(fit(check.evidence, room), "dim"))]
    told = fit(check.evidence, max(LEAST_EVIDENCE, room - cell_len(label) - 2))
    return [left_right(head, (Span(told, "dim"),), cells)]


def rows_are_cut(checks: Sequence[Check], cells: int) -> bool:
    """Tell whether any check has more to say than a line holds."""
    return any(ELLIPSIS in plain(line) for check in checks for line in check_row(check, cells))


def sum_words(trust: Trust) -> str:
    """Return ``8+5+2+2+4 = 21 of 100``, or why there is no sum."""
    parts = [str(check.points) for check in trust.checks if check.points]
    if trust.score is None:
        return "A name in a byline only: there is no record to count."
    capped = ", at most 29 while it may combine people" if trust.mixed else ""
    return f"{'+'.join(parts) or '0'} = {trust.score} of 100{capped}."


def sum_lines(trust: Trust, cells: int) -> list[Line]:
    """Return how the number came about, and what the marks and bands mean."""
    words = [sum_words(trust)]
    if trust.mixed:
        words.append(f"It may combine people: {' '.join(trust.mixed)}")
    words.append("[x] met  [ ] not met  [?] not checked: counts 0, not no.")
    words.append(f"Bands: {', '.join(f'{least} {name}' for least, name in reversed(BANDS))}.".replace("0 Not", "0 not"))
    if is_one_source_ceiling(trust):
        words.append("21 is the most a record gets when one source is all that has been imported.")
    words.append("About this record, not about the person.")
    return [line for text in words for line in wrap(text, cells, role="dim")]


def check_lines(check: Check, cells: int) -> list[Line]:
    """Return the facts behind one check: what is said, by whom, when, and where anybody can look."""
    state = f"{STATES[check.state]}, {check.points} of {count(check.most, 'point')}: {check.evidence}"
    lines = [*wrap(f"{check.id}  {check.label}", cells, role="heading"), *wrap(state, cells), BLANK]
    if not check.facts:
        return [*lines, *wrap("No fact is cached for this check.", cells, role="dim")]
    for cited in check.facts:
        lines += [*wrap(cited.text, cells), *_provenance(cited, cells), BLANK]
    return lines


def plain_why(profile: Profile, cells: int) -> list[str]:
    """Return the checks as plain lines for the command line, each with its facts."""
    trust = profile.trust
    lines: list[Line] = [(Span(f"{why_title(profile)}, {why_facts(trust)}"),), BLANK]
    height = 2 if rows_are_cut(trust.checks, cells) else 1
    for check in trust.checks:
        lines += check_row(check, cells, height=height)
        for cited in check.facts[:1]:
            if cited.fact is not None:
                lines += wrap(f"{cited.fact.source}, {full_time(cited.fact.fetched_at)}", cells, indent=10, role="dim")
    lines += [BLANK, *sum_lines(trust, cells)]
    return [plain(line).rstrip() for line in lines]


def _provenance(cited: CitedFact, cells: int) -> list[Line]:
    if cited.fact is None:
        return wrap("counted from such facts", cells, indent=2, role="dim")
    said = f"{cited.fact.source}, {cited.fact.what}, {day_words(cited.fact.fetched_at.astimezone().date())}"
    lines = wrap(said, cells, indent=2, role="dim")
    return lines + (wrap(cited.fact.url, cells, indent=2, role="dim") if cited.fact.url else [])
