-- The community. `number` is the order in which rows came, and what rows are joined by; `id` is what the world knows.
-- `created_at` is when the row came to be here, `said_at` what a date means to a reader: both in milliseconds since
-- the epoch, the second unknown where a snapshot does not tell it. Yes and no are 1 and 0, in all databases.

CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);

CREATE TABLE people (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  name TEXT NOT NULL,
  avatar TEXT,
  url TEXT,
  role TEXT NOT NULL
);

CREATE TABLE products (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  name TEXT NOT NULL,
  url TEXT
);

-- `author` names a person who may be unknown, so it refers to nothing. The counts hold what a snapshot counted as well,
-- and whoever adds a row to me_too, stars or follows counts it here in the same transaction. `recent_key` and
-- `active_key` are said_at and the last activity for sorting, with the smallest number where there is no date.
CREATE TABLE topics (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('published', 'waiting', 'hidden')),
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  format TEXT NOT NULL,
  author TEXT,
  said_at BIGINT,
  last_active_at BIGINT,
  url TEXT,
  me_too_count BIGINT NOT NULL,
  follower_count BIGINT NOT NULL,
  reply_count BIGINT NOT NULL,
  recent_key BIGINT NOT NULL,
  active_key BIGINT NOT NULL
);
CREATE INDEX topics_recent ON topics (state, recent_key DESC, active_key DESC, number);
CREATE INDEX topics_active ON topics (state, active_key DESC, recent_key DESC, number);
CREATE INDEX topics_replies ON topics (state, reply_count DESC, active_key DESC, number);
CREATE INDEX topics_me_too ON topics (state, me_too_count DESC, active_key DESC, number);
CREATE INDEX topics_unanswered ON topics (state, me_too_count DESC, recent_key DESC, number);

CREATE TABLE replies (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic BIGINT NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('published', 'waiting', 'hidden')),
  author TEXT,
  body TEXT NOT NULL,
  format TEXT NOT NULL,
  said_at BIGINT,
  best BIGINT NOT NULL,
  official BIGINT NOT NULL,
  star_count BIGINT NOT NULL,
  UNIQUE (topic, id)
);
CREATE INDEX replies_in_order ON replies (topic, number);

CREATE TABLE topic_tags (
  topic BIGINT NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  tag TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (topic, position)
);
CREATE INDEX topic_tags_folded ON topic_tags (folded, topic);

CREATE TABLE topic_products (
  topic BIGINT NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  product TEXT NOT NULL,
  PRIMARY KEY (topic, position)
);
CREATE INDEX topic_products_product ON topic_products (product, topic);

CREATE TABLE recommendations (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('published', 'waiting', 'hidden')),
  person TEXT NOT NULL,
  subject TEXT NOT NULL,
  verb TEXT NOT NULL,
  text TEXT NOT NULL,
  said_at BIGINT,
  audience TEXT NOT NULL,
  will_answer BIGINT NOT NULL,
  recent_key BIGINT NOT NULL
);
CREATE INDEX recommendations_recent ON recommendations (state, audience, recent_key DESC, number);
CREATE INDEX recommendations_subject ON recommendations (subject, state, audience, recent_key DESC, number);

CREATE TABLE me_too (
  topic BIGINT NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  person TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (topic, person)
);

CREATE TABLE stars (
  reply BIGINT NOT NULL REFERENCES replies (number) ON DELETE CASCADE,
  person TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (reply, person)
);

CREATE TABLE follows (
  topic BIGINT NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  person TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (topic, person)
);

-- What is said against a topic or, where `reply` is given, against one of its replies.
CREATE TABLE flags (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic BIGINT NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  reply BIGINT REFERENCES replies (number) ON DELETE CASCADE,
  person TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  settled_at BIGINT
);

-- What was done by whom, in order. Rows are added and never changed, but for taking out a person who asks for it.
CREATE TABLE acts (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at BIGINT NOT NULL,
  person TEXT,
  act TEXT NOT NULL,
  subject TEXT,
  detail TEXT NOT NULL
);

-- What the public may read. Nothing that answers the public names the tables behind them.
CREATE VIEW published_topics AS SELECT * FROM topics WHERE state = 'published';
CREATE VIEW published_replies AS
  SELECT * FROM replies WHERE state = 'published'
    AND EXISTS (SELECT 1 FROM published_topics WHERE published_topics.number = replies.topic);
CREATE VIEW public_recommendations AS
  SELECT * FROM recommendations WHERE state = 'published' AND audience = 'public';
