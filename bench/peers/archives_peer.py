#!/usr/bin/env python3
"""Isnad beside Python's tools for web archives: the same archive, one machine, one run.

    bench/peers/archives_peer.py DATA [--passes N]

Makes an environment with archives_requirements.txt under target/ the first time, and needs built
programs: `cargo build --release -p isnad-cli` and `cargo build --release -p
isnad-warc --example rate`. The pages of DATA/pages/news and DATA/pages/clean are written into an archive in
a folder for temporary files (as a crawler writes them: a request and a response each) and read there; the
archive goes away afterwards.

- reading: every record opened and its body decompressed, nothing else done. The archive three times over.
- whole: articles of an archive into a file, each with headline, authors, date and body.
- rows: every row of Isnad's file, opened by pyarrow, is looked up by warcio at the offset that it names.
- jobs: Isnad with one and with two jobs on two cores, on the archive three times over.

All but the last run on one core, the same one. Prints a line of `name=value` pairs for each. `cpu` is
by the seconds of the processor that a program took, which what else the machine does changes little; `clock` by
the clock. Each is the least of N passes (3).
"""
import gzip
import io
import json
import os
import pathlib
import resource
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


def read_by_fastwarc(path):
    from fastwarc.warc import ArchiveIterator

    with open(path, "rb") as file:
        return sum(1 for record in ArchiveIterator(file, parse_http=True) if record.reader.read() is not None)


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


def spent():
    """Seconds of the processor, of this program and those it ran; and of the clock."""
    kinds = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(kind.ru_utime + kind.ru_stime for kind in kinds), time.perf_counter()


def seconds(passes, work):
    """The least that several passes took, by processor and clock, and what the last answered."""
    took = []
    for _ in range(passes):
        before = spent()
        answer = work()
        took.append([after - start for after, start in zip(spent(), before)])
    return *map(min, zip(*took)), answer


def isnad(path, out, jobs):
    command = [RELEASE / "isnad", "read", "--format", "parquet", "--jobs", str(jobs), "--output", out, path]

    def once():
        out.unlink(missing_ok=True)
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if not out.exists():
            sys.exit(f"isnad read failed: {done.stderr}")

    return once


def rate(path):
    done = subprocess.run([RELEASE / "examples" / "rate", path], check=True, capture_output=True, text=True)
    return int(done.stdout.split("records=")[1].split()[0])


def reading(path, passes):
    for who, work in [("isnad-warc", rate), ("fastwarc", read_by_fastwarc), ("warcio", read_by_warcio)]:
        cpu, clock, records = seconds(passes, lambda: work(path))
        print(f"{who} records={records} records_per_s_cpu={records / cpu:.0f} records_per_s_clock={records / clock:.0f}", flush=True)


def whole(path, folder, count, passes):
    took = {}
    for who, work in [
        ("isnad", isnad(path, folder / "isnad.parquet", 1)),
        ("warcio+trafilatura", lambda: articles_by_trafilatura(path, folder / "peer.jsonl")),
    ]:
        cpu, clock, _ = seconds(passes, work)
        took[who] = cpu
        print(f"{who} pages={count} pages_per_s_cpu={count / cpu:.1f} pages_per_s_clock={count / clock:.1f}", flush=True)
    print(f"times={took['warcio+trafilatura'] / took['isnad']:.1f}", flush=True)


def rows(path, table):
    """Looks every row up where it says that it stands."""
    import pyarrow.parquet
    from warcio.archiveiterator import ArchiveIterator

    found = pyarrow.parquet.read_table(table, columns=["url", "file", "offset", "authors", "body"]).to_pylist()
    with open(path, "rb") as file:
        for row in found:
            file.seek(row["offset"])
            record = next(iter(ArchiveIterator(file)))
            if record.rec_headers.get_header("WARC-Target-URI") != row["url"] or row["file"] != str(path):
                sys.exit(f"not there: {row['url']}")
    with_authors = sum(1 for row in found if row["authors"])
    print(f"rows={len(found)} found_again={len(found)} with_authors={with_authors}", flush=True)


def jobs(path, folder, count, passes):
    took = {}
    for number in (1, 2):
        _, took[number], _ = seconds(passes, isnad(path, folder / f"jobs{number}.parquet", number))
        print(f"isnad jobs={number} pages={count} pages_per_s_clock={count / took[number]:.1f}", flush=True)
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
        one, three = folder / "one.warc.gz", folder / "three.warc.gz"
        count = archive(data, one, 1)
        archive(data, three, 3)
        os.sched_setaffinity(0, {min(cores)})
        reading(three, passes)
        whole(one, folder, count, passes)
        rows(one, folder / "isnad.parquet")
        os.sched_setaffinity(0, cores)
        jobs(three, folder, 3 * count, passes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
