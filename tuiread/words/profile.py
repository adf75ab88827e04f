"""A researcher in words: who they are and how sure that is, the parts of the profile, and all of it as plain lines.

    head        name, affiliation, trust, counts                       above every part
    side        the same as blocks, beside the works on wide screens
    parts       works, topics, collaborators, institutions, graph, identity     (profile_parts)

Not here: the checks behind the trust snapshot (trust).
"""

from __future__ import annotations

import datetime as dt

from tuiread.lines import BLANK, Line, Span, fit, fit_line, flow, left_right, plain, wrap
from tuiread.records import Profile, Work
from tuiread.words.feed import letters
from tuiread.words.profile_parts import (
    collaborator_row,
    graph_lines,
    identity_lines,
    institution_lines,
    topic_lines,
)
from tuiread.words.times import count, day_words, time_words
from tuiread.words.trust import Show, counts_words, floor_words, trust_line

ROOMY = 70
"""From this width on a line holds whole words."""

CLAIMING = "Claiming links this public author record to you, on this machine only; it proves nothing to others."


def profile_head(profile: Profile, cells: int, show: Show, now: dt.datetime, *, is_whole: bool = False) -> list[Line]:
    """Return who this is and how sure that is: in four short lines on a narrow screen, unless the whole is wanted."""
    is_roomy = is_whole or cells >= ROOMY
    state = "following" if profile.is_followed else "not following"
    who = f"Researcher · {state}" if cells >= ROOMY else state
    lines = [left_right((Span(profile.name, "heading"),), (Span(who, "dim"),), cells)]
    if is_roomy:
        lines += flow([Span(part, "dim") for part in known_as(profile)], cells)
    lines += flow([Span(part, "strong" if place == 0 else "text") for place, part in _numbered(profile, show)], cells)
    lines += flow([Span(part) for part in profile_counts(profile, is_short=not is_roomy)], cells)
    if is_roomy:
        lines += flow([Span(part, "dim") for part in profile_notes(profile, now)], cells)
    return lines


def _numbered(profile: Profile, show: Show) -> list[tuple[int, str]]:
    return list(enumerate(trust_line(profile, show)))


def title_line(profile: Profile) -> tuple[Line, Line]:
    """Return name and affiliation for the head of a wide screen."""
    state = "following" if profile.is_followed else "not following"
    about = f"Researcher · {state} · {affiliation_words(profile)}"
    return (Span(profile.name, "heading"),), (Span(about, "dim"),)


def known_as(profile: Profile) -> list[str]:
    """Return affiliation, how the person is identified, and that no life story is told."""
    return [affiliation_words(profile), identified_words(profile), "no bio imported"]


def affiliation_words(profile: Profile) -> str:
    """Return where somebody is, was last known to be, or that nobody was asked or nothing was given."""
    if profile.institutions:
        place = profile.institutions[0]
        return place.name if place.is_now else f"last known {max(place.years, default='')}: {place.name}"
    return "Affiliation: none given" if profile.is_affiliation_asked else "Affiliation not imported"


def identified_words(profile: Profile) -> str:
    """Return by what the person is told from others."""
    records = [linked.record.key for linked in profile.identity.records]
    if profile.account:
        return f"Hugging Face account @{profile.account}"
    return records[0] if records else "known by name only, which others may share"


def profile_counts(profile: Profile, *, is_short: bool = False) -> list[str]:
    """Return works, followers, topics, close collaborators and years, as on the public page."""
    topics = len(profile.topics.categories or ())
    close = len(profile.close)
    parts = [
        count(len(profile.works), "work"),
        _followers(profile),
        count(topics, "topic") if profile.topics.categories is not None else "topics not imported",
        f"{close} close" if is_short else count(close, "close collaborator"),
    ]
    years = sorted(work.year for work in profile.works if work.year)
    if years and not is_short:
        parts.append(f"{years[0]}-{years[-1]}" if years[0] != years[-1] else str(years[0]))
    return parts


def _followers(profile: Profile) -> str:
    """Return how many followers are known on this machine, where nobody but its reader can be one."""
    return count(profile.follower_count, "follower") + (" (you)" if profile.is_followed else "")


def profile_notes(profile: Profile, now: dt.datetime) -> list[str]:
    """Return what is known around a person: namesakes, since when followed, how old the facts are."""
    parts = [f"on pages of {', '.join(profile.organizations[:3])}"] if profile.organizations else []
    bare = sum(work.paper is None for work in profile.works)
    if bare:
        parts.append("titles only" if bare == len(profile.works) else f"{bare} of the works by title only")
    if profile.namesakes:
        others = ", ".join(f"@{person.account} ({person.paper_count})" for person in profile.namesakes[:6])
        parts.append(f"others with this name: {others}")
    if profile.account and any(work.is_name_match for work in profile.works):
        parts.append("? = matched by name only")
    if profile.note:
        parts.append(f"your note: {fit(profile.note.splitlines()[0], 60)}")
    if profile.followed_at:
        parts.append(f"followed since {day_words(profile.followed_at.astimezone().date())}")
    if profile.as_of and profile.is_starter:
        parts.append(f"starter edition, recorded {day_words(profile.as_of.date())}")
    elif profile.as_of:
        parts.append(f"newest fact {time_words(profile.as_of, now)}")
    return parts


def side_lines(profile: Profile, cells: int, show: Show, now: dt.datetime, keys: dict[str, str]) -> list[Line]:
    """Return the blocks beside the works: trust snapshot, counts, actions, identity, graph.

    Args:
        profile: the person.
        cells: the width.
        show: how the reader wants the trust snapshot.
        now: the clock, for ages.
        keys: the keys that these actions have now, by binding id.
    """
    snapshot = _heading("Trust snapshot")
    lines = trust_line(profile, show)
    snapshot += wrap(lines[0], cells, role="strong") + flow([Span(part) for part in lines[1:]], cells)
    if show == "number":
        snapshot += wrap(floor_words(profile.trust), cells, role="dim") if floor_words(profile.trust) else []
        snapshot += wrap(counts_words(profile.trust), cells, role="dim")
    snapshot += wrap("About this record, not about the person.", cells, role="dim")
    follow = "Stop following" if profile.is_followed else "Follow researcher"
    actions = [
        left_right(
            (Span(f"{keys['person.follow']}  ", "key"), Span(follow)), (Span(str(profile.follower_count)),), cells
        ),
        (Span(f"{keys['person.why']}  ", "key"), Span("Why this number")),
        (Span(f"{keys['person.check']}  ", "key"), Span("Check now: ask the sources")),
        fit_line((Span(f"{keys['person.invite']}  ", "key"), Span(f"Draft an invitation{_locked(profile)}")), cells),
    ]
    counts = flow([Span(part) for part in profile_counts(profile)], cells)
    is_claimed = profile.identity.claim is not None
    claim = (
        Span(f"{keys['person.claim']}  ", "key"),
        Span("Your claim and its proofs" if is_claimed else "This is me"),
    )
    identity = [*_heading("Identity and collaboration"), *wrap(CLAIMING, cells, role="dim"), claim]
    graph = [*_heading("Research graph (from your cache)"), *graph_lines(profile, cells)]
    notes = flow([Span(part, "dim") for part in [*known_as(profile)[1:], *profile_notes(profile, now)]], cells)
    blocks = [snapshot, counts, [*_heading("Actions"), *actions], identity, graph, notes]
    return [line for block in blocks for line in [*block, BLANK]]


def work_row(work: Work, cells: int, *, shows_doubt: bool = True) -> list[Line]:
    """Return one published item as a line: letters, year, kind, source, title.

    A question mark stands for a match by name only; where everything is one, it says nothing and is left out.
    """
    marks = letters(work.paper) if work.paper else "   "
    doubt = "?" if shows_doubt and work.is_name_match else "!" if work.notice else " "
    about = f" {work.year or '----'}{doubt} " + (
        f"{fit(work.kind, 10)} {fit(work.source, 12)}  " if cells >= 70 else ""
    )
    title = fit(work.title, cells - len(marks) - len(about))
    return [(Span(marks, "key"), Span(about, "dim"), Span(title, "title"))]


def work_about(work: Work) -> list[str]:
    """Return what is said of a work under its title: type, year, source, both dates, who lists it, notices."""
    parts = [work.kind, year_words(work), work.source]
    if work.first_on:
        parts.append(f"first {work.first_on.isoformat()}")
    if work.notice:
        parts.append(f"! {work.notice}")
    if work.is_name_match:
        parts.append("matched by name only")
    return parts


def year_words(work: Work) -> str:
    """Return ``2019``, or ``2019 (rev. 2022)`` where the last revision is of another year."""
    year = str(work.year) if work.year else "no year"
    return f"{year} (rev. {work.revised_year})" if work.revised_year else year


def abstract_lines(work: Work, abstract: str | None, cells: int) -> list[Line]:
    """Return the selected work with its abstract."""
    head = [
        *wrap(work.title, cells, role="heading"),
        *flow([Span(part, "dim") for part in work_about(work)], cells),
        BLANK,
    ]
    if abstract is None:
        return [*head, *wrap("No abstract of this work is in your cache.", cells, role="dim")]
    return [*head, *(line for text in abstract.split("\n\n") for line in [*wrap(text, cells), BLANK])]


def plain_profile(profile: Profile, cells: int, now: dt.datetime, show: Show = "number") -> list[str]:
    """Return a researcher as plain lines for the command line."""
    lines = [*profile_head(profile, cells, show, now, is_whole=True), BLANK]
    lines += [(Span(f"{count(len(profile.works), 'published item')}", "heading"),)]
    for work in profile.works:
        lines += work_row(work, cells, shows_doubt=profile.account is not None)
    if profile.coauthors:
        lines += [BLANK, (Span("Collaborators", "heading"),)]
    for coauthor in profile.coauthors:
        lines += collaborator_row(coauthor, cells)
    for name, part in (
        ("Topics", topic_lines(profile, cells)),
        ("Institutions", institution_lines(profile, cells)),
        ("Identity", identity_lines(profile, cells, now)),
    ):
        lines += [BLANK, (Span(name, "heading"),), *part]
    return [plain(line).rstrip() for line in lines]


def _locked(profile: Profile) -> str:
    """Return why a letter cannot be drafted yet: it introduces its sender."""
    return "" if profile.identity.claimed_key else " (claim yours first)"


def _heading(text: str) -> list[Line]:
    return [(Span(text, "heading"),)]
