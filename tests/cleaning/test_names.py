"""How authors sign, and who is none."""

from __future__ import annotations

import pytest

from searchsvc.cleaning.names import authors_of
from tests.support.cases import cases


@pytest.mark.parametrize(("field", "expected"), cases("cleaning_authors.tsv"))
def test_authors_given_by_a_source(field: str, expected: str) -> None:
    assert authors_of(field) == (() if expected == "-" else tuple(expected.split("; ")))
