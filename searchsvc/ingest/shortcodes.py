"""What WordPress keeps in a post's content and turns into HTML only when it shows it: shortcodes, blocks, line ends.

Shortcodes: https://codex.wordpress.org/Shortcode ; paragraphs: `wpautop` in wp-includes/formatting.php.
Every function is linear in its text; a tag without its partner costs only itself.
"""

from __future__ import annotations

import html
import re

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
    closed = {match[2] for match in _SHORTCODE.finditer(content) if match[1]}
    parts: list[str] = []
    inside, end = "", 0
    for match in _SHORTCODE.finditer(content):
        slash, name, attributes = match.groups()
        if not _is_shortcode(name, attributes, closed):
            continue
        if inside != "":
            if slash and name == inside:
                parts.append(_finished(name, parts.pop(), content[end : match.start()]))
                inside, end = "", match.end()
            continue
        parts.append(content[end : match.start()])
        end = match.end()
        if not slash and name in closed and (name in DROPPED or name in CAPTIONS):
            inside = name if _closes(content, name, end) else ""
            if inside:
                parts.append(attributes)
    return "".join(parts) + content[end:]


def _closes(content: str, name: str, start: int) -> bool:
    """Whether the shortcode opened before `start` is closed within what a caption can be long."""
    return content.find(f"[/{name}]", start, start + 20_000) >= 0


def with_paragraphs(content: str) -> str:
    """Paragraphs for blank lines and breaks for line ends, outside of tags, as WordPress does for classic posts."""
    parts = _TAG.split(content)
    for index in range(0, len(parts), 2):
        parts[index] = _BLANK.sub("</p><p>", parts[index]).replace("\n", "<br>")
    return f"<p>{''.join(parts)}</p>"


def _is_shortcode(name: str, attributes: str, closed: set[str]) -> bool:
    known = name in DROPPED or name in CAPTIONS or name in closed
    return known or "_" in name or bool(_ATTRIBUTE.match(attributes))


def _finished(name: str, attributes: str, inner: str) -> str:
    if name in DROPPED:
        return ""
    given = {key: first or second or third for key, first, second, third in _ATTRIBUTE.findall(attributes)}
    text = html.escape(given["caption"]) if "caption" in given else _IMAGE.sub("", inner)
    return f"\n\n<figure><figcaption>{text.strip()}</figcaption></figure>\n\n"
