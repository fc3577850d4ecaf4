-- Tasks, leases and receipts, with what the database itself refuses.
--
-- Every primary key and every index that serves a tenant's query leads with tenant_id.
-- Text that is indexed sorts by code point, so that no operating system's upgrade breaks an index.
-- Tables that change often leave room in their pages and are vacuumed early.

-- The clock ---------------------------------------------------------------------------------------------------------

-- One row. A database marked as a test database lets a session set its clock; no other does.
CREATE TABLE installation (
    only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    test_database boolean NOT NULL DEFAULT false,
    oldest_program integer NOT NULL DEFAULT 1,  -- the oldest program, by its schema number, that this schema still serves
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO installation DEFAULT VALUES;

CREATE FUNCTION manual_clock() RETURNS timestamptz LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $$
BEGIN
    IF NOT (SELECT test_database FROM installation) THEN
        RAISE EXCEPTION 'asyncgate.manual_clock is set, and this is not a test database'
            USING HINT = 'Only a database marked as a test database takes its time from a session.';
    END IF;
    RETURN current_setting('asyncgate.manual_clock')::timestamptz;
END $$;

-- The only clock that decides: read while a statement runs, after its locks are held; never the transaction's start.
CREATE FUNCTION gate_now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $$
BEGIN
    IF coalesce(current_setting('asyncgate.manual_clock', true), '') <> '' THEN
        RETURN manual_clock();
    END IF;
    RETURN clock_timestamp();
END $$;

-- Ids and hashes ----------------------------------------------------------------------------------------------------

-- A version-7 UUID (RFC 9562, method 3: the 12 bits after the milliseconds are their fraction), so that ids made one
-- after the other sort so. PostgreSQL 18 has its own.
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 180000 THEN
        EXECUTE 'CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE RETURN uuidv7()';
    ELSE
        EXECUTE $f$
            CREATE FUNCTION new_id() RETURNS uuid LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $b$
            DECLARE
                micros bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
                bytes  bytea  := uuid_send(gen_random_uuid());
            BEGIN
                bytes := overlay(bytes PLACING substring(int8send(micros / 1000) FROM 3) FROM 1 FOR 6);
                bytes := overlay(bytes PLACING substring(
                    int4send(x'7000'::int | ((micros % 1000) * 4096 / 1000)::int) FROM 3) FROM 7 FOR 2);
                RETURN encode(bytes, 'hex')::uuid;
            END $b$
        $f$;
    END IF;
END $$;

-- An instant as it stands in receipts: ISO-8601, UTC, microseconds.
CREATE FUNCTION iso_instant(instant timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- SHA-256 over the RFC 8785 form of a receipt's envelope. The body must be in that form already; ids carry no control
-- characters, so two replacements escape them.
CREATE FUNCTION receipt_hash(
    type text, from_kind text, from_id text, to_kind text, to_id text,
    task_id uuid, lease_id uuid, schedule_id uuid, parents uuid[], body text
) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(convert_to(
        '{"body_sha256":"' || encode(sha256(convert_to(body, 'UTF8')), 'hex')
        || '","from":{"id":"' || replace(replace(from_id, '\', '\\'), '"', '\"') || '","kind":"' || from_kind
        || '"},"lease_id":' || coalesce('"' || lease_id || '"', 'null')
        || ',"parents":['
        || coalesce((SELECT string_agg('"' || p || '"', ',' ORDER BY p) FROM unnest(parents) AS p), '')
        || '],"schedule_id":' || coalesce('"' || schedule_id || '"', 'null')
        || ',"task_id":' || coalesce('"' || task_id || '"', 'null')
        || ',"to":{"id":"' || replace(replace(to_id, '\', '\\'), '"', '\"') || '","kind":"' || to_kind
        || '"},"type":"' || type || '"}', 'UTF8'));
END $$;

-- Tasks -------------------------------------------------------------------------------------------------------------

CREATE TABLE tasks (
    tenant_id              uuid        NOT NULL,
    task_id                uuid        NOT NULL,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,  -- of the last receipt that changed its state
    next_eligible_at       timestamptz,
    started_at             timestamptz,
    assigned_receipt_id    uuid        NOT NULL,  -- its obligation
    requeued_by_receipt_id uuid,                  -- what put it back into the queue last
    priority               integer     NOT NULL,
    attempt                integer     NOT NULL DEFAULT 0,
    max_attempts           integer     NOT NULL CHECK (max_attempts BETWEEN 1 AND 1000),
    retry_backoff_seconds  integer     NOT NULL CHECK (retry_backoff_seconds BETWEEN 1 AND 86400),
    held                   boolean     NOT NULL DEFAULT false,
    status                 text COLLATE "C" NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'leased', 'running', 'succeeded', 'failed', 'canceled')),
    type                   text COLLATE "C" NOT NULL CHECK (char_length(type) BETWEEN 1 AND 255),
    created_by_kind        text COLLATE "C" NOT NULL,
    created_by_id          text COLLATE "C" NOT NULL,
    created_by_instance_id text,
    principal_ai           text        NOT NULL,
    capabilities           text[] COLLATE "C" NOT NULL,
    tags                   text[] COLLATE "C" NOT NULL,
    idempotency_key        text COLLATE "C",
    request_sha256         bytea       NOT NULL,  -- tells a repeated creation from a different one under the same key
    payload_pointer        text,                  -- null: inline://task/{task_id}
    expected_outcome_kind  text,
    expected_artifact_mime text,
    asyncgate_instance     text        NOT NULL,
    payload                json        NOT NULL,  -- its text as sent: digits and order are kept
    PRIMARY KEY (tenant_id, task_id)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- createTask: at most one task of a tenant has a key.
CREATE UNIQUE INDEX tasks_idempotency_key ON tasks (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- leaseNext: the queue, in the order in which it is served.
CREATE INDEX tasks_queue ON tasks (tenant_id, priority DESC, created_at, task_id) WHERE status = 'queued' AND NOT held;
-- listTasks: newest and oldest first.
CREATE INDEX tasks_created ON tasks (tenant_id, created_at, task_id);
-- The counts of the status bar.
CREATE INDEX tasks_status ON tasks (tenant_id, status);

-- The state machine; TaskStatus in Java and the diagram in ARCHITECTURE.md say the same.
CREATE FUNCTION refuse_illegal_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status IN ('succeeded', 'failed', 'canceled') THEN
        RAISE EXCEPTION 'task % is %, which is final', OLD.task_id, OLD.status USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.status <> OLD.status AND NOT (CASE OLD.status
        WHEN 'queued'  THEN NEW.status IN ('leased', 'canceled')
        WHEN 'leased'  THEN NEW.status IN ('running', 'queued', 'succeeded', 'failed', 'canceled')
        WHEN 'running' THEN NEW.status IN ('queued', 'succeeded', 'failed', 'canceled')
        END) THEN
        RAISE EXCEPTION 'task % cannot go from % to %', OLD.task_id, OLD.status, NEW.status
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.tenant_id, NEW.task_id, NEW.created_by_kind, NEW.created_by_id, NEW.created_at, NEW.assigned_receipt_id)
        IS DISTINCT FROM
       (OLD.tenant_id, OLD.task_id, OLD.created_by_kind, OLD.created_by_id, OLD.created_at, OLD.assigned_receipt_id) THEN
        RAISE EXCEPTION 'the owner, the id and the creation of task % cannot change', OLD.task_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER legal_transition BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION refuse_illegal_transition();

-- How a task ended; written once.
CREATE TABLE outcomes (
    tenant_id      uuid        NOT NULL,
    task_id        uuid        NOT NULL,
    completed_at   timestamptz NOT NULL,
    lease_id       uuid,
    outcome        text COLLATE "C" NOT NULL CHECK (outcome IN ('succeeded', 'failed', 'canceled')),
    result         json,
    error          json,
    artifacts      json,
    delivery_proof json,
    PRIMARY KEY (tenant_id, task_id),
    FOREIGN KEY (tenant_id, task_id) REFERENCES tasks
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outcomes EXECUTE FUNCTION refuse_change();

-- A paused type is not handed out.
CREATE TABLE paused_types (
    tenant_id uuid        NOT NULL,
    type      text COLLATE "C" NOT NULL,
    paused_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, type)
);

-- Leases ------------------------------------------------------------------------------------------------------------

CREATE TABLE leases (
    tenant_id           uuid        NOT NULL,
    lease_id            uuid        NOT NULL,
    task_id             uuid        NOT NULL,
    acquired_at         timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    started_at          timestamptz,
    ended_at            timestamptz,
    accepted_receipt_id uuid        NOT NULL,
    ttl_seconds         integer     NOT NULL,
    renewal_count       integer     NOT NULL DEFAULT 0,
    end_reason          text COLLATE "C"
        CHECK (end_reason IN ('completed', 'failed', 'retried', 'released', 'expired', 'canceled', 'revoked')),
    worker_kind         text COLLATE "C" NOT NULL,
    worker_id           text COLLATE "C" NOT NULL,
    worker_instance_id  text,
    capabilities        text[] COLLATE "C" NOT NULL,
    end_sha256          bytea,  -- of the call that ended it: tells its repeat from a different call
    PRIMARY KEY (tenant_id, lease_id),
    FOREIGN KEY (tenant_id, task_id) REFERENCES tasks,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- At most one live lease on a task.
CREATE UNIQUE INDEX leases_live ON leases (tenant_id, task_id) WHERE ended_at IS NULL;
-- The sweep, over all tenants.
CREATE INDEX leases_expiry ON leases (expires_at) WHERE ended_at IS NULL;
-- The leases of a task: inspector and task list.
CREATE INDEX leases_task ON leases (tenant_id, task_id, acquired_at);
-- The timeline's window.
CREATE INDEX leases_acquired ON leases (tenant_id, acquired_at);

CREATE FUNCTION refuse_lease_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'lease % ended with %, which is final', OLD.lease_id, OLD.end_reason
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.tenant_id, NEW.lease_id, NEW.task_id, NEW.worker_id, NEW.acquired_at)
        IS DISTINCT FROM (OLD.tenant_id, OLD.lease_id, OLD.task_id, OLD.worker_id, OLD.acquired_at) THEN
        RAISE EXCEPTION 'the task, the holder and the start of lease % cannot change', OLD.lease_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER final_lease BEFORE UPDATE ON leases FOR EACH ROW EXECUTE FUNCTION refuse_lease_change();

-- Checked at commit, when all rows of the change are there: a task is leased or running exactly while a lease on it is
-- live, and it has an outcome exactly when it has ended.
CREATE FUNCTION refuse_inconsistent_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    task_status text;
    live boolean;
    ended boolean;
BEGIN
    SELECT t.status INTO task_status FROM tasks t WHERE t.tenant_id = NEW.tenant_id AND t.task_id = NEW.task_id;
    live := EXISTS (SELECT FROM leases l
        WHERE l.tenant_id = NEW.tenant_id AND l.task_id = NEW.task_id AND l.ended_at IS NULL);
    IF live <> (task_status IN ('leased', 'running')) THEN
        RAISE EXCEPTION 'task % would be % with % live lease', NEW.task_id, task_status, CASE WHEN live THEN 'a' ELSE 'no' END
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF task_status IN ('succeeded', 'failed', 'canceled') THEN
        ended := EXISTS (SELECT FROM outcomes o
            WHERE o.tenant_id = NEW.tenant_id AND o.task_id = NEW.task_id AND o.outcome = task_status);
        IF NOT ended THEN
            RAISE EXCEPTION 'task % would be % without that outcome', NEW.task_id, task_status
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER task_matches_lease AFTER INSERT OR UPDATE OF status ON tasks
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_inconsistent_task();
CREATE CONSTRAINT TRIGGER lease_matches_task AFTER INSERT OR UPDATE OF ended_at ON leases
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_inconsistent_task();

-- Renewals, for the timeline.
CREATE TABLE lease_events (
    tenant_id  uuid        NOT NULL,
    lease_id   uuid        NOT NULL,
    number     integer     NOT NULL,
    at         timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, lease_id, number),
    FOREIGN KEY (tenant_id, lease_id) REFERENCES leases
);

-- Receipts ----------------------------------------------------------------------------------------------------------

CREATE TABLE receipts (
    tenant_id          uuid        NOT NULL,
    receipt_id         uuid        NOT NULL,
    position           xid8        NOT NULL DEFAULT pg_current_xact_id(),
    created_at         timestamptz NOT NULL,
    task_id            uuid,
    lease_id           uuid,
    schedule_id        uuid,
    type               text COLLATE "C" NOT NULL,
    from_kind          text COLLATE "C" NOT NULL,
    from_id            text COLLATE "C" NOT NULL,
    from_instance_id   text,
    to_kind            text COLLATE "C" NOT NULL,
    to_id              text COLLATE "C" NOT NULL,
    asyncgate_instance text        NOT NULL,
    hash               bytea       NOT NULL CHECK (octet_length(hash) = 32),
    parents            uuid[]      NOT NULL CHECK (cardinality(parents) <= 10),
    body               json        NOT NULL,  -- in RFC 8785 form, so that its digest can be taken here
    PRIMARY KEY (tenant_id, receipt_id)
);

-- A repeated emission of one event meets its first one; also the ledger of a task. The task leads the hash, so that the
-- entries of one task lie together.
CREATE UNIQUE INDEX receipts_task ON receipts (tenant_id, task_id, hash) NULLS NOT DISTINCT;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipts EXECUTE FUNCTION refuse_change();

-- Edges between tasks. Those inside a task stand in the receipts' own parents, which are read by task anyway.
CREATE TABLE receipt_edges (
    tenant_id  uuid NOT NULL,
    parent_id  uuid NOT NULL,
    child_id   uuid NOT NULL,
    child_type text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, parent_id, child_id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES receipts,
    FOREIGN KEY (tenant_id, child_id) REFERENCES receipts
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_edges EXECUTE FUNCTION refuse_change();

-- What is still owed, in the order in which openObligations answers; a row goes with the receipt that discharges it.
CREATE TABLE open_obligations (
    tenant_id      uuid        NOT NULL,
    principal_id   text COLLATE "C" NOT NULL,
    principal_kind text COLLATE "C" NOT NULL,
    created_at     timestamptz NOT NULL,
    receipt_id     uuid        NOT NULL,
    PRIMARY KEY (tenant_id, principal_id, principal_kind, created_at, receipt_id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES receipts
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Refused calls of those who do not hold the lease, at most five for each lease; written outside the refused change.
CREATE TABLE audit_events (
    tenant_id uuid        NOT NULL,
    event_id  uuid        NOT NULL,
    at        timestamptz NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    operation text COLLATE "C" NOT NULL,
    lease_id  uuid,
    task_id   uuid,
    actor     text        NOT NULL,
    code      text COLLATE "C",
    PRIMARY KEY (tenant_id, event_id)
);
-- The late attempts of the leases that a timeline shows.
CREATE INDEX audit_events_lease ON audit_events (tenant_id, lease_id) WHERE lease_id IS NOT NULL;
