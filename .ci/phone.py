"""Asks the bot, and draws its messages as a chat on a 360-pixel phone.

    python3 .ci/phone.py PROGRAM BOT_API --out docs/phone

Writes OUT/chat.html and, if Chromium is installed, a PNG for each conversation. BOT_API
is the example `bot_api`. Look at the pictures after every change to the layout of
messages; two of them are in the README.
"""

import argparse
import html
import pathlib
import shutil
import subprocess
import tempfile

from harness import Bot, Stand

CHATS = {
    "english": ["How much will China import from ASEAN farmers?"],
    "chinese": ["中国向东盟提供多少剂新冠疫苗？"],
    "traditional": ["東協中心地位"],
    "nothing": ["湄公河大坝怎么管"],
    "contents": ["/contents", "第三部分"],
    "commitments": ["list all pledges"],
    "help": ["/start", "/about"],
    "settings": ["/language"],
}

STYLE = """
body { margin: 0; background: #d5e3ea; font: 15px/1.35 Roboto, 'Noto Sans CJK SC', sans-serif; }
.chat { width: 344px; padding: 8px; }
.asked { margin: 6px 0 6px auto; background: #e1fec6; }
.asked, .said { width: fit-content; max-width: 300px; padding: 6px 10px; border-radius: 12px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.said { background: #fff; max-width: 310px; }
blockquote { margin: 3px 0; padding: 3px 8px; border-left: 3px solid #3a8ccf; background: #eef5fb;
  border-radius: 4px; }
blockquote[expandable] { display: -webkit-box; -webkit-box-orient: vertical;
  -webkit-line-clamp: 3; overflow: hidden; }
a { color: #1f7bc2; text-decoration: none; }
.row { display: flex; gap: 4px; margin-top: 4px; width: 330px; }
.row span { flex: 1; text-align: center; padding: 8px 2px; background: #8fb1c4; color: #fff;
  border-radius: 8px; font-size: 13px; overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis; }
"""


def render_exchange(question, call):
    """A question and its answer as HTML."""
    keyboard = call["body"].get("reply_markup", {}).get("inline_keyboard", [])
    # A quotation is a block of its own; the line break after it is not drawn.
    text = call["body"]["text"].replace("</blockquote>\n", "</blockquote>")
    rows = "".join(
        '<div class="row">' + "".join(f"<span>{html.escape(it['text'])}</span>" for it in row) + "</div>"
        for row in keyboard)
    return (f'<div class="asked">{html.escape(question)}</div>'
            f'<div class="said">{text}</div>{rows}')


def page(inner):
    """A page that looks like a chat."""
    return (f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
            f'<div class="chat">{inner}</div>')


def screenshot(browser, source, target):
    """Draw a page, cropped to the height of its content."""
    size = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", f"file://{source}"],
        capture_output=True, text=True, timeout=60, check=False).stdout
    height = int(size.split('data-height="')[1].split('"')[0]) if "data-height" in size else 900
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--force-device-scale-factor=2", f"--window-size=360,{max(height, 200)}",
         f"--screenshot={target}", f"file://{source}"],
        capture_output=True, timeout=60, check=False)


def main():
    """Asks, collects, draws."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("bot_api")
    arguments.add_argument("--out", default="docs/phone")
    given = arguments.parse_args()
    out = pathlib.Path(given.out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    scratch = pathlib.Path(tempfile.mkdtemp())
    stand = Stand(given.bot_api, scratch)
    stand.ready()
    bot = Bot(given.program, stand, scratch, "phone", ["--no-store"])
    bot.start()
    browser = shutil.which("chromium")
    height = "<script>document.body.dataset.height=document.body.scrollHeight</script>"
    try:
        n, whole = 0, ""
        for name, questions in CHATS.items():
            inner = ""
            for question in questions:
                n += 1
                stand.post("/sim/message", {"text": question})
                sent = stand.get("/sim/wait", method="sendMessage", n=n, timeout=20)
                inner += render_exchange(question, sent[n - 1])
            whole += inner
            if browser:
                with tempfile.NamedTemporaryFile("w", suffix=".html", dir=out) as source:
                    source.write(page(inner) + height)
                    source.flush()
                    screenshot(browser, source.name, out / f"{name}.png")
        (out / "chat.html").write_text(page(whole))
    finally:
        bot.stop()
        stand.stop()
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
