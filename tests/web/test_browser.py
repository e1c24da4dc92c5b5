"""The pages in a real browser without JavaScript, on a phone and on a desk; screenshots go to tests/output/."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsers import OUTPUT, SIZES

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "results": "/search?q=hooij+nghij+nguyen+van+hung&from=2012&category=Th%E1%BB%9Di+s%E1%BB%B1",
    "widened": "/search?q=gan+dung",
    "nothing": "/search?q=khongco&author=x",
    "people": "/people?q=nguyen+van+hung",
    "person": "/people/nguyen-van-hung-1",
    "article": "/articles/son-ha%2F2014%2Fso-ket-ba-nam?q=h%E1%BB%99i+ngh%E1%BB%8B",
    "help": "/cach-tim",
    "error": "/search?page=0",
}
WIDER_THAN_SHOWN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, there: str) -> Iterator[Page]:
    """A page at the size of a phone, then of a desk, without JavaScript."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=there, java_script_enabled=False, locale="vi-VN"
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    asked: list[str] = []
    opened.on("request", lambda sent: asked.append(sent.url))
    yield opened
    context.close()
    assert not [line for line in complaints if "Failed to load resource" not in line], complaints
    assert not [url for url in asked if not url.startswith(there)], "nothing is asked of another host"


def _size(page: Page) -> str:
    width = (page.viewport_size or {"width": 0})["width"]
    return next(name for name, (size, _) in SIZES.items() if size == width)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_its_screen(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    page.screenshot(path=OUTPUT / f"{name}-{_size(page)}-light.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=OUTPUT / f"{name}-{_size(page)}-dark.png", full_page=True)
    assert page.evaluate(WIDER_THAN_SHOWN) <= 0, "nothing makes the page wider than its screen"


def test_a_reader_searches_narrows_turns_the_page_and_meets_a_person(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("lễ hội")
    page.get_by_role("button", name="Tìm").click()
    assert page.get_by_role("status").inner_text() == "42 bài, có đủ các từ"
    assert page.get_by_role("searchbox").input_value() == "lễ hội"
    if _size(page) == "phone":
        page.get_by_text("Lọc kết quả").click()
    page.get_by_role("link", name="Kinh tế 11").click()
    assert page.get_by_role("list", name="Đang lọc").inner_text().strip().startswith("Bỏ lọc")
    page.get_by_role("link", name="Trang sau").click()
    assert "Trang 2 / 5" in page.get_by_role("navigation", name="Trang kết quả").inner_text()
    assert "category=Kinh" in page.url and "page=2" in page.url
    page.get_by_role("link", name="Bỏ lọc Chuyên mục: Kinh tế").click()
    assert "category" not in page.url and "page" not in page.url
    page.get_by_role("link", name="Nguyễn Văn Hùng").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nguyễn Văn Hùng"
    page.get_by_role("link", name="2014: 12 bài").click()
    assert "from=2014" in page.url and "person=nguyen-van-hung-1" in page.url


def test_a_reader_types_days_as_they_are_written_here(page: Page) -> None:
    page.goto("/search?q=a")
    if _size(page) == "phone":
        page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Từ").fill("19/5/2013")
    page.get_by_label("Đến").fill("2014")
    page.get_by_role("button", name="Lọc").click()
    assert "từ 19/05/2013 đến 31/12/2014" in page.get_by_role("list", name="Đang lọc").inner_text()


def test_the_keyboard_comes_to_the_results_first(page: Page) -> None:
    page.goto("/search?q=a")
    page.keyboard.press("Tab")
    assert page.get_by_role("link", name="Tới nội dung").is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#noi-dung")


def test_targets_that_stand_alone_are_large_enough_on_a_phone(browser: Browser, there: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, base_url=there, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=lễ&page=2")
    for target in page.locator(".tabs a, .search button, .search input, .pages a, .filters > summary").all():
        box = target.bounding_box()
        assert box and box["height"] >= 44, target.inner_text()
    context.close()


def test_text_stands_out_from_its_ground_in_light_and_dark(browser: Browser, there: str) -> None:
    """WCAG AA, by the colours of the stylesheet as the browser computes them."""
    pairs = [("ink", "paper"), ("soft", "paper"), ("soft", "wash"), ("link", "paper"), ("link", "wash")]
    pairs += [
        ("visited", "paper"),
        ("accent", "paper"),
        ("accent", "wash"),
        ("mark-ink", "mark"),
        ("on-button", "button"),
    ]
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(there)
        colours = "name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()"
        for front, back in pairs:
            contrast = _contrast(page.evaluate(colours, front), page.evaluate(colours, back))
            assert contrast >= 4.5, f"{front} on {back} in {scheme}: {contrast:.2f}"
        page.close()


def test_twice_the_text_size_still_fits_a_phone(browser: Browser, there: str) -> None:
    """200 % zoom of a 360 px screen leaves 180 px; bigger text on 360 px is what phones do."""
    for width, text in ((180, 100), (360, 200)):
        page = browser.new_page(viewport={"width": width, "height": 700})
        for name, path in PAGES.items():
            page.goto(there + path)
            page.evaluate("size => { document.documentElement.style.fontSize = size + '%' }", text)
            assert page.evaluate(WIDER_THAN_SHOWN) <= 0, f"{name} at {width} px, text {text} %"
        page.close()


def _contrast(front: str, back: str) -> float:
    """The contrast of two colours `#rrggbb` or `#rgb` (WCAG 2.2)."""
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
