"""HTML to paragraphs and captions. Nothing is run, nothing is fetched, what is no text of the article stays behind."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from lxml import etree

from searchsvc.cleaning.draft import Draft, in_paragraphs, one_line, unique
from searchsvc.text.unicode import door

SKIPPED = frozenset((
    "script", "style", "nav", "form", "noscript", "iframe", "svg", "button", "select", "textarea", "input", "template",
    "head", "object", "embed", "canvas", "audio", "video", "map", "math", "footer",
))  # fmt: skip
BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "main", "aside", "blockquote", "pre", "ul", "ol", "dl", "table",
    "tbody", "thead", "figure", "figcaption", "address", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "center", "fieldset", "body", "caption",
))  # fmt: skip
LINES = frozenset(("br", "li", "tr", "dt", "dd", "option"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LETTERS = frozenset(("emoji", "wp-smiley"))
"""Pictures that stand for a letter in a line."""
PICTURE = "\n\n[img]\n\n"
"""What stands for a picture without a caption until `take_captions` has looked at the paragraph below it."""
CELLS = frozenset(("td", "th"))
CAPTION_CLASSES = frozenset(("wp-caption-text", "PhotoCMS_Caption", "gallery-caption"))
SKIPPED_CLASSES = frozenset((
    "sharedaddy", "jp-relatedposts", "yarpp-related", "addtoany_share_save_container", "comment-respond",
    "comments-area", "screen-reader-text",
))  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")


def read_markup(draft: Draft) -> Draft:
    """The body in paragraphs, and everything else as plain text: tags and entities leak into titles and leads too."""
    raw = draft.raw
    if raw.markup == "html":
        paragraphs, captions = paragraphs_of(raw.body)
    else:
        paragraphs, captions = in_paragraphs(_decoded(raw.body)), ()
    return replace(
        draft,
        title=one_line(plain(raw.title)),
        lead=one_line(plain(raw.lead)),
        paragraphs=paragraphs,
        captions=unique((*(one_line(plain(caption)) for caption in raw.captions), *captions)),
        authors=tuple(one_line(plain(author)) for author in raw.authors),
        tags=unique(tuple(one_line(plain(tag)) for tag in raw.tags)),
        category=one_line(plain(raw.category)),
        source=one_line(plain(raw.source)),
    )


def plain(text: str) -> str:
    """A short text without tags and entities.

    >>> plain("Điện &amp; nước <b>mới</b>, giá < 5 triệu")
    'Điện & nước mới, giá < 5 triệu'
    """
    if "<" in text:
        text = _TAG.sub("", text)
    return _decoded(text)


def _decoded(text: str) -> str:
    if "&" not in text or not _ENTITY.search(text):
        return text
    return door(_ENTITY.sub(lambda match: html.unescape(match[0]), text))


def paragraphs_of(markup: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paragraphs and captions of a piece of HTML, however broken.

    >>> paragraphs_of("<p>Một<br>hai</p><figure><img><figcaption>Cầu</figcaption></figure><script>x</script>ba")
    (('Một\\nhai', 'ba'), ('Cầu',))
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    page = f"<html><body>{markup}".encode("utf-8", "replace")
    try:
        tree = etree.fromstring(page, parser)
    except etree.XMLSyntaxError:
        return in_paragraphs(plain(markup)), ()
    return _Typesetter().read(tree)


class _Typesetter:
    """Walks a page once and keeps the text of its paragraphs apart from that of its captions."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._captions: list[str] = []
        self._caption: list[str] | None = None
        self._deep = 0

    def read(self, tree: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._start(element):
                    walk.skip_subtree()
            else:
                self._end(element)
        captions = (one_line(door(caption)) for caption in self._captions)
        return in_paragraphs(door("".join(self._text))), unique(tuple(captions))

    def _start(self, element: etree._Element) -> bool:
        """Take in an element's beginning; true when what is in it is to be left out."""
        if _is_left_out(element):
            return True
        if element.tag == "img" and self._caption is None and not _has_class(element, LETTERS):
            self._put(PICTURE)
        elif element.tag in HEADINGS:
            self._forget_picture()
        if self._caption is not None:
            self._deep += 1
        elif _is_caption(element):
            self._caption, self._deep = [], 0
        self._break(str(element.tag), at_start="\n")
        self._add(element.text)
        return False

    def _end(self, element: etree._Element) -> None:
        if self._caption is not None and not _is_left_out(element):
            self._deep -= 1
            if self._deep < 0:
                self._captions.append("".join(self._caption))
                self._caption = None
                self._forget_picture()
        self._break(str(element.tag))
        self._add(element.tail)

    def _forget_picture(self) -> None:
        """Take back the mark of a picture that has its caption, or that a heading follows."""
        last = next((index for index in reversed(range(len(self._text))) if self._text[index].strip()), None)
        if last is not None and self._text[last] == PICTURE:
            del self._text[last:]

    def _break(self, tag: str, *, at_start: str = "") -> None:
        if tag in BLOCKS:
            self._put("\n\n")
        elif tag in LINES:
            self._put(at_start)
        elif tag in CELLS:
            self._put(" ")

    def _add(self, text: str | None) -> None:
        if text:
            self._put(text.replace("\n", " ").replace("\r", " "))

    def _put(self, text: str) -> None:
        (self._text if self._caption is None else self._caption).append(text)


def _is_left_out(element: etree._Element) -> bool:
    return element.tag in SKIPPED or _has_class(element, SKIPPED_CLASSES)


def _is_caption(element: etree._Element) -> bool:
    return element.tag == "figcaption" or _has_class(element, CAPTION_CLASSES)


def _has_class(element: etree._Element, wanted: frozenset[str]) -> bool:
    classes = element.get("class")
    return bool(classes) and not wanted.isdisjoint(str(classes).split())
