"""Opens the pages of `clausebot web` in Chromium, as readers do.

    python3 .ci/pages.py PROGRAM [--out DIR] [--axe axe.min.js]

Opens each page at 320, 360 and 1280 px, light and dark, in the three locales, and fails where the console has an error, a
request leaves the host, the page is wider than the screen, or the first page needs more than four requests. Then asks,
chooses and turns pages by keyboard only, copies a citation, prints, sorts and filters, opens a link as Telegram does, and
does what is left without JavaScript. At last it opens the one file of `export html` without a network. `--out` keeps pictures; `--axe` is a file of
the npm package axe-core, whose findings fail too. Without Chromium it prints NOT RUN.
"""

import argparse
import base64
import contextlib
import datetime
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PLAN = "/d/china-asean-2022-2025"
PAGES = {
    "documents": "/?lang={}",
    "contents": PLAN + "?lang={}",
    "text": PLAN + "/{}",
    "clause": PLAN + "/{}/3.6",
    "both": PLAN + "/both?lang={}",
    "commitments": PLAN + "/commitments?lang={}",
    "search": "/search?q=vaccines&lang={}",
    "refused": "/search?q=best+noodles+in+town&lang={}",
    "missing": "/nowhere?lang={}",
    "about": "/about?lang={}",
}
LOCALES = ["zh-Hans", "zh-Hant", "en"]
WIDTHS = [320, 360, 1280]
PATIENCE = 20


class Gone(Exception):
    """The page went away before it answered."""


# The code of Chromium for a page that went away.
GONE = -32000


class Browser:
    """Chromium by its debugging pipe: one message a NUL byte."""

    def __init__(self, chromium, profile):
        to_read, self.to = os.pipe()
        self.come, to_write = os.pipe()

        def descriptors():
            # The pipe's own numbers, whatever numbers the ends have.
            ends = [os.dup(to_read), os.dup(to_write)]
            os.dup2(os.dup(ends[0]), 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-first-run",
             "--disable-component-update", "--disable-background-networking", "about:blank"],
            preexec_fn=descriptors, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.waiting = b""
        self.number = 0
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def read(self):
        while b"\0" not in self.waiting:
            got = os.read(self.come, 1 << 16)
            if not got:
                sys.exit("Chromium ended")
            self.waiting += got
        message, self.waiting = self.waiting.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if answer.get("error", {}).get("code") == GONE:
                    raise Gone(answer["error"])
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def grant(self, root, permissions):
        """Permissions are the browser's, not a page's."""
        page, self.session = self.session, None
        self.call("Browser.grantPermissions", origin=root, permissions=permissions)
        self.session = page

    def evaluate(self, script, is_async=False):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True,
                           awaitPromise=is_async)
        if "exceptionDetails" in result:
            sys.exit(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def until(self, script, wanted=True):
        """Waits until an expression has a value."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                found = self.evaluate(script)
            except Gone as gone:
                found = gone
            if found == wanted:
                return
            if time.monotonic() > end:
                sys.exit(f"{script} is {found!r}, expected {wanted!r}")
            time.sleep(0.05)

    def open(self, address):
        self.call("Page.navigate", url=address)
        self.until(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")

    def press(self, key, text=None, modifiers=0):
        code = {"ArrowDown": 40, "ArrowRight": 39, "ArrowUp": 38, "ArrowLeft": 37, "Escape": 27,
                "Enter": 13, "Tab": 9, "k": 75}.get(key, 0)
        text = "\r" if key == "Enter" else text
        down = {"type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", **(down | ({"text": text} if text else {})))
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text):
        for letter in text:
            self.press(letter, text=letter)

    def at(self, path):
        """Waits until a page is there."""
        self.until(f"location.pathname === {json.dumps(path)} && document.readyState === 'complete'")

    def has_focus(self, selector):
        self.until(f"document.activeElement.closest({json.dumps(selector)}) !== null")

    def faults(self, root, is_missing=False):
        """What went wrong since the last call."""
        found = []
        for event in self.events:
            method, of = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(of["exceptionDetails"].get("text", "an exception"))
            elif method == "Log.entryAdded" and of["entry"]["level"] == "error":
                # The page of an address without one has the status 404.
                if not (is_missing and "404" in of["entry"]["text"]):
                    found.append(of["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                url = of["request"]["url"]
                if not url.startswith((root, "data:", "about:")):
                    found.append(f"a request to {url}")
        self.events = []
        return found


def looks(browser, root, out, axe):
    n_pages = 0
    for locale in LOCALES:
        for width in WIDTHS:
            for scheme in ["light", "dark"]:
                browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800,
                             deviceScaleFactor=1, mobile=width < 500)
                browser.call("Emulation.setEmulatedMedia",
                             features=[{"name": "prefers-color-scheme", "value": scheme}])
                for name, path in PAGES.items():
                    browser.open(root + path.format(locale))
                    page = f"{name} {locale} {width} {scheme}"
                    wide = browser.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, f"{page}: {wide} px wide"
                    assert browser.evaluate("document.documentElement.lang") == locale, page
                    if axe:
                        browser.evaluate(axe)
                        found = browser.evaluate(
                            "axe.run().then(it => it.violations.map(it => it.id + ': ' + "
                            "it.nodes.map(it => it.target.join(' ')).slice(0, 3).join(', ')))", True)
                        assert not found, f"{page}: {found}"
                    faults = browser.faults(root, name == "missing")
                    assert not faults, f"{page}: {faults}"
                    if out:
                        picture = browser.call("Page.captureScreenshot")["data"]
                        file = out / f"{name}-{locale}-{width}-{scheme}.png"
                        file.write_bytes(base64.b64decode(picture))
                    n_pages += 1
    print(f"{n_pages} pages: no error, nothing from elsewhere, none too wide")


def first_page(browser, root):
    """The first page needs few requests, and nothing of it moves."""
    browser.call("Network.clearBrowserCache")
    browser.faults(root)
    browser.open(f"{root}/?lang=en")
    time.sleep(0.5)
    asked = [it["params"]["request"]["url"] for it in browser.events
             if it.get("method") == "Network.requestWillBeSent"]
    assert 1 <= len(asked) <= 4, asked
    moved = browser.evaluate(
        "new Promise(done => new PerformanceObserver(list => done(list.getEntries()"
        ".reduce((sum, it) => sum + it.value, 0))).observe({type: 'layout-shift', buffered: true})"
        " ?? setTimeout(() => done(0), 500))", True)
    assert moved < 0.01, f"the layout moved by {moved}"
    print(f"the first page: {len(asked)} requests, nothing moves")


def keys(browser, root):
    clause = f"{PLAN}/en/3.6"
    for key, text, modifiers in [("/", "/", 0), ("s", "s", 0), ("k", None, 2)]:
        browser.open(root + clause)
        browser.press(key, text=text, modifiers=modifiers)
        browser.until("document.activeElement.id", "q")
        assert browser.evaluate("document.querySelector('#q').value") == "", key
    browser.type("vaccines")
    browser.until("document.querySelectorAll('#results article').length > 0")
    browser.press("ArrowDown")
    browser.has_focus("#results")
    browser.press("ArrowUp")
    browser.has_focus("#q")
    browser.press("ArrowDown")
    browser.has_focus("#results")
    browser.press("Enter")
    browser.at(f"{PLAN}/en/2.1")
    browser.until("document.querySelectorAll('mark').length > 0")
    browser.press("ArrowRight")
    browser.at(f"{PLAN}/en/2.2")
    browser.press("ArrowLeft")
    browser.at(f"{PLAN}/en/2.1")
    browser.press("?", text="?")
    browser.until("!document.querySelector('#keys').hidden")
    # Keys of the page do nothing while somebody types; Escape leaves the field.
    browser.press("/", text="/")
    browser.type("?s")
    browser.until("document.querySelector('#q').value", "?s")
    browser.press("ArrowLeft")
    browser.press("Escape")
    browser.until("document.activeElement === document.body")
    assert browser.evaluate("location.pathname") == f"{PLAN}/en/2.1"
    faults = browser.faults(root)
    assert not faults, faults
    print("by keyboard: / s Ctrl-K, asked, ↑ ↓ Enter chosen, marked, ← → turned, ? helped")


def reading(browser, root):
    """A citation is copied; print has the address and the day, and no tools; both scripts are shown; a table is sorted."""
    day = datetime.date.today().isoformat()
    browser.grant(root, ["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.open(f"{root}{PLAN}/en/3.6")
    browser.evaluate("document.querySelector('button[data-copy]').focus()")
    browser.call("Page.bringToFront")
    browser.press("Enter")
    browser.until("document.querySelector('button[data-copy]').textContent", "Copied")
    copied = browser.evaluate("navigator.clipboard.readText()", True)
    assert f"{root}{PLAN}/en/3.6" in copied and day in copied and "3.6" in copied, copied
    browser.call("Emulation.setEmulatedMedia", media="print")
    shown = browser.evaluate(
        "['header', 'nav', '.tools'].filter(it => [...document.querySelectorAll(it)]"
        ".some(it => getComputedStyle(it).display !== 'none'))")
    assert shown == [], shown
    after = browser.evaluate("getComputedStyle(document.querySelector('main'), '::after').content")
    assert f"{PLAN}/en/3.6" in after and day in after, after
    pdf = browser.call("Page.printToPDF")["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")
    browser.call("Emulation.setEmulatedMedia", media="")
    for locale, words in [("zh-Hans", "从东盟国家进口"), ("zh-Hant", "從東盟國家進口")]:
        browser.open(f"{root}{PLAN}/{locale}/3.6")
        lang = f"[...document.querySelectorAll('blockquote')].find(it => it.textContent.includes('{words}'))?.lang"
        assert browser.evaluate(lang) == locale, locale
    browser.open(f"{root}{PLAN}/commitments?lang=en")
    browser.evaluate("document.querySelector('th[scope=col]:nth-child(2) button').click()")
    values = "[...document.querySelectorAll('tbody tr td:nth-child(2)')].map(it => Number(it.dataset.value))"
    found = browser.evaluate(values)
    assert found == sorted(found) and len(found) > 5, found
    faults = browser.faults(root)
    assert not faults, faults
    print("a citation copied, printed with address and day, both scripts, the table sorted")


def inside_telegram(browser, root):
    """The fragment that Telegram adds opens the clause of the link, in the colours of the app."""
    colours = json.dumps({"bg_color": "#101418", "text_color": "#f0f0f0"})
    data = urllib.parse.urlencode({"start_param": "c3_6", "auth_date": "1", "hash": "0"})
    fragment = urllib.parse.urlencode({"tgWebAppData": data, "tgWebAppThemeParams": colours})
    browser.call("Page.navigate", url=f"{root}/?lang=en#{fragment}")
    browser.until("document.title.includes('3.6') && document.readyState === 'complete'")
    ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 20, 24)", ground
    browser.evaluate("sessionStorage.clear()")
    faults = browser.faults(root)
    assert not faults, faults
    print("inside Telegram: the clause of a link, in the colours of the app")


def without_script(browser, root):
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{root}/?lang=en")
    with contextlib.suppress(Gone):
        browser.evaluate("document.querySelector('#q').value = 'vaccines'; "
                         "document.querySelector('form[role=search]').submit()")
    browser.until("location.pathname === '/search' && document.querySelectorAll('main article').length > 0")
    browser.open(f"{root}{PLAN}/en/3.6")
    browser.until("[...document.querySelectorAll('.tools button')].every(it => it.hidden)")
    follow = "document.querySelector('a[rel=next]').click()"
    with contextlib.suppress(Gone):
        browser.evaluate(follow)
    browser.at(f"{PLAN}/en/3.7")
    browser.open(f"{root}{PLAN}/commitments?lang=en")
    n_all = browser.evaluate("document.querySelectorAll('tbody tr').length")
    with contextlib.suppress(Gone):
        browser.evaluate("document.querySelector('select[name=unit]').value = 'USD'; "
                         "document.querySelector('form.filter').submit()")
    browser.until("location.search.includes('unit=USD') && document.readyState === 'complete'")
    n_shown = browser.evaluate("document.querySelectorAll('tbody tr').length")
    assert 0 < n_shown < n_all, (n_shown, n_all)
    assert browser.evaluate("document.querySelectorAll('svg rect').length") > 0
    print("without JavaScript: asked and answered, turned, filtered, charts shown")


def one_file(browser, program, folder):
    file = folder / "library.html"
    subprocess.run([program, "--language", "en", "export", "html", str(file)], check=True)
    root = file.as_uri()
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    browser.faults(root)
    browser.call("Network.emulateNetworkConditions", offline=True, latency=0,
                 downloadThroughput=0, uploadThroughput=0)
    browser.open(root)
    browser.evaluate("document.querySelector('#q').focus()")
    browser.type("vaccines")
    browser.until("document.querySelectorAll('#results li').length > 0")
    browser.evaluate("document.querySelector('#results a').click()")
    browser.until("document.querySelector(':target')?.textContent.includes('150 million')")
    assert browser.evaluate("document.querySelectorAll('svg').length") > 2
    faults = browser.faults(root)
    assert not faults, faults
    print(f"one file of {file.stat().st_size // 1000} KB: searched, shown, without a network")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--out", type=pathlib.Path)
    arguments.add_argument("--axe", type=pathlib.Path)
    asked = arguments.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("NOT RUN: the pages; Chromium is not installed")
        return
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    root = f"http://{address}"
    server = subprocess.Popen([asked.program, "web", "--listen", address], stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = None
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(root, timeout=5).read()
                    break
                except OSError:
                    time.sleep(0.1)
            browser = Browser(chromium, profile)
            looks(browser, root, asked.out, asked.axe and asked.axe.read_text())
            first_page(browser, root)
            keys(browser, root)
            reading(browser, root)
            inside_telegram(browser, root)
            without_script(browser, root)
            one_file(browser, asked.program, pathlib.Path(profile))
        finally:
            if browser:
                browser.process.kill()
                browser.process.wait()
            server.terminate()
            assert server.wait(timeout=10) == 0, "the server did not end well"


if __name__ == "__main__":
    main()
