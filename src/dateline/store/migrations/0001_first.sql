-- The first form of the record. Columns are what questions ask for; `record` holds the whole record as JSON.
CREATE TABLE generations (
    number INTEGER NOT NULL,          -- counts up with every publication
    begun_at TIMESTAMP NOT NULL,      -- UTC
    software VARCHAR NOT NULL         -- the version that wrote it
);
CREATE TABLE pages (
    id VARCHAR PRIMARY KEY,
    path VARCHAR, url VARCHAR, media_type VARCHAR,
    sha256 VARCHAR NOT NULL,
    published DATE,                   -- given from outside the page
    clean BOOLEAN NOT NULL,
    added_at TIMESTAMP NOT NULL       -- UTC
);
CREATE TABLE stories (
    id VARCHAR PRIMARY KEY,
    headline VARCHAR, agency VARCHAR, place VARCHAR, published DATE, language VARCHAR,
    coded BOOLEAN NOT NULL,           -- its text was read for statements and events
    text VARCHAR NOT NULL
);
CREATE TABLE appearances (            -- a story on a page: the same report may stand on several
    story VARCHAR NOT NULL, page VARCHAR NOT NULL, position INTEGER NOT NULL,
    kind VARCHAR NOT NULL, byline VARCHAR[], outlet VARCHAR, section VARCHAR, url VARCHAR,
    paragraphs_from INTEGER[][]
);
CREATE TABLE removed (
    page VARCHAR NOT NULL, position INTEGER NOT NULL,
    text VARCHAR NOT NULL, reason VARCHAR NOT NULL, story VARCHAR, after INTEGER
);
CREATE TABLE rejected (
    page VARCHAR NOT NULL, position INTEGER NOT NULL,
    stage VARCHAR NOT NULL, reason VARCHAR NOT NULL, detail VARCHAR NOT NULL, path VARCHAR
);
CREATE TABLE actors (
    id VARCHAR PRIMARY KEY,
    code VARCHAR, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, country VARCHAR, sector VARCHAR, wikidata VARCHAR
);
CREATE TABLE mentions (
    story VARCHAR NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, text VARCHAR NOT NULL, actor VARCHAR
);
CREATE TABLE statements (
    id VARCHAR NOT NULL, story VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    kind VARCHAR NOT NULL, words VARCHAR NOT NULL, cue VARCHAR,
    first_day DATE, last_day DATE,    -- when it was said, where the text tells
    confidence DOUBLE NOT NULL,
    verdict VARCHAR,                  -- a person's: accepted, edited, rejected, added
    record VARCHAR NOT NULL,          -- with the corrections
    original VARCHAR                  -- as it was read, where a correction changed it
);
CREATE TABLE events (
    id VARCHAR NOT NULL, story VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    type VARCHAR NOT NULL, mode VARCHAR, status VARCHAR NOT NULL, contexts VARCHAR[],
    cameo VARCHAR, goldstein DOUBLE, plover_score DOUBLE, quad_plover INTEGER, quad_cameo INTEGER,
    first_day DATE, last_day DATE, precision VARCHAR,
    place VARCHAR, statement VARCHAR, trigger_words VARCHAR NOT NULL, evidence VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    verdict VARCHAR, record VARCHAR NOT NULL, original VARCHAR
);
CREATE TABLE parties (                -- who takes part in a statement or an event
    record VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    role VARCHAR NOT NULL,            -- speaker, addressee, via, about; actor, recipient, denied_by
    position INTEGER NOT NULL, actor VARCHAR, country VARCHAR, words VARCHAR
);
CREATE TABLE tenures (
    id VARCHAR NOT NULL, story VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    person VARCHAR NOT NULL, office VARCHAR NOT NULL, "of" VARCHAR, change VARCHAR NOT NULL, words VARCHAR NOT NULL,
    first_day DATE, last_day DATE,
    verdict VARCHAR, record VARCHAR NOT NULL, original VARCHAR
);
CREATE TABLE figures (
    id VARCHAR NOT NULL, story VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    subject VARCHAR NOT NULL, value DOUBLE NOT NULL, value_to DOUBLE, unit VARCHAR NOT NULL, comparator VARCHAR NOT NULL,
    words VARCHAR NOT NULL, first_day DATE, last_day DATE,
    verdict VARCHAR, record VARCHAR NOT NULL, original VARCHAR
);
CREATE TABLE corrections (
    id VARCHAR PRIMARY KEY, made_at TIMESTAMP NOT NULL, who VARCHAR NOT NULL,
    action VARCHAR NOT NULL, kind VARCHAR NOT NULL, record VARCHAR NOT NULL, why VARCHAR NOT NULL, fields VARCHAR NOT NULL
);
CREATE TABLE episodes (
    id VARCHAR NOT NULL, what VARCHAR NOT NULL, type VARCHAR NOT NULL, mode VARCHAR, status VARCHAR NOT NULL,
    first_day DATE, last_day DATE, precision VARCHAR, place VARCHAR,
    told_on DATE,                     -- the first day on which a report of it was published
    reports INTEGER NOT NULL, independent INTEGER NOT NULL,
    record VARCHAR NOT NULL
);
CREATE TABLE episode_parties (
    episode VARCHAR NOT NULL, role VARCHAR NOT NULL, position INTEGER NOT NULL, actor VARCHAR NOT NULL, country VARCHAR
);
CREATE TABLE episode_events (
    episode VARCHAR NOT NULL, event VARCHAR NOT NULL, story VARCHAR NOT NULL, page VARCHAR NOT NULL
);
CREATE TABLE episode_aliases (alias VARCHAR PRIMARY KEY, episode VARCHAR NOT NULL);
