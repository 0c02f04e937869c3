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
- jobs: Isnad with one job on one core and on two, with two jobs on two, and, for what the machine has to give,
  two programs of one job, each on a core of its own with one of two halves. On the archive three times over.

All but the last run on one core, the same one. Prints a line of `name=value` pairs for each. `cpu` is
by the seconds of the processor that a program took, which what else the machine does changes little; `clock` by
the clock. Each is the least of N passes (3); of jobs the median, since they are compared pass by pass.

    bench/peers/archives_peer.py DATA --jobs-only [--passes N]

runs the last alone.
"""
import gzip
import io
import itertools
import json
import os
import pathlib
import resource
import statistics
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


def archive(data, path, times, half=None):
    """Writes the pages `times` over, or every second of them from number `half` on; answers how many there are."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    count = 0
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "archives_peer"}))
        for turn in range(times):
            step = 1 if half is None else 2
            for url, crawled, body in itertools.islice(pages(data), half or 0, None, step):
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


def command(path, out, jobs):
    return [RELEASE / "isnad", "read", "--format", "parquet", "--jobs", str(jobs), "--output", out, path]


def isnad(path, out, jobs):
    def once():
        out.unlink(missing_ok=True)
        done = subprocess.run(command(path, out, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
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


def together(runs):
    """Seconds of processor and clock that programs take side by side, each a path, an output, jobs and cores."""
    started = time.perf_counter()
    programs = []
    for path, out, number, cores in runs:
        out.unlink(missing_ok=True)
        pin = lambda cores=cores: os.sched_setaffinity(0, cores)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "preexec_fn": pin}
        programs.append(subprocess.Popen(command(path, out, number), **quiet))
    usages = [os.wait4(program.pid, 0)[2] for program in programs]
    for _, out, _, _ in runs:
        if not out.exists():
            sys.exit("isnad read failed")
    return sum(usage.ru_utime + usage.ru_stime for usage in usages), time.perf_counter() - started


def jobs(path, halves, folder, count, passes, cores):
    outs = [folder / f"{name}.parquet" for name in "ab"]
    one, two = {cores[0]}, set(cores[:2])
    ways = {
        "jobs=1 cores=1": [(path, outs[0], 1, one)],
        "jobs=1 cores=2": [(path, outs[0], 1, two)],
        "jobs=2 cores=2": [(path, outs[0], 2, two)],
        "programs=2 jobs=1 cores=2": [(half, out, 1, {core}) for half, out, core in zip(halves, outs, cores)],
    }
    took = {way: [] for way in ways}
    for _ in range(passes):
        for way, runs in ways.items():
            took[way].append(together(runs))
    for way, times in took.items():
        cpu, clock = (statistics.median(kind) for kind in zip(*times))
        print(f"isnad {way} pages={count} cpu_s={cpu:.2f} clock_s={clock:.2f} pages_per_s_clock={count / clock:.1f}", flush=True)
    by = lambda way: statistics.median(
        alone / other for (_, alone), (_, other) in zip(took["jobs=1 cores=1"], took[way])
    )
    gains = " ".join(f"{name}={by(way):.2f}" for name, way in [
        ("one_job", "jobs=1 cores=2"),
        ("two_jobs", "jobs=2 cores=2"),
        ("two_programs", "programs=2 jobs=1 cores=2"),
    ])
    print(f"gain over one core: {gains}", flush=True)


def main():
    environment.enter("archives")
    arguments = sys.argv[1:]
    passes = 3
    if "--passes" in arguments:
        at = arguments.index("--passes")
        passes = int(arguments[at + 1])
        del arguments[at:at + 2]
    is_jobs_only = "--jobs-only" in arguments
    if is_jobs_only:
        arguments.remove("--jobs-only")
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    data = pathlib.Path(arguments[0])
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        one, three = folder / "one.warc.gz", folder / "three.warc.gz"
        archive(data, three, 3)
        halves = [folder / f"half{number}.warc.gz" for number in (0, 1)]
        count = sum(archive(data, half, 3, number) for number, half in enumerate(halves))
        if not is_jobs_only:
            single = archive(data, one, 1)
            os.sched_setaffinity(0, {cores[0]})
            reading(three, passes)
            whole(one, folder, single, passes)
            rows(one, folder / "isnad.parquet")
            os.sched_setaffinity(0, cores)
        jobs(three, halves, folder, count, passes, cores)
    return 0


if __name__ == "__main__":
    sys.exit(main())
