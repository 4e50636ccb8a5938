-- The words of published topics, for finding candidates. The code cuts and folds them, as the panel does, and writes them
-- in the transaction that changes the topic. `words` holds the title's too, which stand apart because many long rows cannot
-- be scored in time.
CREATE TABLE topic_words (
  topic BIGINT PRIMARY KEY NOT NULL REFERENCES topics (number) ON DELETE CASCADE,
  title TSVECTOR NOT NULL,
  words TSVECTOR NOT NULL
);
CREATE INDEX topic_words_title ON topic_words USING GIN (title);
CREATE INDEX topic_words_words ON topic_words USING GIN (words);
