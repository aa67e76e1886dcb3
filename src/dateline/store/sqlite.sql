-- The form of an SQLite export: every foreign key holds, every claim stands in `citations`.
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE pages (
    id TEXT PRIMARY KEY, path TEXT, url TEXT, media_type TEXT, sha256 TEXT NOT NULL, published TEXT, added_at TEXT NOT NULL
);
CREATE TABLE stories (
    id TEXT PRIMARY KEY, headline TEXT, agency TEXT, place TEXT, published TEXT, language TEXT, coded INTEGER NOT NULL,
    text TEXT, text_sha256 TEXT NOT NULL, text_length INTEGER NOT NULL
);
CREATE TABLE appearances (
    story TEXT NOT NULL REFERENCES stories (id), page TEXT NOT NULL REFERENCES pages (id), position INTEGER NOT NULL,
    kind TEXT NOT NULL, byline TEXT, outlet TEXT, section TEXT, url TEXT,
    PRIMARY KEY (page, position)
);
CREATE TABLE actors (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT, kind TEXT NOT NULL, country TEXT, sector TEXT, wikidata TEXT
);
CREATE TABLE statements (
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories (id), start_at INTEGER NOT NULL, kind TEXT NOT NULL,
    words TEXT NOT NULL, cue TEXT, first_day TEXT, last_day TEXT, confidence REAL NOT NULL, verdict TEXT
);
CREATE TABLE events (
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories (id), start_at INTEGER NOT NULL,
    type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, contexts TEXT, cameo TEXT, goldstein REAL, plover_score REAL,
    quad_class_plover_v08 INTEGER, quad_class_cameo_gdelt INTEGER, first_day TEXT, last_day TEXT, precision TEXT, place TEXT,
    statement TEXT REFERENCES statements (id), evidence TEXT NOT NULL, confidence REAL NOT NULL, verdict TEXT
);
CREATE TABLE tenures (
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories (id), start_at INTEGER NOT NULL,
    person TEXT REFERENCES actors (id), office TEXT NOT NULL, "of" TEXT REFERENCES actors (id), change TEXT NOT NULL,
    words TEXT NOT NULL, first_day TEXT, last_day TEXT, verdict TEXT
);
CREATE TABLE figures (
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories (id), start_at INTEGER NOT NULL, subject TEXT NOT NULL,
    value REAL NOT NULL, value_to REAL, unit TEXT NOT NULL, comparator TEXT NOT NULL, words TEXT NOT NULL,
    first_day TEXT, last_day TEXT, verdict TEXT
);
CREATE TABLE parties (
    statement TEXT REFERENCES statements (id), event TEXT REFERENCES events (id),
    role TEXT NOT NULL, position INTEGER NOT NULL, actor TEXT REFERENCES actors (id), country TEXT, words TEXT,
    CHECK ((statement IS NULL) <> (event IS NULL))
);
CREATE TABLE citations (
    statement TEXT REFERENCES statements (id), event TEXT REFERENCES events (id),
    tenure TEXT REFERENCES tenures (id), figure TEXT REFERENCES figures (id),
    role TEXT NOT NULL, position INTEGER NOT NULL,
    story TEXT NOT NULL REFERENCES stories (id), start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
    words TEXT NOT NULL, words_sha256 TEXT NOT NULL,
    CHECK ((statement IS NOT NULL) + (event IS NOT NULL) + (tenure IS NOT NULL) + (figure IS NOT NULL) = 1)
);
CREATE TABLE episodes (
    id TEXT PRIMARY KEY, what TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    first_day TEXT, last_day TEXT, precision TEXT, place TEXT, told_on TEXT, reports INTEGER NOT NULL, independent INTEGER NOT NULL
);
CREATE TABLE episode_parties (
    episode TEXT NOT NULL REFERENCES episodes (id), role TEXT NOT NULL, position INTEGER NOT NULL,
    actor TEXT REFERENCES actors (id), country TEXT
);
CREATE TABLE episode_events (
    episode TEXT NOT NULL REFERENCES episodes (id), event TEXT NOT NULL REFERENCES events (id),
    story TEXT NOT NULL REFERENCES stories (id), page TEXT NOT NULL REFERENCES pages (id),
    PRIMARY KEY (episode, event)
);
CREATE TABLE episode_links (
    episode TEXT NOT NULL REFERENCES episodes (id), kind TEXT NOT NULL, other TEXT NOT NULL REFERENCES episodes (id),
    reason TEXT NOT NULL
);
CREATE TABLE episode_aliases (alias TEXT PRIMARY KEY, episode TEXT NOT NULL REFERENCES episodes (id));
CREATE TABLE corrections (
    id TEXT PRIMARY KEY, made_at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,
    record TEXT NOT NULL, why TEXT NOT NULL, fields TEXT NOT NULL
);
CREATE TABLE rejected (page TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, path TEXT);
CREATE INDEX statements_by_story ON statements (story);
CREATE INDEX events_by_story ON events (story);
CREATE INDEX parties_by_actor ON parties (actor);
CREATE INDEX parties_by_statement ON parties (statement);
CREATE INDEX parties_by_event ON parties (event);
CREATE INDEX citations_by_statement ON citations (statement);
CREATE INDEX citations_by_event ON citations (event);
CREATE INDEX citations_by_story ON citations (story);
CREATE INDEX episode_parties_by_country ON episode_parties (country, episode);
CREATE INDEX episode_parties_by_episode ON episode_parties (episode);
CREATE VIEW timeline AS
    SELECT e.id, coalesce(e.first_day, e.told_on) AS day, e.what, e.type, e.status, e.first_day, e.last_day, e.place,
        e.reports, e.independent,
        (SELECT group_concat(DISTINCT p.country) FROM episode_parties p WHERE p.episode = e.id) AS countries,
        (SELECT v.evidence FROM episode_events l JOIN events v ON v.id = l.event WHERE l.episode = e.id ORDER BY v.id LIMIT 1)
            AS words
    FROM episodes e ORDER BY day;
CREATE VIEW said AS
    SELECT s.id, coalesce(s.first_day, t.published) AS day, s.words,
        (SELECT group_concat(coalesce(a.name, p.words), '; ') FROM parties p LEFT JOIN actors a ON a.id = p.actor
            WHERE p.statement = s.id AND p.role = 'speaker') AS speakers,
        s.kind, s.story, t.headline, t.agency
    FROM statements s JOIN stories t ON t.id = s.story
    WHERE s.verdict IS NOT 'rejected' ORDER BY day;
