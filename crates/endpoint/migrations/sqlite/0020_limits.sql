-- What one person did of late is counted before each write.
CREATE INDEX acts_of_person ON acts (person, created_at);
