-- Signed calls that were taken already, until their window ends: a call is taken once, whichever gateway it comes to.
CREATE TABLE signed_calls (
    tenant_id   uuid        NOT NULL,
    key_id      uuid        NOT NULL,
    base_sha256 bytea       NOT NULL,  -- over what was signed
    ends_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key_id, base_sha256)
);
-- The sweep: those whose window has ended.
CREATE INDEX signed_calls_ends ON signed_calls (tenant_id, ends_at);

-- The sweep: windows of calls that have ended.
CREATE INDEX rate_limit_buckets_ends ON rate_limit_buckets (tenant_id, ends_at);
