-- What linking keeps, so that new stories cost by what they touch and not by what is there.
CREATE TABLE linking (form VARCHAR NOT NULL);      -- the rules that the tables below were made by; no row: link everything afresh
CREATE TABLE sightings (              -- an event as it was linked last
    number INTEGER NOT NULL, event VARCHAR NOT NULL, story VARCHAR NOT NULL, page VARCHAR NOT NULL,
    component INTEGER NOT NULL,       -- events that may be one occurrence share it
    hand VARCHAR,                     -- what people decided about it
    edited VARCHAR                    -- digest of the record, where a correction changed it
);
CREATE TABLE sighting_keys (          -- what events share that are compared
    key BIGINT NOT NULL, number INTEGER NOT NULL,
    kind TINYINT NOT NULL             -- 0: sides and month, 1: sides and word, 2: what dates an undated page
);
CREATE TABLE alike (one INTEGER NOT NULL, other INTEGER NOT NULL, score DOUBLE NOT NULL);
CREATE TABLE linked_stories (story VARCHAR NOT NULL);                       -- those that were compared for copies
CREATE TABLE story_marks (mark BIGINT NOT NULL, story VARCHAR NOT NULL);   -- what a story shares with its likely copies
CREATE TABLE copies (                 -- the stories that have copies, with the one that they are copies of
    story VARCHAR NOT NULL, origin VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL, shared DOUBLE NOT NULL
);
CREATE TABLE story_dates (            -- when undated stories can have been published, and why
    story VARCHAR NOT NULL, page VARCHAR NOT NULL, first_day DATE NOT NULL, last_day DATE NOT NULL, precision VARCHAR NOT NULL,
    constraints VARCHAR[] NOT NULL
);
CREATE TABLE episode_keys (key BIGINT NOT NULL, episode VARCHAR NOT NULL, plan BOOLEAN NOT NULL);  -- plans and their outcomes
CREATE TABLE episode_links (episode VARCHAR NOT NULL, kind VARCHAR NOT NULL, target VARCHAR NOT NULL);
INSERT INTO episode_links
    SELECT episode, json_extract_string(link, '$.kind'), json_extract_string(link, '$.episode')
    FROM (SELECT id AS episode, unnest(json_extract(record, '$.links[*]')) AS link FROM episodes);
