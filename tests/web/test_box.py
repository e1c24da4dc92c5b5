"""The box in a real browser, with JavaScript: by keyboard and by touch, under input methods, and never in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.browsers import OUTPUT, SIZES

pytestmark = pytest.mark.browser

VALUE = "document.activeElement.value"
WIDER_THAN_SHOWN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def context(browser: Browser, there: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=there, viewport={"width": 1280, "height": 900}, locale="vi-VN")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, there: str) -> Iterator[Page]:
    """The home page; afterwards nothing was complained of, and nobody else was asked for anything."""
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.goto("/")
    yield opened
    assert not [line for line in complaints if "Failed to load resource" not in line], complaints
    assert not [url for url in asked if not url.startswith(there)]


def _options(page: Page) -> list[str]:
    expect(page.get_by_role("option").first).to_be_visible()
    return [option.locator(".what").inner_text() for option in page.get_by_role("option").all()]


def test_suggestions_by_keyboard(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("h")
    assert _options(page)[0] == "Hồ Văn <b>Nang</b>", "what comes is text and nothing else"
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") is None, "nobody has chosen yet"
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    assert chosen.count() == 1 and chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    assert page.evaluate(VALUE) == "h", "the field keeps what was typed"
    box.press("Enter")
    page.wait_for_url("**/people/ho-van-nang-2")


def test_the_arrows_come_back_to_the_field_and_escape_closes(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("hội")
    count = len(_options(page))
    box.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    for _ in range(count):
        box.press("ArrowUp")
    assert page.get_by_role("option", selected=True).count() == 0
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.evaluate(VALUE) == "hội"
    box.press("ArrowDown")
    assert len(_options(page)) == count, "an arrow opens it again"
    box.press("Escape")
    box.press("Enter")
    page.wait_for_url("**/search?q=h%E1%BB%99i")


def test_enter_searches_for_what_was_typed_where_nothing_was_chosen(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("hội")
    _options(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=h%E1%BB%99i")


def test_a_phrase_is_searched_for_and_a_title_opened(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("hội")
    page.get_by_role("option", name="hội nghị trực tuyến").click()
    page.wait_for_url(re.compile(r"/search\?q=h%E1%BB%99i.*tuy"))
    page.get_by_role("combobox").fill("hồ cạn")
    page.get_by_role("option", name="Hồ cạn").click()
    page.wait_for_url("**/articles/ho-can")


def test_suggestions_by_touch(browser: Browser, there: str) -> None:
    context = browser.new_context(
        base_url=there, viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/")
    box = page.get_by_role("combobox")
    box.tap()
    box.press_sequentially("hội")
    _options(page)
    for option in page.get_by_role("option").all():
        place = option.bounding_box()
        assert place and place["height"] >= 44
    page.get_by_role("option").first.tap()
    page.wait_for_url("**/search?q=*")
    context.close()


def test_an_input_method_that_sends_backspaces_is_left_alone(page: Page) -> None:
    """Unikey and its like: a backspace for each letter that changes, then the new ones."""
    keys = page.keyboard
    page.get_by_role("combobox").click()
    for typed in ("h", "o", (1, "ô"), "i", (2, "ội"), " ", "n", "g", "h", "i", (1, "ị")):
        back, letters = typed if isinstance(typed, tuple) else (0, typed)
        for _ in range(back):
            keys.press("Backspace")
        keys.insert_text(letters)
        page.wait_for_timeout(150)  # long enough for suggestions to come in between
    assert page.evaluate(VALUE) == "hội nghị"
    assert _options(page) == ["hội nghị", "hội nghị trực tuyến"]
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [8, 8]


def test_nothing_happens_to_a_word_that_is_being_composed(page: Page, context: BrowserContext) -> None:
    box = page.get_by_role("combobox")
    box.click()
    session = context.new_cdp_session(page)
    for text in ("h", "ho", "hô", "hội"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(200)
        assert page.evaluate(VALUE) == text
    assert "hội nghị" in _options(page), "phones compose every word; suggestions come all the same"
    for key in ("ArrowDown", "Enter"):
        left = page.evaluate(
            "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
            " {key, keyCode: 229, bubbles: true, cancelable: true}))",
            key,
        )
        assert left is (key == "ArrowDown"), "the arrows are the input method's, and Enter does not send the form"
    assert page.get_by_role("option", selected=True).count() == 0
    session.send("Input.insertText", {"text": "hội"})
    assert page.evaluate(VALUE) == "hội" and page.url.endswith("/")
    box.press("Enter")
    page.wait_for_url("**/search?q=h%E1%BB%99i")


def test_enter_that_ends_a_composition_in_safari_sends_nothing(page: Page) -> None:
    """There the composition has ended when its Enter comes, which only its number tells."""
    box = page.get_by_role("combobox")
    box.press_sequentially("hội")
    enter = "new KeyboardEvent('keydown', {key: 'Enter', keyCode: %d, bubbles: true, cancelable: true})"
    assert page.evaluate(f"document.activeElement.dispatchEvent({enter % 229})") is False
    assert page.evaluate(f"document.activeElement.dispatchEvent({enter % 13})") is True


def test_answers_that_come_too_late_are_dropped(page: Page) -> None:
    held: list[Route] = []
    page.route(re.compile(r"/suggest\?q=h$"), lambda route: held.append(route))
    box = page.get_by_role("combobox")
    box.press_sequentially("h")
    page.wait_for_timeout(300)
    assert held, "the first question is under way"
    box.press_sequentially("ồ c")
    assert _options(page) == ["Hồ cạn"]
    held[0].continue_()
    page.wait_for_timeout(300)
    assert _options(page) == ["Hồ cạn"]


def test_fast_typing_asks_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/suggest" in sent.url else None)
    page.get_by_role("combobox").press_sequentially("hội ngh", delay=20)
    _options(page)
    assert len(asked) == 1
    page.keyboard.press("Backspace")
    page.keyboard.type("h")
    page.wait_for_timeout(300)
    assert len(asked) == 1, "what was answered before is not asked again"


def test_a_box_without_answers_is_a_plain_one(page: Page) -> None:
    page.route("**/api/v1/suggest?**", lambda route: route.fulfill(status=503))
    box = page.get_by_role("combobox")
    box.press_sequentially("hội")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    page.wait_for_url("**/search?q=h%E1%BB%99i")


def test_what_was_searched_for_stays_in_the_browser_until_it_is_cleared(page: Page) -> None:
    for text in ("lễ hội", "cà phê", "lễ hội"):
        page.get_by_role("combobox").fill(text)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.goto("/")
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "icon" not in sent.url else None)
    box = page.get_by_role("combobox")
    box.click()
    assert _options(page) == ["lễ hội", "cà phê"]
    box.press("ArrowDown")
    box.press("ArrowDown")
    page.screenshot(path=OUTPUT / "box-recent.png")
    assert not asked, "nobody is asked about them, and nobody told"
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Xóa các lần tìm")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.click()
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []


def test_the_slash_comes_to_the_box_and_is_a_letter_in_it(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("03/ct")
    assert page.evaluate(VALUE) == "03/ct"


def test_the_number_of_suggestions_is_told_politely(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("hội")
    told = page.locator("[aria-live=polite]")
    expect(told).to_have_text("3 gợi ý. Mũi tên lên, xuống để chọn.")
    page.keyboard.type("xyz")
    expect(told).to_have_text("Không có gợi ý.")


def test_it_closes_when_one_goes_elsewhere(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("h")
    _options(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_on_the_pages_of_people_people_are_suggested(page: Page) -> None:
    page.goto("/people")
    page.get_by_role("combobox").press_sequentially("h")
    assert _options(page) == ["Hồ Văn <b>Nang</b>", "Hồ Văn Nang"]


def test_without_javascript_it_is_a_plain_form(browser: Browser, there: str) -> None:
    context = browser.new_context(base_url=there, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    assert page.get_by_role("combobox").count() == 0 and page.locator(".suggest").count() == 0
    page.get_by_role("searchbox").fill("hội")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=h%E1%BB%99i")
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/", "/search?q=x"])
def test_the_list_fits_its_screen(browser: Browser, there: str, size: str, path: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(base_url=there, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(path)
    page.get_by_role("combobox").fill("h")
    _options(page)
    page.keyboard.press("ArrowDown")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.screenshot(path=OUTPUT / f"box-{'home' if path == '/' else 'results'}-{size}-{scheme}.png")
    assert page.evaluate(WIDER_THAN_SHOWN) <= 0
    context.close()
