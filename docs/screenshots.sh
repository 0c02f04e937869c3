#!/usr/bin/env bash
# Takes the pictures of docs/img from the sample newsroom: `bash docs/screenshots.sh`.
#
# Needs Chromium, an Arabic font, and Python 3. Settings: CARGO_TARGET_DIR, as for cargo.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

cargo build -q -p isnad-cli
isnad=${CARGO_TARGET_DIR:-target}/debug/isnad
chromium=$(command -v chromium chromium-browser google-chrome | head -n 1)

# Port 0: any that is free. The first line says which.
"$isnad" serve --sample --data "$scratch/data" --listen 127.0.0.1:0 >"$scratch/out" &
server=$!
for _ in $(seq 100); do
    [ ! -s "$scratch/out" ] || break
    sleep 0.2
done
site=$(grep -o 'http://[0-9.:]*' "$scratch/out")

# The sample's great story, and in it the copy that changed a number. Ids are hashes of addresses,
# so these change only with the sample.
story=$(python3 - "$site" <<'PYTHON'
import json, sys, urllib.request
stories = json.load(urllib.request.urlopen(sys.argv[1] + "/api/v1/stories?limit=100"))["stories"]
print(max(stories, key=lambda story: len(story["articles"]))["id"])
PYTHON
)
article=$("$isnad" read --format jsonl sample/pages.tsv | python3 -c '
import json, sys
documents = map(json.loads, sys.stdin)
print(next(d["id"] for d in documents if "/amp/story/7f3c1" in (d["url"] or "")))')

# name, path, width, height
picture() {
    "$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
        --user-data-dir="$scratch/browser" --window-size="$3,$4" \
        --screenshot="$scratch/$1.png" "$site$2" 2>"$scratch/browser.log" \
        || { cat "$scratch/browser.log"; return 1; }
    mv "$scratch/$1.png" "docs/img/$1.png"
    printf '%s: %d bytes\n' "docs/img/$1.png" "$(stat -c %s "docs/img/$1.png")"
}

picture front "/?lang=ar" 1100 900
picture story "/story/$story?lang=en" 1100 1500
picture article "/article/$article?lang=ar" 1200 1100
picture compare "/compare/$story/$article?lang=ar" 1100 1100
