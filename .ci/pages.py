"""Opens the pages of `clausebot web` in Chromium, as readers do.

    python3 .ci/pages.py PROGRAM [--out DIR] [--axe axe.min.js]

Opens each page at 360 and 1280 px, light and dark, in the three locales, and fails where the console has an error, a
request leaves the host, or the page is wider than the screen. Then asks, chooses and turns pages by keyboard only, and
once more without JavaScript. `--out` keeps pictures; `--axe` is a file of the npm package axe-core, whose findings fail
too. Without Chromium it prints NOT RUN.
"""

import argparse
import base64
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
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
WIDTHS = [360, 1280]
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
        code = {"ArrowDown": 40, "ArrowRight": 39, "ArrowLeft": 37, "Enter": 13, "Tab": 9}.get(key, 0)
        text = "\r" if key == "Enter" else text
        down = {"type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", **(down | ({"text": text} if text else {})))
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def faults(self, root):
        """What went wrong since the last call."""
        found = []
        for event in self.events:
            method, of = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(of["exceptionDetails"].get("text", "an exception"))
            elif method == "Log.entryAdded" and of["entry"]["level"] == "error":
                # The page of an address without one has the status 404.
                if "404" not in of["entry"]["text"]:
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
                    faults = browser.faults(root)
                    assert not faults, f"{page}: {faults}"
                    if out:
                        picture = browser.call("Page.captureScreenshot")["data"]
                        file = out / f"{name}-{locale}-{width}-{scheme}.png"
                        file.write_bytes(base64.b64decode(picture))
                    n_pages += 1
    print(f"{n_pages} pages: no error, nothing from elsewhere, none too wide")


def keys(browser, root):
    browser.open(f"{root}{PLAN}/en/3.6")
    browser.press("/", text="/")
    browser.until("document.activeElement.id", "q")
    for letter in "vaccines":
        browser.press(letter, text=letter)
    browser.until("document.querySelectorAll('#results article').length > 0")
    browser.press("ArrowDown")
    browser.until("document.activeElement.closest('#results') !== null")
    browser.press("Enter")
    browser.until(f"location.pathname === '{PLAN}/en/2.1' && document.readyState === 'complete'")
    browser.until("document.querySelectorAll('mark').length > 0")
    browser.press("ArrowRight")
    browser.until(f"location.pathname === '{PLAN}/en/2.2' && document.readyState === 'complete'")
    browser.press("ArrowLeft")
    browser.until(f"location.pathname === '{PLAN}/en/2.1' && document.readyState === 'complete'")
    browser.press("?", text="?")
    browser.until("!document.querySelector('#keys').hidden")
    faults = browser.faults(root)
    assert not faults, faults
    print("by keyboard: asked, chosen, marked, turned")


def without_script(browser, root):
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{root}/?lang=en")
    with contextlib.suppress(Gone):
        browser.evaluate("document.querySelector('#q').value = 'vaccines'; "
                         "document.querySelector('form[role=search]').submit()")
    browser.until("location.pathname === '/search' && document.querySelectorAll('main article').length > 0")
    browser.open(f"{root}{PLAN}/en/3.6")
    browser.until("[...document.querySelectorAll('.tools button')].every(it => it.hidden)")
    print("without JavaScript: asked and answered")


def one_file(browser, program, folder):
    file = folder / "library.html"
    subprocess.run([program, "--language", "en", "export", "html", str(file)], check=True)
    root = file.as_uri()
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    browser.faults(root)
    browser.open(root)
    browser.evaluate("document.querySelector('#q').focus()")
    for letter in "vaccines":
        browser.press(letter, text=letter)
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
            keys(browser, root)
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
