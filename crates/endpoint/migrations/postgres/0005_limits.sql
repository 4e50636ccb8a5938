-- What one person did of late is counted before each write.
CREATE INDEX acts_of_person ON acts (person, created_at);

-- Proofs of work that were taken, each until it expires, so that none is taken twice.
CREATE TABLE spent_proofs (
  challenge TEXT PRIMARY KEY NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX spent_proofs_expire ON spent_proofs (expires_at);
-- How much was written of late decides whether proofs are asked for.
CREATE INDEX acts_of_late ON acts (created_at);
