"""What a reader likes, learnt from a few papers: a weight for each word, at once or a little better.

    texts ──read_corpus──> Space (a matrix of words) ──rocchio, at once──────> Taste (a weight a word) ──> scores
                                                     └─logistic regression──> Taste                       reasons

Pure, and the same for the same papers, whatever their order.  Brings numpy with it, so that it is loaded when the
for-you order is first asked for.  Not here: votes and follows (ranking), and where examples are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tuiread.meaning.corpus import Corpus, Floats, Numbers, read_corpus
from tuiread.meaning.words import first_written, paper_text
from tuiread.records import Example, PaperId, Reason

MOST_BACKGROUND = 500
"""So many papers of which nothing is known stand for all others; more take time and teach nothing."""
DOUBTFUL = 2
"""So many papers for each liked one, those most like them, say nothing against them: many would be saved, too."""
HIDDEN_SHARE = 0.5
"""How much the middle of what was hidden is taken away at once."""
ROUNDS = 40
STRENGTH = 1.0
"""How much the examples may say against small weights: 1 is what libraries of such regressions begin with."""
NEAR = 0.12
"""A cosine of words from which on two papers are called near."""
MOST_WORDS, MOST_AGAINST, MOST_NEAR = 8, 2, 5
WORD, NEIGHBOUR = "word:", "near:"

Texts = Sequence[tuple[PaperId, str, str | None]]


class Space:
    """Papers as rows of weighted words.

    Args:
        texts: id, title and abstract of each, in the order of ids.
    """

    def __init__(self, texts: Texts) -> None:
        self.ids = [paper_id for paper_id, _, _ in texts]
        self._rows = {paper_id: row for row, paper_id in enumerate(self.ids)}
        self.corpus: Corpus = read_corpus(paper_text(title, abstract) for _, title, abstract in texts)
        matrix = self.corpus.matrix
        self._entry_rows = np.repeat(np.arange(matrix.height), np.diff(matrix.starts))

    def holds(self, paper_ids: Collection[PaperId]) -> bool:
        """Tell whether all of some papers are here."""
        return self._rows.keys() >= set(paper_ids)

    def rows_of(self, paper_ids: Sequence[PaperId]) -> Numbers:
        """Return the rows of those papers that are here, in their order."""
        return np.array([self._rows[one] for one in paper_ids if one in self._rows], np.int64)

    def entries(self, row: int) -> tuple[npt.NDArray[np.int32], Floats]:
        """Return the terms of a paper and their weights."""
        matrix = self.corpus.matrix
        part = slice(int(matrix.starts[row]), int(matrix.starts[row + 1]))
        return matrix.columns[part], matrix.weights[part]

    def times(self, weights: Floats) -> Floats:
        """Return the sum of each paper's terms, weighed."""
        matrix = self.corpus.matrix
        products = matrix.weights * weights[matrix.columns]
        return np.bincount(self._entry_rows, products, matrix.height).astype(np.float32)

    def middle(self, rows: Numbers, shares: Floats) -> Floats:
        """Return the sum of some papers' words, each paper with its share, over the sum of shares."""
        matrix = self.corpus.matrix
        entries, lengths = self.entries_of(rows)
        found = np.bincount(matrix.columns[entries], matrix.weights[entries] * np.repeat(shares, lengths), matrix.width)
        return (found / max(float(shares.sum()), 1e-9)).astype(np.float32)

    @cached_property
    def everything(self) -> Floats:
        """The middle of all papers."""
        return self.middle(np.arange(len(self.ids)), np.ones(len(self.ids), np.float32))

    def entries_of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return where the terms of some papers stand in the matrix, and how many each paper has."""
        starts = self.corpus.matrix.starts
        lengths = starts[rows + 1] - starts[rows]
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(starts[rows], lengths) + offsets, lengths

    def allowed(self, silenced: Collection[str]) -> npt.NDArray[np.bool_]:
        """Return which terms may say anything; a pair falls silent with either of its words."""
        stems = {reason.removeprefix(WORD) for reason in silenced if reason.startswith(WORD)}
        terms = self.corpus.terms
        if not stems:
            return np.ones(len(terms), bool)
        return np.array([term not in stems and stems.isdisjoint(term.split()) for term in terms], bool)


@dataclass(frozen=True, slots=True)
class Taste:
    """A weight for each term of a space."""

    space: Space
    weights: Floats
    liked: Numbers
    """The rows of papers that were saved, and may say so."""

    def scores(self) -> dict[PaperId, float]:
        """Return how much each paper of the space is liked."""
        return dict(zip(self.space.ids, self.space.times(self.weights).tolist(), strict=True))

    def near(self, paper_id: PaperId) -> list[tuple[PaperId, float]]:
        """Return the liked papers near one, the nearest first; the paper itself is none of them."""
        rows = self.space.rows_of([paper_id])
        if not len(rows):
            return []
        asked = np.zeros(self.space.corpus.matrix.width, np.float32)
        columns, weights = self.space.entries(int(rows[0]))
        asked[columns] = weights
        found = [(self.space.ids[row], self._cosine(row, asked)) for row in self.liked.tolist() if row != rows[0]]
        return sorted(((one, cosine) for one, cosine in found if cosine >= NEAR), key=lambda near: (-near[1], near[0]))

    def words(self, paper_id: PaperId, text: str) -> list[Reason]:
        """Return the words that lift a paper most, then the few that lower it most, as the paper writes them.

        Their strengths are parts of the strongest one's.
        """
        rows = self.space.rows_of([paper_id])
        if not len(rows):
            return []
        columns, weights = self.space.entries(int(rows[0]))
        terms = self.space.corpus.terms
        pulls = (weights * self.weights[columns]).tolist()
        written = first_written(text)
        found = sorted((-pull, terms[column]) for pull, column in zip(pulls, columns.tolist(), strict=True))
        most = max(map(abs, pulls), default=0.0) or 1.0
        named = [
            Reason(f"{WORD}{term}", "word", written[term], -pull / most)
            for pull, term in found
            if term in written and pull
        ]
        lifting = _apart([reason for reason in named if reason.strength > 0])[:MOST_WORDS]
        lowering = _apart([reason for reason in reversed(named) if reason.strength < 0])[:MOST_AGAINST]
        return lifting + lowering

    def _cosine(self, row: int, asked: Floats) -> float:
        columns, weights = self.space.entries(row)
        return float(weights @ asked[columns])


def rocchio(space: Space, examples: Sequence[Example], silenced: Collection[str] = ()) -> Taste:
    """Return a taste at once: the middle of what was liked, without the middle of everything and of what was hidden."""
    lesson = _Lesson.of(space, examples, silenced)
    weights = space.middle(lesson.liked, lesson.liked_shares) - space.everything
    if len(lesson.hidden):
        weights -= HIDDEN_SHARE * space.middle(lesson.hidden, np.ones(len(lesson.hidden), np.float32))
    return Taste(space, weights * space.allowed(silenced), lesson.neighbours)


def logistic(space: Space, examples: Sequence[Example], silenced: Collection[str] = ()) -> Taste:
    """Return a taste by logistic regression: what tells the liked papers from the hidden ones and all others.

    Of all others, those that are liked most at once are left out.  Both sides weigh the same, however few papers were
    liked.  It is found by accelerated descent with steps that the
    length of the rows allows.
    """
    lesson = _Lesson.of(space, examples, silenced)
    if not len(lesson.liked):
        return Taste(space, np.zeros(len(space.corpus.terms), np.float32), lesson.neighbours)
    at_once = space.times(rocchio(space, examples, silenced).weights)
    part = _Part(space, lesson, lesson.background(at_once))
    weights = ahead = np.zeros(part.width, np.float64)
    bias = bias_ahead = 0.0
    step = 1.0  # rows of length 1, shares that sum up to 1: the slope changes by less than a half
    for number in range(ROUNDS):
        slope, bias_slope = part.slope(ahead, bias_ahead)
        before, bias_before = weights, bias
        weights, bias = ahead - step * slope, bias_ahead - step * bias_slope
        momentum = number / (number + 3)
        ahead, bias_ahead = weights + momentum * (weights - before), bias + momentum * (bias - bias_before)
    return Taste(space, part.spread(weights) * space.allowed(silenced), lesson.neighbours)


def near_reasons(taste: Taste, paper_id: PaperId, titles: Mapping[PaperId, str]) -> list[Reason]:
    """Return the liked papers near one as reasons, the nearest first."""
    nearest = taste.near(paper_id)[:MOST_NEAR]
    return [Reason(f"{NEIGHBOUR}{one}", "near", titles.get(one, one), cosine) for one, cosine in nearest]


def silent_reasons(
    loud: Taste, paper_id: PaperId, text: str, titles: Mapping[PaperId, str], silenced: Collection[str]
) -> list[Reason]:
    """Return the reasons that are switched off and would speak of a paper, so that they can be switched on again.

    Args:
        loud: a taste that knows of no switch.
        paper_id: the paper.
        text: what it is known by.
        titles: of the papers that it can be near to.
        silenced: what is switched off.
    """
    written = first_written(text)
    stems = sorted(reason.removeprefix(WORD) for reason in silenced if reason.startswith(WORD))
    words = [Reason(f"{WORD}{stem}", "word", written[stem], 0.0, is_off=True) for stem in stems if stem in written]
    near = [one for one in loud.near(paper_id) if f"{NEIGHBOUR}{one[0]}" in silenced]
    return words + [
        Reason(f"{NEIGHBOUR}{one}", "near", titles.get(one, one), cosine, is_off=True) for one, cosine in near
    ]


@dataclass(frozen=True, slots=True)
class _Lesson:
    """The examples as rows of a space."""

    liked: Numbers
    liked_shares: Floats
    hidden: Numbers
    others: Numbers
    """Those of which nothing is known."""
    neighbours: Numbers
    """The saved ones, which a paper can be near to."""

    @classmethod
    def of(cls, space: Space, examples: Sequence[Example], silenced: Collection[str]) -> _Lesson:
        by_id = sorted(examples, key=lambda one: one.paper_id)
        telling = [one for one in by_id if f"{NEIGHBOUR}{one.paper_id}" not in silenced]
        here = [one for one in telling if space.holds([one.paper_id])]
        liked = [one for one in here if one.weight > 0]
        known = space.rows_of([one.paper_id for one in examples])
        return cls(
            space.rows_of([one.paper_id for one in liked]),
            np.array([one.weight for one in liked], np.float32),
            space.rows_of([one.paper_id for one in here if one.weight < 0]),
            np.setdiff1d(np.arange(len(space.ids)), known),
            space.rows_of([one.paper_id for one in liked if one.weight == 1]),
        )

    def background(self, at_once: Floats) -> Numbers:
        """Return papers that stand for all others, without those that are liked most at once."""
        doubtful = min(int(DOUBTFUL * float(self.liked_shares.sum())), len(self.others) // 2)
        order = np.argsort(-at_once[self.others], kind="stable")
        sure = np.sort(self.others[order[doubtful:]])
        return sure[:: -(-len(sure) // MOST_BACKGROUND) or 1]


class _Part:
    """The rows that teach, cut out of a space with only the terms that they have."""

    def __init__(self, space: Space, lesson: _Lesson, background: Numbers) -> None:
        matrix = space.corpus.matrix
        others = np.concatenate((lesson.hidden, background))
        rows = np.concatenate((lesson.liked, others))
        entries, lengths = space.entries_of(rows)
        self._terms, self._columns = np.unique(matrix.columns[entries], return_inverse=True)
        self._weights = matrix.weights[entries].astype(np.float64)
        self._rows = np.repeat(np.arange(len(rows)), lengths)
        self._signs = np.concatenate((np.ones(len(lesson.liked)), -np.ones(len(others))))
        hidden = np.full(len(lesson.hidden), max(1.0, len(background) / (4 * max(1, len(lesson.hidden)))))
        against = np.concatenate((hidden, np.ones(len(background))))
        self._shares = np.concatenate((_half(lesson.liked_shares.astype(np.float64)), _half(against)))
        self._full_width = matrix.width
        self._stiffness = 1 / (STRENGTH * max(1, len(rows)))
        self.width = len(self._terms)

    def slope(self, weights: npt.NDArray[np.float64], bias: float) -> tuple[npt.NDArray[np.float64], float]:
        """Return how the loss changes with the weights and the bias."""
        sums = np.bincount(self._rows, self._weights * weights[self._columns], len(self._signs)) + bias
        pushes = -self._shares * self._signs / (1 + np.exp(np.clip(self._signs * sums, -30, 30)))
        slope = np.bincount(self._columns, self._weights * pushes[self._rows], self.width)
        return slope + self._stiffness * weights, float(pushes.sum())

    def spread(self, weights: npt.NDArray[np.float64]) -> Floats:
        """Return the weights as those of all terms of the space."""
        spread = np.zeros(self._full_width, np.float32)
        spread[self._terms] = weights
        return spread


def _half(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return shares / (2 * max(float(shares.sum()), 1e-9))


def _apart(reasons: Sequence[Reason]) -> list[Reason]:
    """Return reasons without those whose words an earlier one has."""
    taken: set[str] = set()
    chosen = []
    for reason in reasons:
        stems = set(reason.key.removeprefix(WORD).split())
        if taken.isdisjoint(stems):
            chosen.append(reason)
            taken |= stems
    return chosen
