"""Keys: shown once, kept as a hash, revoked for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.errors import NotFound
from searchsvc.store.articles import FILE, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / FILE)) as store:
        yield store


def test_a_token_opens_its_key(store: Store) -> None:
    key, token = store.keys.make("tòa soạn", ("write", "read", "nonsense"))
    assert key.scopes == ("read", "write")
    found = store.keys.holder(token)
    assert found and (found.id, found.name, found.scopes) == (key.id, "tòa soạn", ("read", "write"))


@pytest.mark.parametrize(
    "wrong", ["", ".", "abc", "{id}", "{id}.", "{id}.{id}", "{token}x", ".{token}", "\ud800.\ud800"]
)
def test_anything_else_opens_nothing(store: Store, wrong: str) -> None:
    key, token = store.keys.make("tòa soạn", ("read",))
    assert store.keys.holder(wrong.format(id=key.id, token=token)) is None


def test_the_file_does_not_hold_the_secret(store: Store, tmp_path: Path) -> None:
    _, token = store.keys.make("tòa soạn", ("read",))
    files = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert token.partition(".")[2].encode() not in files


def test_a_revoked_key_opens_nothing_and_stays_listed(store: Store) -> None:
    key, token = store.keys.make("tòa soạn", ("read",))
    store.keys.revoke(key.id)
    assert store.keys.holder(token) is None
    assert [one.id for one in store.keys.all()] == [key.id] and store.keys.all()[0].revoked
    with pytest.raises(NotFound):
        store.keys.revoke(key.id)


def test_use_is_noted(store: Store) -> None:
    _, token = store.keys.make("tòa soạn", ("read",))
    assert store.keys.all()[0].last_used == ""
    store.keys.holder(token)
    assert store.keys.all()[0].last_used
