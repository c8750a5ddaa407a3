"""Exits 0 when the browser at the given path starts and shows a page."""

import sys

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=FLAGS, timeout=30_000)
    page = browser.new_page()
    page.set_content("<h1>ready</h1>")
    sys.exit(page.inner_text("h1") != "ready")
