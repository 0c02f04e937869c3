#!/usr/bin/env python3
"""Isnad beside dateparser: the same rows, one machine, one run, one thread.

    bench/peers/dates_peer.py FILE.jsonl…

Makes an environment with dates_requirements.txt under target/ the first time, and needs a built
`isnad-eval` (`cargo build --release -p isnad-eval`). For each file it prints the last line of
`isnad-eval dates FILE` and one of the same form for dateparser: rows of `text`, `lang`,
`reference_date`, one `expected` value and its `grain`. Rows whose answer is finer than their grain are right
when they agree as far as the gold goes. dateparser is told the language, the reference day and that
dates lie in the past; the first call, which loads its tables, is not counted.
"""
import datetime
import json
import pathlib
import subprocess
import sys
import time

import environment

LENGTHS = {"year": 4, "month": 7, "minute": 16, "hour": 16, "second": 16}


def rows(path):
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("reference_date") and isinstance(row.get("expected"), str):
            length = LENGTHS.get(row.get("grain"), 10)
            yield row["text"], row["lang"], row["reference_date"][:19], row["expected"][:length]


def score(path):
    import dateparser

    def answer(text, language, reference):
        now = datetime.datetime.fromisoformat(reference)
        settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "past"}
        found = dateparser.parse(text, languages=[language], settings=settings)
        return found.isoformat() if found else None

    gold = list(rows(path))
    answer(*gold[0][:3])
    started = time.perf_counter()
    answers = [answer(*row[:3]) for row in gold]
    seconds = time.perf_counter() - started
    none = answers.count(None)
    right = sum(1 for row, said in zip(gold, answers) if said and said.startswith(row[3]))
    share, speed = right / len(gold), len(gold) / seconds
    print(f"dateparser n={len(gold)} right={share:.3f} wrong={len(gold) - right - none} none={none} per_s={speed:.0f}")


def main():
    environment.enter("dates")
    for name in sys.argv[1:]:
        print(name)
        isnad = [environment.TARGET / "release" / "isnad-eval", "dates", name]
        shown = subprocess.run(isnad, check=True, capture_output=True, text=True).stdout
        print(shown.splitlines()[-1])
        score(pathlib.Path(name))


if __name__ == "__main__":
    main()
