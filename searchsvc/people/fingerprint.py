"""What the people found depend on, in a word: the rules of this package and its word lists."""

from typing import Final

from searchsvc.resources import fingerprint

_LISTS: Final = (
    "family_names.txt", "given_names.txt", "highland_names.txt", "honorifics.tsv", "name_aliases.tsv", "not_names.txt",
    "office_abbreviations.tsv", "office_breaks.txt", "office_walks.tsv", "offices.tsv", "people_contexts.tsv",
    "people_strings.tsv", "people_syllables.tsv", "people_weights.tsv", "place_names.txt", "place_words.txt",
)  # fmt: skip

FINGERPRINT: Final = fingerprint(("people/", *(f"data/{name}" for name in _LISTS)))
