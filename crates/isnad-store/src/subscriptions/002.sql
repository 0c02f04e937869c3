-- What is known of a page since it was last fetched, so that it can be asked for again when its feed says that
-- it changed: the second of that fetch, when the page had changed by then (in microseconds), what the server
-- wants to be asked with, and how often in a row the page was asked for again in vain. `fetched` is NULL where
-- nothing is known.
ALTER TABLE seen ADD COLUMN fetched INTEGER;
ALTER TABLE seen ADD COLUMN changed INTEGER;
ALTER TABLE seen ADD COLUMN etag TEXT;
ALTER TABLE seen ADD COLUMN last_modified TEXT;
ALTER TABLE seen ADD COLUMN vain INTEGER NOT NULL DEFAULT 0;
