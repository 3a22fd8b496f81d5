#!/usr/bin/env python3
"""Score quantified commitments and numerals against the lists of ../shared and .ci/gold.

usage: quantities.py PROGRAM NUMERALS_EXAMPLE SHARED_DIR

Checks, each with its floor:
  plan         6 of 6 commitments of the shipped plan in both languages, nothing else
  probes       all right
  recognizers  the cases of Recognizers-Text, 95 % of each kind that counts
  gold         .ci/gold/*.json, annotated by hand: recall, precision, values with currencies, years
Prints every number and every difference; exits with 1 below a floor. Without SHARED_DIR it
prints NOT RUN and exits with 0.
"""
import argparse
import collections
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = os.path.join(HERE, "..", "seeds", "china-asean-2022-2025")

FLOOR_KIND = 0.95
FLOOR_RECALL = 0.90
FLOOR_PRECISION = {"zh": 0.80, "en": 0.85}
FLOOR_VALUES = 0.95
FLOOR_YEARS = 0.85

# Kinds of Recognizers-Text with a floor; the others are only printed. Each of their lists is for one
# model, so `none` cases contain numbers that another of their models reads.
COUNTED = {
    "number/integer", "number/decimal", "number/fraction", "number/wan-yi", "number/million+", "percent", "currency",
}
# Their currency names in ISO 4217; codes stay unchanged.
ISO = {
    "Dollar": "USD", "Pound": "GBP", "Rupee": "INR", "Franc": "FRF", "Peseta": "ESP", "Finnish markka": "FIM",
    "Netherlands guilder": "NLG", "Bitcoin": "BTC", "Satoshi": "BTC",
}
HUNDREDTHS = {"Cent": "USD", "Pence": "GBP", "Penny": "GBP"}
# Differences that count as right because theirs are wrong: language, kind, words of the input, reason.
ACCEPTED = [
    ("en", "percent", "percent of ", "a percent of N is no N percent"),
    ("en", "percent", "percents of ", "a percent of N is no N percent"),
    ("en", "percent", "per cent of ", "a percent of N is no N percent"),
]
# Differences that count as wrong, with the reason that they stay.
OTHER_MODEL = "a number for us; they leave it to another of their models"
NO_UNIT = "a name or an idiom; no unit follows the number, so no commitment comes of it"
SMALL_CHANGE = "a sum in two units is read as its larger part; agreements write one unit"
EXPLAINED = [
    ("zh", "number/integer", "两百点两", "两 is no digit behind 点, and none by itself"),
    ("zh", "number/integer", "四川", NO_UNIT),
    ("zh", "number/decimal", "e－１", "powers of ten with e are not read; agreements do not write them"),
    ("zh", "number/none", "一美元", OTHER_MODEL),
    ("zh", "number/none", "两美刀", OTHER_MODEL),
    ("zh", "number/none", "一折", OTHER_MODEL),
    ("zh", "number/none", "陽光九九", NO_UNIT),
    ("zh", "number/none", "两两", NO_UNIT),
    ("zh", "number/wan-yi", "减少了二％", OTHER_MODEL),
    ("zh", "percent/none", "二三十", "from twenty to thirty hundredths; they read no such range"),
    ("zh", "percent/none", "https://", "escapes in an address look like percentages"),
    ("zh", "currency", "10日元5日本銭", SMALL_CHANGE),
    ("en", "number/fraction", "- 1 4/5", "a dash with a space behind it is no sign: it is a list's"),
    ("en", "number/integer", "- 10  k", "a dash with a space behind it is no sign: it is a list's"),
    ("en", "number/integer", "10G", "letters that touch a number name a thing: G20, 5G"),
    ("en", "number/integer", "1 in twenty-one", "a rate; its two numbers are read by themselves"),
    ("en", "number/integer", "100 millionths", "a fraction for us, a hundred for them"),
    ("en", "number/fraction", "twenty and three and three fifths", "two numbers for us"),
    ("en", "number/fraction", "one hundred one thousand fifths", "101,000 fifths for us, 100 over 1,005 for them"),
    ("en", "currency", "one dollar and", SMALL_CHANGE),
    ("en", "currency", "one kuai and five mao", SMALL_CHANGE),
    ("en", "currency", "15 USD 50", SMALL_CHANGE),
    ("en", "currency", "sen 100,000", "hundredths of several currencies are called sen"),
    ("en", "currency", "satoshis", "parts of a bitcoin are not read"),
    ("en", "currency", "1 $ 10 dollars", "either the sign or the word belongs to 10; nobody writes both"),
    ("en", "currency", "MAUD 60", "M before a code is not read as a million"),
]


def rows_of(program, path, language):
    """The commitments of a plain text."""
    command = [program, "commitments", "--text", path, "--language", language, "--format", "jsonl"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):  # 1: there is none
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def lists_of(example, language, mode, inputs):
    """Run the example; return a list for each input."""
    lines = "".join(text.replace("\n", "\\n") + "\n" for text in inputs)
    run = subprocess.run([example, language, mode], input=lines, capture_output=True, text=True, check=True)
    # `\n` only: other line breaks may stand in a string.
    lists = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert len(lists) == len(inputs), "a list for each input, in order"
    return lists


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_lines(path):
    return [json.loads(line) for line in read(path).split("\n") if line.strip()]


def scored(shared, gold, rows):
    """Run `score_gold.py`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        scorer = os.path.join(shared, "quantities", "score_gold.py")
        run = subprocess.run([sys.executable, scorer, gold, file.name], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def is_close(a, b):
    return abs(float(a) - float(b)) <= 1e-9 * max(abs(float(a)), abs(float(b)), 1e-3)


def share(right, n):
    return f"{right:4}/{n:<4} {right / n:.3f}" if n else "   0"


# The plan.

def check_plan(failed, program, shared):
    gold = os.path.join(shared, "quantities", "gold_seed.json")
    items = json.loads(read(gold))["items"]
    result = scored(shared, gold, rows_of(program, os.path.join(SEED, "zh.txt"), "zh"))
    n = len(items)
    is_right = (
        [result["core"], result["found"], result["predicted"]] == [n, n, n]
        and result["value_and_currency_recall"] == 1
        and result["time"] == f"{n}/{n}"
        and all(part.split("/")[0] == part.split("/")[1] for part in (result["actor"], result["beneficiary"]))
    )
    shown = {key: result[key] for key in ("value_and_currency_recall", "time", "actor", "beneficiary")}
    print(f"plan/zh      {share(result['found'], n)}  false {len(result['false_positives'])}  {shown}")
    if not is_right:
        failed.append("plan/zh")

    # The gold has offsets of the Chinese text: the translation is compared by its facts.
    wanted = collections.Counter(fact(item) for item in items)
    found = collections.Counter(fact(row) for row in rows_of(program, os.path.join(SEED, "en.txt"), "en"))
    false, missed = found - wanted, wanted - found
    print(f"plan/en      {share((wanted & found).total(), n)}  false {false.total()}")
    for name, facts in (("false", false), ("missed", missed)):
        for it in facts:
            print(f"   {name}: {it}")
    if found != wanted:
        failed.append("plan/en")


def fact(row):
    return row["clause"], float(row["value"]), row["currency"], row["start_year"], row["end_year"]


# The probes.

def check_probes(failed, example, shared):
    probes = read_lines(os.path.join(shared, "quantities", "probes.jsonl"))
    right, n = collections.Counter(), collections.Counter()
    for language in ("zh", "en"):
        asked = [probe for probe in probes if probe["lang"] == language]
        lists = lists_of(example, language, "--probe", [probe["input"] for probe in asked])
        for probe, rows in zip(asked, lists):
            faults = probe_faults(probe["expected"], rows)
            n[language] += 1
            right[language] += not faults
            if faults:
                print(f"   wrong: {probe['input']!r}: {'; '.join(faults)}")
    for language in n:
        print(f"probes/{language}    {share(right[language], n[language])}")
        if right[language] < n[language]:
            failed.append(f"probes/{language}")


def probe_faults(expected, rows):
    rows, faults = list(rows), []
    for wanted in expected:
        words = wanted["text"]
        row = next((row for row in rows if row["amount_text"] in words or words in row["amount_text"]), None)
        if row is None:
            faults.append(f"`{words}` is missing")
            continue
        rows.remove(row)
        ends = wanted["value"] if isinstance(wanted["value"], list) else [wanted["value"]]
        found = [row["value"]] + ([row["value_high"]] if "value_high" in row else [])
        if len(ends) != len(found) or not all(map(is_close, found, ends)):
            faults.append(f"value {found}, not {ends}")
        fields = {key: key for key in ("unit", "currency", "start_year", "end_year", "per")}
        for key, of_probe in {**fields, "bound": "value_type"}.items():
            if row[key] != wanted[of_probe]:
                faults.append(f"{key} {row[key]}, not {wanted[of_probe]}")
    return faults + [f"`{row['amount_text']}` is too much" for row in rows]


# Recognizers-Text.

def check_recognizers(failed, example, shared):
    for language in ("zh", "en"):
        cases = read_lines(os.path.join(shared, "quantities", "recognizers", f"{language}.jsonl"))
        cases = [case for case in cases if case["kind"].split("/")[0] in ("number", "percent", "currency")]
        inputs = [case["input"] for case in cases]
        numerals = lists_of(example, language, "--numerals", inputs)
        sums = lists_of(example, language, "--sums", inputs)
        right, n = collections.Counter(), collections.Counter()
        for case, *lists in zip(cases, numerals, sums):
            found = found_of(case, *lists)
            is_right = agrees(wanted_of(case), found)
            if not is_right:
                reason = reason_among(ACCEPTED, language, case)
                is_right = reason is not None
                shown = f"accepted: {reason}" if reason else reason_among(EXPLAINED, language, case) or "NOT EXPLAINED"
                print(f"   {language} {case['kind']} {case['input']!r}: {difference(case, found)}: {shown}")
            n[case["kind"]] += 1
            right[case["kind"]] += is_right
        for kind in sorted(n):
            is_counted = kind in COUNTED
            print(f"recognizers/{language} {kind:15} {share(right[kind], n[kind])}{'' if is_counted else '  no floor'}")
            if is_counted and right[kind] / n[kind] < FLOOR_KIND:
                failed.append(f"recognizers/{language} {kind}")


def difference(case, found):
    wanted = [f"{it['text']} = {it['value']}" for it in case["expected"]]
    found = [f"{case['input'][start:end]} = {value}" for start, end, value, _ in found]
    return f"theirs [{', '.join(wanted)}], ours [{', '.join(found)}]"


def reason_among(table, language, case):
    for of_language, kind, words, reason in table:
        if (of_language, kind) == (language, case["kind"]) and words in case["input"]:
            return reason
    return None


def wanted_of(case):
    """Start, end, value and currency of the expected numbers."""
    wanted = []
    for it in case["expected"]:
        if it["value"] in (None, "null"):  # a currency without an amount
            continue
        value, unit = float(it["value"]), it["unit"]
        if unit in HUNDREDTHS:
            value, unit = value / 100, HUNDREDTHS[unit]
        wanted.append((it["start"], it["end"], value, ISO.get(unit, unit)))
    return wanted


def found_of(case, numerals, sums):
    if case["model"] == "currency":
        return [tuple(it) for it in sums]
    if case["model"] == "percent":
        return [(start, end, value, None) for start, end, value, form, _ in numerals if form == "percent"]
    return [(start, end, value, None) for start, end, value, _, is_glued in numerals if not is_glued]


def agrees(wanted, found):
    """Whether each wanted number is found, overlapping, and no other."""
    def same(a, b):
        has_unit = a[3] is not None and b[3] is not None
        return a[0] < b[1] and b[0] < a[1] and is_close(a[2], b[2]) and (not has_unit or a[3] == b[3])

    return len(wanted) == len(found) and all(any(same(a, b) for b in found) for a in wanted)


# The gold.

def check_gold(failed, program, shared):
    totals = {language: collections.Counter() for language in ("zh", "en")}
    for path in sorted(glob.glob(os.path.join(HERE, "gold", "*.json"))):
        gold, name = json.loads(read(path)), os.path.basename(path).removesuffix(".json")
        language = name[:2]
        own = os.path.join(HERE, "gold", gold["file"])
        text = own if os.path.exists(own) else os.path.join(shared, "texts", gold["file"])
        rows = rows_of(program, text, language)
        result = scored(shared, path, list(comparable(rows, gold)))
        shown = {key: result[key] for key in ("value_and_currency_recall", "time", "actor", "beneficiary")}
        print(f"gold/{name:15} core {result['core']:3}  recall {result['recall']:.3f}  "
              f"precision {result['precision']:.3f}  {shown}")
        for what, items in (("missed", result["missed"]), ("false", [it[1] for it in result["false_positives"]])):
            for it in items:
                print(f"   {what}: {it}")
        if result["recall"] < FLOOR_RECALL:
            failed.append(f"gold/{name}: recall")
        years_right, years = map(int, result["time"].split("/"))
        totals[language].update(
            core=result["core"], found=result["found"], years_right=years_right, years=years,
            right=round(result["value_and_currency_recall"] * result["core"]),
            # At most 40 are listed for a text, which is below the floor in any case.
            false=len(result["false_positives"]),
        )
    # One of the texts has four commitments only: precision is that of a language's texts together.
    for language, total in totals.items():
        shares = {
            "recall": (total["found"], total["core"], FLOOR_RECALL),
            "precision": (total["found"], total["found"] + total["false"], FLOOR_PRECISION[language]),
            "values": (total["right"], total["found"], FLOOR_VALUES),
            "years": (total["years_right"], total["years"], FLOOR_YEARS),
        }
        for name, (right, n, floor) in shares.items():
            print(f"gold/{language} {name:10} {share(right, n)}")
            if not n or right / n < floor:
                failed.append(f"gold/{language}: {name}")


def comparable(rows, gold):
    """The rows in the annotated part of the text, with clauses only if the gold has clauses."""
    start, end = gold.get("range", (0, float("inf")))
    has_clauses = any(item["clause"] is not None for item in gold["items"])
    for row in rows:
        if start <= row["start"] < end:
            yield row if has_clauses else {**row, "clause": None}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("example")
    parser.add_argument("shared")
    options = parser.parse_args()
    for folder in ("quantities", "texts"):
        if not os.path.isdir(os.path.join(options.shared, folder)):
            print(f"NOT RUN: {options.shared}/{folder} is missing")
            return
    failed = []
    check_plan(failed, options.program, options.shared)
    check_probes(failed, options.example, options.shared)
    check_recognizers(failed, options.example, options.shared)
    check_gold(failed, options.program, options.shared)
    if failed:
        raise SystemExit("below the floor: " + ", ".join(failed))
    print("all floors are met")


main()
