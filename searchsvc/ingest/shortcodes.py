"""What WordPress keeps in a post's content and turns into HTML only when it shows it: shortcodes, blocks, line ends.

Shortcodes: https://codex.wordpress.org/Shortcode ; paragraphs: `wpautop` in wp-includes/formatting.php.
Every function is linear in its text; a tag without its partner costs only itself.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Mapping

DROPPED = frozenset(
    (
        "gallery",
        "playlist",
        "audio",
        "video",
        "embed",
        "contact-form-7",
        "contact-form",
        "wpvideo",
        "youtube",
        "googlemaps",
    )
)
"""Shortcodes whose inside is an address or nothing: it goes with them."""
CAPTIONS = frozenset(("caption", "wp_caption"))
LONGEST_INSIDE = 20_000
"""Characters between a caption's tags; farther apart they are no pair."""

_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{0,40})((?:\s[^\[\]]{0,2000})?)\]")
_ATTRIBUTE = re.compile(r"""\s([a-z][\w-]{0,40})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_BLOCK = re.compile(r"<!--\s{0,9}/?wp:[^<>]*?-->|<!--(?:more|nextpage)[^<>]*?-->")
_TAG = re.compile(r"(<[^<>]*>)")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_IMAGE = re.compile(r"<img\b[^<>]*>|</?a\b[^<>]*>", re.IGNORECASE)


def rendered(content: str) -> str:
    """A post's content as the HTML a reader gets, without what only a site can fill in.

    >>> rendered('Mở đầu.\\n\\n[caption id="a"]<img src="x.jpg" /> Cầu mới[/caption]\\n\\nHết.')
    '<p>Mở đầu.</p><p><figure><figcaption>Cầu mới</figcaption></figure></p><p>Hết.</p>'
    """
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    blocks = "<!-- wp:" in content
    content = without_shortcodes(_BLOCK.sub("", content))
    return content if blocks else with_paragraphs(content)


def without_shortcodes(content: str) -> str:
    """`[caption]` as a figure, galleries and players gone, any other shortcode gone with its inner text kept.

    Brackets that are no shortcode stay: `[sic]`, `[1]`, `[img]`, `[lời người dịch]`.
    """
    tags = list(_SHORTCODE.finditer(content))
    closings: dict[str, list[re.Match[str]]] = {}
    for tag in tags:
        if tag[1]:
            closings.setdefault(tag[2], []).append(tag)
    parts: list[str] = []
    end = 0
    for tag in tags:
        if tag.start() < end or not _is_shortcode(tag, closings):
            continue
        parts.append(content[end : tag.start()])
        end = tag.end()
        if partner := _partner(tag, closings):
            parts.append(_finished(tag, content[end : partner.start()]))
            end = partner.end()
    return "".join(parts) + content[end:]


def _partner(tag: re.Match[str], closings: Mapping[str, list[re.Match[str]]]) -> re.Match[str] | None:
    """What closes a shortcode whose inside goes another way than the text, None for any other."""
    if tag[1] or tag[2] not in DROPPED | CAPTIONS:
        return None
    later = closings.get(tag[2], [])
    at = bisect_left(later, tag.end(), key=lambda closing: closing.start())
    return later[at] if at < len(later) and later[at].start() - tag.end() <= LONGEST_INSIDE else None


def with_paragraphs(content: str) -> str:
    """Paragraphs for blank lines and breaks for line ends, outside of tags, as WordPress does for classic posts."""
    parts = _TAG.split(content)
    for index in range(0, len(parts), 2):
        parts[index] = _BLANK.sub("</p><p>", parts[index]).replace("\n", "<br>")
    return f"<p>{''.join(parts)}</p>"


def _is_shortcode(tag: re.Match[str], closings: Mapping[str, list[re.Match[str]]]) -> bool:
    name = tag[2]
    known = name in DROPPED or name in CAPTIONS or name in closings
    return known or "_" in name or bool(_ATTRIBUTE.match(tag[3]))


def _finished(tag: re.Match[str], inner: str) -> str:
    if tag[2] in DROPPED:
        return ""
    given = {key: first or second or third for key, first, second, third in _ATTRIBUTE.findall(tag[3])}
    text = html.escape(given["caption"]) if "caption" in given else _IMAGE.sub("", inner)
    return f"\n\n<figure><figcaption>{text.strip()}</figcaption></figure>\n\n"
