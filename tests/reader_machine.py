"""Anything that a reader does with one library, in any order: the rules that tests of stamps and merges share."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread import acts, person_acts, shelf_acts, text_acts
from tuiread.records import Author, Mark, PaperId, PersonKey, Place, PlaceNote, RecordKey
from tuiread.store import Store
from tuiread.tables import citing
from tuiread.tags import TagWish

IDS = [PaperId(f"2608.{number:05}") for number in range(1, 5)]
PEOPLE = [PersonKey("hf:ada"), PersonKey("name:bo sample")]
AUTHORS = [Author("Ada Example", "ada", "claimed_verified"), Author("Bo Sample")]


@contextlib.contextmanager
def opened_with_papers(folder: Path) -> Iterator[Store]:
    """Open a store in whose cache all papers of these tests are."""
    with opened(folder) as store:
        day_kept(store, FRIDAY, [make_paper(paper_id, authors=AUTHORS) for paper_id in IDS])
        yield store


class ReaderMachine(RuleBasedStateMachine):
    """Acts of a reader; a subclass says in which store they happen, and what must hold after each."""

    papers = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)
    paper = st.sampled_from(IDS)
    person = st.sampled_from(PEOPLE)
    at = NOW
    """When the latest act happened."""
    store: Store

    def acting(self) -> contextlib.AbstractContextManager[dt.datetime]:
        """Run a block as one transaction at the time that it is given."""
        raise NotImplementedError

    @rule(papers=papers)
    def save(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            acts.save(self.store, papers, at)

    @rule(paper=paper, key=st.sampled_from(("one", "other")))
    def name_key(self, paper: PaperId, key: str) -> None:
        with self.acting() as at:
            citing.keep_keys(self.store.connection, {paper: key}, at)

    @rule(papers=papers)
    def unsave(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            acts.unsave(self.store, papers, at)

    @rule(papers=papers)
    def read(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            acts.mark_read(self.store, papers, at, "read")

    @rule(paper=paper)
    def unread(self, paper: PaperId) -> None:
        with self.acting() as at:
            acts.mark_unread(self.store, [paper], at, "unread")

    @rule(person=person, is_followed=st.booleans())
    def follow(self, person: PersonKey, is_followed: bool) -> None:
        with self.acting() as at:
            (acts.follow if is_followed else acts.unfollow)(self.store, person, at)

    @rule(person=person, is_muted=st.booleans())
    def mute(self, person: PersonKey, is_muted: bool) -> None:
        with self.acting() as at:
            acts.mute(self.store, person, at, is_muted=is_muted)

    @rule(person=person, paper=paper, is_same=st.booleans())
    def answer(self, person: PersonKey, paper: PaperId, is_same: bool) -> None:
        with self.acting() as at:
            acts.answer_name(self.store, person, paper, at, is_same=is_same)
        with self.acting() as at:
            person_acts.answer_identity(self.store, person, RecordKey("openalex:A1"), at, is_same=is_same)

    @rule(is_followed=st.booleans())
    def feed(self, is_followed: bool) -> None:
        with self.acting() as at:
            if is_followed:
                acts.follow_feed(self.store, "keyword", "lamps", at)
            else:
                acts.unfollow_feed(self.store, "keyword:lamps", at)

    @rule(person=person, is_claimed=st.booleans())
    def claim(self, person: PersonKey, is_claimed: bool) -> None:
        with self.acting() as at:
            if is_claimed:
                person_acts.claim(self.store, person, at)
            else:
                person_acts.drop_claim(self.store, at)

    @rule(person=person, text=st.sampled_from(["", "met in May"]), is_marked=st.booleans())
    def about_a_person(self, person: PersonKey, text: str, is_marked: bool) -> None:
        with self.acting() as at:
            person_acts.write_note(self.store, person, text, at)
        with self.acting() as at:
            person_acts.mark_not_to_invite(self.store, person, at, is_marked=is_marked)

    @rule(person=person)
    def forget(self, person: PersonKey) -> None:
        with self.acting() as at:
            person_acts.forget(self.store, person, at)

    @rule(papers=papers, add=st.sampled_from([(), ("Data",), ("data", "group")]), drop=st.sampled_from([(), ("DATA",)]))
    def tag(self, papers: list[PaperId], add: tuple[str, ...], drop: tuple[str, ...]) -> None:
        with self.acting() as at:
            shelf_acts.tag(self.store, papers, TagWish(add, () if "data" in add or "Data" in add else drop), at)

    @rule(paper=paper, text=st.sampled_from(["", "check the scorer", "two\nlines"]))
    def note(self, paper: PaperId, text: str) -> None:
        with self.acting() as at:
            shelf_acts.write_note(self.store, paper, text, at)

    @rule(papers=papers, index=st.integers(0, 4))
    def queue(self, papers: list[PaperId], index: int) -> None:
        with self.acting() as at:
            shelf_acts.add_to_queue(self.store, papers, at)
        with self.acting() as at:
            shelf_acts.move_in_queue(self.store, papers[0], index, at)

    @rule(papers=papers)
    def unqueue(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            shelf_acts.drop_from_queue(self.store, papers, at)

    @rule(paper=paper, share=st.sampled_from([0.1, 0.7]))
    def read_on(self, paper: PaperId, share: float) -> None:
        place = Place("key", 3, share)
        with self.acting() as at:
            text_acts.keep_place(self.store, paper, place, at)
        with self.acting() as at:
            text_acts.mark(self.store, paper, Mark("a", place, f"words at {at}"), at)

    @rule(paper=paper, is_kept=st.booleans())
    def note_at_a_place(self, paper: PaperId, is_kept: bool) -> None:
        kept = PlaceNote(f"note of {paper}", Place("key", 3, 0.5), "words", "hm", self.at)
        with self.acting() as at:
            if is_kept:
                text_acts.note(self.store, paper, kept, at)
            else:
                text_acts.drop_note(self.store, kept, at)

    @rule()
    def undo(self) -> None:
        with self.acting() as at:
            acts.undo(self.store, at)
