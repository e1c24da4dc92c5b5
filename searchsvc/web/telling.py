"""What becomes of a text, and why a query finds what it finds, as JSON: for API, staff pages and command line."""

from __future__ import annotations

from searchsvc.searching.analyze import Analysis, Piece, Syllable
from searchsvc.searching.answer import Hit
from searchsvc.searching.expand import Asked
from searchsvc.searching.explain import Explanation
from searchsvc.searching.meanings import Meaning
from searchsvc.web.shapes import Json, search_json

_TONES = {"": "ngang", "\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}


def analysis_json(told: Analysis) -> Json:
    """The answer of `/api/v1/analyze`."""
    return {
        "typed": told.typed,
        "text": told.text,
        "repairs": [{"fix": one.fix, "before": one.before, "after": one.after} for one in told.repairs],
        "analysers": {name: [token._asdict() for token in tokens] for name, tokens in told.analysers.items()},
        "tokens": [_piece(piece, told) for piece in told.pieces],
        "numbers": [{"start": one.start, "end": one.end, "number": str(one.number)} for one in told.numbers],
    }


def _piece(piece: Piece, told: Analysis) -> Json:
    token = piece.token
    found = [{"text": one.text, "tier": one.tier, "articles": one.documents} for one in piece.spellings]
    return {
        **token._asdict(),
        "written": told.text[token.start : token.end],
        "key": piece.key,
        "syllable": _syllable(piece.syllable) if piece.syllable else None,
        "telex": piece.telex or None,
        "vni": piece.vni or None,
        "spellings": found if told.indexed else None,
    }


def _syllable(syllable: Syllable) -> Json:
    return {"onset": syllable.onset, "rhyme": syllable.rhyme, "tone": _TONES[syllable.tone]}


def explanation_json(told: Explanation) -> Json:
    """The answer of `/api/v1/explain`: what `/api/v1/search` says of the query, and why."""
    answer = told.answer
    found = search_json(answer)
    return {
        "query": found["query"],
        "suggestion": found["suggestion"],
        "total": answer.total,
        "rung": answer.rung,
        "tree": answer.tree,
        "words": [_asked(word) for word in told.words],
        "meanings": [_meaning(one) for one in told.meant],
        "people": found["people"],
        "hits": [_hit(hit) for hit in answer.hits],
        "took_ms": found["took_ms"],
        "generation": answer.generation,
    }


def _asked(word: Asked) -> Json:
    variants = [
        {
            "text": one.text,
            "tier": one.tier,
            "slip": one.slip or None,
            "weight": round(one.weight, 4),
            "likely": round(one.likely, 4),
            "articles": one.documents,
        }
        for one in word.variants
    ]
    return {"typed": word.typed, "start": word.start, "end": word.end, "bound": word.bound, "variants": variants}


def _meaning(one: Meaning) -> Json:
    return {
        "kind": one.kind,
        "start": one.start,
        "end": one.end,
        "label": one.label,
        "weight": one.weight,
        "rung": one.rung,
        "tree": str(one.tree),
    }


def _hit(hit: Hit) -> Json:
    parts = [{"part": part, "score": round(score, 4)} for part, score in hit.parts]
    article = hit.article
    return {"id": article.id, "title": article.title, "score": hit.score, "tier": hit.tier, "parts": parts}
