#!/usr/bin/env python3
"""Score quantified commitments and numerals against the lists of ../shared and .ci/gold.

usage: quantities.py PROGRAM NUMERALS_EXAMPLE SHARED_DIR [--show wrong]

Checks, each with its floor:
  plan         6 of 6 commitments of the shipped plan in both languages, nothing else
  probes       all right
  recognizers  the cases of Recognizers-Text, 95 % of each kind that counts
  gold         .ci/gold/*.json, made by hand: recall, precision, values, years
Prints all of it; exits with 1 below a floor. Without SHARED_DIR it says so and exits with 0.
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
FLOOR_YEARS = 0.85

# Kinds of Recognizers-Text that have to be read; the others are printed only.
COUNTED = {
    "number/integer", "number/decimal", "number/fraction", "number/wan-yi", "number/million+",
    "number/percent", "percent/percent", "currency/currency",
}
# What a currency of theirs is in ISO 4217; those that they give as a code stay as they are.
ISO = {
    "Dollar": "USD", "Pound": "GBP", "Rupee": "INR", "Franc": "FRF", "Peseta": "ESP", "Finnish markka": "FIM",
    "Netherlands guilder": "NLG", "Bitcoin": "BTC", "Satoshi": "BTC",
}
HUNDREDTHS = {"Cent": "USD", "Pence": "GBP", "Penny": "GBP"}
# Differences that count as right: language, model, how the input begins, why.
ACCEPTED = []


class Checks:
    """What was below its floor."""

    def __init__(self, shows_wrong):
        self.failed = []
        self.shows_wrong = shows_wrong

    def floor(self, name, is_met):
        if not is_met:
            self.failed.append(name)

    def wrong(self, *words):
        if self.shows_wrong:
            print("   wrong:", *words)


def rows_of(program, path, language):
    """The commitments of a plain text."""
    command = [program, "commitments", "--text", path, "--language", language, "--format", "jsonl"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):  # 1: there is none
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def lists_of(example, language, mode, inputs):
    """What the example prints, a list for each input."""
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
    """What `score_gold.py` says."""
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

def check_plan(checks, program, shared):
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
    told = {key: result[key] for key in ("value_and_currency_recall", "time", "actor", "beneficiary")}
    print(f"plan/zh      {share(result['found'], n)}  false {len(result['false_positives'])}  {told}")
    checks.floor("plan/zh", is_right)

    # The gold has the places of the Chinese text: the translation is compared by what it says.
    wanted = collections.Counter(fact(item) for item in items)
    found = collections.Counter(fact(row) for row in rows_of(program, os.path.join(SEED, "en.txt"), "en"))
    false, missed = found - wanted, wanted - found
    print(f"plan/en      {share((wanted & found).total(), n)}  false {false.total()}")
    for name, facts in (("false", false), ("missed", missed)):
        for it in facts:
            print(f"   {name}: {it}")
    checks.floor("plan/en", found == wanted)


def fact(row):
    return row["clause"], float(row["value"]), row["currency"], row["start_year"], row["end_year"]


# The probes.

def check_probes(checks, example, shared):
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
        checks.floor(f"probes/{language}", right[language] == n[language])


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

def check_recognizers(checks, example, shared):
    accepted = collections.defaultdict(list)
    for language in ("zh", "en"):
        cases = read_lines(os.path.join(shared, "quantities", "recognizers", f"{language}.jsonl"))
        cases = [case for case in cases if case["kind"].split("/")[0] in ("number", "percent", "currency")]
        inputs = [case["input"] for case in cases]
        numerals = lists_of(example, language, "--numerals", inputs)
        sums = lists_of(example, language, "--sums", inputs)
        right, n = collections.Counter(), collections.Counter()
        for case, numerals_here, sums_here in zip(cases, numerals, sums):
            wanted, found = wanted_of(case), found_of(case, numerals_here, sums_here)
            is_right = agrees(wanted, found)
            if not is_right:
                reason = accepted_reason(language, case)
                is_right = reason is not None
                if reason:
                    accepted[reason].append(f"{language} {case['kind']} {case['input']!r}")
                else:
                    told = [(case["input"][start:end], value, unit) for start, end, value, unit in found]
                    checks.wrong(language, case["kind"], repr(case["input"]), "wanted",
                                 [(it["text"], it["value"], it["unit"]) for it in case["expected"]], "found", told)
            n[case["kind"]] += 1
            right[case["kind"]] += is_right
        for kind in sorted(n):
            is_counted = kind in COUNTED
            print(f"recognizers/{language} {kind:18} {share(right[kind], n[kind])}{'' if is_counted else '  no floor'}")
            if is_counted:
                checks.floor(f"recognizers/{language} {kind}", right[kind] / n[kind] >= FLOOR_KIND)
    for reason, which in accepted.items():
        print(f"accepted, {len(which)}: {reason}")
        for it in which:
            print(f"   {it}")


def wanted_of(case):
    """Start, end, value and currency of what they expect."""
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


def accepted_reason(language, case):
    for of_language, model, text, reason in ACCEPTED:
        if (of_language, model) == (language, case["model"]) and text in case["input"]:
            return reason
    return None


# The gold.

def check_gold(checks, program, shared):
    false, found = collections.Counter(), collections.Counter()
    years = collections.defaultdict(collections.Counter)
    for path in sorted(glob.glob(os.path.join(HERE, "gold", "*.json"))):
        gold, name = json.loads(read(path)), os.path.basename(path).removesuffix(".json")
        language = name[:2]
        rows = rows_of(program, os.path.join(shared, "texts", gold["file"]), language)
        if all(item["clause"] is None for item in gold["items"]):
            rows = [{**row, "clause": None} for row in rows]
        if "range" in gold:
            start, end = gold["range"]
            rows = [row for row in rows if start <= row["start"] < end]
        result = scored(shared, path, rows)
        n_false = result["found"] / result["precision"] - result["found"] if result["precision"] else len(rows)
        false[language] += round(n_false)
        found[language] += result["found"]
        right, n = map(int, result["time"].split("/"))
        years[language].update(right=right, n=n)
        told = {key: result[key] for key in ("value_recall", "value_and_currency_recall", "time", "actor", "beneficiary")}
        print(f"gold/{name:16} core {result['core']:3}  recall {result['recall']:.3f}  "
              f"precision {result['precision']:.3f}  {told}")
        for item in result["missed"]:
            checks.wrong("missed", item)
        for _, words in result["false_positives"]:
            checks.wrong("false", words)
        checks.floor(f"gold/{name}: recall", result["recall"] >= FLOOR_RECALL)
    for language, n in found.items():
        precision = n / (n + false[language])
        right, n_years = years[language]["right"], years[language]["n"]
        print(f"gold/{language}: precision over all texts {precision:.3f}, years {share(right, n_years)}")
        checks.floor(f"gold/{language}: precision", precision >= FLOOR_PRECISION[language])
        checks.floor(f"gold/{language}: years", right / n_years >= FLOOR_YEARS)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("example")
    parser.add_argument("shared")
    parser.add_argument("--show", choices=["wrong"])
    options = parser.parse_args()
    if not os.path.isdir(os.path.join(options.shared, "quantities")):
        print(f"NOT RUN: {options.shared}/quantities is not there")
        return
    checks = Checks(options.show == "wrong")
    check_plan(checks, options.program, options.shared)
    check_probes(checks, options.example, options.shared)
    check_recognizers(checks, options.example, options.shared)
    check_gold(checks, options.program, options.shared)
    if checks.failed:
        raise SystemExit("below the floor: " + ", ".join(checks.failed))
    print("all floors are met")


main()
