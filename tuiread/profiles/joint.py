"""Who else stands in the bylines of works that are no papers in the cache, as their sources list them.

Not here: bylines of papers (tables.beside), and ties (insight).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from tuiread.insight.matching import names_agree
from tuiread.names import fold_name
from tuiread.profiles.gather import Material
from tuiread.records import CLOSE_AUTHORS, JointRow, JointWork, ListedAuthor, PersonKey
from tuiread.tables.records import KeptWork


class ListedBylines:
    """Reads the bylines that sources list beside what bylines of papers tell of the same people.

    Args:
        material: what the tables know about the person.
    """

    def __init__(self, material: Material) -> None:
        self._material = material

    def rows(self, kept: Sequence[KeptWork], number: int) -> Iterator[JointRow]:
        """Yield who else stands in the byline of a work, as its first list gives it.

        A byline in which the person cannot be told from the others gives nobody.

        Args:
            kept: the work's entries in the lists.
            number: what tells the work from others.
        """
        if not kept or kept[0].author_count > CLOSE_AUTHORS:
            return
        authors = kept[0].authors
        own = [author for author in authors if self._is_self(author)]
        if not own:
            return
        work = JointWork(f"listed {number}", kept[0].year, kept[0].author_count, ())
        for author in authors:
            if author not in own and (key := self._key(author.name)):
                yield key, author.name, work

    def _is_self(self, author: ListedAuthor) -> bool:
        """Tell whether a name in a listed byline is the person's: by its record, else by its spelling."""
        if author.record is not None and author.record in self._material.records:
            return True
        return names_agree(author.name, self._material.who.name)

    def _key(self, name: str) -> PersonKey | None:
        """Return whose a name is: the one whom bylines of papers know by it; nobody on the stop-list."""
        folded = fold_name(name)
        key = self._known.get(folded) or PersonKey(f"name:{folded}")
        return None if self._material.stopped.holds(key, folded) else key

    @cached_property
    def _known(self) -> dict[str, PersonKey]:
        """By folded name, the only person of that name in the bylines of papers."""
        found: dict[str, set[PersonKey]] = {}
        for key, rows in self._material.joint.joint.items():
            for row in rows:
                found.setdefault(row.folded, set()).add(key)
        return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}
