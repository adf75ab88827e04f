"""What the app lends other programs: an address to the browser, the terminal to the editor; and library.bib's troubles.

Not here: which browser (desktop) and which editor (editing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, SuspendNotSupported

from tuiread.errors import TuireadError

if TYPE_CHECKING:
    from tuiread.editing import EditFile
    from tuiread.library import Library
    from tuiread.settings import Settings

OpenUrl = Callable[[str, str, Mapping[str, str]], bool]


class OutsideApp(App[None]):
    """An app over a library that can call other programs.

    Args:
        library: what is kept.
        settings: which browser the reader named.
        environ: the environment, for desktop and editor.
        open_url: opens an address; None for the reader's browser.
        edit_file: opens a file to be written; None for the reader's editor.
        options: what Textual takes.
    """

    def __init__(
        self,
        library: Library,
        settings: Settings,
        environ: Mapping[str, str],
        open_url: OpenUrl | None,
        edit_file: EditFile | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.library = library
        self.settings = settings
        self._environ = environ
        self._open_url = open_url
        self._edit_file = edit_file
        self._told_problem: str | None = None
        library.renewal.on_done = self.tell_file_problem

    def tell(self, text: str, *, is_beside: bool = False) -> None:
        """Show a sentence to the reader; one beside what they were just told, where nobody waits for it."""
        raise NotImplementedError

    def tell_file_problem(self) -> None:
        """Say why library.bib could not be written, once for each reason."""
        problem, self._told_problem = self._told_problem, self.library.renewal.problem
        if self._told_problem and self._told_problem != problem:
            self.tell(self._told_problem, is_beside=True)

    def open_url_outside(self, url: str) -> bool:
        """Open an address on the reader's desktop; False when there is none."""
        from tuiread.desktop import open_url

        return (self._open_url or open_url)(url, self.settings.ui.browser, self._environ)

    def write_outside(self, text: str) -> str:
        """Let a text be written in the reader's editor and return it as it is then.

        Raises:
            TuireadError: the editor failed; what was written is kept in a file that the sentence names.
        """
        from tuiread.editing import edit_text

        return edit_text(text, self.edit_outside, self.library.scratch)

    def show_figure_outside(self, data: bytes, caption: str) -> None:
        """Lend the terminal to a figure until the reader presses Enter.

        Raises:
            TuireadError: it is no image that can be shown, or the terminal cannot be lent.
        """
        from tuiread.figures import open_image, show_figure

        open_image(data)
        try:
            with self.suspend():
                show_figure(data, caption)
        except SuspendNotSupported as error:
            raise TuireadError("This terminal cannot be lent to a figure; o opens the image.") from error

    def edit_outside(self, path: Path) -> None:
        """Lend the terminal to the reader's editor until they close the file.

        Raises:
            TuireadError: there is no editor, it failed, or the terminal cannot be lent; the file is kept.
        """
        from tuiread.editing import edit_file

        if self._edit_file is not None:
            return self._edit_file(path)
        refused = f"This terminal cannot be lent to an editor; the text is in {path}."
        return self._lend_terminal(lambda: edit_file(path, self._environ), refused)

    def _lend_terminal(self, job: Callable[[], None], refused: str) -> None:
        """Run a job that has the terminal to itself.

        Raises:
            TuireadError: the job's failure, once the terminal is the app's again, because Textual takes it back only
                from a block that ends well; or `refused`.
        """
        failures: list[TuireadError] = []
        try:
            with self.suspend():
                try:
                    job()
                except TuireadError as error:
                    failures.append(error)
        except SuspendNotSupported as error:
            raise TuireadError(refused) from error
        if failures:
            raise failures[0]
