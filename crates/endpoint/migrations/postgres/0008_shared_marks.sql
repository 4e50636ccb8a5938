-- Whether a person shows to friends to have a topic too, or to have found a reply useful: of each by that person's own choice. What
-- a merge brings along is shown to nobody, because the choice was for the other topic.
ALTER TABLE me_too ADD COLUMN shared BIGINT NOT NULL DEFAULT 0;
ALTER TABLE stars ADD COLUMN shared BIGINT NOT NULL DEFAULT 0;
CREATE INDEX me_too_shared ON me_too (topic, person) WHERE shared = 1;
CREATE INDEX stars_shared ON stars (reply, person) WHERE shared = 1;

-- Which topics became part of one.
CREATE INDEX topics_merged_into ON topics (merged_into) WHERE merged_into IS NOT NULL;
