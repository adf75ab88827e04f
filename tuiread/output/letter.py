"""An invitation as text, as a mail that waits to be sent, and as a mailto link: facts, and a place to write.

    LetterFacts ──template──> invite.md, which the reader writes ──mail──> invite.eml
                                                                 └─mailto──> a link, its body cut if it is long

No sentence is made up: whoever sends a letter writes it.  Not here: files (outbox) and the papers' BibTeX (bibtex).
"""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from urllib.parse import quote

from tuiread.errors import UsageError
from tuiread.records import Letter, LetterFacts, Paper

SUBJECT = "Working together"
MAILTO_BODY = 1_800
"""Characters of a letter that a mailto link holds, as product practice of mail programs allows."""
MOST_ADDRESS = 254
"""Characters of the longest address that mail can carry (RFC 5321)."""
_ADDRESS = re.compile(r"""[^\s@<>(),;:"\[\]\\]+@[^\s@<>(),;:"\[\]\\]+""")
WRITE_HERE = "[Write here what you want to ask. Delete what you do not need below.]"
CUT = "[... the rest is in the letter itself]"


def template(facts: LetterFacts) -> str:
    """Return the letter to begin with: names, facts, who writes and how to check that."""
    parts = [f"Dear {facts.to.name},", WRITE_HERE, "\n".join(_facts(facts)), _signature(facts)]
    return "\n\n".join(part for part in parts if part) + "\n"


def check_address(text: str) -> str:
    """Return an e-mail address without blanks around it.

    Raises:
        UsageError: it is none, or more than one.
    """
    address = text.strip()
    if len(address) > MOST_ADDRESS or not _ADDRESS.fullmatch(address) or not address.isprintable():
        raise UsageError(f"“{address[:60]}” is no e-mail address; write one such as name@example.org.")
    return address


def mail(letter: Letter) -> bytes:
    """Return a letter as a mail that opens as a draft where the mail program knows ``X-Unsent``.

    Source: RFC 5322 (the form), RFC 6532 (names in any script).
    """
    message = EmailMessage(policy=SMTP if (letter.address or "").isascii() else SMTPUTF8)
    message["Subject"] = SUBJECT
    if letter.address:
        message["To"] = letter.address
    message["X-Unsent"] = "1"
    message.set_content(letter.text)
    return message.as_bytes()


def mailto(letter: Letter) -> str:
    """Return a link that opens a letter in a mail program; a long one is cut at a word and says so.

    Source: RFC 6068.
    """
    body = _cut(letter.text.rstrip("\n")).replace("\n", "\r\n")
    address = quote(letter.address or "", safe="@")
    return f"mailto:{address}?subject={quote(SUBJECT, safe='')}&body={quote(body, safe='')}"


def _facts(facts: LetterFacts) -> list[str]:
    lines = [f"Topics we share: {', '.join(facts.topics)}"] if facts.topics else []
    lines += [f"We both wrote with: {', '.join(facts.common)}"] if facts.common else []
    lines += [f"Your papers cite mine: {facts.cites_count}"] if facts.cites_count else []
    lines += [f"My papers cite yours: {facts.cited_count}"] if facts.cited_count else []
    return lines + _works(facts.to.paper, facts.sender.paper)


def _works(theirs: Paper | None, mine: Paper | None) -> list[str]:
    if theirs and mine and theirs.id == mine.id:
        return [f"Our work: {_paper(mine)}"]
    lines = [f"Your work: {_paper(theirs)}"] if theirs else []
    return lines + ([f"My work: {_paper(mine)}"] if mine else [])


def _paper(paper: Paper) -> str:
    return f"“{paper.title}” (arXiv {paper.id})"


def _signature(facts: LetterFacts) -> str:
    sender = facts.sender
    lines = [sender.name, *([f"https://orcid.org/{sender.orcid}"] if sender.orcid else []), "--"]
    if facts.proof_urls:
        lines += ["Who I am can be checked by anybody:", *facts.proof_urls]
    else:
        lines.append("Identity not proved.")
    return "\n".join(lines)


def _cut(text: str) -> str:
    if len(text) <= MAILTO_BODY:
        return text
    return text[: MAILTO_BODY - len(CUT) - 2].rsplit(maxsplit=1)[0] + f"\n{CUT}"
