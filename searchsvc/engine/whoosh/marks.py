"""Marks: for each occurrence of a word, twelve bits that say which word stands behind it.

A phrase of two common words would have to look each place of the one up among the places of the other, which costs a
hundred times what reading the places does. With marks one pass over those of the first word finds the phrase. A mark is
the class of a term; the four thousand commonest terms of a segment, which are 97 % of a Vietnamese text, have a class
each, in the order of their numbers. Behind what is marked `OTHER` or `ANY` there is something to be looked up.
"""

from __future__ import annotations

import numpy as np

from searchsvc.arrays.mapped import Array

ANY = 0xFFF
"""More than one term begins there: a code and its first part."""
NONE = 0xFFE
"""A gap or the end of the text is behind."""
OTHER = 0xFFD
"""A term without a class is behind."""


def classed(counts: Array, most: int = OTHER) -> Array:
    """The numbers of the terms that have a class, ascending (the class is the place here), by how often each stands;
    what stands 0 times has none.
    """
    numbers = np.flatnonzero(counts)
    if numbers.size > most:
        numbers = np.sort(np.argpartition(-counts, most)[:most])
    return numbers.astype("<u4")


def marks_of(classes: Array, count: int) -> Array:
    """The mark of each of `count` terms, and one more at the end for the gap, which is numbered -1."""
    found = np.full(count + 1, OTHER, np.uint16)
    found[classes] = np.arange(classes.size, dtype=np.uint16)
    found[-1] = NONE
    return found


def following(ranks: Array, ends: Array, *, codes_at: Array, marks: Array) -> Array:
    """For each word of many texts put end to end (`ends`: where each text ends) the mark of the one behind it.

    `codes_at` are the places where codes begin too, `marks` those of `marks_of`.
    """
    found = np.full(ranks.size, NONE, np.uint16)
    found[:-1] = marks[ranks[1:]]
    found[codes_at[codes_at > 0] - 1] = ANY
    found[ends[ends > 0] - 1] = NONE
    return found


def renumbered(old: Array, new: Array) -> Array:
    """What each old mark becomes: `old` are the new numbers of the terms of the old classes, `new` as `marks_of`."""
    found = np.full(ANY + 1, OTHER, np.uint16)
    found[: old.size] = new[old]
    found[[NONE, ANY]] = NONE, ANY
    return found
