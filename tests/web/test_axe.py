"""axe-core over every page, at both sizes, in light and dark, and over the box with its list open."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsers import SIZES
from tests.web.test_browser import PAGES

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
    context.close()
