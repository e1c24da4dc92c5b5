"""A newsdesk with the sample articles on it, for tests of the web layer that need no index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from searchsvc.errors import Mistake, NotFound
from searchsvc.indexing.deciding import Wish
from searchsvc.model import Anchor, Article, Decision, RawArticle
from searchsvc.searching.analyze import Analysis, analyze
from searchsvc.searching.answer import (
    Answer,
    ArticlePage,
    Diagnostic,
    FacetValue,
    FoundCard,
    Hit,
    Matched,
    OfficeShown,
    PeopleAnswer,
    PersonInArticle,
    PersonPage,
    PlaceInArticle,
    Question,
    Snippet,
    Step,
)
from searchsvc.searching.expand import Asked, Variant
from searchsvc.searching.explain import Explanation
from searchsvc.searching.roll import Order, RollPage
from searchsvc.searching.suggest import Suggestion, Suggestions
from searchsvc.store.roll import Enrolled
from searchsvc.text.fold import fold
from searchsvc.web.newsdesk import Decided, Gone, Readiness, Scope, Stored, Wait
from tests.support.web_samples import ARTICLES, CHAIRMAN, CITED, ELDER, HEADMASTER, MENTIONED

TOTAL = 42
SUGGESTED = (
    Suggestion("person", "Hồ Văn <b>Nang</b>", ((0, 2),), "ho-van-nang", articles=1234, office=CHAIRMAN.offices[0]),
    Suggestion("person", "Hồ Văn Nang", ((0, 2),), "ho-van-nang-2", articles=2),
    Suggestion("phrase", "hội nghị", ((0, 2),), articles=9),
    Suggestion("phrase", "hội nghị trực tuyến", ((0, 2),), articles=9),
    Suggestion(
        "title", "Hội làng Kon Xơ Mú", ((0, 2),), "hoi/lang", "https://sonha.example/hoi-lang", published="2014-05-19"
    ),
    Suggestion("title", "Hồ cạn", ((0, 2),), "ho-can", "javascript:alert(1)"),
)
PROOF = "Ông Nguyễn Văn Hùng, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh, đề nghị các huyện chọn việc nhỏ mà làm."
FACETS = {
    "year": (("2010", 3), ("2011", 5), ("2012", 4), ("2013", 9), ("2014", 12), ("2016", 2)),
    "category": (("Thời sự", 23), ("Kinh tế", 11), ("Dân tộc – Miền núi", 5), ("<i>Thời sự</i>", 1)),
    "place": (("Đăk Tơ Re", 9), ("Kon Xơ Mú", 4)),
    "author": tuple((f"Tác giả {number}", 20 - number) for number in range(12)),
}


@dataclass(slots=True)
class FakeNewsdesk:
    """Answers everything with the samples: nothing for "khongco", near misses for "gan dung", an error for "hong"."""

    keys: dict[str, frozenset[Scope]] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=lambda: {article.id: article for article in ARTICLES})
    stamp: str = "20261122-165000-3"
    asked: list[Question] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    ready: str = ""
    typed: list[str] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)

    def generation(self) -> str:
        return self.stamp

    def search(self, question: Question) -> Answer:
        self.asked.append(question)
        if question.cursor == "junk":
            raise Mistake("Con trỏ này không dùng được.", where="cursor")
        if question.text == "hong":
            raise RuntimeError("secret path /srv/secret")
        total = 0 if question.text == "khongco" else TOTAL
        answer = Answer(
            question,
            question.text.strip(),
            "most" if question.text == "gan dung" else "exact",
            total,
            _hits(question) if total else (),
            1.94,
            self.stamp,
            next="abc" if question.page * question.size < total else "",
        )
        return replace(answer, **_understood(question), **_beside(question)) if total else answer

    def people(self, text: str, *, page: int, size: int) -> PeopleAnswer:
        found = () if text in ("", "khongco") else (CHAIRMAN, HEADMASTER, ELDER)
        cards = tuple(FoundCard(card, 0.9, ("tên đúng dấu", "Chủ tịch UBND tỉnh")) for card in found)
        first = (page - 1) * size
        return PeopleAnswer(text, len(cards), page, size, cards[first : first + size])

    def match(self, names: Sequence[str], *, size: int) -> tuple[Matched, ...]:
        return tuple(Matched(name, self.people(name, page=1, size=size).people) for name in names)

    def suggest(self, text: str, *, size: int) -> Suggestions:
        self.typed.append(text)
        found = [one for one in SUGGESTED if fold(one.text).startswith(fold(text.strip()))] if text.strip() else []
        return Suggestions(text, tuple(found[:size]), 0.4, self.stamp)

    def people_known(self) -> int:
        return 1234

    def roll(self, order: Order, letter: str, *, page: int, size: int) -> RollPage:
        letters = {"H": 2, "Đ": 120, "#": 1}
        here = (letter or "H") if order == "name" else ""
        total = letters.get(here, 0) if here else 1234
        on_page = max(0, min(size, total - (page - 1) * size))
        people = tuple(Enrolled((CHAIRMAN, HEADMASTER)[at % 2], 1000 + at) for at in range(on_page))
        return RollPage(order, here, letters, total, page, size, people)

    def everybody(self) -> Iterator[Enrolled]:
        return (Enrolled(card, len(card.articles)) for card in (CHAIRMAN, HEADMASTER, ELDER))

    def person(self, id: str, *, page: int, size: int) -> PersonPage:
        cards = {card.id: card for card in (CHAIRMAN, HEADMASTER, ELDER)}
        if id not in cards:
            raise NotFound("Không có người này.")
        card = cards[id]
        articles = ARTICLES[:4] * 9
        first = (page - 1) * size
        shown = tuple(OfficeShown(office, PROOF) for office in card.offices)
        together = (("a-bok", "A Bôk", 3), ("", "Hà Thị Nương", 9))
        return PersonPage(card, shown, together, articles[: len(card.articles)][first : first + size])

    def article(self, id: str, text: str) -> ArticlePage:
        if id not in self.articles:
            raise NotFound("Không có bài này.")
        people = (PersonInArticle("nguyen-van-hung-1", MENTIONED),)
        marks = {"title": ((0, 6),), "body": ((4, 12), (300, 306))}
        return ArticlePage(self.articles[id], marks, people, (CITED,), (PlaceInArticle("62", "Kon Tum", ()),))

    def put(self, raw: RawArticle, *, wait: Wait) -> Stored:
        self.waits.append(wait)
        was, now = self.articles.get(raw.id), Article(raw.id, raw.title, raw.lead, raw.body)
        self.articles[raw.id] = now
        if was == now:
            return Stored("unchanged", True)
        return Stored("changed" if was else "new", wait == "searchable")

    def delete(self, id: str, *, wait: Wait) -> Gone:
        if self.articles.pop(id, None) is None:
            raise NotFound("Không có bài này.")
        return "gone" if wait == "searchable" else "still found"

    def decide(self, wish: Wish, *, key: str) -> Decided:
        if wish.kind == "merge" and wish.other not in ("ho-van-nang", "nguyen-van-hung-2"):
            raise NotFound("Không có người này.", where="with")
        sides = tuple((Anchor("nguyễn văn hùng", article),) for article in wish.articles or ("hoi-nghi",))
        name = self.person(wish.person, page=1, size=1).card.name
        who, seq = key.removeprefix("id of "), len(self.decided) + 1
        taken = Decision(wish.kind, sides, (name,), wish.alias, who, "2026-11-22T17:05:00+00:00", id=seq, seq=seq)
        self.decided.append(taken)
        return Decided(taken, True)

    def undo(self, id: int, *, key: str) -> Decided:
        if not 1 <= id <= len(self.decided) or self.decided[id - 1].undone_at:
            raise NotFound("Không có quyết định này.")
        undone = replace(self.decided[id - 1], undone_at="2026-11-23T01:00:00+00:00", undone_by=key)
        self.decided[id - 1] = undone
        return Decided(undone, True)

    def decisions(self, *, page: int, size: int) -> tuple[Sequence[Decision], int]:
        return self.decided[::-1][(page - 1) * size : page * size], len(self.decided)

    def analyze(self, text: str) -> Analysis:
        return analyze(text, None)

    def explain(self, question: Question) -> Explanation:
        asked = Asked("hoi", 0, 3, False, (Variant("hội", "folded", 0.85, 12), Variant("<i>hồi", "folded", 0.1, 1)))
        answer = self.search(question)
        hits = tuple(replace(hit, parts=(("‹hội|hồi^0.1›", 9.5), ("freshness", 0.9))) for hit in answer.hits)
        return Explanation(replace(answer, hits=hits, tree="(‹hội|hồi^0.1› & nghị)"), (asked,))

    def key_that_allows(self, key: str, scope: Scope) -> str:
        return f"id of {key}" if scope in self.scopes(key) else ""

    def still_allows(self, id: str, scope: Scope) -> bool:
        return scope in self.scopes(id.removeprefix("id of "))

    def scopes(self, key: str) -> frozenset[Scope]:
        return self.keys.get(key, frozenset())

    def readiness(self) -> Readiness:
        return Readiness(not self.ready, self.ready, {"generation": self.stamp, "articles": TOTAL})


def _hits(question: Question) -> tuple[Hit, ...]:
    first = (question.page - 1) * question.size
    return tuple(_hit(ARTICLES[number % len(ARTICLES)]) for number in range(TOTAL))[first : first + question.size]


def _hit(article: Article) -> Hit:
    caption = article.captions[:1] if article.id == "ho-dak-to-re" else ()
    text = caption[0] if caption else article.body.split("\n\n")[0]
    marks = tuple(_places(text, "Nguyễn Văn Hùng")) + tuple(_places(text, "hội nghị"))
    return Hit(
        article,
        12.5,
        "tone" if article.id == "gap-mat-gia-lang" else "exact",
        tuple(_places(article.title, "Hội nghị")) + tuple(_places(article.title, "hội nghị")),
        snippets=(Snippet("captions/0" if caption else "body", text, marks),),
        people=(("nguyen-van-hung-1", "Nguyễn Văn Hùng"), ("ha-thi-nuong", "Hà Thị Nương")),
        duplicates=("ho-dak-to-re", "gap-mat-gia-lang") if article.id == ARTICLES[0].id else (),
    )


def _places(text: str, words: str) -> list[tuple[int, int]]:
    at = text.find(words)
    return [(at, at + len(words))] if at >= 0 else []


def _understood(question: Question) -> dict[str, Any]:
    if not question.text.startswith("hooij"):
        return {}
    return {
        "understood": "hội nghị nguyen van hung",
        "rung": "keyboard",
        "steps": (Step("telex", "hooij nghij", "hội nghị", {"literal": "1"}),),
        "diagnostics": (Diagnostic("quote", 3, 4, "Ngoặc kép chưa đóng được coi như chữ thường."),),
        "suggestion": "hội nghị <b>nguyễn văn hùng</b>",
    }


def _beside(question: Question) -> dict[str, Any]:
    people = (FoundCard(CHAIRMAN, 0.97), FoundCard(HEADMASTER, 0.92)) if question.text and question.page == 1 else ()
    counted = {name: tuple(FacetValue(value, value, count) for value, count in FACETS[name]) for name in FACETS}
    counted["person"] = (FacetValue("nguyen-van-hung-1", "Nguyễn Văn Hùng", 36), FacetValue("a-bok", "A Bôk", 3))
    return {"people": people, "facets": {name: counted[name] for name in question.facets}}
