-- What was written under which key of idempotency, so that a request that comes again is answered and not done again.
-- `subject` is the id of the row that the first one made, `fingerprint` is of what it said.
CREATE TABLE acknowledged (
  person TEXT NOT NULL,
  key TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  fingerprint TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (person, key)
);
