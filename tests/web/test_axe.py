"""axe-core over every page, at both sizes, in light and dark, and over the box with its list open."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsers import OUTPUT, SIZES
from tests.web.test_browser import PAGES

STAFF = {
    "staff": "/staff",
    "staff-analyze": "/staff/analyze?text=Ho%CC%82%CC%A3i%20hooij%20TP.HCM%20s%E1%BB%91%2003/CT-TW%20covid",
    "staff-explain": "/staff/explain?q=hooij%20nghij",
}

pytestmark = pytest.mark.browser

pytest.importorskip("axe_playwright_python", reason="axe-core is not here (pip install axe-playwright-python)")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(browser: Browser, there: str, size: str, scheme: Literal["light", "dark"]) -> None:
    width, height = SIZES[size]
    context = browser.new_context(base_url=there, viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(path)
        assert _violations(page) == [], name
    page.goto("/")
    page.get_by_role("combobox").fill("h")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert _violations(page) == [], "the list"
    page.goto("/staff/login")
    assert _violations(page) == [], "the way in"
    page.get_by_label("Khóa của tòa soạn").fill("can-see")
    page.get_by_role("button", name="Vào").click()
    for name, path in STAFF.items():
        page.goto(path)
        page.screenshot(path=OUTPUT / f"{name}-{size}-{scheme}.png", full_page=True)
        assert _violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, name
    context.close()
