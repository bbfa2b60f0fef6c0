#!/usr/bin/env python3
"""Opens a report in Chromium and uses it as a reader would.

    browser_test.py PAGE.html OUTDIR

Prints a line for each check and at the end `N passed, M failed`; screenshots and a PDF go to OUTDIR.
"""

import json
import pathlib
import sys
import time

from webdriver import Browser

PHONE = 390


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, holds, detail=""):
        self.passed += bool(holds)
        self.failed += not holds
        print(f"{'pass' if holds else 'FAIL'}  {name}{f': {detail}' if detail != '' and not holds else ''}", flush=True)

    def equal(self, name, found, expected):
        self.check(name, found == expected, f"expected {expected!r}, found {found!r}")


VISIBLE = """
return [...document.querySelectorAll(`#${arguments[0]} [data-row]`)].filter((row) => !row.closest("[hidden]")).length
"""
EXPECTED = """
const [list, wanted] = arguments;
return [...document.querySelectorAll(`#${list} [data-row]`)].filter((row) =>
  Object.entries(wanted).every(([name, value]) => row.dataset[name] === value)).length
"""
CHOOSE = """
const [list, name, value] = arguments;
const field = document.querySelector(`form[data-for=${list}] [name=${name}]`);
field.value = value;
field.dispatchEvent(new Event("input", { bubbles: true }));
return field.value
"""
CHOICES = """
const [list] = arguments;
return [...document.querySelectorAll(`form[data-for=${list}] select`)].map((field) =>
  [field.name, [...field.options].map((option) => option.value).filter(Boolean)])
"""


def shown(browser, list_name):
    """What the page says and what it shows."""
    said = browser.run(f'return document.querySelector("[data-shown={list_name}]").textContent')
    return int(said), browser.run(VISIBLE, list_name)


def check_loading(browser, checks, url):
    checks.check("title names the system", "who secures what" in browser.run("return document.title"))
    entries = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    checks.equal("nothing else is loaded", entries, [])
    sent = []
    for entry in browser.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            sent.append(message["params"]["request"]["url"])
    others = [address for address in sent if address.split("#")[0] != url and not address.startswith("data:")]
    checks.equal("no request leaves the page", others, [])
    headings = browser.run("return [...document.querySelectorAll('h2')].length")
    checks.check("sections have headings", headings >= 7, headings)
    twice = browser.run(
        "const seen = new Set(); return [...document.querySelectorAll('[id]')].map((e) => e.id)"
        ".filter((id) => seen.has(id) || !seen.add(id))"
    )
    checks.equal("ids are unique", twice, [])
    dead = browser.run(
        "return [...document.querySelectorAll('a[href^=\"#\"]')].map((a) => decodeURIComponent(a.hash.slice(1)))"
        ".filter((id) => id && !id.includes('=') && !document.getElementById(id))"
    )
    checks.equal("links inside the page lead somewhere", dead, [])


def check_filters(browser, checks, list_name):
    total = browser.run(VISIBLE, list_name)
    checks.equal(f"{list_name}: all rows at first", shown(browser, list_name), (total, total))
    for name, values in browser.run(CHOICES, list_name):
        for value in values:
            browser.run(CHOOSE, list_name, name, value)
            expected = browser.run(EXPECTED, list_name, {name: value})
            checks.equal(f"{list_name}: {name} = {value}", shown(browser, list_name), (expected, expected))
        browser.run(CHOOSE, list_name, name, "")
    browser.click(f"form[data-for={list_name}] button[type=reset]")
    time.sleep(0.1)
    checks.equal(f"{list_name}: clear brings all back", shown(browser, list_name), (total, total))


def check_two_filters(browser, checks):
    """Two filters together, and the same from the address."""
    pair = browser.run(
        "const row = [...document.querySelectorAll('#controls [data-row]')].pop();"
        "return { family: row.dataset.family, allocation: row.dataset.allocation }"
    )
    for name, value in pair.items():
        browser.run(CHOOSE, "controls", name, value)
    expected = browser.run(EXPECTED, "controls", pair)
    checks.equal("controls: two filters together", shown(browser, "controls"), (expected, expected))
    address = browser.run("return location.href")
    checks.check("filters stand in the address", f"controls.family={pair['family']}" in address, address)
    browser.open("about:blank")
    browser.open(address)
    checks.equal("the address brings the filters back", shown(browser, "controls"), (expected, expected))
    browser.click("form[data-for=controls] button[type=reset]")
    time.sleep(0.1)


def check_search(browser, checks, list_name):
    """Searches for the first row's own text: every row that holds the words is shown, no other."""
    word = browser.run(
        "const row = document.querySelector(`#${arguments[0]} [data-row]`);"
        "const place = row.querySelector('.label, .address') || row; return place.textContent.trim().split(/\\s+/)[0]",
        list_name,
    )
    browser.type(f"form[data-for={list_name}] input[type=search]", word)
    time.sleep(0.4)
    expected = browser.run(
        "const [list, word] = arguments;"
        "return [...document.querySelectorAll(`#${list} [data-row]`)].filter((row) => {"
        "  const group = row.closest('[data-group]'); const head = group && group.querySelector('summary, h3');"
        "  const own = row.textContent + ' ' + row.id;"
        "  return (own + ' ' + (head && !row.contains(head) ? head.textContent : '')).toLowerCase().includes(word) }).length",
        list_name,
        word.lower(),
    )
    checks.equal(f"{list_name}: search for {word}", shown(browser, list_name), (expected, expected))
    browser.run(CHOOSE, list_name, "q", "no such words 4711")
    time.sleep(0.4)
    checks.equal(f"{list_name}: search for nothing", shown(browser, list_name), (0, 0))
    empty = browser.run(f"return !document.querySelector('[data-empty={list_name}]').hidden")
    checks.check(f"{list_name}: an empty list says so", empty)
    browser.click(f"form[data-for={list_name}] button[type=reset]")
    time.sleep(0.1)


def check_details(browser, checks):
    row = "#controls .row"
    browser.run("const row = document.querySelector(arguments[0]); row.open = false; row.scrollIntoView()", row)
    browser.run("document.querySelector(arguments[0] + ' > summary').focus()", row)
    browser.command("actions", actions=[{
        "type": "key", "id": "keys",
        "actions": [{"type": "keyDown", "value": "\ue007"}, {"type": "keyUp", "value": "\ue007"}],
    }])
    checks.check("a row opens by keyboard", browser.run("return document.querySelector(arguments[0]).open", row))
    browser.click(f"{row} > summary")
    checks.check("a row closes by a click", not browser.run("return document.querySelector(arguments[0]).open", row))
    target = browser.run(
        "const link = document.querySelector('#controls a[href^=\"#duty-\"]'); if (!link) return null;"
        "location.hash = link.hash; return link.hash.slice(1)"
    )
    time.sleep(0.2)
    if target:
        opened = browser.run("return document.getElementById(arguments[0]).open", target)
        checks.check("a link to a duty opens it", opened, target)


def check_names(browser, checks):
    """Every field and button has a name, every picture a text."""
    nameless = browser.run(
        "return [...document.querySelectorAll('input, select')].filter((field) => !field.labels.length).length"
        " + [...document.querySelectorAll('button')].filter((button) => !button.textContent.trim()).length"
        " + [...document.querySelectorAll('svg')].filter((svg) => svg.getAttribute('aria-hidden') !== 'true'"
        "   && !document.getElementById((svg.getAttribute('aria-labelledby') || '').split(' ')[0])).length"
    )
    checks.equal("fields, buttons and pictures have names", nameless, 0)
    steps = browser.run(
        "let last = 0; return [...document.querySelectorAll('h1, h2, h3, h4')].filter((heading) => {"
        "  const level = Number(heading.tagName[1]); const jumps = level > last + 2; last = level; return jumps }).length"
    )
    checks.equal("headings follow each other", steps, 0)


def check_without_scripts(browser, checks, url):
    """With scripts off everything is shown and no filter pretends to work."""
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    browser.open("about:blank")
    browser.open(url)
    tree = browser.devtools("DOM.getDocument", depth=1)["root"]["nodeId"]
    count = lambda selector: len(browser.devtools("DOM.querySelectorAll", nodeId=tree, selector=selector)["nodeIds"])
    checks.equal("without scripts no row is hidden", count("[data-row][hidden]"), 0)
    form = browser.devtools("DOM.querySelector", nodeId=tree, selector="form.filters")["nodeId"]
    browser.devtools("CSS.enable")
    style = browser.devtools("CSS.getComputedStyleForNode", nodeId=form)["computedStyle"]
    shown = next(entry["value"] for entry in style if entry["name"] == "display")
    checks.equal("without scripts there are no filters", shown, "none")
    browser.devtools("Emulation.setScriptExecutionDisabled", value=False)


def check_theme(browser, checks):
    color = "return getComputedStyle(document.body).backgroundColor"
    browser.scheme("light")
    light = browser.run(color)
    browser.click("#theme")
    dark = browser.run(color)
    checks.check("the button switches to dark", light != dark, (light, dark))
    browser.click("#theme")
    checks.equal("and back to light", browser.run(color), light)
    browser.run("delete document.documentElement.dataset.theme; try { localStorage.clear() } catch { }")
    browser.scheme("dark")
    checks.equal("the system's dark scheme is followed", browser.run(color), dark)
    browser.scheme("light")


def check_picture(browser, checks):
    """Labels of the drawing neither overlap nor leave it."""
    cut = browser.run(
        "const frame = document.querySelector('svg.picture').getBoundingClientRect();"
        "return [...document.querySelectorAll('svg.picture text')].filter((text) => {"
        "  const box = text.getBoundingClientRect();"
        "  return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1"
        "}).map((text) => text.textContent)"
    )
    checks.equal("no label of the picture is cut", cut, [])
    small = browser.run(
        "const svg = document.querySelector('svg.picture');"
        "return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width * 12.5"
    )
    checks.check("labels of the picture are legible", small >= 9.5, f"{small:.1f} px")


def check_widths(browser, checks):
    for width, phone in [(1320, False), (800, False), (PHONE, True), (320, True)]:
        browser.resize(width, 900, phone)
        time.sleep(0.2)
        over = browser.run(
            "const wide = document.documentElement.clientWidth;"
            "return [...document.querySelectorAll('body *')].filter((e) => {"
            "  if (!e.checkVisibility()) return false;"
            "  const box = e.getBoundingClientRect();"
            "  return box.width > 1 && box.right > wide + 1 && !e.closest('.scroll, pre, .bar ul, .unseen, .skip')"
            "}).slice(0, 5).map((e) => `${e.tagName}.${e.getAttribute('class')}`)"
        )
        checks.equal(f"nothing leaves a page {width} pixels wide", over, [])
    browser.resize(1320, 900)


def take_pictures(browser, checks, out):
    for scheme in ["light", "dark"]:
        browser.scheme(scheme)
        for width in [1320, PHONE]:
            browser.resize(width, 900, width == PHONE)
            browser.run("scrollTo(0, 0)")
            time.sleep(0.2)
            name = f"{'phone' if width == PHONE else 'page'}-{scheme}.png"
            browser.screenshot(out / name, whole=False)
            for section in ["picture", "scores", "controls", "duties", "resources", "unknown", "scope"]:
                browser.run(
                    "document.documentElement.style.scrollBehavior = 'auto';"
                    "document.getElementById(arguments[0]).scrollIntoView()", section
                )
                time.sleep(0.1)
                browser.screenshot(out / f"{section}-{name}", whole=False)
    browser.scheme("light")
    browser.resize(1320, 900)
    content = browser.print(out / "print.pdf")
    checks.check("prints as PDF", content.startswith(b"%PDF") and len(content) > 20_000, len(content))


def main(page, out):
    page, out = pathlib.Path(page).resolve(), pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    checks = Checks()
    url = page.as_uri()
    with Browser() as browser:
        browser.resize(1320, 900)
        start = time.monotonic()
        browser.open(url)
        seconds = time.monotonic() - start
        checks.check("opens within five seconds", seconds < 5, f"{seconds:.1f} s")
        check_loading(browser, checks, url)
        lists = browser.run("return [...document.querySelectorAll('form[data-for]')].map((form) => form.dataset.for)")
        checks.check("there are lists with filters", "controls" in lists and "resources" in lists, lists)
        for list_name in lists:
            check_filters(browser, checks, list_name)
            check_search(browser, checks, list_name)
        check_two_filters(browser, checks)
        slow = browser.run(
            "const field = document.querySelector('form[data-for=controls] select'); const start = performance.now();"
            "for (const option of field.options) { field.value = option.value; field.dispatchEvent(new Event('input', { bubbles: true })); document.body.offsetHeight; }"
            "const each = (performance.now() - start) / field.options.length; field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })); return each"
        )
        checks.check("a filter takes less than 200 ms", slow < 200, f"{slow:.0f} ms")
        check_details(browser, checks)
        check_names(browser, checks)
        check_theme(browser, checks)
        check_picture(browser, checks)
        check_widths(browser, checks)
        check_without_scripts(browser, checks, url)
        browser.open("about:blank")
        browser.open(url)
        take_pictures(browser, checks, out)
        complaints = [entry["message"] for entry in browser.log("browser") if entry["level"] != "DEBUG"]
        checks.equal("the console stays silent", complaints, [])
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(*sys.argv[1:]))
