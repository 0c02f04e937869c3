#!/usr/bin/env python3
"""Checks that the sample newsroom says what it means to say. Python's standard library only.

    python3 sample/check.py

It changes nothing. It checks that
- pages.tsv and the folder pages/ name the same files, and every expected row a page in them;
- each page decodes in its true character set (below), whatever its labels claim;
- headline, lead, paragraphs, credits and (when written) authors stand in the decoded page;
- a copy belongs to the story of its parent, keeps at least half of it, and was fetched later;
- a weekday written beside a date is the weekday of that date;
- JSON-LD blocks are JSON.
"""
import datetime
import html
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent

# What the bytes are in truth, where that is not UTF-8. `twice` is UTF-8 that was read as
# windows-1256 and saved as UTF-8 again.
TRUE_CHARSET = {
    "08-selwana-now-wardana.html": "windows-1256",
    "13-ghilal-honey.html": "windows-1256",
    "15-sawt-vaccine.html": "twice",
    "34-hebdo-olives.html": "windows-1252",
}

WEEKDAYS = {
    "الاثنين": 0, "الإثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4,
    "السبت": 5, "الأحد": 6,
    "Monday": 0, "Tuesday": 1, "Wednesday": 2, "Thursday": 3, "Friday": 4, "Saturday": 5, "Sunday": 6,
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
}
MONTHS = {}
for number, names in enumerate([
    "يناير كانون_الثاني جانفي January janvier", "فبراير شباط فيفري February février",
    "مارس آذار March mars", "أبريل نيسان أفريل April avril", "مايو أيار ماي May mai",
    "يونيو حزيران جوان June juin", "يوليو تموز جويلية July juillet", "أغسطس آب أوت August août",
    "سبتمبر أيلول September septembre", "أكتوبر تشرين_الأول October octobre",
    "نوفمبر تشرين_الثاني November novembre", "ديسمبر كانون_الأول December décembre",
], 1):
    for name in names.split():
        MONTHS[name.replace("_", " ")] = number

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def decode(name, data):
    charset = TRUE_CHARSET.get(name, "utf-8")
    if charset == "twice":
        return data.decode("utf-8").encode("cp1256").decode("utf-8")
    return data.decode(charset)


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def words_of(page, name):
    """The words of a page: tags fall away where they stand inside words, blocks part words."""
    if name.endswith(".txt"):
        return squeeze(page)
    page = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", page)
    page = re.sub(r"(?i)</?(?:p|div|h\d|li|td|tr|br|blockquote|figcaption|section|article)\b[^>]*>", " ", page)
    return squeeze(html.unescape(re.sub(r"<[^>]+>", "", page)))


def shingles(row):
    words = re.findall(r"\w+", " ".join(row["body"]))
    return {tuple(words[i:i + 5]) for i in range(len(words) - 4)}


def wrong_weekdays(words):
    month = "|".join(sorted(MONTHS, key=len, reverse=True))
    day = "|".join(WEEKDAYS)
    text = words.translate(DIGITS)
    # `Friday 14 March 2031`, `الجمعة 14 آذار/ مارس 2031`, `vendredi 14 mars`, `Friday, March 14`
    day_first = re.finditer(rf"({day}),? (\d\d?)(?:st|nd|rd|th|er)?,? ({month})\b", text)
    month_first = re.finditer(rf"({day}),? ({month}) (\d\d?)\b", text)
    numeric = re.finditer(rf"({day}),? (\d\d?)[/-](\d\d?)[/-]2031", text)
    found = [(m[1], int(m[2]), MONTHS[m[3]], m[0]) for m in day_first]
    found += [(m[1], int(m[3]), MONTHS[m[2]], m[0]) for m in month_first]
    found += [(m[1], int(m[2]), int(m[3]), m[0]) for m in numeric]
    for weekday, day_number, month_number, said in found:
        if datetime.date(2031, month_number, day_number).weekday() != WEEKDAYS[weekday]:
            yield said


def main():
    problems = []
    pages = {}
    for line in (HERE / "pages.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, url, fetched, content_type = line.split("\t")
        if not re.match(r"https?://[a-z.-]+\.example/", url):
            problems.append(f"{name}: {url} is not under .example")
        pages[name] = (url, datetime.datetime.fromisoformat(fetched), content_type)
    files = {path.name for path in (HERE / "pages").iterdir()}
    for name in files ^ set(pages):
        problems.append(f"{name}: in one of pages.tsv and pages/ only")

    texts = {}
    for name in pages:
        page = decode(name, (HERE / "pages" / name).read_bytes())
        texts[name] = words_of(page, name)
        problems += [f"{name}: no such day: {said}" for said in wrong_weekdays(texts[name])]
        for block in re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', page):
            json.loads(block)

    lines = (HERE / "expected.jsonl").read_text("utf-8").splitlines()
    rows = {f'{row["file"]}#{row["ordinal"]}': row for row in map(json.loads, lines)}
    for key, row in rows.items():
        text = texts[row["file"]]
        asked = [row["headline"], row["lead"], *row["body"], *row["credits"], *row["authors"]]
        problems += [f"{key}: not in the page: {part}" for part in asked if part and part not in text]
        if row["published"]:
            published = datetime.date.fromisoformat(row["published"])
            late = pages[row["file"]][1].date() - published
            if not 0 <= late.days <= 3:
                problems.append(f"{key}: published {published}, fetched {late.days} days later")
        if row["copy_of"]:
            parent = rows[row["copy_of"]]
            theirs = shingles(parent)
            kept = len(shingles(row) & theirs) / len(theirs)
            if kept < 0.5 or row["story"] != parent["story"]:
                problems.append(f"{key}: keeps {kept:.2f} of {row['copy_of']}")
            if pages[row["file"]][1] <= pages[parent["file"]][1]:
                problems.append(f"{key}: fetched before {row['copy_of']}")

    stories = {row["story"] for row in rows.values()}
    for problem in problems:
        print(problem)
    print(f"{len(pages)} pages, {len(rows)} articles, {len(stories)} stories, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
