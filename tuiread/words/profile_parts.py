"""The parts of a profile besides its works: topics, collaborators, institutions, graph, identity.

Every row says where it comes from, and what was not imported is said as such.
"""

from __future__ import annotations

import datetime as dt

from tuiread.insight.orcids import orcid_of
from tuiread.lines import BLANK, Line, Span, fit, fit_line, flow, left_right, wrap
from tuiread.records import (
    CLOSE_AUTHORS,
    CoAuthor,
    Identity,
    Institution,
    LinkedRecord,
    Profile,
    SourceReply,
    TopicCount,
)
from tuiread.words.times import count, time_words

SOURCES = {
    "arxiv": "arXiv",
    "huggingface": "Hugging Face",
    "openalex": "OpenAlex",
    "semantic_scholar": "Semantic Scholar",
    "orcid": "ORCID",
    "arxiv_page": "arXiv author page",
    "proofs": "Listed pages",
    "crossref": "Crossref",
}
"""The services that are asked about people, in the order in which they are shown."""

BY_ORCID = ("orcid", "arxiv_page", "proofs")
"""Those that are asked by an ORCID iD only."""

MATCHED = {"works": "by its works", "orcid": "by the ORCID iD", "you": "by your word", "key": "this record"}
MOST_STRIP = 24
"""The longest strip of years; a longer career is drawn in steps."""


NO_KEYWORDS = "none of these works has any"

INSTITUTION_LEGEND = "o OpenAlex · r ORCID · R ORCID, said by the institution · s Semantic Scholar"

MOST_TOPICS = 20
"""How many topics of each vocabulary are shown; a profile counts all of them."""


def topic_lines(profile: Profile, cells: int) -> list[Line]:
    """Return topics in three vocabularies, each with where it comes from; they are never merged."""
    topics = profile.topics
    blocks = (
        ("arXiv categories, chosen by authors", topics.categories, "not imported"),
        ("Keywords, made by Hugging Face", topics.keywords, NO_KEYWORDS),
        ("Topics, as OpenAlex assigns them", topics.concepts, no_concepts(profile)),
    )
    lines: list[Line] = []
    for heading, counted, missing in blocks:
        lines += [(Span(heading, "heading"),)]
        lines += flow(_topic_spans(counted), cells) if counted else wrap(missing, cells, role="dim")
        lines.append(BLANK)
    return lines[:-1]


def no_concepts(profile: Profile) -> str:
    """Return why no topic of OpenAlex is known: it was not asked, did not answer, or has none of this person."""
    reply = profile.identity.reply_of("openalex")
    if reply is None:
        return "not imported"
    return "no answer from OpenAlex" if reply.reply == "no_answer" else "OpenAlex was asked and gave none"


def _topic_spans(counted: tuple[TopicCount, ...]) -> list[Span]:
    shown = [Span(f"{one.name} {one.work_count}" if one.work_count else one.name) for one in counted[:MOST_TOPICS]]
    rest = len(counted) - len(shown)
    return [*shown, Span(f"{rest:,} more", "dim")] if rest > 0 else shown


def collaborator_row(coauthor: CoAuthor, cells: int) -> list[Line]:
    """Return one collaborator as a line: followed, close, name, joint works, years, tie, common topics."""
    years = _span_words(coauthor.first_year, coauthor.latest_year)
    parts = [f"{coauthor.joint_count} joint", *([years] if years else []), f"tie {coauthor.tie:.2f}"]
    if coauthor.is_dormant:
        parts.append("dormant")
    if cells >= 70 and coauthor.topics:
        parts.insert(0, fit(", ".join(coauthor.topics[:2]), 20))
    mark = ("f" if coauthor.is_followed else " ") + ("*" if coauthor.is_close else " ")
    doubt = "?" if coauthor.is_name_only else ""
    left = (Span(f"{mark} ", "key"), Span(coauthor.name + doubt, "title"))
    return [left_right(left, (Span(" · ".join(parts), "dim"),), cells)]


def no_collaborator_lines() -> list[Line]:
    """Return why nobody is listed: no byline names anybody else, or all of them are too long."""
    return [
        (Span("No collaborators in your cache.", "heading"),),
        (Span(f"Works of more than {CLOSE_AUTHORS} authors make nobody one."),),
    ]


def institution_lines(profile: Profile, cells: int) -> list[Line]:
    """Return institutions over time: one row each, with a strip of years and who says so."""
    if not profile.institutions:
        return wrap(no_institution_words(profile), cells, role="dim")
    span = years_of(profile)
    lines = [
        left_right((Span(place.name, "title"),), (Span(institution_figures(place, span), "dim"),), cells)
        for place in profile.institutions
    ]
    return [*lines, BLANK, *wrap(INSTITUTION_LEGEND, cells, role="dim")]


def no_institution_words(profile: Profile) -> str:
    """Return why no institution is known."""
    is_asked = profile.is_affiliation_asked
    return "None given by the sources that were asked." if is_asked else "Not imported: no source was asked yet."


def years_of(profile: Profile) -> tuple[int, int] | None:
    """Return the first and the last year at any institution; None where no source names a year."""
    years = [year for place in profile.institutions for year in place.years]
    return (min(years), max(years)) if years else None


def institution_figures(place: Institution, span: tuple[int, int] | None) -> str:
    """Return the strip of years at an institution, until when that was, and who says so."""
    letters = " ".join(place.sources)
    if span is None or not place.years:
        return f"no years  {letters}"
    when = "now" if place.is_now else f"last known {place.years[-1]}"
    return f"{place.years[0]} {year_strip(place.years, *span)} {place.years[-1]}  {when:>15}  {letters}"


def year_strip(years: tuple[int, ...], first: int, last: int) -> str:
    """Return one sign for each year, ``#`` where it is named; where there are too many, for each few years."""
    step = (last - first) // MOST_STRIP + 1
    known = set(years)
    starts = range(first, last + 1, step)
    return "".join("#" if known & set(range(start, start + step)) else "." for start in starts)


def graph_lines(profile: Profile, cells: int) -> list[Line]:
    """Return how much of the research graph the cache holds around somebody, and who is nearest."""
    topics = len(profile.topics.categories or ())
    counts = [
        count(len(profile.coauthors), "person", "people"),
        count(sum(work.paper is not None for work in profile.works), "paper"),
        count(topics, "topic"),
        count(len(profile.institutions), "institution"),
    ]
    lines = flow([Span(part) for part in counts], cells)
    for place, one in enumerate(profile.coauthors[:2]):
        note = f"{one.joint_count} joint" + (f", {one.latest_year}" if one.latest_year else "")
        you = " (you)" if one.key == profile.identity.claimed_key else ""
        label = "nearest  " if place == 0 else "         "
        lines.append(left_right((Span(label, "dim"), Span(one.name + you)), (Span(note, "dim"),), cells))
    return lines


def identity_lines(profile: Profile, cells: int, now: dt.datetime) -> list[Line]:
    """Return which records tell of the person, which may, how each source answered, and proofs."""
    identity = profile.identity
    lines: list[Line] = []
    for linked in identity.records:
        common = (
            f", {linked.common_count} of {linked.smaller_count} works in common then" if linked.smaller_count else ""
        )
        said = f"{linked.record.key}: matched {MATCHED[linked.how]}{common}{_cut_words(linked)}"
        lines += wrap(said, cells)
    if not identity.records:
        lines += wrap("No source's record is linked to this person yet.", cells, role="dim")
    for candidate in identity.candidates:
        said = f"? {candidate.record.key}: {candidate.common_count} of {candidate.smaller_count} works in common"
        lines += wrap(f"{said}; only you can say whether this is the same person", cells, role="notice")
    if identity.joint_counts:
        counted = ", ".join(f"{one.name} {one.joint_count}" for one in identity.joint_counts)
        lines += wrap(f"Most joint works, as OpenAlex counts: {counted}", cells, role="dim")
    lines += [BLANK, (Span("How the sources answered", "heading"),)]
    for source, name in SOURCES.items():
        reply = identity.reply_of(source)
        lines += reply_lines(name, reply, cells, now) if reply else not_asked_lines(name, identity, source, cells)
    for budget in identity.budgets:
        used = f"{SOURCES.get(budget.source, budget.source)}: {budget.used_count:,} of {budget.limit:,} calls used"
        lines += wrap(f"{used} on {budget.day.isoformat()} (UTC)", cells, role="dim")
    for proof in identity.proofs:
        if proof.is_found:
            lines += wrap(f"Proof found: {proof.url}, {time_words(proof.checked_at, now)}", cells)
    return lines + note_lines(profile, cells)


def _cut_words(linked: LinkedRecord) -> str:
    """Return that a list was too long to be fetched whole; nothing where all of it is here."""
    if not linked.listed_count or (linked.list_total or 0) <= linked.listed_count:
        return ""
    return f"; {linked.listed_count:,} of its {linked.list_total:,} works are here"


def note_lines(profile: Profile, cells: int) -> list[Line]:
    """Return the reader's private note; nothing without one."""
    if profile.note is None:
        return []
    text = [line for paragraph in profile.note.split("\n") for line in wrap(paragraph, cells) or [BLANK]]
    return [BLANK, (Span("Your note, for you alone", "heading"),), *text]


def not_asked_lines(name: str, identity: Identity, source: str, cells: int) -> list[Line]:
    """Return that one source was not asked, and why."""
    return [fit_line((Span(f"{name}: "), Span(not_asked_words(identity, source), "dim")), cells)]


def not_asked_words(identity: Identity, source: str) -> str:
    """Return why a source was not asked: nobody asked yet, or it is asked by an ORCID iD and none is known."""
    others_were_asked = identity.reply_of("openalex") is not None
    needs_orcid = source in BY_ORCID and orcid_of(identity) is None
    return "not asked: no single ORCID iD is known" if others_were_asked and needs_orcid else "not asked yet"


def reply_lines(name: str, reply: SourceReply, cells: int, now: dt.datetime) -> list[Line]:
    """Return how one source answered, and when: asked and nothing, or asked and no answer."""
    state = {"answered": "", "nothing": "asked, nothing: ", "no_answer": "no answer: "}[reply.reply]
    said = reply.sentence.removeprefix(f"{name}: ")
    return wrap(f"{name} ({time_words(reply.asked_at, now)}): {state}{said}", cells)


def _span_words(first: int | None, last: int | None) -> str:
    if last is None:
        return ""
    return str(last) if first in (None, last) else f"{first}-{last}"
