-- Where the record stands that holds what a feed said of the page: in the same file.
ALTER TABLE page ADD COLUMN item INTEGER;

-- The last state of what leads to pages and is none itself: feeds, sitemaps, robots.txt.
CREATE TABLE other (
    url    TEXT PRIMARY KEY,
    file   TEXT NOT NULL,
    offset INTEGER NOT NULL,
    digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX other_file ON other (file);
