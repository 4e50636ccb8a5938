-- The words of published topics, for finding candidates. The code cuts and folds them, as the panel does, and writes them
-- in the transaction that changes the topic.
CREATE TABLE topic_words (
  topic BIGINT PRIMARY KEY NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  words TSVECTOR NOT NULL
);
CREATE INDEX topic_words_words ON topic_words USING GIN (words);
