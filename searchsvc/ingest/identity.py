"""Ids for articles whose source gives none: the same article gets the same one every time."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit, urlunsplit

LONGEST = 200


def from_url(url: str) -> str:
    """An id from an address; its scheme, host case, last slash and fragment make no difference.

    >>> from_url("https://Bao.example/tin/1/#binh-luan") == from_url("http://bao.example/tin/1")
    True
    """
    parts = urlsplit(url.strip())
    same = urlunsplit(("", parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))
    return f"url-{_digest(same)}"


def from_content(*texts: str) -> str:
    """An id from what an article says; when the article changes it is another article."""
    return f"text-{_digest(chr(0).join(texts))}"


def derived(url: str, *texts: str) -> str:
    """An id from the address when there is a usable one, else from the content."""
    try:
        return from_url(url) if url.strip() else from_content(*texts)
    except ValueError:  # an address no parser takes, like http://[
        return from_content(url, *texts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
