#!/usr/bin/env python3
"""Isnad beside Python's tools for web archives: the same archive, one machine, one run.

    bench/peers/archives_peer.py DATA [--passes N]

Makes an environment with archives_requirements.txt under target/ the first time, and needs built
programs: `cargo build --release -p isnad-cli --features parquet` and `cargo build --release -p
isnad-warc --example rate`. The pages of DATA/pages/news and DATA/pages/clean are written into an archive in
a folder for temporary files (as a crawler writes them: a request and a response each) and read there; the
archive goes away afterwards.

- reading: every record opened and its body decompressed, nothing else done. The archive ten times over.
- whole: articles of an archive into a file, each with headline, authors, date and body. Both on one core, the
  same one; Isnad then with one and with two jobs on two cores, on the archive five times over.

Prints a line of `name=value` pairs for each. Seconds are by the clock, the least of N passes (3).
"""
import gzip
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import environment

RELEASE = environment.TARGET / "release"
SETS = ["news", "clean"]


def pages(data):
    for name in SETS:
        folder = data / "pages" / name
        for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["url"], row.get("crawled"), gzip.decompress((folder / row["file"]).read_bytes())


def archive(data, path, times):
    """Writes the pages `times` over; answers how many there are."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    count = 0
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "archives_peer"}))
        for turn in range(times):
            for url, crawled, body in pages(data):
                url = url if turn == 0 else f"{url}#{turn}"
                ask = StatusAndHeaders("GET / HTTP/1.1", [("Host", "localhost")], is_http_request=True)
                writer.write_record(writer.create_warc_record(url, "request", http_headers=ask))
                answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                date = (crawled or "2024-01-01 00:00:00")[:19].replace(" ", "T") + "Z"
                more = {"payload": io.BytesIO(body), "http_headers": answer, "warc_headers_dict": {"WARC-Date": date}}
                writer.write_record(writer.create_warc_record(url, "response", **more))
                count += 1
    return count


def read_by_warcio(path):
    from warcio.archiveiterator import ArchiveIterator

    with open(path, "rb") as file:
        return sum(1 for record in ArchiveIterator(file) if record.content_stream().read() is not None)


def articles_by_trafilatura(path, out):
    import trafilatura
    from warcio.archiveiterator import ArchiveIterator

    count = 0
    with open(path, "rb") as file, open(out, "w", encoding="utf-8") as rows:
        for record in ArchiveIterator(file):
            if record.rec_type != "response":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            found = trafilatura.bare_extraction(record.content_stream().read(), url=url, with_metadata=True)
            if found:
                article = found.as_dict()
                kept = {key: article[key] for key in ("title", "author", "date", "text", "language")}
                rows.write(json.dumps(kept | {"url": url}, ensure_ascii=False) + "\n")
                count += 1
    return count


def seconds(passes, work):
    """The least of several passes, and what the last answered."""
    took = []
    for _ in range(passes):
        started = time.perf_counter()
        answer = work()
        took.append(time.perf_counter() - started)
    return min(took), answer


def isnad(path, out, jobs):
    command = [RELEASE / "isnad", "read", "--format", "parquet", "--jobs", str(jobs), "--output", out, path]

    def once():
        out.unlink(missing_ok=True)
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if not out.exists():
            sys.exit(f"isnad read failed: {done.stderr}")

    return once


def reading(path, passes):
    took, records = seconds(passes, lambda: read_by_warcio(path))
    print(f"warcio records={records} records_per_s={records / took:.0f}", flush=True)
    subprocess.run([RELEASE / "examples" / "rate", path], check=True)


def whole(path, folder, count, passes):
    took = {}
    for who, work in [
        ("isnad", isnad(path, folder / "isnad.parquet", 1)),
        ("warcio+trafilatura", lambda: articles_by_trafilatura(path, folder / "peer.jsonl")),
    ]:
        took[who], _ = seconds(passes, work)
        print(f"{who} pages={count} pages_per_s={count / took[who]:.1f}", flush=True)
    print(f"times={took['warcio+trafilatura'] / took['isnad']:.1f}", flush=True)


def jobs(path, folder, count, passes):
    took = {}
    for number in (1, 2):
        took[number], _ = seconds(passes, isnad(path, folder / f"jobs{number}.parquet", number))
        print(f"isnad jobs={number} pages={count} pages_per_s={count / took[number]:.1f}", flush=True)
    print(f"gain={took[1] / took[2]:.2f}", flush=True)


def main():
    environment.enter("archives")
    arguments = sys.argv[1:]
    passes = 3
    if "--passes" in arguments:
        at = arguments.index("--passes")
        passes = int(arguments[at + 1])
        del arguments[at:at + 2]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    data = pathlib.Path(arguments[0])
    cores = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        archive(data, folder / "ten.warc.gz", 10)
        count = archive(data, folder / "one.warc.gz", 1)
        os.sched_setaffinity(0, {min(cores)})
        reading(folder / "ten.warc.gz", passes)
        whole(folder / "one.warc.gz", folder, count, passes)
        os.sched_setaffinity(0, cores)
        count = archive(data, folder / "five.warc.gz", 5)
        jobs(folder / "five.warc.gz", folder, count, passes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
