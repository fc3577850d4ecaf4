-- The digest of a request tells a repeated creation from a different one under the same key. Without a key nothing is ever
-- compared: then none is taken and none is kept.
ALTER TABLE submitted_tasks ALTER COLUMN request_sha256 DROP NOT NULL;
ALTER TABLE submitted_tasks ADD CONSTRAINT request_of_key CHECK (idempotency_key IS NULL OR request_sha256 IS NOT NULL) NOT VALID;
ALTER TABLE submitted_tasks VALIDATE CONSTRAINT request_of_key;
