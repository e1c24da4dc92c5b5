"""Words and phrases over a shelf: which documents have them, in how many, and what that says.

BM25F after Robertson and Zaragoza (The Probabilistic Relevance Framework, 2009): for a word the frequencies in all
fields, weighted and evened out for length, are summed *before* saturation. Its document frequency is the number of
living documents that have it, in any of its spellings; nothing needs to be scored to know it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.cache import Key
from searchsvc.engine.query import TEXT, AnyOf, Phrase, Term
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh import phrases
from searchsvc.engine.whoosh.docsets import Docs, joined, joining
from searchsvc.engine.whoosh.gather import NOTHING, Lot, beginnings
from searchsvc.engine.whoosh.invert import KEYWORDS
from searchsvc.engine.whoosh.leaf import Postings
from searchsvc.engine.whoosh.phrases import spellings
from searchsvc.engine.whoosh.shelf import Place, Scale, Shelf

Word = Term | AnyOf | Phrase
_NO_TITLES = NOTHING[0]


@dataclass(frozen=True, slots=True)
class Here:
    """A word in one leaf: the living documents that have it (`count` of them), and those, dead ones included, that have
    it in the title, of which `titled` live and are different ones.

    A word has `spelled`, its spellings that are there, with their weights. A phrase has instead `strength`, how strong
    it is in each of its documents, and for titles the same, not weighted.
    """

    docs: Docs
    count: int
    titles: Array = field(default_factory=lambda: _NO_TITLES)
    titled: int = 0
    spelled: Sequence[tuple[Postings, float]] = ()
    strength: tuple[Lot, Lot] | None = None

    @property
    def bytes(self) -> int:
        """What it takes to keep it."""
        lots = self.strength or ()
        return 500 + self.docs.bytes + self.titles.nbytes + sum(part.nbytes for lot in lots for part in lot)


@dataclass(frozen=True, slots=True)
class Known:
    """A word on a shelf: how its fields count, what it is in each leaf, and what it is worth: `idf` over its fields
    and, where a title adds its own, over titles (`title`); both times k1 + 1.
    """

    scale: Scale
    here: tuple[Here, ...]
    idf: float
    title: float


def is_text(word: Word) -> bool:
    """Whether a word is one of text fields."""
    return word.field == TEXT or word.field in TEXT_FIELDS


def known(shelf: Shelf, word: Word, scale: Scale) -> Known:
    """What there is to know of a word. Kept on the shelf where it takes any work."""
    if isinstance(word, Term) and word.field == TEXT and scale.everywhere and shelf.whole:
        return _worth(shelf, word, scale, tuple([_plain(place, word) for place in shelf.places]))
    key = Key(word, scale)
    found: Known | None = shelf.words.get(key)
    if found is None:
        found = _worth(shelf, word, scale, tuple([_looked(shelf, place, word, scale) for place in shelf.places]))
        shelf.words.put(key, found, size=sum(here.bytes for here in found.here))
    return found


def _worth(shelf: Shelf, word: Word, scale: Scale, here: tuple[Here, ...]) -> Known:
    count = titled = 0
    for one in here:
        count += one.count
        titled += one.titled
    if not is_text(word):
        return Known(scale, here, _idf(shelf, count), 0.0)
    most = scale.k1 + 1
    return Known(scale, here, most * _idf(shelf, count), most * scale.title * _idf(shelf, titled) if titled else 0.0)


def _plain(place: Place, word: Term) -> Here:
    """A term, when all fields count and all documents live."""
    postings = place.leaf.postings(word.text)
    if postings is None:
        return Here(Docs(place.leaf.size), 0)
    return Here(postings.as_set(), postings.count, postings.titles, postings.titles.size, ((postings, 1.0),))


def _looked(shelf: Shelf, place: Place, word: Word, scale: Scale) -> Here:
    if not is_text(word):
        docs = _living(place, _valued(place, word))
        return Here(docs, docs.count)
    if isinstance(word, Phrase) and len(word.words) != 1:
        return _phrase(shelf, place, word, scale)
    single = word.words[0] if isinstance(word, Phrase) else word
    spelled = _spelled(place, single)
    docs = _living(place, _written(place, [postings for postings, _ in spelled], scale))
    lists = [postings.titles for postings, _ in spelled] if scale.title else []
    titles = lists[0] if len(lists) == 1 else np.concatenate([_NO_TITLES, *lists])
    return Here(docs, docs.count, titles, _different(place, titles, len(lists)), spelled)


def _spelled(place: Place, word: Term | AnyOf) -> list[tuple[Postings, float]]:
    """The spellings of a word that a leaf has, with their weights; one that is given twice counts twice."""
    found = ((place.leaf.postings(text), weight) for text, weight in spellings(word) if weight > 0)
    return [(postings, weight) for postings, weight in found if postings is not None]


def _written(place: Place, terms: Sequence[Postings], scale: Scale) -> Docs:
    """The documents of some terms, as far as they have them in a field that counts."""
    size = place.leaf.size
    if scale.everywhere:
        bits = [one.bits for one in terms if one.bits is not None]
        return joined(bits, [one.listed for one in terms if one.bits is None], size)
    return joining([_in_fields(one, scale) for one in terms], size)


def _in_fields(postings: Postings, scale: Scale) -> Docs:
    counts = sum(postings.counts(name) for name, one in zip(TEXT_FIELDS, scale.fields, strict=True) if one.weight)
    return Docs(postings.leaf.size, None, postings.docs()[np.flatnonzero(counts)])


def _different(place: Place, docs: Array, lists: int) -> int:
    """How many living documents are in some lists put end to end."""
    if place.alive is None and (lists < 2 or not docs.size):
        return int(docs.size)
    mask = np.zeros(place.leaf.size, dtype=bool)
    mask[docs] = True
    return int(np.count_nonzero(mask if place.alive is None else mask & place.alive))


def _living(place: Place, docs: Docs) -> Docs:
    if place.bits is None:
        return docs
    if docs.bits is None:
        return Docs(docs.size, None, docs.listed[bitmaps.holds(place.bits, docs.listed)])
    return Docs(docs.size, docs.bits & place.bits)


def _valued(place: Place, word: Word) -> Docs:
    """The documents of a leaf with one of the values in a keyword field."""
    leaf = place.leaf
    if isinstance(word, Phrase) or word.field not in KEYWORDS:
        return Docs(leaf.size)
    numbers = {leaf.term(word.field, value) for value, _ in spellings(word)} - {-1}
    lists = [leaf.docs(word.field, number).astype(np.int32) for number in numbers]
    return joining([Docs(leaf.size, None, docs) for docs in lists], leaf.size)


def _phrase(shelf: Shelf, place: Place, phrase: Phrase, scale: Scale) -> Here:
    """A phrase of no word, or of two and more."""
    docs, fields, weights = phrases.places(place.leaf, phrase)
    counting = np.array([one.weight > 0 for one in scale.fields])[fields]
    if place.alive is not None:
        counting &= place.alive[docs]
    if not counting.all():
        docs, fields, weights = docs[counting], fields[counting], weights[counting]
    if not docs.size:
        return Here(Docs(place.leaf.size), 0, strength=(NOTHING, NOTHING))
    norms = shelf.norms_in(place, scale)
    whole = _summed(docs, weights * norms.weighted[fields, docs])
    at = (fields == 0).nonzero()[0] if scale.title else fields[:0]
    titles = _summed(docs[at], weights[at] * norms.title[docs[at]])
    found = Docs(place.leaf.size, None, whole[0])
    return Here(found, whole[0].size, titles[0], titles[0].size, strength=(whole, titles))


def _summed(docs: Array, numbers: Array) -> Lot:
    if not docs.size:
        return NOTHING
    first = beginnings(docs)
    return docs[first], np.add.reduceat(numbers, first)


def _idf(shelf: Shelf, documents: int) -> float:
    """How much it says that a document has what so many have: ln(1 + (N - n + 0.5)/(n + 0.5))."""
    return math.log(1 + (shelf.living - documents + 0.5) / (documents + 0.5))
