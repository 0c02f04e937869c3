-- One row a subscription. `next` is in microseconds since 1970, and the smallest number says "at once";
-- `named` is the day (since 1970) on which it last named pages.
CREATE TABLE subscription (
    number  INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    named   INTEGER NOT NULL DEFAULT 0,
    next    INTEGER NOT NULL,
    paused  INTEGER NOT NULL,
    ended   INTEGER NOT NULL,
    value   TEXT NOT NULL
);
CREATE INDEX subscription_next ON subscription (next, address) WHERE NOT paused AND NOT ended;

-- Pages that were found and not yet fetched. `paused` is that of the subscription.
CREATE TABLE task (
    number       INTEGER PRIMARY KEY,
    address      TEXT NOT NULL UNIQUE,
    subscription TEXT NOT NULL,
    host         TEXT NOT NULL,
    next         INTEGER NOT NULL,
    paused       INTEGER NOT NULL,
    value        TEXT NOT NULL
);
CREATE INDEX task_host ON task (host, next, number) WHERE NOT paused;
CREATE INDEX task_subscription ON task (subscription);

-- The addresses of pages that need not be fetched again, by their digests, with the subscription (its
-- number) that last named each, and the day on which it did.
CREATE TABLE seen (
    digest       TEXT PRIMARY KEY,
    subscription INTEGER NOT NULL,
    day          INTEGER NOT NULL
) WITHOUT ROWID;

-- How many pages a subscription brought on each day.
CREATE TABLE tally (
    subscription TEXT NOT NULL,
    day          INTEGER NOT NULL,
    pages        INTEGER NOT NULL,
    PRIMARY KEY (subscription, day)
) WITHOUT ROWID;

-- The day on which what is too old was last removed.
CREATE TABLE swept (day INTEGER NOT NULL);
INSERT INTO swept (day) VALUES (0);
