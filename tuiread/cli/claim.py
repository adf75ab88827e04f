"""The command for the reader's own record: claim it, have its public proofs checked, drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.cli.desk import Reply
from tuiread.cli.reading import find_profile, refuse_offline_check
from tuiread.errors import NotFoundError, SourceError, UsageError
from tuiread.output.json_forms import claim_form, encode
from tuiread.words.claim import curl_lines, plain_claim

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import Claim, SourceReply


async def claim(desk: Desk) -> Reply:
    """Say who the reader is, show that claim, check its proofs, or drop it.

    Raises:
        UsageError: the words do not fit together, or a check is asked for offline.
        NotFoundError: nobody is claimed, or nobody answers to the name.
        SourceError: the source whose record the name is could not be asked.
    """
    words, researchers = desk.words, desk.library.researchers
    if words.drop and (words.name or words.check or desk.wants_json):
        raise UsageError("--drop stands alone: there is one claim at most, and nothing to check or print after it.")
    refuse_offline_check(desk)
    if words.name:
        await researchers.claim((await find_profile(desk)).key)
    own = await _own_claim(desk)
    if words.drop:
        await researchers.drop_claim()
        said = f"You are {own.name} no longer; `tuiread undo` takes that back, with the same token."
        return Reply((f"{said} A new claim gets another one.",))
    replies = await researchers.check_proofs(own.person) if words.check else ()
    return await _shown(desk, own, replies)


async def _own_claim(desk: Desk) -> Claim:
    """Return whom the reader claims to be.

    Raises:
        NotFoundError: nobody.
    """
    own = await desk.library.researchers.own_claim()
    if own is None:
        raise NotFoundError("You claim nobody yet: `tuiread claim NAME` says who you are, on this machine only.")
    return own


async def _shown(desk: Desk, own: Claim, replies: tuple[SourceReply, ...]) -> Reply:
    profile = await desk.library.researchers.profile(own.person)
    failed = tuple(reply.sentence for reply in replies if reply.reply == "no_answer")
    document = encode(claim_form(own, profile, curl_lines(profile))) if desk.wants_json else None
    exit_code = SourceError.exit_code if replies and len(failed) == len(replies) else 0
    return Reply(tuple(plain_claim(profile, desk.cells, desk.clock())), document, notices=failed, exit_code=exit_code)
