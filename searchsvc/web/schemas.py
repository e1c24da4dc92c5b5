"""What the API's answers look like, as JSON Schema: the one description, which tests hold every answer against.

Every property named here is always there, unless it stands in `optional`; new ones may come.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from searchsvc.engine.schema import FACET_FIELDS
from searchsvc.ingest.identity import LONGEST as ID_LENGTH
from searchsvc.ingest.record import LISTS, TEXTS
from searchsvc.model import DecisionKind
from searchsvc.searching.answer import Rung, Tier
from searchsvc.web.bodies import CANDIDATES, LONGEST_NAME, MOST_CANDIDATES, MOST_NAMES
from searchsvc.web.errors import PROBLEMS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
COUNT_OR_NULL: Schema = {"type": ["integer", "null"]}


def one_of(values: Collection[str]) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(values)}


def listed(items: Schema) -> Schema:
    """Any number of these."""
    return {"type": "array", "items": items}


def by_name(values: Schema) -> Schema:
    """An object whose names are not known beforehand."""
    return {"type": "object", "additionalProperties": values}


def thing(properties: Schema, *, optional: Collection[str] = ()) -> Schema:
    """An object with these properties."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def named(name: str) -> Schema:
    """A schema of `COMPONENTS`."""
    return {"$ref": f"#/components/schemas/{name}"}


_MARKS = {
    **listed({"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}),
    "description": "[start, end) in code points of the text beside them",
}
_SEEN = {"first_seen": TEXT_OR_NULL, "last_seen": TEXT_OR_NULL}
_PAGED = {"total": COUNT, "page": COUNT, "size": COUNT}
_TOOK = {"took_ms": NUMBER, "generation": TEXT}
_TIER = one_of(get_args(Tier))
_NAMED = {"id": TEXT, "name": TEXT}
_PLACED = {"field": TEXT, "start": COUNT, "end": COUNT, "text": TEXT}
_TOKEN = {"text": TEXT, "start": COUNT, "end": COUNT, "position": COUNT, "parts": COUNT}

_QUERY = thing(
    {
        "text": TEXT,
        "understood": TEXT,
        "rung": one_of(get_args(Rung)),
        "steps": listed(thing({"step": TEXT, "from": TEXT, "to": TEXT, "undo": TEXT})),
        "diagnostics": listed(thing({"kind": TEXT, "start": COUNT, "end": COUNT, "message": TEXT})),
    }
)
_SUMMARY = {
    "id": TEXT,
    "url": TEXT_OR_NULL,
    "title": TEXT,
    "lead": TEXT,
    "published": TEXT_OR_NULL,
    "published_inferred": FLAG,
    "category": TEXT,
    "authors": listed(TEXT),
}
_HIT = {
    **_SUMMARY,
    "score": NUMBER,
    "tier": _TIER,
    "title_marks": _MARKS,
    "lead_marks": _MARKS,
    "snippets": listed(thing({"field": TEXT, "text": TEXT, "marks": _MARKS})),
    "people": listed(thing(_NAMED)),
    "duplicates": listed(TEXT),
}
_CARD = {**_NAMED, "offices": listed(TEXT), "articles": COUNT, **_SEEN, "score": NUMBER}
_REASONED = listed(thing({**_CARD, "reasons": listed(TEXT)}))
_OFFICE = thing(
    {
        "office": TEXT,
        "place": TEXT,
        "former": FLAG,
        "label": TEXT,
        **_SEEN,
        "articles": COUNT,
        "proof": thing({"article": TEXT, "text": TEXT}),
    }
)
_SEARCH = {
    "query": _QUERY,
    **_PAGED,
    "next": TEXT_OR_NULL,
    **_TOOK,
    "suggestion": TEXT_OR_NULL,
    "people": listed(thing(_CARD)),
    "facets": thing(
        {name: listed(thing({"value": TEXT, "label": TEXT, "count": COUNT})) for name in FACET_FIELDS},
        optional=FACET_FIELDS,
    ),
    "hits": listed(thing(_HIT)),
}
_PERSON = {
    **_NAMED,
    "names": listed(TEXT),
    "kind": TEXT,
    **_SEEN,
    "offices": listed(_OFFICE),
    "years": by_name(COUNT),
    "with": listed(thing({"id": TEXT_OR_NULL, "name": TEXT, "articles": COUNT})),
    **_PAGED,
    "articles": listed(thing(_SUMMARY)),
}
_ENROLLED = {
    **_NAMED,
    "names": listed(TEXT),
    "kind": TEXT,
    "offices": listed(thing({"office": TEXT, "place": TEXT, "former": FLAG, **_SEEN, "articles": COUNT})),
    "articles": COUNT,
    **_SEEN,
    "years": by_name(COUNT),
}
_DATELINE = {"text": TEXT, "place": TEXT, "day": COUNT_OR_NULL, "month": COUNT_OR_NULL, "year": COUNT_OR_NULL}
_MENTIONS = listed(thing({**_PLACED, "called": TEXT}))
_ARTICLE = {
    **_SUMMARY,
    "body": TEXT,
    "captions": listed(TEXT),
    "updated": TEXT_OR_NULL,
    "tags": listed(TEXT),
    "source": TEXT,
    "dateline": {**thing(_DATELINE), "type": ["object", "null"]},
    "notes": listed(TEXT),
    "extra": by_name({}),
    "marks": by_name(_MARKS),
    "people": listed(thing({"id": TEXT_OR_NULL, "name": TEXT, "offices": listed(TEXT), "mentions": _MENTIONS})),
    "numbers": listed(thing({"number": TEXT, "mentions": _MENTIONS})),
    "places": listed(thing({**_NAMED, "mentions": listed(thing(_PLACED))})),
}
_SUGGESTION = {
    "kind": one_of(("person", "phrase", "title")),
    "text": TEXT,
    "id": TEXT_OR_NULL,
    "url": TEXT_OR_NULL,
    "marks": _MARKS,
    "detail": TEXT,
}
_SYLLABLE = {**thing({"onset": TEXT, "rhyme": TEXT, "tone": TEXT}), "type": ["object", "null"]}
_SPELLINGS = {**listed(thing({"text": TEXT, "tier": _TIER, "articles": COUNT})), "type": ["array", "null"]}
_ANALYSIS = {
    "typed": TEXT,
    "text": TEXT,
    "repairs": listed(thing({"fix": TEXT, "before": TEXT, "after": TEXT})),
    "analysers": by_name(listed(thing(_TOKEN))),
    "tokens": listed(
        thing(
            {
                **_TOKEN,
                "written": TEXT,
                "key": TEXT,
                "syllable": _SYLLABLE,
                "telex": TEXT_OR_NULL,
                "vni": TEXT_OR_NULL,
                "spellings": _SPELLINGS,
            }
        )
    ),
    "numbers": listed(thing({"start": COUNT, "end": COUNT, "number": TEXT})),
}
_VARIANT = {"text": TEXT, "tier": TEXT, "slip": TEXT_OR_NULL, "weight": NUMBER, "likely": NUMBER, "articles": COUNT}
_MEANING = {"kind": TEXT, "start": COUNT, "end": COUNT, "label": TEXT, "weight": NUMBER, "rung": TEXT, "tree": TEXT}
_SCORED = {"id": TEXT, "title": TEXT, "score": NUMBER, "tier": _TIER}
_EXPLANATION = {
    "query": _QUERY,
    "suggestion": TEXT_OR_NULL,
    "total": COUNT,
    "rung": TEXT,
    "tree": TEXT,
    "words": listed(
        thing({"typed": TEXT, "start": COUNT, "end": COUNT, "bound": FLAG, "variants": listed(thing(_VARIANT))})
    ),
    "meanings": listed(thing(_MEANING)),
    "people": listed(thing(_CARD)),
    "hits": listed(thing({**_SCORED, "parts": listed(thing({"part": TEXT, "score": NUMBER}))})),
    **_TOOK,
}
_READINESS = {"status": one_of(("ready", "not ready")), "reason": TEXT_OR_NULL}
_OPEN = {
    "generation": TEXT,
    "articles": COUNT,
    "pending": COUNT,
    "outdated": listed(TEXT),
    "language": TEXT,
    "newest": TEXT,
    "newest_age_seconds": COUNT_OR_NULL,
}
_NAMES = {
    "names": {**listed({**TEXT, "maxLength": LONGEST_NAME}), "maxItems": MOST_NAMES},
    "size": {"type": "integer", "minimum": 1, "maximum": MOST_CANDIDATES, "default": CANDIDATES},
}
_SENT = {
    "id": {**TEXT, "maxLength": ID_LENGTH, "description": "that of the address, if any"},
    **dict.fromkeys(TEXTS, TEXT_OR_NULL),
    **{name: {"type": ["array", "string", "null"], "items": TEXT, "maxItems": most} for name, most in LISTS.items()},
}
_DECISION = {
    "id": COUNT,
    "kind": one_of(get_args(DecisionKind)),
    "names": listed(TEXT),
    "alias": TEXT_OR_NULL,
    "articles": listed(TEXT),
    "who": TEXT,
    "at": TEXT,
    "undone_at": TEXT_OR_NULL,
    "undone_by": TEXT_OR_NULL,
}
_WISH = {
    "kind": _DECISION["kind"],
    "person": TEXT,
    "with": TEXT,
    "articles": listed(TEXT),
    "alias": TEXT,
}
_PROBLEM = {
    "type": one_of([problem.type for problem in PROBLEMS]),
    "title": TEXT,
    "status": {"type": "integer"},
    "detail": TEXT,
    "parameter": TEXT,
}

COMPONENTS: dict[str, Schema] = {
    "Search": thing(_SEARCH),
    "People": thing({"query": TEXT, "understood": TEXT, **_PAGED, "people": _REASONED}),
    "Person": thing(_PERSON),
    "Matches": thing({"matches": listed(thing({"name": TEXT, "candidates": _REASONED}))}),
    "Suggestions": thing({"q": TEXT, "understood": TEXT_OR_NULL, "suggestions": listed(thing(_SUGGESTION)), **_TOOK}),
    "Article": thing(_ARTICLE),
    "Stored": thing({"id": TEXT, "outcome": one_of(("new", "changed", "unchanged")), "searchable": FLAG}),
    "Analysis": thing(_ANALYSIS),
    "Explanation": thing(_EXPLANATION),
    "Health": thing({"status": one_of(("ok",))}),
    "Readiness": thing({**_READINESS, **_OPEN}, optional=_OPEN),
    "Problem": thing(_PROBLEM, optional=("detail", "parameter")),
    "Enrolled": {**thing(_ENROLLED), "description": "one line of the file; a table has the years left out"},
    "Decisions": thing({**_PAGED, "decisions": listed(thing(_DECISION))}),
    "Decided": thing({**_DECISION, "searchable": FLAG}),
    "Wish": thing(_WISH, optional=("with", "articles", "alias")),
    "WordPressPost": thing(
        {
            "id": {"type": ["integer", "string"]},
            "title": TEXT,
            "url": TEXT,
            "type": TEXT,
            "subtype": TEXT,
            "_links": thing({"self": listed(thing({"embeddable": FLAG, "href": TEXT}))}),
        }
    ),
    "WordPressPosts": {"type": "array", "items": {"$ref": "#/components/schemas/WordPressPost"}},
    "Names": thing(_NAMES, optional=("size",)),
    "ArticleSent": {
        **thing(_SENT, optional=_SENT),
        "anyOf": [{"required": ["title"]}, {"required": ["body"]}],
        "description": "title or body is needed; body is plain text or HTML; unknown keys come back under extra",
    },
}
