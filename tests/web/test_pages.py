from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import html5lib
import pytest
from flask.testing import FlaskClient

from tests.support.web_fakes import FakeNewsdesk
from tests.support.web_samples import ARTICLES

HOSTILE = ARTICLES[4]
PAGES = (
    *("/", "/search", "/search?q=", "/search?q=hooij+nghij", "/search?q=gan+dung", "/search?q=khongco&author=x"),
    *(
        "/search?q=a&page=3",
        "/search?q=a&page=1000",
        "/search?q=a&literal=1&from=2012&to=2014&person=a-bok&sort=oldest",
    ),
    *(
        "/people",
        "/people?order=articles",
        "/people?letter=Z",
        "/people?q=hung",
        "/people?q=khongco",
        "/people?q=hung&page=9",
        "/people/nguyen-van-hung-1",
    ),
    *("/people/a-bok?page=7", "/cach-tim", "/docs", "/nowhere", "/search?page=0", "/search?q=hong"),
    *(f"/articles/{quote(article.id, safe='')}?q=a" for article in ARTICLES),
)
QUERIES = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", "{{7*7}}", "</title>")


def _parsed(client: FlaskClient, path: str) -> Any:
    """The page, read by a parser that takes no mistake."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(client.get(path).text)


def _links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', page)]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_valid_light_and_free_of_script_in_it(client: FlaskClient, path: str) -> None:
    tree, page = _parsed(client, path), client.get(path).text
    assert len(page.encode()) < 60_000
    assert tree.get("lang") == "vi" and len(tree.findall(".//h1")) == 1 and len(tree.findall(".//main")) == 1
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("style", "iframe", "object", "base")
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/box.js?v=") and not "".join(element.itertext())
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "an id stands once"


@pytest.mark.parametrize("path", PAGES)
def test_every_control_has_a_name_and_every_link_leads_somewhere_safe(client: FlaskClient, path: str) -> None:
    tree = _parsed(client, path)
    labelled = {label.get("for") for label in tree.iter("label")}
    for field in tree.iter("input"):
        inside = any(field in label.iter() for label in tree.iter("label"))
        assert field.get("type") == "hidden" or inside or field.get("id") in labelled
    for link in tree.iter("a"):
        assert "".join(link.itertext()).strip(), "a link says where it leads"
        assert re.match(r"(/(?!/)|#|https?://)", link.get("href", "")), link.get("href")
        assert link.get("href", "").startswith(("/", "#")) or link.get("rel") == "noopener"


@pytest.mark.parametrize("text", QUERIES)
def test_a_hostile_query_is_only_text(client: FlaskClient, text: str) -> None:
    for path in ("/search", "/people"):
        page = client.get(path, query_string={"q": text}).text
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert tree.find(".//input[@id='q']").get("value") == text
        assert "alert" not in "".join(element.tag for element in tree.iter() if isinstance(element.tag, str))


def test_a_hostile_article_is_only_text(client: FlaskClient) -> None:
    for path in ("/search?q=a", "/", f"/articles/{quote(HOSTILE.id, safe='')}"):
        page = client.get(path).text
        assert page.count("<script") == 1 and '<script src="/static/box.js?v=' in page, "ours alone"
        assert "<img" not in page and "<svg" not in page and "javascript:" not in page
        assert "&lt;script&gt;" in page


def test_the_box_keeps_what_was_typed(client: FlaskClient) -> None:
    text = "  “Hội  nghị"
    page = client.get("/search", query_string={"q": text}).text
    assert f'value="{text}"' in page


def test_what_was_understood_is_said_and_can_be_undone(client: FlaskClient) -> None:
    page = client.get("/search?q=hooij+nghij&sort=newest").text
    assert "Đã hiểu <strong>hooij nghij</strong> là <strong>hội nghị</strong> (kiểu gõ Telex)." in page
    assert "/search?q=hooij%20nghij&sort=newest&literal=1" in _links(page)
    assert "Ngoặc kép chưa đóng được coi như chữ thường." in page


def test_a_rung_below_is_said_with_the_stricter_one_a_link_away(client: FlaskClient) -> None:
    page = client.get("/search?q=gan+dung").text
    assert "Không thấy bài nào có đủ các từ" in page and "có phần lớn các từ" in page
    assert "/search?q=gan%20dung&literal=1" in _links(page)


def test_every_link_of_a_results_page_keeps_the_state(client: FlaskClient) -> None:
    state = {"q": "lễ hội", "from": "2012", "to": "2014", "category": "Thời sự"}
    page = client.get("/search", query_string=state).text
    links = _links(page)
    kept = urlencode(state, quote_via=quote, safe="")
    base = "q=l%E1%BB%85%20h%E1%BB%99i&from=2012&to=2014&category=Th%E1%BB%9Di%20s%E1%BB%B1"
    assert kept == base
    assert f"/search?{base}&sort=newest" in links
    assert f"/search?{base}&page=2" in links
    assert f"/search?{base}&author=T%C3%A1c%20gi%E1%BA%A3%200" in links
    assert "/search?q=l%E1%BB%85%20h%E1%BB%99i&from=2012&to=2014" in links, "the chip takes its own filter away"
    assert "/search?q=l%E1%BB%85%20h%E1%BB%99i&category=Th%E1%BB%9Di%20s%E1%BB%B1" in links
    assert "/search?q=l%E1%BB%85%20h%E1%BB%99i&from=2013&to=2013&category=Th%E1%BB%9Di%20s%E1%BB%B1" in links
    assert '<input type="hidden" name="category" value="Thời sự">' in page, "the form for days keeps it too"


def test_a_year_reads_as_a_sentence(client: FlaskClient) -> None:
    tree = _parsed(client, "/search?q=a")
    (year,) = [link for link in tree.iter("a") if "2014: 12 bài" in "".join(link.itertext())]
    assert year.get("title") == "2014: 12 bài"


def test_days_of_the_form_are_read_as_typed(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    page = client.get("/search?q=a&from=1%2F5%2F2013&to=2014").text
    assert (newsdesk.asked[-1].start, newsdesk.asked[-1].end) == ("2013-05-01", "2014-12-31")
    assert 'value="05/2013"' in page and 'value="12/2014"' in page


def test_a_page_past_the_last_says_so_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/search?q=a&page=1000").text
    assert "kết quả chỉ có 5 trang" in page and {"/search?q=a", "/search?q=a&page=5"} <= set(_links(page))


def test_nothing_found_says_what_to_try(client: FlaskClient) -> None:
    page = client.get("/search?q=khongco&author=x").text
    assert "Không thấy bài nào" in page and "/search?q=khongco" in _links(page) and "/cach-tim" in _links(page)


def test_a_title_leads_to_the_site_and_without_an_address_to_the_stored_article(client: FlaskClient) -> None:
    links = _links(client.get("/search?q=a").text)
    assert "https://tinsonha.example/ho-dak-to-re" in links and "/articles/ho-dak-to-re?q=a" in links
    assert "/articles/gap-mat-gia-lang?q=a" in links


def test_an_article_shows_its_marks_people_and_source(client: FlaskClient) -> None:
    page = client.get("/articles/son-ha/2014/so-ket-ba-nam?q=h%E1%BB%99i+ngh%E1%BB%8B").text
    assert "<mark>Sơn Hà</mark>" in page and "19/05/2014" in page and "suy ra" in page
    assert "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh" in page and "Đọc bài gốc trên tinsonha.example" in page


def test_an_article_links_the_places_it_names(client: FlaskClient) -> None:
    assert '<a href="/search?place=62">Kon Tum</a>' in client.get("/articles/son-ha/2014/so-ket-ba-nam").text


def test_an_article_leads_to_the_others_that_cite_its_documents(client: FlaskClient) -> None:
    text = client.get("/articles/son-ha/2014/so-ket-ba-nam").get_data(as_text=True)
    assert '<h2 id="van-ban">Văn bản trong bài</h2>' in text
    assert "/search?q=s%E1%BB%91:%2203/CT-TU%22" in text.replace("%3A", ":").replace("%2F", "/")


def test_a_person_shows_offices_with_proof_years_and_company(client: FlaskClient) -> None:
    page = client.get("/people/nguyen-van-hung-1").text
    assert "nguyên Bí thư Huyện ủy Kon Xơ Mú" in page and "từ 06/05/2008 đến 31/12/2010" in page
    assert "đề nghị các huyện chọn việc nhỏ" in page and "2014: 12 bài" in page and "đồng chí Nguyễn Văn Hùng" in page
    links = _links(page)
    assert "/people/a-bok" in links and "/people/nguyen-van-hung-1?page=2" in links
    assert "/search?person=nguyen-van-hung-1&sort=newest&from=2014&to=2014" in links


def test_two_people_of_one_name_are_two_cards(client: FlaskClient) -> None:
    page = client.get("/people?q=nguyen+van+hung").text
    assert page.count("<strong>Nguyễn Văn Hùng</strong>") == 2
    assert "Chủ tịch UBND tỉnh Sơn Hà" in page and "Hiệu trưởng Trường THPT Ngọc Linh" in page


def test_the_home_page_says_what_there_is_and_what_can_be_asked(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "<strong>42</strong> bài, <strong>1.234</strong> người, từ 2010 đến 2016" in page
    assert {"/people?q=nguy%E1%BB%85n%20v%C4%83n%20h%C3%B9ng", "/search?sort=newest"} <= set(_links(page))


def test_the_roll_of_people_is_plain_links(client: FlaskClient) -> None:
    first = client.get("/people")
    links = _links(first.text)
    assert {"/people?letter=H", "/people?letter=%C4%90", "/people?letter=%23", "/people?order=articles"} <= set(links)
    assert 'aria-current="page" title="2 người"' in first.text and "1.001 bài" in first.text
    second = client.get("/people?letter=%C4%90&page=2")
    assert {"/people?letter=%C4%90&page=3", "/people?letter=%C4%90"} <= set(_links(second.text))
    most = client.get("/people", query_string={"order": "articles", "size": 20}).text
    assert "<strong>1.234</strong> người" in most and "/people?order=articles&size=20&page=2" in _links(most)
    assert "chỉ có 3 trang" in client.get("/people?letter=%C4%90&page=9").text
    for wrong in ("letter=h", "letter=HH", "order=fame", "page=0", "size=101"):
        assert client.get(f"/people?{wrong}").status_code == 400


def test_a_query_on_the_home_page_is_a_search(client: FlaskClient) -> None:
    response = client.get("/?q=l%E1%BB%85")
    assert (response.status_code, response.headers["Location"]) == (302, "/search?q=l%E1%BB%85")


def test_the_browser_is_told_how_to_search_here(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    assert 'template="http://localhost/search?q={searchTerms}"' in response.text


@pytest.mark.parametrize("text", ["ế" * 512, "ế" * 100_000, "hội nghị " * 57])
def test_a_long_query_makes_no_heavy_page(client: FlaskClient, text: str) -> None:
    response = client.get("/search", query_string={"q": text, "category": "Thời sự", "from": "2012"})
    assert response.status_code == 200 and len(response.data) < 60_000
