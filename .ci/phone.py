"""Asks the bot, and draws its messages as a chat on a 360-pixel phone.

    python3 .ci/phone.py PROGRAM BOT_API --out docs/phone

Writes OUT/chat.html and, if Chromium is installed, a PNG for each conversation, and prints the
heights of the ten commonest answers in the three locales with their rows of buttons: the median
is to be at most 560 px, nine of ten at most 640 px. BOT_API is the example `bot_api`. Look at the
pictures after every change to the layout of messages; two of them are in the README.
"""

import argparse
import html
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile

from harness import Bot, Chat, Stand, person, replies_to

CHATS = {
    "english": ("en", ["How much will China import from ASEAN farmers?"]),
    "chinese": ("zh-hans", ["中国向东盟提供多少剂新冠疫苗？"]),
    "traditional": ("zh-hant", ["東協中心地位"]),
    "nothing": ("zh-hans", ["湄公河大坝怎么管"]),
    "contents": ("en", ["/contents", "section 3"]),
    "commitments": ("en", ["list all pledges"]),
    "help": ("en", ["/start", "/help", "/about"]),
    "settings": ("en", ["/language", "/settings"]),
}

# The ten commonest answers, whose heights are measured.
COMMONEST = {
    "en": [
        "How much will China import from ASEAN farmers?", "How many vaccine doses?", "rail links",
        "digital economy", "3.6", "RCEP", "South China Sea", "When does development aid end?",
        "Who supports young scientists?", "/start",
    ],
    "zh-hans": [
        "中国从东盟进口多少农产品？", "中国向东盟提供多少剂新冠疫苗？", "铁路", "数字经济", "3.6", "RCEP",
        "南海", "发展援助到哪一年？", "谁支持青年科学家？", "/start",
    ],
    "zh-hant": [
        "中國從東協進口多少農產品？", "中國向東協提供多少劑新冠疫苗？", "鐵路", "數位經濟", "3.6", "RCEP",
        "南海", "發展援助到哪一年？", "誰支持青年科學家？", "/start",
    ],
}

# Pixels that the median, and nine of ten answers, may have.
MEDIAN, NINE_OF_TEN = 560, 640

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
            f'<div class="answer"><div class="said">{text}</div>{rows}</div>')


def page(inner):
    """A page that looks like a chat, and tells its height and those of its answers."""
    told = ("<script>document.body.dataset.heights=JSON.stringify([document.body.scrollHeight,"
            "...[...document.querySelectorAll('.answer')].map(it=>it.offsetHeight)])</script>")
    return (f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
            f'<div class="chat">{inner}</div>{told}')


def chromium(source, *options):
    """Open a page in Chromium."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *options, f"file://{source}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout


def heights(source):
    """The height of a page, and those of its answers."""
    shown = chromium(source, "--window-size=360,800", "--dump-dom")
    return json.loads(html.unescape(shown.split('data-heights="')[1].split('"')[0]))


def picture(inner, target):
    """Draw a chat, cropped to the height of its content."""
    with tempfile.NamedTemporaryFile("w", suffix=".html") as source:
        source.write(page(inner))
        source.flush()
        height = max(heights(source.name)[0], 200)
        chromium(source.name, "--hide-scrollbars", "--force-device-scale-factor=2",
                 f"--window-size=360,{height}", f"--screenshot={target}")


def asked(stand, language, question):
    """A question and its answer as HTML, with the number of its rows of buttons."""
    chat = Chat(stand, speaker=person(language))
    number = chat.say(question)
    found = stand.until("sendMessage", lambda it: it["ok"] and replies_to(it) == number, chat.since)
    rows = found[0]["body"].get("reply_markup", {}).get("inline_keyboard", [])
    return render_exchange(question, found[0]), len(rows)


def measure(stand, out):
    """Print the heights of the commonest answers, and draw them by language."""
    for language, questions in COMMONEST.items():
        answers = [asked(stand, language, it) for it in questions]
        inner = "".join(it[0] for it in answers)
        source = out / f"commonest-{language}.html"
        source.write_text(page(inner))
        found = heights(source)[1:]
        picture(inner, out / f"commonest-{language}.png")
        for question, (_, rows), height in zip(questions, answers, found):
            print(f"{language}\t{height} px\t{rows} rows\t{question}")
        yield from found


def main():
    """Asks, collects, draws."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("bot_api")
    arguments.add_argument("--out", default="docs/phone")
    arguments.add_argument("--measure", action="store_true", help="only measure")
    given = arguments.parse_args()
    out = pathlib.Path(given.out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    scratch = pathlib.Path(tempfile.mkdtemp())
    stand = Stand(given.bot_api, scratch)
    stand.ready()
    bot = Bot(given.program, stand, scratch, "phone", ["--no-store"])
    bot.start()
    has_browser = shutil.which("chromium") is not None
    try:
        whole = ""
        for name, (language, questions) in ({} if given.measure else CHATS).items():
            inner = "".join(asked(stand, language, it)[0] for it in questions)
            whole += inner
            if has_browser:
                picture(inner, out / f"{name}.png")
        if not given.measure:
            (out / "chat.html").write_text(page(whole))
        if has_browser:
            found = sorted(measure(stand, out))
            median, most = statistics.median(found), found[int(len(found) * 0.9) - 1]
            print(f"median {median} px, nine of ten at most {most} px")
            if median > MEDIAN or most > NINE_OF_TEN:
                raise SystemExit(f"more than {MEDIAN} or {NINE_OF_TEN} px")
    finally:
        bot.stop()
        stand.stop()
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
