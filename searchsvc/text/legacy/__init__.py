"""Text from before Unicode, and Unicode read wrongly: recognised, paragraph by paragraph, and decoded.

Until about 2005 Vietnamese was written in fonts: each put its letters where Western European ones are, so that what a
database of that time exports as `Céng hoµ x· héi` is Cộng hoà xã hội in the font .VnTime. `encodings` undoes each of
them as one pure `str -> str`, `mojibake` undoes UTF-8 that was read as Windows-1252, `evidence` tells how much more
Vietnamese a text is decoded than as it stands, and `judge` which paragraphs of a document are to be decoded.

A wrong guess is worse than none: a paragraph is decoded only when that makes Vietnamese of what was none, and
correct Vietnamese, English, French, code and numbers stay as they are (a property tested over whole corpora).
"""

from __future__ import annotations

from searchsvc.text.legacy.documents import modern, modern_text

__all__ = ["modern", "modern_text"]
