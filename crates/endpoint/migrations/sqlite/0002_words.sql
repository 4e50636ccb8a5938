-- The words of published topics, for finding candidates; the row is the topic's `number`. It holds plain text, which
-- the code writes in the transaction that changes the topic. What is deleted is overwritten, not only forgotten.
CREATE VIRTUAL TABLE topic_words USING fts5 (
  title, question, answer, tags,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3 4'
);
INSERT INTO topic_words (topic_words, rank) VALUES ('secure-delete', 1);
