"""What the people found depend on, in eight letters: the rules of this package and its word lists."""

from hashlib import blake2b
from importlib.resources import files
from typing import Final

_LISTS: Final = (
    "family_names.txt", "given_names.txt", "highland_names.txt", "honorifics.tsv", "name_aliases.tsv", "not_names.txt",
    "office_abbreviations.tsv", "office_breaks.txt", "office_walks.tsv", "offices.tsv", "people_contexts.tsv",
    "people_strings.tsv", "people_syllables.tsv", "people_weights.tsv", "place_names.txt", "place_words.txt",
)  # fmt: skip


def _fingerprint() -> str:
    digest = blake2b(digest_size=4)
    for name in _LISTS:
        digest.update((files("searchsvc") / "data" / name).read_bytes())
    rules = files("searchsvc.people")
    for part in sorted(rules.iterdir(), key=lambda part: part.name):
        if part.name.endswith(".py"):
            digest.update(part.read_bytes())
    return digest.hexdigest()


FINGERPRINT: Final = _fingerprint()
