-- How far each file of the archive is known. Nothing is appended to a closed one.
CREATE TABLE file (
    name   TEXT PRIMARY KEY,
    end    INTEGER NOT NULL,
    closed INTEGER NOT NULL
) WITHOUT ROWID;

-- One row a page in the archive, in the order of acceptance.
CREATE TABLE page (
    number  INTEGER PRIMARY KEY,
    file    TEXT NOT NULL,
    offset  INTEGER NOT NULL,
    url     TEXT,
    fetched INTEGER,
    digest  TEXT NOT NULL,
    pending INTEGER NOT NULL,
    UNIQUE (file, offset)
);
CREATE INDEX page_url ON page (url, number) WHERE url IS NOT NULL;
CREATE INDEX page_digest ON page (digest);
CREATE INDEX page_pending ON page (number) WHERE pending;

-- The current state of each article. `page` says which of its revisions that is.
CREATE TABLE article (
    id           INTEGER PRIMARY KEY,
    page         INTEGER NOT NULL,
    url          TEXT,
    publisher    TEXT,
    moment       INTEGER,
    unsettled    INTEGER NOT NULL,
    fingerprints BLOB NOT NULL
);
CREATE INDEX article_moment ON article (moment DESC, id DESC);
CREATE INDEX article_publisher ON article (publisher, moment DESC, id DESC);
CREATE INDEX article_unsettled ON article (id) WHERE unsettled;

-- Every state of every article, by the page it was recovered from.
CREATE TABLE revision (
    article INTEGER NOT NULL,
    page    INTEGER NOT NULL,
    fetched INTEGER,
    reading TEXT NOT NULL,
    PRIMARY KEY (article, page)
);

-- The fingerprints of current states.
CREATE TABLE fingerprint (
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;

CREATE TABLE overlap (
    a      INTEGER NOT NULL,
    b      INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    a_in_b REAL NOT NULL,
    b_in_a REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX overlap_b ON overlap (b, a);

CREATE TABLE derivation (
    copy   INTEGER PRIMARY KEY,
    parent INTEGER,
    value  TEXT NOT NULL
);
CREATE INDEX derivation_parent ON derivation (parent, copy);

CREATE TABLE origin (
    article INTEGER PRIMARY KEY,
    value   TEXT NOT NULL
);

CREATE TABLE story (
    id    INTEGER PRIMARY KEY,
    last  INTEGER,
    value TEXT NOT NULL
);
CREATE INDEX story_last ON story (last DESC, id DESC);

CREATE TABLE story_article (
    article INTEGER PRIMARY KEY,
    story   INTEGER NOT NULL
);
CREATE INDEX story_article_story ON story_article (story);

CREATE TABLE source (
    identity TEXT PRIMARY KEY,
    value    TEXT NOT NULL
) WITHOUT ROWID;

-- Which sources the current state of an article credits.
CREATE TABLE credit (
    article INTEGER NOT NULL,
    source  TEXT NOT NULL,
    moment  INTEGER,
    PRIMARY KEY (article, source)
) WITHOUT ROWID;
CREATE INDEX credit_source ON credit (source, moment DESC, article DESC);
