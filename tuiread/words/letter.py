"""Letters in words: to whom, about what, how far, and what waits for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tuiread.lines import SEPARATOR, Line, Span, fit, fit_line, left_right, plain, wrap
from tuiread.records import WAITING_DAYS, BrokenLetter, Letter, LetterFacts, Outbox
from tuiread.words.times import count, day_words, times

NEVER_SENT = "never sent by tuiread"


def fact_lines(facts: LetterFacts, address: str | None, cells: int) -> list[Line]:
    """Return to whom, where, from whom and about what, a line each."""
    published = f"{facts.emails[0]} (published in their ORCID record); a takes it" if facts.emails else ""
    sender = facts.sender
    proof = "proved: the letter says how to check" if facts.proof_urls else "identity not proved"
    orcid = f"  orcid.org/{sender.orcid}" if sender.orcid else ""
    rows = (
        ("To", facts.to.name),
        ("Address", address or published or "none: a types one, or send the text yourself"),
        ("From", f"{sender.name}{orcid}  {proof}"),
        ("About", about_words(facts)),
    )
    return [fit_line((Span(f"{label:<9}", "dim"), Span(text)), cells) for label, text in rows]


def about_words(facts: LetterFacts) -> str:
    """Return ``2 shared topics · 1 common collaborator (S. Haddad)``."""
    parts = [f"{count(len(facts.topics), 'shared topic')} ({', '.join(facts.topics)})"] if facts.topics else []
    if facts.common:
        parts.append(f"{count(len(facts.common), 'common collaborator')} ({', '.join(facts.common)})")
    parts += [f"cites you {times(facts.cites_count)}"] if facts.cites_count else []
    parts += [f"cited by you {times(facts.cited_count)}"] if facts.cited_count else []
    return SEPARATOR.join(parts) or "no shared topic or collaborator is in your cache"


def state_words(letter: Letter, today: dt.date) -> str:
    """Return ``handed over 12 days ago: no answer yet``, or the state and its day."""
    waited = letter.waited_days(today)
    if waited >= WAITING_DAYS:
        return f"handed over {waited} days ago: no answer yet"
    return f"{letter.state} since {day_words(letter.changed_on)}"


def letter_row(row: Letter | BrokenLetter, cells: int, today: dt.date) -> list[Line]:
    """Return a letter of the outbox as two lines: to whom and how far, its folder and papers."""
    if isinstance(row, BrokenLetter):
        return [(Span("! ", "key"), Span(fit(row.folder, cells - 2), "title")), _indented(row.problem, cells)]
    waits = row.waited_days(today) >= WAITING_DAYS
    head = (Span("! " if waits else "  ", "key"), Span(row.name, "title"))
    first = left_right(head, (Span(state_words(row, today), "notice" if waits else "dim"),), cells)
    meant = f"{SEPARATOR}{', '.join(row.papers)}" if row.papers else ""
    return [first, _indented(f"{row.folder}{meant}", cells)]


def beside_words(broken: BrokenLetter | None) -> str:
    """Return that an older letter to the same name may lie in a folder that cannot be read; empty without one."""
    return f"Another letter under that name cannot be read: {broken.folder}: {broken.problem}" if broken else ""


def outbox_counts(outbox: Outbox, today: dt.date) -> str:
    """Return ``4 letters, 1 that cannot be read, 1 letter waits for an answer``."""
    broken = f"{len(outbox.broken)} that cannot be read" if outbox.broken else ""
    parts = [count(len(outbox.letters), "letter"), broken, reminder_words(outbox, today)]
    return ", ".join(filter(None, parts))


def reminder_words(outbox: Outbox, today: dt.date) -> str:
    """Return ``1 letter waits for an answer since 10 days or more``; empty where none does."""
    waiting = sum(letter.waited_days(today) >= WAITING_DAYS for letter in outbox.letters)
    verb = "waits" if waiting == 1 else "wait"
    return f"{count(waiting, 'letter')} {verb} for an answer since {WAITING_DAYS} days or more" if waiting else ""


def forgotten_words(name: str, folders: Sequence[Path]) -> str:
    """Return what forgetting somebody did, and what it left to the reader: the letters, which are the reader's own."""
    said = f"{name} is forgotten: nothing about them is shown or fetched again."
    if not folders:
        return said
    verb = "stays" if len(folders) == 1 else "stay"
    places = ", ".join(str(folder) for folder in folders)
    return f"{said} Your {count(len(folders), 'letter')} to them {verb} in your outbox until you delete it: {places}"


def plain_outbox(outbox: Outbox, cells: int, today: dt.date) -> list[str]:
    """Return the outbox as plain lines for the command line."""
    lines: list[Line] = wrap(f"Outbox · {outbox_counts(outbox, today)} · {NEVER_SENT}", cells)
    for row in outbox.rows:
        if isinstance(row, BrokenLetter):  # nothing else says the whole of it here
            lines += [*wrap(f"! {row.folder}", cells), *wrap(row.problem, cells, indent=2)]
        else:
            lines += letter_row(row, cells, today)
    return [plain(line).rstrip() for line in lines]


def _indented(text: str, cells: int) -> Line:
    return (Span("  "), Span(fit(text, cells - 2), "dim"))
