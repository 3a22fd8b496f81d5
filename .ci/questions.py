#!/usr/bin/env python3
"""Ask a file of questions and print how many are answered right.

usage: questions.py PROGRAM QUESTIONS.jsonl [--floor SHARE] [--show wrong]

A question is right where the first match is one of `gold`, where a `section`
question brings that section, and where a `none` question brings no clause.
Exits with 1 below the floor, a share of all questions.
"""
import argparse
import collections
import json
import subprocess


def is_right(question, answer):
    if question["kind"] == "section":
        return answer["section"] in question["gold"]
    first = [match["clause"] for match in answer["matches"][:1]]
    if question["kind"] == "none":
        return not first and answer["kind"] != "section"
    return bool(first) and first[0] in question["gold"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("questions")
    parser.add_argument("--floor", type=float, default=0.0)
    parser.add_argument("--show", choices=["wrong"])
    options = parser.parse_args()
    with open(options.questions, encoding="utf-8") as file:
        questions = [json.loads(line) for line in file if line.strip()]
    lines = "".join(json.dumps({"id": q["id"], "q": q["q"]}) + "\n" for q in questions)
    run = subprocess.run([options.program, "ask", "--jsonl"], input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [a["id"] for a in answers] == [q["id"] for q in questions], "an answer for each question, in order"

    counts = collections.defaultdict(lambda: [0, 0])
    for question, answer in zip(questions, answers):
        right = is_right(question, answer)
        for group in ("all", question["lang"], question["kind"]):
            counts[group][0] += right
            counts[group][1] += 1
        if options.show == "wrong" and not right:
            got = [match["clause"] for match in answer["matches"]] or answer["kind"]
            print(question["id"], question["kind"], question["q"], "wanted", question["gold"], "got", got)
    for group, (right, n) in counts.items():
        print(f"{group:12} {right:4}/{n:<4} {right / n:.3f}")
    times = sorted(answer["elapsed_us"] for answer in answers)
    print(f"median {times[len(times) // 2]} us, 95 % within {times[int(len(times) * 0.95)]} us")
    right, n = counts["all"]
    if right / n < options.floor:
        raise SystemExit(f"{right / n:.3f} is below the floor of {options.floor}")


main()
