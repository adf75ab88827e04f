"""What changed in a paper since it was saved or read: between two kept texts, else between two abstracts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.paper_verbs import PaperVerbs

if TYPE_CHECKING:
    from tuiread.records import PaperPage, TextPage


class ChangeVerbs(PaperVerbs):
    """A screen with one paper, of which an older version may be kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "changes", "changes", tooltip="Show what changed between two versions", id="paper.changes"),
    ]

    page: PaperPage

    # Verbs

    async def kept_text(self) -> TextPage | None:
        """Return the kept text of the paper, if there is one."""
        texts, paper_id = self.app.library.texts, self.page.paper.id
        return await texts.open(paper_id) if await texts.has(paper_id) else None

    async def show_changes(self) -> None:
        """Show what changed between the two texts that are kept; without them, in the abstract since it was saved."""
        text = await self.kept_text()
        if text is not None and text.older_version is not None:
            await self._show_text_changes(text, text.older_version)
        elif (older := self.page.older) is not None:
            await self._show_abstract_changes(older.abstract or "", self.page.paper.abstract or "")
        else:
            self.notice("No other version is in your library; when a newer one comes, D shows what changed.")

    async def _show_text_changes(self, text: TextPage, version: int) -> None:
        from tuiread.document.differences import differences
        from tuiread.screens.text_screen import TextScreen
        from tuiread.words.differences import difference_lines

        before = await self.app.library.texts.older(self.page.paper.id, version)
        changes = await asyncio.to_thread(differences, before, text.document)
        since = f"version {version}" if version else "the text that was here before"
        await self.app.push_screen(
            TextScreen(f"What changed since {since}", lambda cells: difference_lines(changes, cells))
        )

    async def _show_abstract_changes(self, before: str, after: str) -> None:
        from tuiread.screens.text_screen import TextScreen
        from tuiread.words.differences import abstract_difference_lines

        title = "What changed since you saved it"
        await self.app.push_screen(TextScreen(title, lambda cells: abstract_difference_lines(before, after, cells)))

    # Actions

    def action_changes(self) -> None:
        """Show what changed between two versions."""
        self.work(self.show_changes, "paper")
