#!/usr/bin/env python3
"""Run the bot against a Bot API stand, play its users, and look at what it does.

usage: telegram.py PROGRAM SHARED [--python PY] [--only WORD] [--keep]

SHARED/stand has the stand; PY is a Python that has its requirements, without it
a venv is made for the run. Prints a line for each scenario and fails if one does.
--only runs the scenarios with WORD in their names; --keep leaves logs and data.
"""
import argparse
import contextlib
import itertools
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

from playing import (
    BOT,
    TOKEN,
    Bot,
    Chat,
    Failed,
    Shown,
    Stand,
    acknowledged,
    clean,
    content,
    equal,
    expect,
    has,
    ids,
    inline,
    lacks,
    numbers,
    person,
    printed,
    python_with_requirements,
    replies_to,
    utf16_len,
    wait_for,
)

ANONYMOUS_ADMIN = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
TITLE_ZH = "中国—东盟全面战略伙伴关系行动计划（2022-2025）"
TITLE_EN = "ASEAN-China Comprehensive Strategic Partnership Plan of Action (2022-2025)"
UNOFFICIAL = "Unofficial translation; the Chinese text is authentic."
VACCINES = "中国向东盟提供多少剂新冠疫苗？"
BROAD = "中国 东盟 合作"
FARMERS = "How much will China import from ASEAN farmers?"

# What the stand may refuse: nobody can know it before.
REFUSALS = [
    "message to delete not found",
    "message is not modified",
    "message to edit not found",
    "query is too old",
]

SCENARIOS = []


def scenario(function):
    """Runs with the others, in the order of this file."""
    SCENARIOS.append(function)
    return function


class World:
    """What scenarios work with."""

    def __init__(self, program, scratch, stands):
        self.program, self.scratch = program, scratch
        self.stand, self.second = stands
        self.bot = Bot(program, self.stand, scratch, "bot")
        # The other bot: another library, a log of everything, and questions are kept.
        write_library(scratch / "library" / "long-plan")
        options = ["--library", scratch / "library", "--misses"]
        self.long = Bot(program, self.second, scratch, "long", options, {"RUST_LOG": "trace"})

    def start(self):
        self.bot.start()
        self.second.fault("setMyCommands", code=400, description="Bad Request: refused")
        self.long.start()

    def private(self, language="en", **more):
        return Chat(self.stand, speaker=person(language), **more)

    def group(self, language="zh-hans", kind="supergroup", **more):
        return Chat(self.stand, kind, person(language), **more)

    def noted(self, chat, question):
        """Waits until the bot has written which message answers a question."""
        path = f"file:{self.bot.data}/clausebot.sqlite3?mode=ro"
        wanted = "select 1 from answers where chat = ? and question = ?"
        end = time.time() + 5
        while time.time() < end:
            with contextlib.closing(sqlite3.connect(path, uri=True)) as kept:
                if kept.execute(wanted, (chat, question)).fetchone():
                    return
            time.sleep(0.01)
        raise Failed("no note of an answer")

    def stop(self):
        self.bot.stop()
        self.long.stop()


# --- at the start ---------------------------------------------------------------


@scenario
def no_token(w):
    """Without a token: how to get one, and exit code 2."""
    for environment in [{}, {"TELOXIDE_TOKEN": ""}]:
        run = subprocess.run(
            [w.program, "serve", "--data-dir", w.scratch / "none"],
            env=clean(w.scratch) | environment,
            capture_output=True,
            text=True,
            timeout=20,
        )
        equal(run.returncode, 2, f"with {environment} exit code")
        for word in ["@BotFather", "TELOXIDE_TOKEN", "clausebot chat"]:
            expect(word in run.stderr, word, run.stderr)


@scenario
def menus(w):
    """Commands for three sorts of chats in three languages, and what the bot is."""
    scopes = ["all_private_chats", "all_group_chats", "all_chat_administrators"]
    calls = w.stand.until("setMyCommands", lambda it: it["ok"], n=9)
    menu = {}
    for body in [it["body"] for it in calls]:
        names = {it["command"]: it["description"] for it in body["commands"]}
        menu[body["scope"]["type"], body.get("language_code") or ""] = names
    wanted = set(itertools.product(scopes, ["", "zh", "en"]))
    equal(set(menu), wanted, "menus")
    shared = {"ask", "clause", "contents", "commitments", "about", "help"}
    for (scope, _), commands in menu.items():
        own = {"all_group_chats": set(), "all_chat_administrators": {"language"}}
        equal(set(commands), shared | own.get(scope, {"language", "forget"}), f"menu of {scope}")
    expect(re.search("[\u4e00-\u9fff]", menu[scopes[0], "zh"]["ask"]), "a Chinese menu", menu)
    for method in ["setMyDescription", "setMyShortDescription"]:
        calls = w.stand.until(method, lambda it: it["ok"], n=3)
        languages = {it["body"].get("language_code") or "" for it in calls}
        equal(languages, {"", "zh", "en"}, f"languages of {method}")


@scenario
def updates_asked_for(w):
    """Every kind of update that is handled is asked for."""
    kinds = set(w.stand.calls(method="getUpdates")[0]["body"]["allowed_updates"])
    wanted = {"message", "edited_message", "channel_post", "edited_channel_post"}
    wanted |= {"callback_query", "inline_query", "my_chat_member"}
    equal(kinds, wanted, "allowed_updates")


# --- private chats --------------------------------------------------------------


@scenario
def private_simplified(w):
    """A question in simplified characters from an English app."""
    shown = w.private("en").ask(VACCINES)
    has(shown, f"《{TITLE_ZH}》第2.1条", "2. 共守安宁", "1.5亿剂", "量化承诺")
    equal(shown.folded, "", "nothing folded:")
    expect("1.5亿剂新冠疫苗" in shown.quoted, "the clause in a quotation", shown.html)
    expect(any("疫苗" in it for it in shown.emphasised), "疫苗 emphasised", shown.html)
    expect("c" in shown.payloads[0], "a link to the clause", shown.html)
    labels = ["‹ 1.4", "2.2 ›", "• 中文 •", "EN", "繁", "量化承诺", "目录", "复制出处", "转发"]
    for label in [*labels, "👍", "👎"]:
        shown.button(label)
    further = shown.kinds("f:")
    expect(len(further) <= 2, "at most two other clauses", shown.labels)


@scenario
def private_traditional(w):
    """A question in traditional characters: converted, and the authentic text folded."""
    shown = w.private("en").ask("東協中心地位")
    has(shown, "第1.2條", "繁體字由程式轉換", "作準文本（中文）")
    expect("堅持多邊主義" in shown.quoted, "堅持多邊主義", shown.quoted)
    expect("坚持多边主义" in shown.folded, "the authentic text, folded", shown.folded)
    equal("坚" in shown.quoted, False, "a simplified character in the quotation:")
    for label in ["• 繁 •", "量化承諾", "目錄", "複製出處", "轉傳"]:
        shown.button(label)


@scenario
def private_english(w):
    """A question in English from a Chinese app."""
    shown = w.private("zh-hans").ask(FARMERS)
    has(shown, f"{TITLE_EN}, clause 3.6", "US$150 billion", UNOFFICIAL, "Authentic text (Chinese)")
    expect("agricultural products" in shown.quoted, "the clause in English", shown.quoted)
    expect("1500 亿美元农产品" in shown.folded, "the authentic text, folded", shown.folded)
    for label in ["‹ 3.5", "3.7 ›", "• EN •", "Commitments", "Contents", "Copy citation", "Share"]:
        shown.button(label)
    expect(shown.emphasised, "emphasised words", shown.html)


@scenario
def other_questions(w):
    """Words of everyday, a number, a number that there is not, and nothing."""
    chat = w.private("zh-hans")
    has(chat.ask("rail links"), "clause 3.19")
    has(chat.ask("烧芭"), "第4.6条")
    has(chat.ask("3.6"), "第3.6条")
    has(chat.ask("第3.6条"), "第3.6条")
    both = chat.ask("3.6和2.1")
    has(both, "第3.6条", "第2.1条")
    none = chat.ask("9.9")
    has(none, "没有第9.9条")
    silent = chat.ask("湄公河")
    has(silent, "文件中没有关于此事的条款")
    equal(silent.payloads, [], "links")
    silent.button("目录")
    equal(silent.kinds("u:"), [], "votes on nothing")


@scenario
def caption(w):
    """The caption of a photo is a question."""
    chat = w.private()
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 9}]
    has(chat.answer(chat.send(photo=photo, caption="rail links")), "clause 3.19")
    group = w.group()
    has(group.answer(group.send(photo=photo, caption="/ask\n烧芭")), "第4.6条")
    group.silent(lambda: group.send(photo=photo, caption="烧芭"))


@scenario
def hint_once(w):
    """Stickers and voices get one hint."""
    chat = w.private()
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9}
    sticker |= {"is_animated": False, "is_video": False, "file_size": 9}
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    has(chat.answer(chat.send(sticker=sticker)), "Only text")
    chat.silent(lambda: (chat.send(sticker=sticker), chat.send(voice=voice)), "rail links")
    group = w.group()
    group.silent(lambda: group.send(sticker=sticker))


@scenario
def commands(w):
    """The commands of a private chat."""
    chat = w.private()
    has(chat.ask("/clause 3.6"), "clause 3.6", "US$150 billion")
    has(chat.ask("/clause"), "/clause 1.1")
    has(chat.ask("/ask"), "after the command")
    contents = chat.ask("/contents")
    has(contents, TITLE_EN, "3. Promoting Prosperity Together")
    equal([it["text"] for it in contents.kinds("s:")], ["1", "2", "3", "4", "5"], "sections")
    commitments = chat.ask("/commitments")
    has(commitments, "US$150 billion", "150 million doses", "Clause 3.6")
    has(chat.ask("/commitments China"), "150 million doses")
    lacks(chat.ask("/commitments ASEAN"), "150 million doses")
    has(chat.ask("/about"), "11 November 2022", "Authentic text (Chinese)", "until it is answered", "/forget")
    has(chat.ask("/help"), "/clause", "/language")
    has(chat.ask("/start"), "/clause")
    has(chat.ask("/nonsense"), "/clause")
    has(chat.ask("/documents"), TITLE_EN)
    has(chat.ask("/CONTENTS@Stand_Bot"), TITLE_EN)
    has(w.private("zh-hans").ask("/about"), TITLE_ZH, "存储至答复为止")
    has(w.private("zh-hant").ask("/help"), "依編號查看條款")


# --- groups ---------------------------------------------------------------------


@scenario
def group_silence(w):
    """Plain talk, other bots' commands and unknown commands are no business of ours."""
    for kind in ["supergroup", "group"]:
        group = w.group(kind=kind)
        for text in [
            "今天的会议几点开始？疫苗呢？",
            "/ask@other_bot 疫苗",
            "/nonsense",
            "@other_bot 疫苗",
            "mail me: a@stand_bot.example",
            "见[3.6]和【1】",
            "/ 疫苗",
            "asked /ask 疫苗",
        ]:
            group.silent(lambda: group.say(text))


@scenario
def group_spellings(w):
    """The command in five spellings."""
    group = w.group("en")
    for text in [
        "/ask 疫苗有多少剂",
        "/ask@stand_bot 疫苗有多少剂",
        "/ASK 疫苗有多少剂",
        "/ask\n疫苗有多少剂",
        "/ask\u3000疫苗有多少剂",
        "/Ask@Stand_Bot\n疫苗有多少剂",
    ]:
        shown = group.ask(text)
        has(shown, "第2.1条", "1.5亿剂")
        equal(shown.kinds("u:") + shown.kinds("v:"), [], "votes in a group")
        expect(shown.kinds("o:"), "buttons", shown.labels)


@scenario
def group_ask_in_reply(w):
    """The command alone takes the text that it replies to."""
    group = w.group("en")
    said = group.say("烧芭怎么办", speaker=person("zh-hans"))
    has(group.ask("/ask", reply_to=said), "第4.6条")
    has(group.ask("/ask@stand_bot", reply_to=said), "第4.6条")
    has(group.ask("/ask"), "after the command")


@scenario
def group_reply_to_bot(w):
    """A reply to the bot is a question."""
    group = w.group()
    shown = group.ask("/ask 疫苗有多少剂")
    has(group.ask("烧芭", reply_to=shown.id), "第4.6条")
    other = group.say("烧芭")
    group.silent(lambda: group.say("烧芭", reply_to=other))


@scenario
def group_mention(w):
    """A mention, where Telegram delivers it."""
    group = w.group()
    for text in ["@stand_bot 烧芭", "烧芭 @Stand_Bot", "请问@stand_bot 烧芭"]:
        at = text.lower().index("@stand_bot")
        mention = {"type": "mention", "offset": at, "length": len("@stand_bot")}
        has(group.ask(text, entities=[mention]), "第4.6条")
    named = {"type": "text_mention", "offset": 3, "length": 2, "user": BOT}
    has(group.ask("😀 小助 烧芭", entities=[named]), "第4.6条")
    said = group.say("烧芭")
    has(group.ask("@stand_bot", reply_to=said), "第4.6条")


@scenario
def group_references(w):
    """Clauses named in a sentence, at most three."""
    group = w.group()
    shown = group.ask("请看[§3.6]、【2.1】、[§ 1.2]和[§4.6]。")
    has(shown, "第3.6条", "第2.1条", "第1.2条")
    lacks(shown, "第4.6条")
    has(group.ask("这在【3.6】里"), "第3.6条", "1500 亿美元")
    has(group.ask("［§3.19］"), "第3.19条")
    group.silent(lambda: group.say("见[§99.9]"))


@scenario
def group_reference_language(w):
    """A sentence with a clause in it is answered in its own language."""
    group = w.group("en")
    has(group.ask("请大家看一下[§3.6]的规定"), "第3.6条")
    has(w.group("zh-hans").ask("please have a look at [§3.6]"), "clause 3.6")
    has(w.group("zh-hans").ask("[§3.6]"), "第3.6条")


@scenario
def forum_topic(w):
    """The answer goes to the topic that it was asked in, and to no other."""
    group = w.group(is_forum=True)
    shown = group.ask("/ask 烧芭", thread=7)
    has(shown, "第4.6条")
    group.ask("/ask 疫苗", thread=8)
    group.ask("见[§3.6]", thread=7)
    has(group.ask("/ask"), "请在命令后写明问题")
    group.silent(lambda: group.say("烧芭", thread=7), thread=7)
    has(group.turn(shown, "EN"), "clause 4.6")


@scenario
def no_topic(w):
    """A thread of comments below a channel's post is no topic."""
    group = w.group()
    has(group.ask("/ask 烧芭", extra={"message_thread_id": 55}), "第4.6条")


@scenario
def channel(w):
    """A channel's post with the command or a mention; nothing else."""
    channel = Chat(w.stand, "channel", title="News")
    has(channel.ask("/ask 烧芭"), "第4.6条")
    has(channel.ask("@stand_bot rail links"), "clause 3.19")
    for text in ["疫苗", "/language en", "/contents", "见[§3.6]", "/ask@other_bot 疫苗"]:
        channel.silent(lambda: channel.say(text))
    to = channel.say("/ask 烧芭")
    shown = channel.answer(to)
    began = time.time()
    channel.say("/ask 疫苗", edit=to)
    edit = channel.edited(shown, began)
    has(edit, "第2.1条")
    has(channel.turn(edit, "EN"), "clause 2.1")


@scenario
def automatic_forward(w):
    """A channel's post in its linked group is not answered twice."""
    group = w.group()
    news = {"id": -1_000_000_009_999, "type": "channel", "title": "News"}
    origin = {"type": "channel", "chat": news, "message_id": 5, "date": int(time.time())}
    forwarded = {"sender_chat": news, "is_automatic_forward": True, "forward_origin": origin}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    group.silent(lambda: group.say("/ask 疫苗", speaker=telegram, extra=forwarded))
    # Whoever speaks as a channel of their own is heard.
    as_channel = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    has(group.ask("/ask 烧芭", speaker=as_channel, extra={"sender_chat": news}), "第4.6条")


@scenario
def no_bots(w):
    """Neither itself, through the inline mode, nor another bot."""
    group, chat = w.group(), w.private()
    other = {"id": 4242, "is_bot": True, "first_name": "Other", "username": "other_bot"}
    group.silent(lambda: group.say("/ask 疫苗", speaker=other))
    group.silent(lambda: group.say("见[§3.6]", extra={"via_bot": BOT}))
    chat.silent(lambda: chat.say("rail links", extra={"via_bot": BOT}), "rail links")


@scenario
def new_kinds_of_messages(w):
    """Service messages, and messages that this program does not know."""
    chat, group = w.private(), w.group()
    chat.send(something_of_2030={"a": 1})
    has(chat.ask("rail links"), "clause 3.19")
    chat.silent(lambda: chat.send(message_auto_delete_timer_changed={}), "rail links")
    group.silent(lambda: group.send(new_chat_title="Other"))
    new = {"sender_tag": "a", "paid_star_count": 1, "something_of_2030": True}
    has(chat.ask("rail links", extra=new), "clause 3.19")
    unknown = {"message_id": 1, "date": 1, "chat": group.about, "from": group.speaker}
    unknown["something_of_2030"] = {}
    has(group.ask("/ask 烧芭", extra={"reply_to_message": unknown}), "第4.6条")


@scenario
def new_kinds_of_entities(w):
    """A text with a format of the Bot API 9.5 is a question all the same."""
    chat = w.private()
    entity = {"type": "date_time", "offset": 0, "length": 4, "unix_time": 1}
    has(chat.ask("rail links", entities=[entity]), "clause 3.19")


@scenario
def order(w):
    """What one chat asks is answered in order."""
    chat = w.private()
    asked = [chat.say(f"3.{i}") for i in range(1, 11)]
    chat.answer(asked[-1])
    answered = [replies_to(it) for it in chat.calls(method="sendMessage")]
    equal(answered, asked, "answers to")


# --- settings -------------------------------------------------------------------


@scenario
def group_language(w):
    """In groups administrators choose, with or without a name; others do not."""
    group = w.group("en")
    admin, other = person("en"), person("en")
    group.add_admin(admin)
    has(group.ask("/language zh-Hans", speaker=other), "Only administrators")
    has(group.ask("/ask 3.6"), "clause 3.6")
    page = group.ask("/language", speaker=admin)
    page_of_admin = page
    _, word = group.press(page, "简体中文", speaker=other, alert=True)
    expect("Only administrators" in word, "a refusal", word)
    has(group.ask("/ask 3.6"), "clause 3.6")
    page, word = group.press(page_of_admin, "简体中文", speaker=admin)
    equal(word, "已保存。", "the word")
    page.button("• 简体中文 •")
    has(group.ask("/ask 3.6"), "第3.6条")
    # The question's own script goes first.
    has(group.ask("/ask rail links"), "clause 3.19")
    anonymous = {"sender_chat": group.about}
    page = group.ask("/language zh-Hant", speaker=ANONYMOUS_ADMIN, extra=anonymous)
    page.button("• 繁體中文 •")
    has(group.ask("/ask 3.6"), "第3.6條")
    has(group.ask("/ask@stand_bot rail links", speaker=ANONYMOUS_ADMIN, extra=anonymous), "3.19")
    page = group.ask("/language auto", speaker=admin)
    has(group.ask("/ask 3.6"), "clause 3.6")


@scenario
def private_settings(w):
    """Language and the text shown first, by buttons."""
    chat = w.private("en")
    page = chat.ask("/language")
    page.button("• As the question •")
    page = chat.turn(page, "繁體中文")
    page.button("• 繁體中文 •")
    has(chat.ask("3.6"), "第3.6條")
    page = chat.turn(page, "English")
    has(chat.ask("3.6"), "clause 3.6")
    page = chat.turn(page, "Authentic text first")
    shown = chat.ask(FARMERS)
    expect("1500 亿美元" in shown.quoted, "the Chinese text first", shown.html)
    expect("US$150 billion" in shown.folded, "the English text folded", shown.folded)
    page = chat.turn(page, "My language first")
    expect("US$150 billion" in chat.ask(FARMERS).quoted, "the English text first")
    _, word = chat.press(page, "My language first")
    equal(word, "Saved.", "the word of a choice made twice")
    has(chat.ask("/language tlh"), "tlh")


@scenario
def language_order(w):
    """The question's script, then the chat, then the user, then the app."""
    chat = w.private("zh-hant")
    has(chat.ask("3.6"), "第3.6條")
    has(chat.ask("航空"), "條")
    chat.ask("/language en")
    has(chat.ask("3.6"), "clause 3.6")
    group = Chat(w.stand, "supergroup", chat.speaker)
    has(group.ask("/ask 3.6"), "clause 3.6")
    anonymous = {"sender_chat": group.about}
    group.ask("/language zh", speaker=ANONYMOUS_ADMIN, extra=anonymous)
    has(group.ask("/ask 3.6"), "第3.6条")
    has(w.private("fr").ask("3.6"), "第3.6条")


@scenario
def forget(w):
    """/forget erases what is kept of the asker."""
    chat = w.private("en")
    chat.ask("/language zh-Hant")
    to = chat.say("3.6")
    has(chat.answer(to), "第3.6條")
    chat.ask("/forget")
    has(chat.ask("3.6"), "clause 3.6")
    # Which message answered is forgotten as well.
    began = time.time()
    chat.say("3.7", edit=to)
    found = w.stand.until(
        "sendMessage", lambda it: it["body"]["chat_id"] == chat.id and replies_to(it) == to, began
    )
    expect(found, "a new reply", chat.calls(began))


# --- edits and links ------------------------------------------------------------


@scenario
def edited_question(w):
    """An edited question edits its answer; a deleted one is answered anew."""
    chat = w.private()
    to = chat.say("rail links")
    shown = chat.answer(to)
    began = time.time()
    chat.say(VACCINES, edit=to)
    edit = chat.edited(shown, began)
    has(edit, "第2.1条")
    edit.button("👍")
    began = time.time()
    chat.say(VACCINES, edit=to)  # changes nothing
    chat.say("烧芭", edit=to)
    has(chat.edited(shown, began), "第4.6条")
    equal(len(chat.replies(to)), 1, "replies")
    chat.delete(shown)
    chat.say("rail links", edit=to)
    found = w.stand.until(
        "sendMessage", lambda it: it["ok"] and replies_to(it) == to, chat.since, n=2
    )
    equal(len(found), 2, "replies after the answer was deleted:")
    has(Shown(found[1]), "clause 3.19")
    # One that Telegram finds too old.
    w.stand.fault(
        "editMessageText", chat, code=400, description="Bad Request: message can't be edited"
    )
    chat.say("烧芭", edit=to)
    found = w.stand.until(
        "sendMessage", lambda it: it["ok"] and replies_to(it) == to, chat.since, n=3
    )
    equal(len(found), 3, "replies after the answer was too old:")


@scenario
def edited_in_group(w):
    """What becomes a question by an edit is answered; a command too."""
    group = w.group()
    to = group.say("疫苗")
    group.say("/ask 烧芭", edit=to)
    shown = group.answer(to)
    has(shown, "第4.6条")
    began = time.time()
    group.say("/ask rail links", edit=to)
    has(group.edited(shown, began), "clause 3.19")


@scenario
def twice(w):
    """A message that comes twice is answered once, over a restart as well."""
    group = w.group()
    number = next(numbers)
    message = {"text": "/ask 烧芭", "message_id": number}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 4}]
    group.send(**message)
    group.answer(number)
    group.silent(lambda: None)  # all that was under way is done
    began = time.time()
    group.send(**message)
    group.ask("/ask 疫苗")
    sent = [it for it in group.calls(began, "sendMessage") if replies_to(it) == number]
    equal(sent, [], "a second answer")
    # The confirmation is held up, so that the update comes again after a crash.
    w.stand.fault("getUpdates", delay=8)
    to = group.say("/ask rail links")
    group.answer(to)
    w.noted(group.id, to)
    w.bot.end(signal.SIGKILL)
    began = time.time()
    w.bot.start()
    group.ask("/ask 疫苗")
    equal(len(group.replies(to)), 1, "answers over a crash:")
    equal([it for it in group.calls(began) if replies_to(it) == to], [], "calls for it:")


@scenario
def deep_link(w):
    """A link of an answer opens its clause, in its language."""
    payload = w.private("zh-hans").ask(FARMERS).payloads[0]
    expect(len(payload) <= 64, "at most 64 characters", payload)
    chat = w.private("zh-hans")
    has(chat.ask(f"/start {payload}"), "clause 3.6", "US$150 billion")
    payload = w.private("en").ask("東協中心地位").payloads[0]
    has(chat.ask(f"/start {payload}"), "第1.2條")
    for word in ["inline", "c00000000-3_6-e", "cdd9a09d9-99_9-e", "😀", "a" * 64]:
        has(chat.ask(f"/start {word}"), "/clause")


# --- inline ---------------------------------------------------------------------


@scenario
def inline_pages(w):
    """A broad question has three pages, and no result twice."""
    asker = person("zh-hans")
    offset, found, n_pages = "", [], 0
    while True:
        page = inline(w.stand, BROAD, offset, asker)
        n_pages += 1
        expect(0 < len(page["results"]) <= 50, "up to 50 results", len(page["results"]))
        found += page["results"]
        expect(page.get("is_personal") is True, "is_personal", page.get("is_personal"))
        expect(0 <= page["cache_time"] <= 300, "cache_time", page["cache_time"])
        offset = page.get("next_offset") or ""
        if not offset or n_pages == 20:
            break
    expect(n_pages >= 3, "three pages", n_pages)
    unique = {it["id"] for it in found}
    equal(len(unique), len(found), "different ids")
    titles = {it["title"] for it in found}
    equal(len(titles), len(found), "different results")
    for result in found:
        equal(result["type"], "article", "type")
        expect(result["title"].startswith("第") or "序言" in result["title"], "a clause", result)
        expect(0 < len(result["description"]) <= 200, "a description", result)
        shown = content(result)
        has(shown, "《中国—东盟")
        equal(shown.kinds("u:"), [], "votes in other chats")
        expect(utf16_len(shown.plain) <= 4096, "a message that fits", utf16_len(shown.plain))
    again = inline(w.stand, BROAD, "no number", asker)["results"]
    equal([it["title"] for it in again], [it["title"] for it in found[: len(again)]], "page one")
    equal(inline(w.stand, BROAD, "5000", asker).get("next_offset") or "", "", "next_offset")


@scenario
def inline_contents(w):
    """Nothing typed: the table of contents."""
    page = inline(w.stand, "", speaker=person("en"))
    titles = [it["title"] for it in page["results"]]
    equal(titles[0], TITLE_EN, "first")
    expect("3. Promoting Prosperity Together" in titles, "the sections", titles)
    has(content(page["results"][0]), "3. Promoting Prosperity Together")
    has(content(page["results"][3]), "Clause 3.6")
    zh = inline(w.stand, "  ", speaker=person("zh-hans"))["results"]
    equal(zh[0]["title"], TITLE_ZH, "first in Chinese")


@scenario
def inline_nothing(w):
    """Nothing found: a result that says so, and the way to the private chat."""
    page = inline(w.stand, "湄公河", speaker=person("zh-hans"))
    equal(page["results"][0]["title"], "文件中没有关于此事的条款。", "the first result")
    has(content(page["results"][0]), "文件中没有关于此事的条款")
    button = page["button"]
    expect(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]), "a start", button)
    has(w.private("zh-hans").ask(f"/start {button['start_parameter']}"), "/clause")

@scenario
def inline_no_such_clause(w):
    """A number that no clause has: a result that says that."""
    first = inline(w.stand, "9.9")["results"][0]
    has(content(first), "no clause 9.9")


@scenario
def inline_amount(w):
    """A question for an amount: the commitments first."""
    first, *rest = inline(w.stand, FARMERS)["results"]
    expect(first["title"].startswith("US$150 billion"), "the commitment", first["title"])
    has(content(first), "clause 3.6", UNOFFICIAL)
    expect(any(it["title"].startswith("Clause 3.6") for it in rest), "then the clause", rest[:1])
    first = inline(w.stand, VACCINES)["results"][0]
    expect(first["title"].startswith("1.5亿剂"), "the commitment", first["title"])


@scenario
def inline_language(w):
    """A language before the words; else the question's, then the user's own."""
    asker = person("zh-hans")
    page = inline(w.stand, "en 3.6", speaker=asker)
    expect(page["results"][0]["title"].startswith("Clause 3.6"), "in English", page["results"][0])
    shown = content(page["results"][0])
    has(shown, "clause 3.6", "US$150 billion", UNOFFICIAL)
    equal(bool(page.get("is_personal")), False, "is_personal of what is the same for all")
    page = inline(w.stand, "zh-Hant 3.6", speaker=asker)
    expect(page["results"][0]["title"].startswith("第3.6條"), "converted", page["results"][0])
    chat = Chat(w.stand, speaker=asker)
    chat.ask("/language en")
    page = inline(w.stand, "3.6", speaker=asker)
    expect(page["results"][0]["title"].startswith("Clause 3.6"), "as chosen", page["results"][0])
    expect(page.get("is_personal") is True, "is_personal", page.get("is_personal"))


# --- buttons --------------------------------------------------------------------


@scenario
def buttons_of_a_clause(w):
    """Neighbours, languages, lists, the citation and sharing."""
    chat = w.private()
    shown = chat.ask("rail links")
    expect(shown.emphasised, "emphasised words", shown.html)
    other = chat.turn(shown, "3.20 ›")
    has(other, "clause 3.20")
    has(chat.turn(other, "‹ 3.19"), "clause 3.19")
    shown = chat.ask("rail links")
    zh = chat.turn(shown, "中文")
    has(zh, "第3.19条", "铁路")
    zh.button("• 中文 •")
    hant = chat.turn(zh, "繁")
    has(hant, "第3.19條", "鐵路", "繁體字由程式轉換")
    english = chat.turn(hant, "EN")
    equal(english.html, shown.html, "the English page as before:")
    equal(english.labels, shown.labels, "its buttons as before:")
    copied = shown.button("Copy citation")["copy_text"]["text"]
    equal(copied, f"{TITLE_EN}, clause 3.19", "citation")
    equal(zh.button("复制出处")["copy_text"]["text"], f"《{TITLE_ZH}》第3.19条", "citation")
    for page, words in [(shown, "clause 3.19"), (zh, "第3.19条"), (hant, "第3.19條")]:
        query = [it["switch_inline_query"] for it in page.buttons if "switch_inline_query" in it]
        equal(len(query), 1, "buttons that share")
        has(content(inline(w.stand, query[0])["results"][0]), words)
    commitments = chat.turn(shown, "Commitments")
    has(commitments, "US$150 billion", "150 million doses")
    contents = chat.turn(commitments, "Contents")
    has(contents, "3. Promoting Prosperity Together")
    section = chat.turn(contents, "3")
    has(section, "3. Promoting Prosperity Together", "Clause 3.6")
    section.button("1 / 3")
    page, word = chat.press(section, "1 / 3")
    equal((page, word), (None, None), "what the number of the page does:")
    section = chat.turn(section, "›")
    has(section, "Clause 3.12")
    section = chat.turn(section, "‹")
    clause = chat.turn(section, "3.6")
    has(clause, "clause 3.6", "US$150 billion", UNOFFICIAL)
    equal(clause.kinds("u:"), [], "votes on what was not asked")
    first = chat.ask("1.1")
    expect(not [it for it in first.labels if it == "‹ 1.1"], "no clause before", first.labels)
    expect("1.2 ›" in first.labels, "1.2 ›", first.labels)


@scenario
def further_and_back(w):
    """Another clause that fits as well, and back."""
    chat = w.private()
    shown = chat.ask("digital economy")
    has(shown, "clause 3.11")
    further = shown.kinds("f:")
    expect(1 <= len(further) <= 2, "one or two other clauses", shown.labels)
    number = further[0]["text"].split(" · ")[0]
    other = chat.turn(shown, further[0]["text"])
    has(other, f"clause {number}")
    other.button("👍")
    labels = [it["text"].split(" · ")[0] for it in other.kinds("f:")]
    expect(labels[:1] == ["3.11"], "the way back first", labels)
    back = chat.turn(other, "3.11 · ")
    equal(back.html, shown.html, "the first clause as it was:")
    translated = chat.turn(back, "中文")
    equal(len(translated.kinds("f:")), len(further), "other clauses in Chinese")


@scenario
def vote_up(w):
    """👍 thanks, and takes its buttons away."""
    chat = w.private()
    shown = chat.ask("rail links")
    page, word = chat.press(shown, "👍")
    equal(word, "Thank you.", "the word")
    equal(page.kinds("u:") + page.kinds("v:"), [], "votes after a vote")
    expect(page.kinds("o:"), "the other buttons", page.labels)


@scenario
def vote_down(w):
    """👎 offers other clauses."""
    chat = w.private()
    shown = chat.ask("rail links")
    page, word = chat.press(shown, "👎")
    expect("One of the following" in word, "an offer", word)
    equal(page.kinds("u:") + page.kinds("v:"), [], "votes after a vote")
    candidates = page.kinds("f:")
    expect(1 <= len(candidates) <= 3, "candidates", page.labels)
    expect(not [it for it in candidates if it["text"].startswith("3.19 ")], "others", candidates)
    other = chat.turn(page, candidates[0]["text"])
    has(other, "clause " + candidates[0]["text"].split(" · ")[0])


@scenario
def votes_are_counted(w):
    """A vote counts once, however often its button is pressed; the operator sees it."""

    def count():
        counted = printed(w, "misses", "--votes", "--data-dir", w.bot.data)
        found = re.search(r"china-asean-2022-2025 4\.6: (\d+) 👍, (\d+) 👎", counted)
        expect(found, "votes on 4.6", counted)
        return int(found[1]), int(found[2])

    chat = w.private()
    chat.press(chat.ask("烧芭"), "👎")
    up, down = count()
    chat.press(chat.ask("烧芭"), "👎")
    shown = chat.ask("烧芭")
    data = shown.button("👍")["callback_data"]
    for _ in range(3):
        chat.press(shown, data=data)
    equal(count(), (up + 1, down + 1), "votes")


@scenario
def pressed_twice(w):
    """What changes nothing is answered, and is no error."""
    chat = w.private()
    shown = chat.ask("rail links")
    for _ in range(2):
        chat.turn(shown, "中文")
        _, word = chat.press(shown, "中文")
        equal(word, None, "no word")
        chat.turn(shown, "EN")
    page, word = chat.press(shown, "EN")
    equal((page, word), (None, None), "what comes of the second press:")


@scenario
def garbage_data(w):
    """Data that is none of ours, or leads nowhere."""
    chat = w.private()
    shown = chat.ask("rail links")
    document = shown.button("EN")["callback_data"].split(":")[4]
    for data in [
        "garbage",
        "1",
        f"9:o:e:{document}:3.6",
        "1:o:e:00000000:3.6",
        f"1:o:e:{document}:99.99",
        f"1:w:e:65536:{document}:3.6",
        f"1:s:e:0:{document}:77",
        "1:v:e",
        "{}",
        "😀" * 16,
        ":" * 64,
    ]:
        page, word = chat.press(shown, data=data, alert=True)
        equal(page, None, f"an edit after {data}")
        expect("no longer" in word, "a word", word)
    # What is beyond the end is the end.
    has(chat.turn(shown, data=f"1:w:e:65535:{document}:3.6"), "clause 3.6")
    has(chat.turn(shown, data=f"1:m:e:65535:{document}"), TITLE_EN)
    has(chat.ask("rail links"), "clause 3.19")


@scenario
def old_buttons(w):
    """A message that Telegram no longer has, and a query that is too old."""
    chat = w.private()
    shown = chat.ask("rail links")
    data = shown.button("中文")["callback_data"]
    gone = {"chat": chat.about, "message_id": shown.id, "date": 0}
    query = {"id": f"gone{chat.id}", "from": chat.speaker, "chat_instance": "c", "data": data}
    began = time.time()
    w.stand.post("/sim/update", {"callback_query": query | {"message": gone}})
    acknowledged(w.stand, query["id"], began)
    has(chat.edited(shown, began), "第3.19条")
    chat.delete(shown)
    query["id"] += "again"
    w.stand.post("/sim/update", {"callback_query": query | {"message": gone}})
    acknowledged(w.stand, query["id"], began)
    has(chat.ask("rail links"), "clause 3.19")


@scenario
def inline_button(w):
    """A button below what was brought to a chat through the inline mode."""
    result = inline(w.stand, "en 3.6")["results"][0]
    shown = content(result)
    name = f"inline{next(ids)}"
    query = {"from": person(), "chat_instance": "c", "inline_message_id": name}
    for label, words in [("中文", "第3.6条"), ("3.7 ›", "clause 3.7"), ("Contents", TITLE_EN)]:
        began = time.time()
        query |= {"id": f"{name}{label}", "data": shown.button(label)["callback_data"]}
        w.stand.post("/sim/update", {"callback_query": query})
        acknowledged(w.stand, query["id"], began)
        edits = w.stand.until(
            "editMessageText", lambda it: it["body"].get("inline_message_id") == name, began
        )
        expect(edits and edits[0]["ok"], "an edit", edits)
        body = edits[0]["body"]
        equal([it for it in ["chat_id", "message_id"] if it in body], [], "ids of a chat")
        has(Shown(edits[0]), words)


@scenario
def button_in_flood(w):
    """A button is answered at once, even if the edit is not."""
    group = w.group()
    shown = group.ask("/ask 烧芭")
    w.stand.fault("editMessageText", group, code=429, retry_after=60)
    began = time.time()
    group.press(shown, "EN", alert=True)
    expect(time.time() - began < 2, "an answer within 2 s", time.time() - began)


@scenario
def button_while_a_group_waits(w):
    """Buttons of a group that has to wait for its answers are answered at once."""
    group = w.group()
    shown = group.ask("/ask rail links")
    w.stand.fault("sendMessage", group, code=429, retry_after=3)
    to = group.say("/ask 烧芭")
    w.stand.until(
        "sendMessage", lambda it: not it["ok"] and it["body"]["chat_id"] == group.id, group.since
    )
    began = time.time()
    group.press(shown, "中文")
    took = time.time() - began
    has(group.answer(to), "第4.6条")
    expect(took < 1.5, "an answer to the button within 1.5 s", took)


# --- odd texts ------------------------------------------------------------------


@scenario
def odd_questions(w):
    """Emoji, marks of direction, control characters, much text, and HTML."""
    chat, group = w.private(), w.group()
    for text in [
        "😀🚄👨‍👩‍👧‍👦",
        "\u202e疫苗\u200f有多少\u2066剂\u061c",
        "\u0007rail\u001b[31m links\u0008\u007f",
        "<b>&</i> rail </blockquote><a href='x'>links&amp;&#60;",
        "\u3000\u200b\ufeff",
        "?",
        "'; drop table settings; --",
        "\ufffd\U0010ffff",
        "e\u0301" * 40,
    ]:
        chat.ask(text)
        group.ask(f"/ask {text}")
        inline(w.stand, text[:256])
    has(chat.ask("<b>rail</b> & <links>"), "clause 3.19")
    has(chat.ask("\u202e疫苗\u200f有多少剂"), "第2.1条")


@scenario
def very_long_questions(w):
    """Ten thousand characters are read in part, and the answer says so."""
    chat = w.private()
    for text in ["rail links " * 910, "疫苗" * 5000, "😀" * 5000, "<" * 10_000, "a" * 10_000]:
        shown = chat.ask(text)
        expect("500" in shown.plain, "a word on what was read", shown.plain[:200])
    vaccines = "疫苗有多少剂？" + "。" * 4000
    has(chat.ask(vaccines), "只读取了前500", "第2.1条")
    for tail in ["😀" * 1500, "e\u0301" * 1500, "👨‍👩‍👧‍👦" * 300]:
        has(chat.ask("疫苗有多少剂？" + tail), "只读取了前500")
    # What is not read does not choose the language.
    has(chat.ask("How many vaccine doses?" + "." * 500 + "疫苗" * 900), "Only the first 500")
    group = w.group("en")
    has(group.ask(f"/ask {vaccines}"), "只读取了前500", "第2.1条")
    has(group.ask("/ask", reply_to=group.say("東協國家的疫苗" + "？" * 900)), "只讀取了前500")
    for listed in ["section 4" + "." * 600, "contents" + "!" * 600]:
        has(chat.ask(listed), "Only the first 500")


# --- when Telegram fails --------------------------------------------------------


@scenario
def server_errors(w):
    """Two errors of the server, and the answer within 3 s."""
    chat = w.private()
    w.stand.fault("sendMessage", chat, times=2, code=500)
    began = time.time()
    has(chat.ask("rail links"), "clause 3.19")
    expect(time.time() - began < 3, "an answer within 3 s", time.time() - began)
    equal(len(chat.calls(method="sendMessage")), 3, "calls")
    shown = chat.ask("烧芭")
    w.stand.fault("editMessageText", chat, times=1, code=502)
    has(chat.turn(shown, "EN"), "clause 4.6")


@scenario
def polling_fails(w):
    """Fetching that fails is tried again; no question is lost."""
    chat = w.private()
    w.stand.fault("getUpdates", code=409, description="Conflict: terminated by other getUpdates")
    w.stand.fault("getUpdates", code=502)
    w.stand.fault("getUpdates", code=429, retry_after=1)
    chat.ask("rail links")
    has(chat.ask("烧芭"), "第4.6条")


@scenario
def forbidden(w):
    """Whoever blocked the bot is forgotten, and the bot goes on."""
    for fault in [
        {"code": 403, "description": "Forbidden: bot was blocked by the user"},
        {"code": 400, "description": "Bad Request: chat not found"},
    ]:
        chat = w.private()
        chat.ask("/language zh-Hant")
        w.stand.fault("sendMessage", chat, **fault)
        to = chat.say("3.6")
        failed = w.stand.until(
            "sendMessage", lambda it: not it["ok"] and it["body"]["chat_id"] == chat.id, chat.since
        )
        equal(len(failed), 1, "refused calls")
        has(chat.ask("3.6"), "clause 3.6")
        equal(len(chat.replies(to)), 1, "tries")


@scenario
def flood_in_one_group(w):
    """A group has to wait; everybody else does not."""
    group, chat = w.group(), w.private()
    other = Chat(w.stand, "supergroup", group.speaker)
    w.stand.fault("sendMessage", group, code=429, retry_after=6)
    to = group.say("/ask 烧芭")
    refused = w.stand.until(
        "sendMessage", lambda it: not it["ok"] and it["body"]["chat_id"] == group.id, group.since
    )
    expect(refused, "a call that is refused", refused)
    began = time.time()
    for ask in [lambda: chat.ask("rail links"), lambda: other.ask("/ask 烧芭")]:
        ask()
    inline(w.stand, "合作")
    took = time.time() - began
    expect(took < 1.5, "answers for the others within 1.5 s", took)
    shown = group.answer(to, timeout=12)
    has(shown, "第4.6条")
    expect(shown.t - refused[0]["t"] >= 5.9, "6 s of silence", shown.t - refused[0]["t"])
    equal(len(group.replies(to)), 2, "tries")


@scenario
def migration_by_message(w):
    """A group becomes a supergroup; either service message is enough."""
    for is_new_told in [False, True]:
        group = w.group("en", kind="group")
        anonymous = {"sender_chat": group.about}
        group.ask("/language zh-Hant", speaker=ANONYMOUS_ADMIN, extra=anonymous)
        new = Chat(w.stand, "supergroup", group.speaker)
        if is_new_told:
            new.send(migrate_from_chat_id=group.id)
        else:
            group.send(migrate_to_chat_id=new.id)
            # What comes next in the old group comes after the move.
            group.ask("/ask 3.6")
        has(new.ask("/ask 3.6"), "第3.6條")


@scenario
def migration_by_error(w):
    """A group that has moved is answered where it is now."""
    group = w.group("en", kind="group")
    anonymous = {"sender_chat": group.about}
    group.ask("/language zh-Hant", speaker=ANONYMOUS_ADMIN, extra=anonymous)
    new = Chat(w.stand, "supergroup", group.speaker)
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    w.stand.fault("sendMessage", group, code=400, description=moved, migrate_to=new.id)
    group.say("/ask 3.6")
    sent = w.stand.until("sendMessage", lambda it: it["body"]["chat_id"] == new.id, new.since)
    expect(sent, "an answer where the group is now", group.calls())
    has(Shown(sent[0]), "第3.6條")
    equal(replies_to(sent[0]), None, "a number that the question had in the old group")
    has(new.ask("/ask 3.6"), "第3.6條")


# --- coming and going -----------------------------------------------------------


def member_change(chat, old, new):
    """The bot's standing in a chat changes."""

    def standing(status):
        member = {"status": status, "user": BOT}
        rights = ["can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"]
        rights += ["can_manage_video_chats", "can_restrict_members", "can_promote_members"]
        rights += ["can_change_info", "can_invite_users", "can_post_stories"]
        rights += ["can_edit_stories", "can_delete_stories"]
        if status == "administrator":
            member |= dict.fromkeys(rights, False)
        if status == "kicked":
            member["until_date"] = 0
        return member

    change = {"chat": chat.about, "from": chat.speaker, "date": int(time.time())}
    change |= {"old_chat_member": standing(old), "new_chat_member": standing(new)}
    chat.stand.post("/sim/update", {"my_chat_member": change})


def greeting(chat):
    found = chat.stand.until("sendMessage", lambda it: it["body"]["chat_id"] == chat.id, chat.since)
    expect(found, "a greeting", "none")
    return Shown(found[0])


@scenario
def greeting_of_a_group(w):
    """Added to a group: how to ask, and what the bot can read."""
    english = w.group("en", title="Delegation")
    member_change(english, "left", "member")
    has(greeting(english), "/ask@stand_bot", "I cannot read the other messages", "/language@stand")
    english.silent(lambda: member_change(english, "member", "administrator"))
    english.silent(lambda: member_change(english, "administrator", "member"))
    chinese = w.group("en", title="代表团工作群")
    member_change(chinese, "left", "administrator")
    has(greeting(chinese), "可读取群内全部消息")
    traditional = w.group("en", kind="group", title="東協代表團")
    member_change(traditional, "kicked", "member")
    has(greeting(traditional), "無法讀取群內其他訊息")


@scenario
def put_out_of_a_group(w):
    """Put out, the bot says nothing and forgets; a channel or a person is not greeted."""
    group = w.group("en")
    anonymous = {"sender_chat": group.about}
    group.ask("/language zh-Hant", speaker=ANONYMOUS_ADMIN, extra=anonymous)
    group.silent(lambda: member_change(group, "member", "kicked"), "/ask 3.6")
    has(group.ask("/ask 3.6"), "clause 3.6")
    chat = w.private()
    chat.silent(lambda: member_change(chat, "kicked", "member"), "rail links")
    channel = Chat(w.stand, "channel")
    channel.silent(lambda: member_change(channel, "left", "administrator"))
    group.silent(lambda: group.send(new_chat_members=[BOT]))


@scenario
def restart(w):
    """Settings and buttons hold over a crash."""
    chat, group = w.private("en"), w.group("en")
    # Asked first: which message answers which is written some milliseconds later.
    to = chat.say("rail links")
    shown = chat.answer(to)
    chat.ask("/language zh-Hant")
    anonymous = {"sender_chat": group.about}
    group.ask("/language zh-Hans", speaker=ANONYMOUS_ADMIN, extra=anonymous)
    equal(w.bot.end(signal.SIGKILL), -signal.SIGKILL, "exit code")
    missed = chat.say("烧芭")
    w.bot.start()
    has(chat.answer(missed), "4.6")
    has(chat.ask("3.6"), "第3.6條")
    has(group.ask("/ask 3.6"), "第3.6条")
    # The user's own choice goes along to groups without one.
    has(Chat(w.stand, "supergroup", chat.speaker).ask("/ask 3.6"), "第3.6條")
    has(chat.turn(shown, "中文"), "第3.19条", "铁路")
    began = time.time()
    chat.say(FARMERS, edit=to)
    has(chat.edited(shown, began), "clause 3.6")


# --- a long document ------------------------------------------------------------


N_SECTIONS = 5
N_CLAUSES = 36
LONG_CLAUSE = "6.1"


def write_library(folder):
    """A document with so many commitments that their list has 30,000 characters."""
    folder.mkdir(parents=True)
    built = ["schools", "roads", "bridges", "clinics", "harbours", "dams", "farms", "railways"]
    lines = ["Plan of Construction", "2024-05-01", "China and ASEAN declare as follows."]
    n = 0
    for section in range(1, N_SECTIONS + 1):
        lines.append(f"{section}. Part {section}")
        for clause in range(1, N_CLAUSES + 1):
            n += 1
            lines.append(
                f"{section}.{clause} China will provide US${n + 100} million to ASEAN countries "
                f"for the building and upkeep of {built[n % len(built)]} & <works> in the region;"
            )
    lines.append(f"{N_SECTIONS + 1}. Archives")
    sentences = [f"The archive keeps the paper numbered A{i:04}." for i in range(200)]
    lines.append(f"{LONG_CLAUSE} {' '.join(sentences)}")
    (folder / "en.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (folder / "document.toml").write_text(
        'authentic = "en"\n'
        '[[parties]]\nid = "china"\nnames.en = ["China"]\n'
        '[[parties]]\nid = "asean"\nnames.en = ["ASEAN", "ASEAN countries"]\n',
        encoding="utf-8",
    )


def expect_all_listed(pages):
    """The pages fit, have 30,000 characters, and every clause, in order."""
    for page in pages:
        expect(utf16_len(page.plain) <= 4096, "a message that fits", utf16_len(page.plain))
    text = "\n".join(it.plain for it in pages)
    expect(30_000 <= len(text) <= 36_000, "30,000 characters", len(text))
    found = re.findall(r"Clause (\d+\.\d+) · US\$(\d+) million", text)
    every = itertools.product(range(1, N_SECTIONS + 1), range(1, N_CLAUSES + 1))
    wanted = [(f"{s}.{c}", str(100 + n)) for n, (s, c) in enumerate(every, 1)]
    missing = [it for it in wanted if it not in found]
    equal(found, wanted, f"all clauses in order (missing {missing[:5]}):")


def sent_after(chat, to):
    """The messages that answer `to`; the last of them has the buttons."""
    first = chat.answer(to)

    def fits(call):
        is_here = call["ok"] and call["body"]["chat_id"] == chat.id
        return is_here and call["body"].get("reply_markup")

    chat.stand.until("sendMessage", fits, first.t)
    return [Shown(it) for it in chat.calls(first.t, "sendMessage")]


@scenario
def long_list_as_messages(w):
    """A list of 30,000 characters as an answer; an edit makes it short again."""
    chat = Chat(w.second, speaker=person("en"))
    to = chat.say("list all commitments")
    pages = sent_after(chat, to)
    expect_all_listed(pages)
    for page in pages[1:]:
        equal(page.body.get("reply_parameters"), None, "a reply of a later message")
    for page in pages[:-1]:
        equal(page.buttons, [], "buttons of an earlier message")
    began = time.time()
    chat.say("1.1", edit=to)
    has(chat.edited(pages[0], began), "clause 1.1", "& <works>")
    gone = chat.stand.until(
        "deleteMessage", lambda it: it["body"]["chat_id"] == chat.id, began, n=len(pages) - 1
    )
    equal({it["body"]["message_id"] for it in gone}, {it.id for it in pages[1:]}, "deleted")
    chat.say("list all commitments", edit=to)
    chat.ask("1.2")
    kept = chat.stand.get(f"/sim/chat/{chat.id}")
    texts = [it["text"] for it in kept if it.get("from", {}).get("id") == BOT["id"]]
    listed = [it for it in texts if "Clause 1." in it or "Clause 5." in it or "Clause 3." in it]
    expect(len(listed) >= 3, "the list again", len(listed))


@scenario
def long_list_in_a_topic(w):
    """Every part of a long answer lands in its topic."""
    group = Chat(w.second, "supergroup", person("en"), is_forum=True)
    to = group.say("/ask list all commitments", thread=9)
    group.answer(to, thread=9)
    group.ask("/ask 1.1", thread=9)
    threads = {it["body"].get("message_thread_id") for it in group.calls(method="sendMessage")}
    equal(threads, {9}, "topics")


@scenario
def long_list_by_pages(w):
    """The same list by the command: one message, turned by its buttons."""
    chat = Chat(w.second, speaker=person("en"))
    page = chat.ask("/commitments")
    pages = [page]
    while "›" in page.labels:
        page = chat.turn(page, "›")
        pages.append(page)
    expect_all_listed(pages)
    page = chat.turn(page, "‹")
    equal(page.html, pages[-2].html, "the page before the last")
    page, _ = chat.press(chat.turn(page, "Contents"), "1")
    has(page, "Clause 1.10")
    equal(len([it for it in page.kinds("o:")]), 10, "clauses on a page")


@scenario
def long_clause(w):
    """A clause that no message holds is turned, and loses no word."""
    chat = Chat(w.second, speaker=person("en"))
    page = chat.ask(LONG_CLAUSE)
    text = page.plain
    while "›" in page.labels:
        page = chat.turn(page, "›")
        expect(utf16_len(page.plain) <= 4096, "a message that fits", utf16_len(page.plain))
        text += page.plain
    found = re.findall(r"A(\d{4})", text)
    equal(found, [f"{i:04}" for i in range(200)], "every sentence, once")
    result = inline(w.second, LONG_CLAUSE)["results"][0]
    content(result).button("›")


@scenario
def misses(w):
    """Questions that find nothing are kept where the operator wants that, and is told of."""
    chat = Chat(w.second, speaker=person("en"))
    question = f"submarine {next(ids)} volcano"
    for _ in range(2):
        chat.ask(question)
    has(chat.ask("/about"), "are kept without names")
    kept = printed(w, "misses", "--data-dir", w.long.data)
    expect(f"2 × “{question}”" in kept, question, kept)
    w.private().ask(question)
    kept = printed(w, "misses", "--data-dir", w.bot.data, codes=(0, 1))
    expect("submarine" not in kept, "nothing kept where nobody wants that", kept)


@scenario
def menus_later(w):
    """Menus that were refused at the start stop nothing, and are set later."""
    refused = w.second.calls(method="setMyCommands")[0]
    equal(refused.get("ok"), False, "the first menu")
    set_later = w.second.until(
        "setMyCommands", lambda it: it["ok"], timeout=refused["t"] + 40 - time.time(), n=9
    )
    expect(len(set_later) >= 9, "nine menus", len(set_later))


# --- the end --------------------------------------------------------------------


@scenario
def interrupt(w):
    """SIGINT ends the bot well, too."""
    equal(w.long.end(signal.SIGINT), 0, "exit code")


@contextlib.contextmanager
def another(w, name, *options):
    """One more bot at the second stand, in place of the first one there."""
    w.long.stop()
    bot = Bot(w.program, w.second, w.scratch, name, ["--no-store", *options])
    try:
        bot.start()
        yield bot
        equal(bot.end(signal.SIGTERM), 0, "exit code")
    finally:
        bot.stop()


@scenario
def asks_too_fast(w):
    """Who asks too fast is told once, then met with silence, then answered again."""
    chat, other = Chat(w.second), Chat(w.second)
    with another(w, "strict", "--rate-user", "6"):
        began = time.time()
        to = [chat.say("rail links") for _ in range(10)]
        shown = [chat.answer(it) for it in to[:6]]
        for it in shown:
            has(it, "clause 3.19")
        has(chat.answer(to[6]), "6 questions per minute", "Please wait")
        has(other.ask("rail links"), "clause 3.19")
        edited = chat.say("烧芭", edit=to[0])
        turned, word = chat.press(shown[1], "中文")
        equal(turned, None, "a page")
        expect("6 questions per minute" in word, "a word on the limit", word)
        time.sleep(began + 10.5 - time.time())
        has(chat.ask("烧芭"), "第4.6条")
        equal([chat.replies(it) for it in to[7:]], [[], [], []], "answers to the others")
        equal(edited, to[0], "the edited message")
        equal(chat.calls(method="editMessageText"), [], "edits")


@scenario
def types_too_fast(w):
    """Who types too fast sees why there is nothing to choose."""
    with another(w, "typed", "--rate-user", "2"):
        for language, words in [("en", "wait"), ("zh-hans", "请稍候"), ("zh-hant", "請稍候")]:
            speaker = person(language)
            listed = [inline(w.second, "3.6", speaker=speaker) for _ in range(12)]
            told = [it for it in listed if not it["results"]]
            expect(1 <= len(told) <= 4 and told[-1] == listed[-1], "the last ones told", len(told))
            for it in told:
                equal(it["button"]["start_parameter"], "inline", "start_parameter")
                expect(words in it["button"]["text"], words, it["button"]["text"])
                equal((it["is_personal"], it["cache_time"]), (True, 1), "personal, cached")
            expect(inline(w.second, "3.6")["results"], "results for others", "none")


@scenario
def a_group_asks_too_fast(w):
    """A group has a limit of its own; what is not for the bot does not count."""
    group = Chat(w.second, "supergroup", person("en"))
    with another(w, "grouped", "--rate-chat", "3"):
        for _ in range(5):
            group.say("rail links")
            group.say("/ask@other_bot rail links")
        to = [group.say("/ask rail links", speaker=person()) for _ in range(5)]
        for it in to[:3]:
            has(group.answer(it), "clause 3.19")
        has(group.answer(to[3]), "3 questions per minute in this group")
        has(Chat(w.second).ask("rail links"), "clause 3.19")
        equal(group.replies(to[4]), [], "answers to the last")


@scenario
def invited_and_blocked(w):
    """Who is not invited, or is blocked, meets silence; a button does not wait."""
    chat, stranger, blocked = Chat(w.second), Chat(w.second), person()
    group = Chat(w.second, "supergroup", person("en"))
    lists = [f"--allow-chats={chat.id},{group.id}", f"--block-chats={blocked['id']}"]
    with another(w, "chosen", *lists):
        began = time.time()
        member_change(Chat(w.second, "supergroup"), "left", "member")
        stranger.say("rail links")
        group.silent(lambda: group.say("/ask rail links", speaker=blocked))
        for speaker in [stranger.speaker, blocked]:
            typed = {"query": "3.6", "offset": "", "from": speaker}
            w.second.post("/sim/inline", typed)
        query = {"id": f"strange{stranger.id}", "from": stranger.speaker, "chat_instance": "c"}
        message = {"message_id": 1, "date": 0, "chat": stranger.about}
        query |= {"data": "1:o:e:23e7b182:3.6", "message": message}
        w.second.post("/sim/update", {"callback_query": query})
        equal(acknowledged(w.second, query["id"], began).get("text"), None, "a word")
        has(chat.ask("rail links"), "clause 3.19")
        expect(inline(w.second, "3.6", speaker=chat.speaker)["results"], "results", "none")
        equal(len(w.second.calls(began, "answerInlineQuery")), 1, "answers to inline queries")
        places = {it["body"].get("chat_id") for it in w.second.calls(began)} - {None}
        equal(places, {chat.id, group.id}, "chats that the bot writes to")


@scenario
def wrong_token(w):
    """A token that Telegram does not know: a clear message, at once."""
    w.second.fault("getMe", times=1, code=401, description="Unauthorized")
    bot = Bot(w.program, w.second, w.scratch, "wrong")
    bot.launch()
    try:
        code = bot.process.wait(6)
    except subprocess.TimeoutExpired:
        raise Failed(f"expected an end within 6 s; came {bot.said()}") from None
    finally:
        bot.stop()
    expect(code != 0, "an exit code that is not 0", code)
    expect("token" in bot.said() and "@BotFather" in bot.said(), "a clear message", bot.said())
    expect(TOKEN not in bot.said(), "no token in the message", bot.said())


@scenario
def webhook_set(w):
    """A webhook would take all updates: it is taken away."""
    bot = Bot(w.program, w.second, w.scratch, "hooked")
    w.second.post(f"/bot{TOKEN}/setWebhook", {"url": "https://localhost/hook"})
    chat = Chat(w.second)
    try:
        bot.start()
        has(chat.ask("rail links"), "clause 3.19")
        equal(bot.end(signal.SIGTERM), 0, "exit code")
    finally:
        bot.stop()


@scenario
def token_taken_back(w):
    """A token that Telegram no longer knows: a clear message, and an end."""
    bot = Bot(w.program, w.second, w.scratch, "revoked", ["--no-store"])
    chat = Chat(w.second)
    bot.start()
    try:
        has(chat.ask("/language zh-Hant"), "答覆")
        has(chat.ask("3.6"), "第3.6條")
        stored = list(w.scratch.glob(".local/share/clausebot*"))
        equal(stored, [], "what is stored")
        w.second.fault("getUpdates", times=9, code=401, description="Unauthorized")
        chat.ask("rail links")
        code = bot.process.wait(6)
    except subprocess.TimeoutExpired:
        raise Failed(f"expected an end within 6 s; came {bot.said()}") from None
    finally:
        bot.stop()
    expect(code != 0, "an exit code that is not 0", code)
    expect("@BotFather" in bot.said(), "a clear message", bot.said())


@scenario
def unreachable(w):
    """Nobody answers at the address: the log says so, without the token."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = Stand.__new__(Stand)
        nowhere.url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        bot = Bot(w.program, nowhere, w.scratch, "unreachable")
        bot.launch()
        try:
            wait_for("a word on what is wrong", lambda: "reach" in bot.said(), timeout=8)
            expect(TOKEN not in bot.said(), "no token in the log", bot.said())
            if bot.process.poll() is None:
                equal(bot.end(signal.SIGTERM, 5), 0, "exit code")
        finally:
            bot.stop()


@scenario
def drained(w):
    """SIGTERM: what is under way and what waits is answered, and the exit code is 0."""
    chat, group = w.private(), w.group()
    w.stand.fault("sendMessage", chat, delay=1.5)
    w.stand.fault("sendMessage", group, times=2, code=500)
    began = time.time()
    to = [chat.say("rail links"), chat.say("烧芭")]
    in_group = group.say("/ask 疫苗")
    wait_for("a call under way", lambda: chat.calls(began, "sendMessage"))
    wait_for("a call under way", lambda: group.calls(began, "sendMessage"))
    equal(w.bot.end(signal.SIGTERM), 0, "exit code")
    has(chat.answer(to[0], timeout=0), "clause 3.19")
    has(chat.answer(to[1], timeout=0), "第4.6条")
    has(group.answer(in_group, timeout=0), "第2.1条")
    equal(w.stand.get("/sim/pending"), [], "updates that are not confirmed")


@scenario
def log_is_discreet(w):
    """No token and no question is logged, not even where everything is."""
    for bot in [w.bot, w.long]:
        log = bot.said()
        expect("ready as @" in log, "a log", log)
        expect("TEST" not in log, "no token", [it for it in log.splitlines() if "TEST" in it][:1])
        for words in ["rail links", "烧芭", "list all commitments"]:
            lines = [it for it in log.splitlines() if words in it]
            expect(not lines, f"no “{words}” in the log of {bot.name}", lines[:1])
        expect("panicked" not in log, "no panic", log[-600:])


@scenario
def every_call(w):
    """Every text is HTML without previews; nothing was refused but what had to be."""
    for stand in [w.stand, w.second]:
        for call in stand.calls():
            body = call["body"]
            if call["method"] in ["sendMessage", "editMessageText"]:
                what = f"of {call['method']} “{body['text'][:40]}”"
                equal(body.get("parse_mode"), "HTML", f"parse_mode {what}")
                preview = (body.get("link_preview_options") or {}).get("is_disabled")
                equal(preview, True, f"link_preview_options.is_disabled {what}")
            if call.get("ok") is False and call["method"] != "setMyCommands":
                answer = call["answer"]
                is_played = any(it in answer for it in PLAYED)
                expect(is_played or any(it in answer for it in REFUSALS), "no refusal", call)


# What faults of this file say.
PLAYED = [
    "Internal Server Error",
    "Too Many Requests",
    "Forbidden: bot was blocked",
    "chat not found",
    "message can't be edited",
    "upgraded to a supergroup",
    "Unauthorized",
    "Conflict: terminated",
]


@scenario
def problems(w):
    """The stand has nothing to find fault with."""
    for stand in [w.stand, w.second]:
        equal(stand.get("/sim/problems"), [], "/sim/problems")


# --- the run --------------------------------------------------------------------


def play(world, only):
    """Runs the scenarios; how many failed."""
    n_failed = 0
    for function in SCENARIOS:
        name = function.__name__.replace("_", " ")
        if only and only not in name:
            continue
        began = time.monotonic()
        try:
            function(world)
        except Failed as failure:
            n_failed += 1
            print(f"FAILED {name}: {' '.join(str(failure).split())}", flush=True)
        except Exception as error:
            n_failed += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"FAILED {name}: {error!r}, line {where.lineno} of {where.name}", flush=True)
        else:
            print(f"ok  {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return n_failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--python")
    parser.add_argument("--only")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    folder = options.shared / "stand"
    if not folder.is_dir():
        print(f"NOT RUN: {folder} is not there")
        return 0
    # Being told to end is no reason to leave processes behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="clausebot-telegram-"))
    stands, world = [], None
    try:
        python = options.python or python_with_requirements(folder, scratch)
        for _ in range(2):
            stands.append(Stand(python, folder, scratch))
        for stand in stands:
            stand.ready()
        world = World(options.program.resolve(), scratch, stands)
        world.start()
        n_failed = play(world, options.only)
    except Failed as failure:
        print(f"FAILED before there was a scenario: {failure}")
        n_failed = 1
    finally:
        if world:
            world.stop()
        for stand in stands:
            stand.stop()
        if options.keep:
            print(f"kept: {scratch}")
        else:
            shutil.rmtree(scratch, ignore_errors=True)
    print(f"{n_failed} failed, {time.monotonic() - began:.0f} s")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
