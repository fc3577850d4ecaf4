-- What the overview draws over time, so that an hour of a million tasks is read as sixty minutes.

-- How many tasks ended in a minute (kept for a day) and in an hour (for eight), how, of which type, and how long they
-- took from creation to end. Counted along the ledger by the sweep, together with outcome_totals; what came after is
-- counted when asked. What ended before this table was made is not in it.
CREATE TABLE ended_over_time (
    tenant_id    uuid        NOT NULL,
    span_seconds integer     NOT NULL CHECK (span_seconds IN (60, 3600)),
    at           timestamptz NOT NULL,  -- when the minute or hour began
    type         text COLLATE "C" NOT NULL,
    outcome      text COLLATE "C" NOT NULL,
    took         integer     NOT NULL,  -- duration_class
    n            bigint      NOT NULL,
    PRIMARY KEY (tenant_id, span_seconds, at, type, outcome, took)
) WITH (fillfactor = 70);

-- Classes of durations: four for each doubling, from 10 ms on, so that a percentile is known to a fifth.
CREATE FUNCTION duration_class(duration interval) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN extract(epoch FROM duration) <= 0.01 THEN 0
                ELSE floor(4 * ln(extract(epoch FROM duration)::float8 * 100) / ln(2::float8))::integer END;

-- How many tasks stood where, looked at by the sweep once a minute and kept for eight days; none where none was open.
CREATE TABLE open_over_time (
    tenant_id uuid        NOT NULL,
    at        timestamptz NOT NULL,  -- the minute
    queued    bigint      NOT NULL,
    leased    bigint      NOT NULL,
    running   bigint      NOT NULL,
    PRIMARY KEY (tenant_id, at)
);
