"""One `<item>` of a WordPress export -> one raw article, when it is a post everybody may read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from searchsvc.errors import BadRecord
from searchsvc.ingest import identity
from searchsvc.ingest.shortcodes import rendered
from searchsvc.model import RawArticle

_NAMESPACE = re.compile(
    r"https?://(?:wordpress\.org/export/1\.\d/(?P<excerpt>excerpt/)?|purl\.org/(?P<content>rss/1\.0/modules/content/)"
    r"|purl\.org/(?P<dc>dc/elements/1\.1/))"
)
"""The namespaces an export uses; https where somebody rewrote every address of a site."""
MOST_TERMS = 500
_TAG = re.compile(r"<[^<>]*>")


@lru_cache(maxsize=1024)
def known(tag: str) -> str:
    """A tag by its usual prefix, whatever prefix the file gives that namespace; "" in a namespace that is none of ours.

    >>> known("http://wordpress.org/export/1.1/ post_id"), known("http://fake.example/ post_id"), known("title")
    ('wp:post_id', '', 'title')
    """
    space, _, name = tag.rpartition(" ")
    if not space:
        return name
    match = _NAMESPACE.fullmatch(space)
    return f"{match.lastgroup or 'wp'}:{name}" if match else ""


@dataclass
class Site:
    """What an export says before its items: where the site is, and its authors' names by login."""

    host: str = ""
    version: str = ""
    names: dict[str, str] = field(default_factory=dict)
    _login: str = ""

    def learn(self, tag: str, text: str, *, inside: str) -> None:
        """Take in an element outside of every item."""
        match known(tag), known(inside):
            case "wp:base_blog_url" | "wp:base_site_url" as which, "channel":
                self.host = (_host(text) if which == "wp:base_blog_url" else "") or self.host or _host(text)
            case "wp:wxr_version", _:
                self.version = text.strip()
            case "wp:author_login", "wp:author":
                self._login = text.strip()
            case "wp:author_display_name", "wp:author" if text.strip():
                self.names.setdefault(self._login, _plain(text))


@dataclass
class Item:
    """The elements right below one `<item>`; what stands deeper (comments, post meta) is not an article's text."""

    origin: str
    position: str
    texts: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def learn(self, tag: str, text: str) -> None:
        """Take in one element; the first of a kind counts."""
        name = known(tag)
        if name == "category":
            self.terms.append((self.attributes.get("domain", ""), _plain(text)))
        elif name:
            self.texts.setdefault(name, text)

    def get(self, name: str) -> str:
        """The text of an element, "" when it is not there."""
        return self.texts.get(name, "").strip()

    def names(self, *domains: str) -> tuple[str, ...]:
        """The terms of a taxonomy, each once, in their order."""
        return tuple(dict.fromkeys(name for domain, name in self.terms if domain in domains and name))


def article_of(item: Item, site: Site) -> RawArticle | None:
    """The article of an item; None for pages, attachments, menus, drafts and posts behind a password.

    Raises `BadRecord` for a post without title and content.
    """
    if not _is_public_post(item, site):
        return None
    id = _id(item, site)
    title, body = _plain(item.get("title")), rendered(item.get("content:encoded") or item.get("description"))
    if not title and not _plain(body):
        raise BadRecord("a post without title and content", origin=item.origin, position=item.position, id=id)
    if len(item.terms) > MOST_TERMS:
        raise BadRecord(f"more than {MOST_TERMS} terms", origin=item.origin, position=item.position, id=id)
    return RawArticle(
        id=id,
        title=title,
        body=body,
        markup="html",
        lead=_plain(item.get("excerpt:encoded")),
        url=item.get("link") or _permalink(item.get("guid")),
        published=_moment(item, "wp:post_date") or item.get("pubDate"),
        updated=_moment(item, "wp:post_modified"),
        authors=item.names("author") or _creator(item, site),
        category=next(iter(item.names("category", "")), ""),
        tags=item.names("post_tag", "tag"),
        source=site.host,
        origin=item.origin,
        position=item.position,
    )


def _is_public_post(item: Item, site: Site) -> bool:
    if item.get("wp:post_password"):
        return False
    if not site.version and "wp:post_type" not in item.texts:
        return True  # a plain feed, which holds nothing but posts
    return item.get("wp:post_type") == "post" and item.get("wp:status") == "publish"


def _id(item: Item, site: Site) -> str:
    """The site and the number WordPress gave the post; without a number what the post is known by on the web."""
    number = item.get("wp:post_id")
    if number.isascii() and number.isdigit():
        return f"{site.host or _host(item.get('guid')) or 'wp'}-{number}"
    return identity.derived(item.get("guid") or item.get("link"), item.get("title"), item.get("content:encoded"))


def _moment(item: Item, name: str) -> str:
    """The time in UTC when the export has it, else as the site wrote it; "" for WordPress's date of nothing."""
    universal, local = item.get(f"{name}_gmt"), item.get(name)
    if universal and not universal.startswith("0000"):
        return f"{universal}+00:00"
    return "" if local.startswith("0000") else local


def _creator(item: Item, site: Site) -> tuple[str, ...]:
    login = item.get("dc:creator")
    return (site.names.get(login, login),) if login else ()


def _permalink(guid: str) -> str:
    return guid if guid.startswith(("http://", "https://")) else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""


def _plain(text: str) -> str:
    """A name or title as readers see it: WordPress stores them with entities and sometimes tags."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())
