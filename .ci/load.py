"""Load: many users who ask at once, with a check that each gets the right answer.

`reference_answers` records the right answers from a bot without faults.
"""
import collections
import dataclasses
import statistics
import threading
import time

from harness import Chat, equal, expect, person, replies_to, wait_for

N_SECTIONS, N_CLAUSES = 5, 10
LANGUAGES = {"en": "en", "zh": "zh-hans"}
KINDS = ["private", "supergroup"]
LISTS = {"en": "list all commitments", "zh": "列出所有承诺"}
CONTENTS = {"en": "contents", "zh": "目录"}
TOPICS = {
    "en": ["schools", "roads", "bridges", "clinics", "harbours", "dams", "farms", "railways"],
    "zh": ["学校", "公路", "桥梁", "诊所", "港口", "水坝", "农场", "铁路"],
}

# How the sentence begins that a person gets instead of answers to the older ones of many messages that waited.
# As many of the newest are answered.
N_ANSWERED = 5
BACKLOG = ("Of the messages that waited while I was away", "此前未能及时处理您发送的消息")

# What the stand records of an update that it brings to the webhook.
DELIVERY = "(webhook delivery)"

# Seconds after a kill in which the stand may still accept a call sent before it.
LAG = 2.0


def write_library(folder):
    """Write an agreement whose commitments fill several messages, in both languages."""
    folder.mkdir(parents=True)
    texts = {
        "en": ["Plan of Construction", "2024-05-01", "China and ASEAN declare as follows."],
        "zh": ["建设计划", "2024年5月1日", "中国和东盟宣布如下："],
    }
    n = 0
    for section in range(1, N_SECTIONS + 1):
        texts["en"].append(f"{section}. Part {section}")
        texts["zh"].append(f"{section}. 第{section}方面合作")
        for clause in range(1, N_CLAUSES + 1):
            n += 1
            en, zh = (TOPICS[it][n % len(TOPICS[it])] for it in ["en", "zh"])
            texts["en"].append(
                f"{section}.{clause} China will provide US${n + 100} million to ASEAN countries "
                f"for the building and upkeep of {en} & <works> in the region, and will train "
                f"those who build, keep and use them, in lot {n};"
            )
            texts["zh"].append(
                f"{section}.{clause} 中方将向东盟国家提供{(n + 100) / 100:.2f}亿美元，用于本地区{zh}和相关设施的"
                f"建设与维护，并培训建设者、维护者和使用者，列为第{n}批；"
            )
    for language, lines in texts.items():
        (folder / f"{language}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (folder / "document.toml").write_text(
        'authentic = "zh"\n'
        '[[parties]]\nid = "china"\nnames.en = ["China"]\nnames.zh = ["中国", "中方"]\n'
        '[[parties]]\nid = "asean"\n'
        'names.en = ["ASEAN", "ASEAN countries"]\nnames.zh = ["东盟", "东盟国家"]\n',
        encoding="utf-8",
    )


def questions(language):
    """The questions of a language; the last two ask for the contents and the list."""
    topics = TOPICS[language]
    said = {
        "en": ["clause {}.{}", "How many million for {} ({}.{})?"],
        "zh": ["第{}.{}条", "{}（第{}.{}条）有多少亿美元？"],
    }[language]
    places = [(s, c) for s in range(1, N_SECTIONS + 1) for c in range(1, N_CLAUSES + 1)]
    texts = [f"{s}.{c}" for s, c in places[::3]]
    texts += [said[0].format(s, c) for s, c in places[1::3]]
    texts += [said[1].format(topics[c % len(topics)], s, c) for s, c in places[2::3]]
    return [*texts, CONTENTS[language], LISTS[language]]


def in_chat(kind, text):
    return text if kind == "private" else f"/ask {text}"


def reference_answers(stand):
    """Record the messages that answer each question, by kind of chat, language and question."""
    asked = {}
    began = time.time()
    for kind in KINDS:
        for language, code in LANGUAGES.items():
            for text in questions(language):
                chat = Chat(stand, kind, person(code))
                chat.say(in_chat(kind, text))
                asked[chat.id] = kind, language, text

    def all_answered():
        calls = [it for it in stand.calls(began, "sendMessage") if it.get("ok")]
        return {it["body"]["chat_id"] for it in calls} >= set(asked)

    wait_for("an answer to each question", all_answered, timeout=90)
    time.sleep(1)
    texts = collections.defaultdict(list)
    for call in stand.calls(began, "sendMessage"):
        if call.get("ok") and call["body"]["chat_id"] in asked:
            texts[asked[call["body"]["chat_id"]]].append(call["body"]["text"])
    for kind in KINDS:
        for language in LANGUAGES:
            n_parts = len(texts[kind, language, LISTS[language]])
            expect(2 <= n_parts <= 6, f"a list of several messages ({kind}, {language})", n_parts)
            distinct = {texts[kind, language, it][0] for it in questions(language)}
            expect(len(distinct) > 40, "different answers", len(distinct))
    return dict(texts)


@dataclasses.dataclass
class Question:
    """A question with its expected and its actual answer."""

    chat: Chat
    text: str
    wants: list
    edit: str = ""
    edit_wants: list = dataclasses.field(default_factory=list)
    edit_after: float = 0
    presses: bool = False
    number: int = 0
    update: int = 0
    at: float = 0
    edited_at: float = 0
    tapped_at: float = 0
    query: str = ""
    replies: list = dataclasses.field(default_factory=list)

    @property
    def answered_at(self):
        return self.replies[0][0] if self.replies else None


class Load:
    """Chats that ask `n_each` questions within `seconds`."""

    def __init__(self, stand, wants, rng, n_chats, n_each, seconds, hooked=False):
        self.stand, self.wants, self.rng = stand, wants, rng
        self.seconds, self.hooked = seconds, hooked
        self.questions, self.lock = [], threading.Lock()
        self.by_message = {}
        # Current texts of the messages of the bot.
        self.shown = {}
        # Times at which each message was sent: (chat, question, place in the answer).
        self.sent = collections.defaultdict(list)
        self.wrong, self.strange = [], []
        self.acknowledged, self.turned, self.delivered = set(), set(), set()
        self.since, self.seen = time.time(), set()
        self.excused = set()
        self.plan = self.draw(n_chats, n_each)
        self.chats = {it.chat.id for it in self.questions}
        self.thread = None

    def draw(self, n_chats, n_each):
        """Draw random users, questions and times."""
        plan = []
        bursts = [self.rng.uniform(0, self.seconds) for _ in range(max(2, n_chats // 10))]
        for n in range(n_chats):
            language = self.rng.choice(list(LANGUAGES))
            kind = KINDS[n % 2]
            chat = Chat(self.stand, kind, person(LANGUAGES[language]))
            *single, contents, listed = questions(language)
            texts = self.rng.sample(single, n_each)
            if self.rng.random() < 0.5:
                texts[0] = listed
            if n_each > 1 and self.rng.random() < 0.5:
                texts[1] = contents
            self.rng.shuffle(texts)
            for text in texts:
                it = Question(chat, text, self.wants[kind, language, text])
                it.presses = text == contents
                if len(it.wants) == 1 and not it.presses and self.rng.random() < 0.08:
                    it.edit = self.rng.choice([other for other in single if other != text])
                    it.edit_wants = self.wants[kind, language, it.edit]
                    it.edit_after = self.rng.uniform(0.1, 4)
                self.questions.append(it)
                in_burst = self.rng.random() < 0.3
                at = self.rng.choice(bursts) if in_burst else self.rng.uniform(0, self.seconds)
                plan.append((at, it))
        return sorted(plan, key=lambda it: it[0])

    def start(self):
        self.thread = threading.Thread(target=self._speak, daemon=True)
        self.thread.start()

    def _speak(self):
        began = time.monotonic()
        for at, question in self.plan:
            time.sleep(max(0, began + at - time.monotonic()))
            self.ask(question)

    def ask(self, it):
        chat, text = it.chat, in_chat(it.chat.kind, it.text)
        message = {"text": text, "chat": chat.about, "from": chat.speaker}
        at = time.time()
        # `poll` reads no answer before the number of its question is known.
        with self.lock:
            said = self.stand.post("/sim/message", message)
            it.number, it.update = said["message_id"], said["update_id"]
            self.by_message[chat.id, it.number] = it
            it.at = at

    def poll(self):
        """Read the new calls of the bot, then edit and press what is due."""
        since = now = time.time()
        # An edit comes after its message: fetching edits first and reading them last
        # ensures that their messages are known.
        methods = ["answerCallbackQuery", "editMessageText", "sendMessage"]
        with self.lock:
            came = [(it, self.stand.calls(self.since, it)) for it in methods]
        for method, calls in reversed(came):
            for call in calls:
                # A call that a kill interrupted has no result.
                if "ok" not in call:
                    if now - call["t"] < 40:
                        since = min(since, call["t"])
                    continue
                key = method, call["t"], str(call["body"])
                if key not in self.seen:
                    self.seen.add(key)
                    getattr(self, f"_{method}")(call)
        if self.hooked:
            self._deliveries()
        self.since = min(since, now - 3)
        self.go_on()

    def _deliveries(self):
        for call in self.stand.calls(self.since, DELIVERY):
            key = call["t"], call["update_id"]
            if key not in self.seen:
                self.seen.add(key)
                if call.get("status") == 200:
                    self.delivered.add(call["update_id"])

    def _sendMessage(self, call):
        body, chat = call["body"], call["body"]["chat_id"]
        if chat not in self.chats or not call["ok"]:
            return
        text, number = body["text"], call["answer"]["message_id"]
        to = replies_to(call)
        if to and text.startswith(BACKLOG):
            n_newer = sum(it.chat.id == chat and bool(it.at) and it.number > to
                          for it in self.questions)
            if n_newer < N_ANSWERED:
                self.wrong.append(f"{text[:60]!r} in chat {chat}, with {n_newer} newer messages")
            self.excused.update((chat, it.number) for it in self.questions
                                if it.chat.id == chat and it.at and it.number <= to)
            return
        it = self.by_message.get((chat, to)) if to else self._listed(chat, text)
        if it is None:
            self.strange.append(f"{to} in chat {chat}: {text[:80]!r}")
            return
        self.shown[chat, number] = text
        if to is None:
            self.sent[chat, it.number, it.wants.index(text)].append(call["t"])
            return
        it.replies.append((call["t"], number))
        self.sent[chat, it.number, 0].append(call["t"])
        if text not in (it.wants[0], *it.edit_wants):
            self.wrong.append(f"“{it.text}” in chat {chat}: {text[:200]!r}")

    def _listed(self, chat, text):
        """The question whose answer has this text as a later message."""
        of_chat = (it for it in self.questions if it.chat.id == chat)
        return next((it for it in of_chat if text in it.wants[1:]), None)

    def _editMessageText(self, call):
        place = call["body"].get("chat_id"), call["body"].get("message_id")
        if call["ok"] and place in self.shown:
            if self.shown[place] != call["body"]["text"]:
                self.turned.add(place)
            self.shown[place] = call["body"]["text"]

    def _answerCallbackQuery(self, call):
        self.acknowledged.add(call["body"]["callback_query_id"])

    def go_on(self):
        """Send the edits and button presses that are due."""
        for it in self.questions:
            if not it.at or (self.hooked and it.update not in self.delivered):
                continue
            if it.edit and not it.edited_at and time.time() > it.at + it.edit_after:
                it.edited_at = time.time()
                it.chat.say(in_chat(it.chat.kind, it.edit), edit=it.number)
            if it.presses and not it.tapped_at and it.replies:
                it.tapped_at = time.time()
                self._press(it)

    def _press(self, it):
        chat, (_, message) = it.chat.id, it.replies[-1]
        kept = self.stand.get(f"/sim/chat/{chat}")
        buttons = next(m for m in kept if m["message_id"] == message)["reply_markup"]
        data = buttons["inline_keyboard"][0][0]["callback_data"]
        tap = {"chat_id": chat, "message_id": message, "data": data, "from": it.chat.speaker}
        it.query = self.stand.post("/sim/tap", tap)["id"]

    def missing(self, it):
        """The missing part of the answer to a question, or an empty text."""
        if not it.at:
            return "not asked yet"
        if (it.chat.id, it.number) in self.excused:
            return ""
        if not it.replies:
            return "no answer"
        if it.edit:
            now = [self.shown[it.chat.id, number] for _, number in it.replies]
            return "" if it.edited_at and it.edit_wants[0] in now else "no answer to the edit"
        places = range(1, len(it.wants))
        lost = [n + 1 for n in places if not self.sent[it.chat.id, it.number, n]]
        if lost:
            return f"no messages {lost} of {len(it.wants)}"
        if it.presses:
            if it.query not in self.acknowledged:
                return "no answer to a button"
            if not any((it.chat.id, number) in self.turned for _, number in it.replies):
                return "no page after a button"
        return ""

    def unfinished(self):
        return [(it, what) for it in self.questions if (what := self.missing(it))]

    def settle(self, patience, check=None):
        """Wait until nothing is missing, or for `patience` seconds without progress."""
        last, n_before = time.monotonic(), None
        while True:
            self.poll()
            if check:
                check()
            left = self.unfinished()
            is_asked = not self.thread or not self.thread.is_alive()
            if not left and is_asked:
                return
            if len(left) != n_before or not is_asked:
                last, n_before = time.monotonic(), len(left)
            if time.monotonic() - last > patience:
                return
            time.sleep(0.4)

    def duplicates(self):
        """The messages sent more than once: chat and times."""
        found = []
        for (chat, _, _), times in sorted(self.sent.items()):
            times = sorted(times)
            found += [(chat, *pair) for pair in zip(times, times[1:])]
        return found

    def delays(self):
        return [it.answered_at - it.at for it in self.questions if it.replies]

    def summary(self):
        delays = self.delays()
        n_messages = sum(len(it) for it in self.sent.values())
        text = f"{len(delays)} of {len(self.questions)} answered by {n_messages} messages"
        if delays:
            median = statistics.median(delays) * 1000
            text += f"; delay {median:.0f} ms (median), {max(delays):.1f} s (max)"
        return text

    def print_chat(self, it):
        """Print the calls in the chat of a question, to find the fault."""
        print(f"    chat {it.chat.id}: “{it.text}” is message {it.number}, update {it.update}")
        for other in self.questions:
            if other.chat.id == it.chat.id and other.edited_at:
                after = other.edited_at - it.at
                print(f"    {after:+8.3f} s message {other.number} becomes “{other.edit}”")
        for call in it.chat.calls():
            body, answer = call["body"], call.get("answer")
            what = replies_to(call) or body.get("message_id")
            answer = answer["message_id"] if isinstance(answer, dict) else answer
            text = " ".join((body.get("text") or "")[:60].split())
            print(f"    {call['t'] - it.at:+8.3f} s {call['method']} ({what}) {text!r}: {answer}")
        for call in self.stand.calls(it.at, DELIVERY):
            if call["update_id"] == it.update:
                print(f"    {call['t'] - it.at:+8.3f} s delivery of the update: {call['status']}")

    def check(self):
        """Fail if an answer is missing, wrong or unexpected."""
        left = self.unfinished()
        first = [f"“{it.text}” in chat {it.chat.id} (update {it.update}): {what}"
                 for it, what in left[:3]]
        for it, _ in left[:2]:
            self.print_chat(it)
        equal(len(left), 0, f"missing answers ({'; '.join(first)})")
        equal(self.wrong[:3], [], f"{len(self.wrong)} wrong answers:")
        equal(self.strange[:3], [], f"{len(self.strange)} unexpected messages:")


def duplicates_by_kill(again, ends):
    """Assign messages sent twice to the kill that may be the cause; return the rest too."""
    by_end, others = collections.Counter(), []
    for chat, first, second in again:
        fits = [it for it in ends if first <= it + LAG and second >= it]
        # The last kill before the second message caused it.
        if fits:
            by_end[chat, max(fits)] += 1
        else:
            others.append((chat, first, second))
    return by_end, others
