#!/usr/bin/env python3
"""Writes a library of many documents, in Chinese and English, for trials of size.

    python3 .ci/big_library.py DIR [DOCUMENTS] [CLAUSES]

Each document has CLAUSES clauses (100) in sections of ten. No two clauses are alike: their words are drawn from the
glossaries in `seeds`, the common ones more often than the rare, with names and amounts between them.
"""

import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GLOSSARIES = [ROOT / "seeds/common/glossary.toml", ROOT / "seeds/china-asean-2022-2025/glossary.toml"]
ACTS_ZH = "加强 推动 扩大 支持 鼓励 开展 建立 完善 落实 深化 探讨 促进".split()
ACTS_EN = "strengthen promote expand support encourage launch establish improve implement deepen explore".split()
UNITS = [("万美元", "thousand dollars"), ("亿元", "million yuan"), ("名学生", "students"), ("个项目", "projects")]
SYLLABLES = "ka lo mi ta ren sa vi do pu ne gor bal ti shu".split()


def words():
    text = "\n".join(it.read_text(encoding="utf-8") for it in GLOSSARIES)
    quoted = re.findall(r'"([^"]+)"', text)
    zh = sorted({it for it in quoted if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", it)})
    en = sorted({it for it in quoted if re.fullmatch(r"[a-z]{4,14}( [a-z]{3,14})?", it)})
    return zh, en


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.zh, self.en = words()
        self.random.shuffle(self.zh)
        self.random.shuffle(self.en)

    def pick(self, of):
        """Skewed: the first words stand in many clauses, the last in few."""
        return of[int(len(of) * self.random.random() ** 2.5)]

    def name(self):
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4))).capitalize()

    def clause(self):
        name, amount = self.name(), self.random.randint(2, 900)
        zh_unit, en_unit = self.random.choice(UNITS)
        zh = "，".join(
            self.random.choice(ACTS_ZH) + "和".join(self.pick(self.zh) for _ in range(self.random.randint(1, 3)))
            for _ in range(self.random.randint(3, 6))
        )
        en = ", ".join(
            self.random.choice(ACTS_EN) + " " + " and ".join(self.pick(self.en) for _ in range(self.random.randint(1, 3)))
            for _ in range(self.random.randint(3, 6))
        )
        if self.random.random() < 0.3:
            zh, en = f"{zh}，提供{amount}{zh_unit}", f"{en}, and provide {amount} {en_unit}"
        return f"{zh}，以及{name}计划。", f"{en.capitalize()}, and the {name} programme."

    def document(self, place, n_clauses):
        name = self.name()
        zh, en = [f"{name}合作文件第{place}号", ""], [f"{name} Cooperation Paper No. {place}", ""]
        for at in range(n_clauses):
            section, clause = at // 10 + 1, at % 10 + 1
            if clause == 1:
                zh += [f"{section}. {self.pick(self.zh)}", ""]
                en += [f"{section}. {self.pick(self.en).capitalize()}", ""]
            in_zh, in_en = self.clause()
            zh += [f"{section}.{clause} {in_zh}", ""]
            en += [f"{section}.{clause} {in_en}", ""]
        return "\n".join(zh), "\n".join(en)


def main():
    folder = pathlib.Path(sys.argv[1])
    n_documents, n_clauses = (int(it) for it in (sys.argv[2:] + ["1000", "100"][len(sys.argv) - 2 :])[:2])
    writer = Writer(7)
    for place in range(1, n_documents + 1):
        zh, en = writer.document(place, n_clauses)
        document = folder / f"paper-{place:05}"
        document.mkdir(parents=True, exist_ok=True)
        (document / "zh.txt").write_text(zh, encoding="utf-8")
        (document / "en.txt").write_text(en, encoding="utf-8")


if __name__ == "__main__":
    main()
