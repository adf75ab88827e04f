"""What an import of files changes, as JSON; see json_import for arXiv's metadata by the million."""

from __future__ import annotations

from msgspec import Struct

from tuiread.output.json_import import BadLineForm
from tuiread.records import PaperId
from tuiread.records.exports import Difference


class ChangedPaperForm(Struct, frozen=True):
    """One paper to which something happens."""

    id: PaperId
    title: str
    new: bool
    tags: tuple[str, ...]
    note: str | None


class ChangesForm(Struct, frozen=True):
    """What an import changes."""

    file: str
    imported: bool
    papers: tuple[ChangedPaperForm, ...]
    already_here: int
    follows: tuple[str, ...]
    unknown: tuple[PaperId, ...]
    left_out: tuple[BadLineForm, ...]
    bad: tuple[BadLineForm, ...]


def changes_form(change: Difference, *, is_imported: bool) -> ChangesForm:
    """Return what an import changes, and whether it has."""
    return ChangesForm(
        file=change.name,
        imported=is_imported,
        papers=tuple(
            ChangedPaperForm(one.paper_id, one.title, one.is_new, one.new_tags, one.note) for one in change.changes
        ),
        already_here=len(change.papers) - len(change.changes),
        follows=(*(str(one.key) for one in change.people), *(f"{one.kind}:{one.value}" for one in change.feeds)),
        unknown=change.unknown,
        left_out=tuple(BadLineForm(one.line, f"“{one.title}” has no arXiv id") for one in change.strangers),
        bad=tuple(BadLineForm(one.number, one.problem) for one in change.bad),
    )
