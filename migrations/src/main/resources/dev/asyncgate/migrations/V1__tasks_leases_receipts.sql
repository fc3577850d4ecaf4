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
    epoch         integer NOT NULL DEFAULT 1,  -- of the ledger's positions; a restore begins the next
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
-- characters, so two replacements escape them. Parents stand sorted; nearly all receipts have one or two, and those are
-- sorted without a subquery, so that the function is inlined.
CREATE FUNCTION sorted_ids(ids uuid[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(id::text, '","' ORDER BY id) FROM unnest(ids) AS id);
CREATE FUNCTION receipt_hash(
    type text, from_kind text, from_id text, to_kind text, to_id text,
    task_id uuid, lease_id uuid, schedule_id uuid, parents uuid[], body text
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sha256(convert_to(
        '{"body_sha256":"' || encode(sha256(convert_to(body, 'UTF8')), 'hex')
        || '","from":{"id":"' || replace(replace(from_id, '\', '\\'), '"', '\"') || '","kind":"' || from_kind
        || '"},"lease_id":' || coalesce('"' || lease_id || '"', 'null')
        || ',"parents":[' || CASE cardinality(parents)
            WHEN 0 THEN ''
            WHEN 1 THEN '"' || parents[1] || '"'
            WHEN 2 THEN '"' || least(parents[1], parents[2]) || '","' || greatest(parents[1], parents[2]) || '"'
            ELSE '"' || sorted_ids(parents) || '"' END
        || '],"schedule_id":' || coalesce('"' || schedule_id || '"', 'null')
        || ',"task_id":' || coalesce('"' || task_id || '"', 'null')
        || ',"to":{"id":"' || replace(replace(to_id, '\', '\\'), '"', '\"') || '","kind":"' || to_kind
        || '"},"type":"' || type || '"}', 'UTF8'));

-- Tasks -------------------------------------------------------------------------------------------------------------
--
-- What was submitted never changes and is wide; where it stands changes often and is narrow; how it ended is written
-- once. A task that has not ended has a row in open_tasks, one that has ended a row in task_outcomes. The lease that is
-- live on it is part of that one open row: so there is at most one, the task is leased exactly while it is there, and
-- whoever claims, ends or requeues a task locks one row and sees all of it.

CREATE TABLE submitted_tasks (
    tenant_id              uuid        NOT NULL,
    task_id                uuid        NOT NULL,
    created_at             timestamptz NOT NULL,
    eligible_at            timestamptz,           -- when it was to be handed out first; null: at once
    assigned_receipt_id    uuid        NOT NULL,  -- its obligation
    priority               integer     NOT NULL,  -- as submitted; the present one is in open_tasks or task_outcomes
    max_attempts           integer     NOT NULL CHECK (max_attempts BETWEEN 1 AND 1000),
    retry_backoff_seconds  integer     NOT NULL CHECK (retry_backoff_seconds BETWEEN 1 AND 86400),
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
);

-- createTask: at most one task of a tenant has a key.
CREATE UNIQUE INDEX submitted_tasks_key ON submitted_tasks (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- listTasks, newest and oldest first: all, of a type, of an owner.
CREATE INDEX submitted_tasks_created ON submitted_tasks (tenant_id, created_at, task_id);
CREATE INDEX submitted_tasks_type ON submitted_tasks (tenant_id, type, created_at, task_id);
CREATE INDEX submitted_tasks_owner ON submitted_tasks (tenant_id, created_by_id, created_at, task_id);

-- Where tasks wait that the same workers can take: one row for each type and set of required capabilities ever seen, so
-- that a claim asks first which queues fit and then only for their heads. queue_id is a digest of both.
CREATE TABLE queues (
    tenant_id    uuid   NOT NULL,
    queue_id     uuid   NOT NULL,
    type         text COLLATE "C" NOT NULL,
    capabilities text[] COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, queue_id)
);
-- leaseNext: the queues of the types that a worker accepts.
CREATE INDEX queues_type ON queues (tenant_id, type);

CREATE TABLE open_tasks (
    tenant_id              uuid        NOT NULL,
    task_id                uuid        NOT NULL,
    queue_id               uuid        NOT NULL,
    created_at             timestamptz NOT NULL,  -- of the task: the order of the queue
    updated_at             timestamptz NOT NULL,  -- of the last receipt that changed its state
    next_eligible_at       timestamptz,
    requeued_by_receipt_id uuid,                  -- what put it back into the queue last
    priority               integer     NOT NULL,
    attempt                integer     NOT NULL DEFAULT 0,
    lease_ends             integer     NOT NULL DEFAULT 0,  -- without an outcome: expired, released, revoked
    expiries               integer     NOT NULL DEFAULT 0,
    waiting                boolean     NOT NULL,  -- not before next_eligible_at; the sweep clears it when that has passed
    held                   boolean     NOT NULL DEFAULT false,
    held_reason            text,
    -- The live lease, all of it or nothing.
    renewal_count          integer,
    ttl_seconds            integer,
    lease_id               uuid,
    accepted_receipt_id    uuid,
    acquired_at            timestamptz,
    expires_at             timestamptz,
    started_at             timestamptz,           -- null while leased, set when running
    worker_kind            text COLLATE "C",
    worker_id              text COLLATE "C",
    worker_instance_id     text,
    worker_capabilities    text[] COLLATE "C",
    PRIMARY KEY (tenant_id, task_id),
    CHECK (num_nulls(lease_id, accepted_receipt_id, acquired_at, expires_at, worker_kind, worker_id,
                     worker_capabilities, renewal_count, ttl_seconds) IN (0, 9)),
    CHECK (lease_id IS NOT NULL OR started_at IS NULL),
    CHECK (NOT waiting OR (lease_id IS NULL AND next_eligible_at IS NOT NULL))
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

-- leaseNext: what can be claimed now, in the order in which it is served.
CREATE INDEX open_tasks_ready ON open_tasks (tenant_id, queue_id, priority DESC, created_at, task_id)
    WHERE lease_id IS NULL AND NOT held AND NOT waiting;
-- leaseNext and the sweep: what has become eligible since.
CREATE INDEX open_tasks_waiting ON open_tasks (tenant_id, next_eligible_at) WHERE waiting AND NOT held;
-- The sweep: what has run out. Also the live leases of the timeline.
CREATE INDEX open_tasks_expiry ON open_tasks (tenant_id, expires_at) WHERE lease_id IS NOT NULL;

CREATE FUNCTION task_status(lease_id uuid, started_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN lease_id IS NULL THEN 'queued' WHEN started_at IS NULL THEN 'leased' ELSE 'running' END;

-- How a task ended; written once.
CREATE TABLE task_outcomes (
    tenant_id      uuid        NOT NULL,
    task_id        uuid        NOT NULL,
    completed_at   timestamptz NOT NULL,
    started_at     timestamptz,           -- of the last lease
    lease_id       uuid,                  -- the one that ended it; null when it was queued
    receipt_id     uuid        NOT NULL,  -- the terminal receipt
    priority       integer     NOT NULL,
    attempt        integer     NOT NULL,
    located        boolean     NOT NULL,  -- whether that receipt discharged the obligation
    outcome        text COLLATE "C" NOT NULL CHECK (outcome IN ('succeeded', 'failed', 'canceled')),
    result         json,
    error          json,
    artifacts      json,
    delivery_proof json,
    PRIMARY KEY (tenant_id, task_id)
);
-- listTasks by completion; and by outcome.
CREATE INDEX task_outcomes_completed ON task_outcomes (tenant_id, outcome, completed_at, task_id);

-- The state machine; TaskStatus in Java and the table in ARCHITECTURE.md say the same. A status is what is there: no row
-- can be in two states, and the transitions that an UPDATE can make are refused here unless they are legal.
CREATE FUNCTION refuse_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'task % cannot go from % to %', OLD.task_id,
        task_status(OLD.lease_id, OLD.started_at), task_status(NEW.lease_id, NEW.started_at)
        USING ERRCODE = 'integrity_constraint_violation',
              HINT = 'Its identity never changes; a lease is taken by a queued task, started once, and ended.';
END $$;
CREATE TRIGGER legal_transition BEFORE UPDATE ON open_tasks FOR EACH ROW
    WHEN (NEW.tenant_id <> OLD.tenant_id OR NEW.task_id <> OLD.task_id OR NEW.created_at <> OLD.created_at
          OR (OLD.lease_id IS NULL AND NEW.started_at IS NOT NULL)
          OR (OLD.lease_id IS NOT NULL AND NEW.lease_id IS NOT NULL AND (
              NEW.lease_id <> OLD.lease_id OR NEW.worker_id <> OLD.worker_id OR NEW.acquired_at <> OLD.acquired_at
              OR NEW.started_at IS DISTINCT FROM coalesce(OLD.started_at, NEW.started_at))))
    EXECUTE FUNCTION refuse_transition();

-- A task is open or has an outcome: never both, never neither. Checked at the end of each statement, for all its rows.
CREATE FUNCTION refuse_two_states_or_none() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    CASE TG_TABLE_NAME || ' ' || TG_OP
    WHEN 'submitted_tasks INSERT' THEN
        SELECT c.task_id, 'no state' AS found INTO wrong FROM changed c
        WHERE (SELECT true FROM open_tasks o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id) IS NULL LIMIT 1;
    WHEN 'open_tasks INSERT' THEN
        SELECT c.task_id, 'an outcome, or was never submitted' AS found INTO wrong FROM changed c
        WHERE c.lease_id IS NOT NULL
           OR (SELECT true FROM task_outcomes o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id)
           OR (SELECT true FROM submitted_tasks s WHERE s.tenant_id = c.tenant_id AND s.task_id = c.task_id) IS NULL LIMIT 1;
    WHEN 'open_tasks DELETE' THEN
        SELECT c.task_id, 'no outcome that it may have' AS found INTO wrong FROM changed c
        WHERE (SELECT o.lease_id IS NOT DISTINCT FROM c.lease_id AND (c.lease_id IS NOT NULL OR o.outcome = 'canceled')
               FROM task_outcomes o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id) IS NOT TRUE LIMIT 1;
    WHEN 'task_outcomes INSERT' THEN
        SELECT c.task_id, 'a state besides its outcome' AS found INTO wrong FROM changed c
        WHERE (SELECT true FROM open_tasks o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id) LIMIT 1;
    END CASE;
    IF wrong.task_id IS NOT NULL THEN
        RAISE EXCEPTION 'task % would have %', wrong.task_id, wrong.found USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER one_state AFTER INSERT ON submitted_tasks REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_states_or_none();
CREATE TRIGGER one_state_in AFTER INSERT ON open_tasks REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_states_or_none();
CREATE TRIGGER one_state_out AFTER DELETE ON open_tasks REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_states_or_none();
CREATE TRIGGER one_state AFTER INSERT ON task_outcomes REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_states_or_none();

-- Leases ------------------------------------------------------------------------------------------------------------

-- Leases that have ended, for good; the live ones are part of open_tasks.
CREATE TABLE ended_leases (
    tenant_id           uuid        NOT NULL,
    lease_id            uuid        NOT NULL,
    task_id             uuid        NOT NULL,
    acquired_at         timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    started_at          timestamptz,
    ended_at            timestamptz NOT NULL,
    accepted_receipt_id uuid        NOT NULL,
    ttl_seconds         integer     NOT NULL,
    renewal_count       integer     NOT NULL,
    end_reason          text COLLATE "C" NOT NULL
        CHECK (end_reason IN ('completed', 'failed', 'retried', 'released', 'expired', 'canceled', 'revoked')),
    worker_kind         text COLLATE "C" NOT NULL,
    worker_id           text COLLATE "C" NOT NULL,
    worker_instance_id  text,
    worker_capabilities text[] COLLATE "C" NOT NULL,
    end_sha256          bytea,  -- of the call that ended it: tells its repeat from a different call
    PRIMARY KEY (tenant_id, lease_id)
);
-- The timeline's window.
CREATE INDEX ended_leases_acquired ON ended_leases (tenant_id, acquired_at);

-- Renewals, for the timeline.
CREATE TABLE lease_events (
    tenant_id  uuid        NOT NULL,
    lease_id   uuid        NOT NULL,
    number     integer     NOT NULL,
    at         timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, lease_id, number)
);

-- Receipts ----------------------------------------------------------------------------------------------------------

-- Where a receipt stands in the ledger: the epoch, then the transaction that wrote it (epoch * 2^48 + transaction id), then
-- its id. A restore into another cluster begins an epoch, for there transactions count from lower numbers.
CREATE FUNCTION ledger_position(transaction_id xid8) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN 1 * 281474976710656 + transaction_id::text::bigint;

-- Below this position nothing is written any more: a reader that stays below misses no receipt, though transactions
-- commit out of order.
CREATE FUNCTION ledger_horizon() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ledger_position(pg_snapshot_xmin(pg_current_snapshot()));

CREATE FUNCTION begin_epoch(number integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF number <= (SELECT epoch FROM installation) OR number > 32767 THEN
        RAISE EXCEPTION 'epoch % does not follow epoch %', number, (SELECT epoch FROM installation)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE installation SET epoch = number;
    EXECUTE format('CREATE OR REPLACE FUNCTION ledger_position(transaction_id xid8) RETURNS bigint LANGUAGE sql STABLE '
        'PARALLEL SAFE RETURN %s * 281474976710656 + transaction_id::text::bigint', number);
END $$;

CREATE TABLE receipts (
    tenant_id          uuid        NOT NULL,
    receipt_id         uuid        NOT NULL,
    position           bigint      NOT NULL DEFAULT ledger_position(pg_current_xact_id()),
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
-- listReceipts: the inbox of a principal.
CREATE INDEX receipts_inbox ON receipts (tenant_id, to_id, position, receipt_id);
-- The tail of the whole ledger.
CREATE INDEX receipts_position ON receipts (tenant_id, position, receipt_id);
-- The ledger by type and status. The types that every finished task has are met soon along the positions; without them a
-- plain life writes nothing here.
CREATE INDEX receipts_type ON receipts (tenant_id, type, position, receipt_id)
    WHERE type NOT IN ('task.assigned', 'task.accepted', 'task.completed', 'task.result_ready');

-- Edges between tasks. Those inside a task stand in the receipts' own parents, which are read by task anyway.
CREATE TABLE receipt_edges (
    tenant_id  uuid NOT NULL,
    parent_id  uuid NOT NULL,
    child_id   uuid NOT NULL,
    child_type text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, parent_id, child_id)
);

-- What is still owed, in the order in which openObligations answers; a row goes with the receipt that discharges it.
CREATE TABLE open_obligations (
    tenant_id      uuid        NOT NULL,
    principal_id   text COLLATE "C" NOT NULL,
    principal_kind text COLLATE "C" NOT NULL,
    created_at     timestamptz NOT NULL,
    receipt_id     uuid        NOT NULL,
    PRIMARY KEY (tenant_id, principal_id, principal_kind, created_at, receipt_id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- What retention leaves of a receipt whose whole has gone to the archive file: enough for cursors, children and
-- verification.
CREATE TABLE archived_receipts (
    tenant_id   uuid        NOT NULL,
    receipt_id  uuid        NOT NULL,
    position    bigint      NOT NULL,
    archived_at timestamptz NOT NULL,
    task_id     uuid,
    type        text COLLATE "C" NOT NULL,
    hash        bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tenant_id, receipt_id)
);

-- What is written once -----------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Retention may take a receipt away once its stub stands, and the rest of a task once its receipts have gone.
CREATE FUNCTION refuse_unarchived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (CASE TG_TABLE_NAME
        WHEN 'receipts' THEN EXISTS (SELECT FROM archived_receipts a WHERE a.tenant_id = OLD.tenant_id
            AND a.receipt_id = (to_jsonb(OLD) ->> 'receipt_id')::uuid AND a.hash = (to_jsonb(OLD) ->> 'hash')::bytea)
        ELSE NOT EXISTS (SELECT FROM receipts r WHERE r.tenant_id = OLD.tenant_id
            AND r.task_id = (to_jsonb(OLD) ->> 'task_id')::uuid)
        END) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: DELETE is refused of what has not been archived', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON submitted_tasks EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_first BEFORE DELETE ON submitted_tasks FOR EACH ROW EXECUTE FUNCTION refuse_unarchived();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON task_outcomes EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_first BEFORE DELETE ON task_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_unarchived();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON ended_leases EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_first BEFORE DELETE ON ended_leases FOR EACH ROW EXECUTE FUNCTION refuse_unarchived();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON receipts EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_first BEFORE DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION refuse_unarchived();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_edges EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON archived_receipts EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON lease_events EXECUTE FUNCTION refuse_change();
CREATE TRIGGER not_all_at_once BEFORE TRUNCATE ON open_tasks EXECUTE FUNCTION refuse_change();

-- Every parent is a receipt of the same tenant, or was one until it was archived; edges name receipts of their tenant.
CREATE FUNCTION refuse_strange_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    strange uuid;
BEGIN
    SELECT p INTO strange FROM added a CROSS JOIN LATERAL unnest(a.parents) AS p
    WHERE (SELECT true FROM receipts r WHERE r.tenant_id = a.tenant_id AND r.receipt_id = p) IS NULL
      AND (SELECT true FROM archived_receipts r WHERE r.tenant_id = a.tenant_id AND r.receipt_id = p) IS NULL LIMIT 1;
    IF strange IS NOT NULL THEN
        RAISE EXCEPTION 'receipt %, a parent, is none of the tenant', strange USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER parents_exist AFTER INSERT ON receipts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_strange_parent();

CREATE FUNCTION refuse_strange_edge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    strange uuid;
BEGIN
    SELECT a.child_id INTO strange FROM added a
    WHERE (SELECT a.parent_id = ANY (r.parents) FROM receipts r
           WHERE r.tenant_id = a.tenant_id AND r.receipt_id = a.child_id) IS NOT TRUE LIMIT 1;
    IF strange IS NOT NULL THEN
        RAISE EXCEPTION 'an edge to receipt % is none of its tenant''s parents', strange
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edges_are_parents AFTER INSERT ON receipt_edges REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_strange_edge();

-- Beside the tasks ---------------------------------------------------------------------------------------------------

-- The latest progress of a task, numbered within its lease.
CREATE TABLE progress (
    tenant_id  uuid        NOT NULL,
    task_id    uuid        NOT NULL,
    lease_id   uuid        NOT NULL,
    number     integer     NOT NULL,
    at         timestamptz NOT NULL,
    progress   json        NOT NULL,
    PRIMARY KEY (tenant_id, task_id)
) WITH (fillfactor = 70);

-- What a worker supplied after an unlocatable completion; once for each task.
CREATE TABLE amendments (
    tenant_id      uuid        NOT NULL,
    task_id        uuid        NOT NULL,
    at             timestamptz NOT NULL,
    receipt_id     uuid        NOT NULL,
    request_sha256 bytea       NOT NULL,
    artifacts      json,
    delivery_proof json,
    PRIMARY KEY (tenant_id, task_id)
);
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON amendments EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_first BEFORE DELETE ON amendments FOR EACH ROW EXECUTE FUNCTION refuse_unarchived();

-- A paused type is not handed out.
CREATE TABLE paused_types (
    tenant_id uuid        NOT NULL,
    type      text COLLATE "C" NOT NULL,
    paused_at timestamptz NOT NULL,
    reason    text,
    PRIMARY KEY (tenant_id, type)
);

-- How many tasks ended how, counted up to a position of the ledger by the sweep; what came after is counted when asked.
CREATE TABLE counted_until (
    tenant_id uuid   PRIMARY KEY,
    position  bigint NOT NULL
);
CREATE TABLE outcome_totals (
    tenant_id uuid   NOT NULL,
    outcome   text COLLATE "C" NOT NULL,
    total     bigint NOT NULL,
    PRIMARY KEY (tenant_id, outcome)
) WITH (fillfactor = 50);

-- Beside the receipts ------------------------------------------------------------------------------------------------

-- When a receipt was first fetched by whom it is addressed to.
CREATE TABLE deliveries (
    tenant_id    uuid        NOT NULL,
    receipt_id   uuid        NOT NULL,
    delivered_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, receipt_id)
);

-- Who has asked for what it owes and is owed, and how often.
CREATE TABLE relationships (
    tenant_id      uuid        NOT NULL,
    principal_kind text COLLATE "C" NOT NULL,
    principal_id   text COLLATE "C" NOT NULL,
    principal_instance_id text NOT NULL DEFAULT '',
    first_seen_at  timestamptz NOT NULL,
    last_seen_at   timestamptz NOT NULL,
    sessions_count bigint      NOT NULL,
    PRIMARY KEY (tenant_id, principal_kind, principal_id, principal_instance_id)
) WITH (fillfactor = 70);

-- Receipts that another ledger still has to get; written in the transaction of the receipt.
CREATE TABLE outbox (
    tenant_id       uuid        NOT NULL,
    receipt_id      uuid        NOT NULL,
    position        bigint      NOT NULL DEFAULT ledger_position(pg_current_xact_id()),
    next_attempt_at timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    last_error      text,
    PRIMARY KEY (tenant_id, receipt_id)
);
-- The dispatcher: what is due, oldest first.
CREATE INDEX outbox_due ON outbox (tenant_id, next_attempt_at, position);

-- Who did what, and what was refused ---------------------------------------------------------------------------------

CREATE TABLE audit_events (
    tenant_id  uuid        NOT NULL,
    event_id   uuid        NOT NULL,
    at         timestamptz NOT NULL,
    kind       text COLLATE "C" NOT NULL,  -- operator, lease_refused, key, authorization
    operation  text COLLATE "C" NOT NULL,
    actor_kind text COLLATE "C" NOT NULL,
    actor_id   text COLLATE "C" NOT NULL,
    task_id    uuid,
    lease_id   uuid,
    receipt_id uuid,
    subject    text,                       -- a type or a key, where it is none of the above
    code       text COLLATE "C",           -- of a refusal
    reason     text,
    address    text,                       -- where a call over the network came from
    before     json,
    after      json,
    PRIMARY KEY (tenant_id, event_id)
);
-- The list of the audit, newest first.
CREATE INDEX audit_events_at ON audit_events (tenant_id, at, event_id);
-- The late attempts of the leases that a timeline shows.
CREATE INDEX audit_events_lease ON audit_events (tenant_id, lease_id) WHERE lease_id IS NOT NULL;
-- What was done to a task.
CREATE INDEX audit_events_task ON audit_events (tenant_id, task_id, at) WHERE task_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON audit_events EXECUTE FUNCTION refuse_change();

-- When which program swept last: the doctor warns when nobody does.
CREATE TABLE sweepers (
    instance_id text        PRIMARY KEY,
    swept_at    timestamptz NOT NULL
);

-- The scheduler ------------------------------------------------------------------------------------------------------

CREATE TABLE schedules (
    tenant_id        uuid        NOT NULL,
    schedule_id      uuid        NOT NULL,
    created_at       timestamptz NOT NULL,
    next_run_at      timestamptz,
    last_run_at      timestamptz,
    created_receipt_id uuid      NOT NULL,
    interval_seconds integer     CHECK (interval_seconds > 0),
    jitter_seconds   integer     NOT NULL DEFAULT 0,
    state            text COLLATE "C" NOT NULL CHECK (state IN ('active', 'paused', 'deleted')),
    misfire          text COLLATE "C" NOT NULL CHECK (misfire IN ('skip', 'catch_up_one', 'catch_up_all')),
    cron             text,
    time_zone        text        NOT NULL DEFAULT 'UTC',
    owner_kind       text COLLATE "C" NOT NULL,
    owner_id         text COLLATE "C" NOT NULL,
    template         json        NOT NULL,
    PRIMARY KEY (tenant_id, schedule_id),
    CHECK ((interval_seconds IS NULL) <> (cron IS NULL))
);
-- The scheduler: what is due.
CREATE INDEX schedules_due ON schedules (tenant_id, next_run_at) WHERE state = 'active';

-- The gateway --------------------------------------------------------------------------------------------------------

-- Only digests of keys are kept; a key is found by its prefix, before its tenant is known.
CREATE TABLE api_keys (
    tenant_id    uuid        NOT NULL,
    key_id       uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    prefix       text COLLATE "C" NOT NULL,
    secret_sha256 bytea      NOT NULL,
    role         text COLLATE "C" NOT NULL CHECK (role IN ('agent', 'worker', 'admin')),
    name         text,
    scopes       text[]      NOT NULL DEFAULT '{}',
    principals   json        NOT NULL DEFAULT '[]',
    worker_ids   text[]      NOT NULL DEFAULT '{}',
    tenants      text[]      NOT NULL DEFAULT '{}',
    signing_key  bytea,
    PRIMARY KEY (tenant_id, key_id)
);
-- Authentication: the one query that cannot know its tenant.
CREATE UNIQUE INDEX api_keys_prefix ON api_keys (prefix);

-- A limit of calls of its own, for a key or (key_id is the nil UUID) a tenant.
CREATE TABLE call_limits (
    tenant_id      uuid    NOT NULL,
    key_id         uuid    NOT NULL,
    calls          integer NOT NULL CHECK (calls > 0),
    window_seconds integer NOT NULL CHECK (window_seconds > 0),
    PRIMARY KEY (tenant_id, key_id)
);

-- Windows that several gateways share. What they count is worth nothing after a crash.
CREATE UNLOGGED TABLE rate_limit_buckets (
    tenant_id  uuid        NOT NULL,
    bucket     text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    calls      integer     NOT NULL,
    PRIMARY KEY (tenant_id, bucket)
) WITH (fillfactor = 50);

-- What people and programs read --------------------------------------------------------------------------------------

CREATE VIEW tasks AS
SELECT s.tenant_id, s.task_id, s.type,
       coalesce(f.outcome, task_status(o.lease_id, o.started_at)) AS status,
       s.created_by_kind, s.created_by_id, s.created_by_instance_id, s.principal_ai, s.capabilities, s.tags,
       coalesce(o.priority, f.priority) AS priority, coalesce(o.attempt, f.attempt) AS attempt, s.max_attempts,
       s.retry_backoff_seconds, s.idempotency_key, s.created_at, coalesce(o.updated_at, f.completed_at) AS updated_at,
       o.next_eligible_at, coalesce(o.started_at, f.started_at) AS started_at,
       coalesce(o.held, false) AS held, o.held_reason, f.completed_at,
       coalesce(s.payload_pointer, 'inline://task/' || s.task_id) AS payload_pointer,
       s.expected_outcome_kind, s.expected_artifact_mime, s.asyncgate_instance, s.assigned_receipt_id, s.payload
FROM submitted_tasks s
LEFT JOIN open_tasks o ON o.tenant_id = s.tenant_id AND o.task_id = s.task_id
LEFT JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id;

CREATE VIEW leases AS
SELECT tenant_id, lease_id, task_id, acquired_at, expires_at, started_at, NULL::timestamptz AS ended_at,
       NULL::text COLLATE "C" AS end_reason, renewal_count, ttl_seconds, worker_kind, worker_id, worker_instance_id,
       worker_capabilities, accepted_receipt_id
FROM open_tasks WHERE lease_id IS NOT NULL
UNION ALL
SELECT tenant_id, lease_id, task_id, acquired_at, expires_at, started_at, ended_at,
       end_reason, renewal_count, ttl_seconds, worker_kind, worker_id, worker_instance_id,
       worker_capabilities, accepted_receipt_id
FROM ended_leases;
