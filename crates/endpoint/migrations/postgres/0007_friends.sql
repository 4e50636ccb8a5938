-- What friends ask each other, who would like to be found by others, and what a shared link led to.

-- A question of `asker` to `addressee` alone. It is no row of `topics`, so that nothing that reads those can tell of it.
-- Its number is random: it stands in cursors, and one that is counted up would say how many there are. `tags` and
-- `products` are JSON lists. Once its asker makes it public, another row with its id stands among the topics, and this one
-- stays for what the two said before.
CREATE TABLE private_topics (
  number BIGINT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  asker TEXT NOT NULL,
  addressee TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  format TEXT NOT NULL,
  mood TEXT,
  tags TEXT NOT NULL,
  products TEXT NOT NULL,
  active_at BIGINT NOT NULL
);
CREATE INDEX private_topics_asked ON private_topics (addressee, created_at DESC, number);
CREATE INDEX private_topics_asker ON private_topics (asker);

-- `position` counts within the topic, from 1.
CREATE TABLE private_replies (
  topic BIGINT NOT NULL REFERENCES private_topics (number) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  author TEXT NOT NULL,
  body TEXT NOT NULL,
  format TEXT NOT NULL,
  PRIMARY KEY (topic, position)
);

-- Whom a public question was put to. Its asker and its addressee alone are told.
ALTER TABLE topics ADD COLUMN addressee TEXT;
CREATE INDEX topics_addressee ON topics (addressee, recent_key DESC, number) WHERE addressee IS NOT NULL;

-- The first 24 bits of a recommendation's key, by which ranges are found, NULL until somebody has worked it out; the code of the
-- link by which its person shares it, and how many came by that.
ALTER TABLE recommendations ADD COLUMN range_start BIGINT;
ALTER TABLE recommendations ADD COLUMN referral TEXT;
ALTER TABLE recommendations ADD COLUMN referred BIGINT NOT NULL DEFAULT 0;
CREATE INDEX recommendations_range ON recommendations (range_start);
CREATE UNIQUE INDEX recommendations_referral ON recommendations (referral);

-- Who may be suggested to others as somebody to know, and who is not to be suggested to whom.
CREATE TABLE discoverable (
  person TEXT PRIMARY KEY NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE dismissed (
  person TEXT NOT NULL,
  other TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person, other)
);
CREATE INDEX dismissed_other ON dismissed (other, person);

-- A view has the columns that there were when it was made.
CREATE OR REPLACE VIEW published_topics AS SELECT * FROM topics WHERE state = 'published';
CREATE OR REPLACE VIEW public_recommendations AS
  SELECT * FROM recommendations WHERE state = 'published' AND audience = 'public';
