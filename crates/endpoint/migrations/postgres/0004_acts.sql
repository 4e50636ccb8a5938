-- What people do with each other's words, and what moderators do about it.

-- How it makes the asker feel, the topic that this one became part of, and the reply that its asker's "solved" marked
-- best: the last two by number.
ALTER TABLE topics ADD COLUMN mood TEXT;
ALTER TABLE topics ADD COLUMN merged_into BIGINT;
ALTER TABLE topics ADD COLUMN solved_by BIGINT;
CREATE INDEX topics_author ON topics (author, state);
CREATE INDEX replies_author ON replies (author, state);
CREATE INDEX replies_unpublished ON replies (topic) WHERE state <> 'published';

-- The number of the topic that was merged into this one and brought the row; NULL where the person did it here.
ALTER TABLE me_too ADD COLUMN merged_from BIGINT;
ALTER TABLE follows ADD COLUMN merged_from BIGINT;

-- A person flags a row once, whatever becomes of the flag.
ALTER TABLE flags ADD COLUMN detail TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX flags_once ON flags (topic, COALESCE(reply, 0), person);
CREATE INDEX flags_open ON flags (topic, reply) WHERE settled_at IS NULL;

-- An act that changed what is public has an id, holds what it changed as JSON, so that it can be undone, and may be
-- itself the undoing of another one, named by its number. Other acts leave the three empty.
ALTER TABLE acts ADD COLUMN id TEXT;
ALTER TABLE acts ADD COLUMN changed TEXT;
ALTER TABLE acts ADD COLUMN undoes BIGINT;
CREATE UNIQUE INDEX acts_id ON acts (id);
CREATE UNIQUE INDEX acts_undoes ON acts (undoes);
CREATE INDEX acts_changed ON acts (number) WHERE changed IS NOT NULL;

-- What changed among published rows or, where it is for moderators alone, among all others; for panels that ask again
-- and again. One transaction writes at a time, so that numbers come to be seen in their order.
CREATE TABLE changes (
  number BIGINT PRIMARY KEY NOT NULL,
  created_at BIGINT NOT NULL,
  act TEXT NOT NULL,
  topic TEXT NOT NULL,
  for_moderators BIGINT NOT NULL
);
CREATE INDEX changes_topic ON changes (topic, number);

-- `person` calls `friend` a friend. Two who call each other so are friends.
CREATE TABLE friends (
  person TEXT NOT NULL,
  friend TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person, friend)
);
CREATE INDEX friends_friend ON friends (friend, person);
CREATE INDEX recommendations_person ON recommendations (person, subject);

-- How to reach those who wrote without the site vouching for them. It is shown to nobody.
CREATE TABLE guests (
  person TEXT PRIMARY KEY NOT NULL,
  created_at BIGINT NOT NULL,
  email TEXT NOT NULL
);
CREATE VIEW mutual_friends AS
  SELECT mine.person AS person, mine.friend AS friend FROM friends AS mine
    JOIN friends AS theirs ON theirs.person = mine.friend AND theirs.friend = mine.person;
