-- Which articles have a fingerprint is the matter of the index beside the database.
-- What it does not hold in a file yet stands here, in the order in which it came; an article
-- without fingerprints is held no longer.
CREATE TABLE unsealed (
    sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
    article      INTEGER NOT NULL UNIQUE,
    fingerprints BLOB
);
INSERT INTO unsealed (article, fingerprints) SELECT id, fingerprints FROM article ORDER BY page, id;

-- The files that the index is made of. Whatever else lies in its folder is no part of it.
CREATE TABLE segment (
    number INTEGER PRIMARY KEY
);

DROP TABLE fingerprint;
ALTER TABLE article DROP COLUMN fingerprints;

-- Articles whose story has to be looked at again, with their moment: an article may be gone.
CREATE TABLE untold (
    article INTEGER PRIMARY KEY,
    moment  INTEGER
);
