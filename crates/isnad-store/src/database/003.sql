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

-- What retention asks for: the states that were recovered from a page, and files that are to be removed
-- and may not be taken for new ones before they are.
CREATE INDEX revision_page ON revision (page);
ALTER TABLE file ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
