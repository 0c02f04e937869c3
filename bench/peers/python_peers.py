"""The bodies that the peers in Python find in gold pages, and how long each page took.

    python_peers.py PEER DIR

Prints a line of JSON a page, `{"id", "body", "seconds": [one a pass]}`. Run by ./compare, in an
environment that has requirements.txt.
"""
import gzip
import json
import logging
import pathlib
import socket
import sys
import time
import warnings

PASSES = 3


def no_network(*_args, **_named):
    raise OSError("peers are compared without network")


def trafilatura():
    import trafilatura

    # Comments are no part of the gold.
    return lambda html, url: trafilatura.extract(html, url=url, include_comments=False)


def trafilatura_precision():
    import trafilatura

    return lambda html, url: trafilatura.extract(html, url=url, include_comments=False, favor_precision=True)


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html, url: extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False)


def readability():
    import lxml.html
    from readability import Document

    def body(html, url):
        summary = Document(html, url=url).summary(html_partial=True)
        # Paragraphs on lines of their own: `text_content` would run their words together.
        return "\n".join(lxml.html.fromstring(summary).itertext())

    return body


def newspaper4k():
    import newspaper

    def body(html, url):
        article = newspaper.Article(url or "", fetch_images=False)
        article.download(input_html=html, ignore_read_more=True)
        article.parse()
        return article.text

    return body


PEERS = {peer.__name__: peer for peer in (trafilatura, trafilatura_precision, resiliparse, readability, newspaper4k)}


def pages(folder):
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        data = (folder / row["file"]).read_bytes()
        if row["file"].endswith(".gz"):
            data = gzip.decompress(data)
        # What is not UTF-8 is replaced, for every peer alike.
        yield row["id"], row["url"], data.decode("utf-8", "replace")


def measure(peer, html, url):
    """The body of one page, and the seconds of each pass. A page that a peer fails on has no body."""
    body, seconds = "", []
    for _ in range(PASSES):
        start = time.perf_counter()
        try:
            body = peer(html, url) or ""
        except Exception as error:
            print(f"{type(error).__name__}: {error}"[:200], file=sys.stderr)
            body = ""
        seconds.append(time.perf_counter() - start)
    return body, seconds


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        print(__doc__, "Peers: " + " ".join(PEERS), file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    peer = PEERS[sys.argv[1]]()
    socket.socket.connect = socket.socket.connect_ex = no_network
    socket.getaddrinfo = socket.create_connection = no_network
    for id, url, html in pages(pathlib.Path(sys.argv[2])):
        body, seconds = measure(peer, html, url)
        print(json.dumps({"id": id, "body": body, "seconds": seconds}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
