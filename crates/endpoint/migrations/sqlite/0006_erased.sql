-- Who was erased, so that no import brings them back, and yet nobody is named: `mark` is a keyed hash of the person's id,
-- and the key is among the facts of the community. `posts` says what became of what they wrote: stay or go.
CREATE TABLE erased (
  mark TEXT PRIMARY KEY NOT NULL,
  created_at INTEGER NOT NULL,
  posts TEXT NOT NULL CHECK (posts IN ('stay', 'go'))
);
