"""Where things live on this machine, and nothing about what is in them.

--home DIR or TUIREAD_HOME        DIR/config  DIR/data  DIR/cache  DIR/state
otherwise (platformdirs)          the platform's own folders for each kind
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from tuiread.errors import StoreError


class Paths(Struct, frozen=True):
    """The four folders and the files in them."""

    config: Path
    data: Path
    """What only the reader knows; worth a backup."""
    cache: Path
    """What sources said; losing it costs a sync."""
    state: Path
    """Reports of errors."""

    @property
    def config_file(self) -> Path:
        """Settings, written by the reader."""
        return self.config / "config.toml"

    @property
    def keys_file(self) -> Path:
        """Changed keys, written by the reader."""
        return self.config / "keys.toml"

    @property
    def library_db(self) -> Path:
        """Follows, saves, read marks."""
        return self.data / "library.db"

    @property
    def outbox(self) -> Path:
        """Letters that the reader wrote, a folder each."""
        return self.data / "outbox"

    @property
    def older_notes(self) -> Path:
        """Notes whose place later ones took in a merge; tuiread only adds to it."""
        return self.data / "older-notes.md"

    @property
    def digests(self) -> Path:
        """Digests that the reader wrote into files without saying where."""
        return self.data / "digests"

    @property
    def mail(self) -> Path:
        """Mails that wait to be handed over, and which ones were."""
        return self.data / "mail"

    @property
    def library_bib(self) -> Path:
        """Every saved paper as BibTeX, for other programs."""
        return self.data / "library.bib"

    @property
    def exports(self) -> Path:
        """Files that were written for other programs."""
        return self.data / "exports"

    @property
    def cache_db(self) -> Path:
        """Papers and days, as sources gave them."""
        return self.cache / "cache.db"

    @property
    def meaning(self) -> Path:
        """What words mean in this cache, and where each paper stands; made by `tuiread index`."""
        return self.cache / "meaning"

    @property
    def sentences(self) -> Path:
        """Vectors of papers by the sentence model; made by `tuiread index --model minilm`."""
        return self.cache / "sentences"

    @property
    def teams(self) -> Path:
        """Who wrote which paper with whom, as numbers; made when a way between two people is first looked for."""
        return self.cache / "teams.bin"

    @property
    def archive_db(self) -> Path:
        """Papers by the million, as arXiv's own listings give them; made by the first import."""
        return self.cache / "arxiv.db"


def find_paths(home: str | None = None) -> Paths:
    """Return the folders to use; nothing is created.

    Args:
        home: one folder for everything; None reads ``TUIREAD_HOME`` and then asks the platform.
    """
    if root := home or os.environ.get("TUIREAD_HOME"):
        base = Path(root).expanduser().absolute()
        return Paths(base / "config", base / "data", base / "cache", base / "state")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("tuiread", appauthor=False)
    return Paths(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_state_path)


def make_private_folder(folder: Path) -> None:
    """Create a folder that only its owner can read, with its parents.

    Raises:
        StoreError: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"The folder {folder} cannot be made ({reason}); choose another with --home DIR.") from error
