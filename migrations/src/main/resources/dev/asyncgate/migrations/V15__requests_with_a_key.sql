-- The digest of a request tells a repeated creation from a different one under the same key. Without a key nothing is ever
-- compared: then none is taken and none is kept. The rows that are there all have one, so nobody waits while they are read.
ALTER TABLE submitted_tasks ALTER COLUMN request_sha256 DROP NOT NULL;
ALTER TABLE submitted_tasks ADD CONSTRAINT request_of_key CHECK (idempotency_key IS NULL OR request_sha256 IS NOT NULL) NOT VALID;
