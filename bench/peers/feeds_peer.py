#!/usr/bin/env python3
"""Isnad beside feedparser and feed-rs: the same checks, one machine, one run, one thread.

    bench/peers/feeds_peer.py DIR

Makes an environment with feeds_requirements.txt under target/ the first time, builds feed_rs/ there, and needs
a built `isnad-eval` (`cargo build --release -p isnad-eval`). Prints the last line of `isnad-eval feeds DIR` and
one of the same form for feedparser and for feed-rs: how many rows of DIR/expected.jsonl are right, and how many of
their files are read in a second, the fastest of several passes. feedparser is told the same as Isnad: the address of
files that are about HTTP, and the headers that a file names; feed-rs of these only where the content stands.
"""
import calendar
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse

import environment

SERVER = "http://127.0.0.1:8097/"
DATES = {"published", "updated", "created"}
PASSES = 3


def served(suite, name):
    """The bytes of a file, and the headers that a server would send with it."""
    content = (suite / name).read_bytes()
    comment = content.decode("utf-8", "replace").split("-->")[0]
    headers = {key.lower(): value for key, value in re.findall(r"Header:\s*([\w-]+):\s*(.*)", comment)}
    if "http" in name:
        location = urllib.parse.urljoin(SERVER + name, headers.get("content-location", ""))
        headers["content-location"] = location if location.startswith("http") else SERVER + name
    return content, headers


def answer(feed, row):
    of = feed.feed
    if row["target"] == "entry":
        if row["index"] >= len(feed.entries):
            return None
        of = feed.entries[row["index"]]
    if row["field"] in DATES:
        parsed = of.get(row["field"] + "_parsed")
        return calendar.timegm(parsed) if parsed else None
    return of.get(row["field"])


def feedparser(folder):
    import feedparser

    rows = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    files = {row["file"]: served(folder / "feedparser", row["file"]) for row in rows}
    read = {}

    def once():
        started = time.perf_counter()
        for name, (content, headers) in files.items():
            read[name] = feedparser.parse(content, response_headers=headers)
        return time.perf_counter() - started

    seconds = min(once() for _ in range(PASSES))
    right = sum(answer(read[row["file"]], row) == row["expected"] for row in rows)
    print(f"feedparser n={len(rows)} right={right / len(rows):.3f} feeds_per_s={len(files) / seconds:.0f}")


def feed_rs(folder):
    target = environment.TARGET / "peers"
    build = ["cargo", "build", "-q", "--release", "--locked", "--target-dir", target]
    subprocess.run(build, cwd=environment.HERE / "feed_rs", check=True)
    subprocess.run([target / "release" / "isnad-peer-feed-rs", folder], check=True)


def main():
    environment.enter("feeds")
    folder = pathlib.Path(sys.argv[1])
    isnad = [environment.TARGET / "release" / "isnad-eval", "feeds", folder]
    print(subprocess.run(isnad, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    feedparser(folder)
    feed_rs(folder)


if __name__ == "__main__":
    main()
