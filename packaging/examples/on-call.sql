-- Questions of those on call. All of it, or one query by hand:
--   psql "$DATABASE_URL" --set ON_ERROR_STOP=1 --file packaging/examples/on-call.sql
-- Reads alone; the role asyncgate_reader is enough.
SET search_path = asyncgate;

-- How much waits, by type, and since when the oldest could have been claimed?
SELECT t.tenant_id, t.type, count(*) AS claimable,
       now() - min(coalesce(t.next_eligible_at, t.created_at)) AS oldest_waits
FROM tasks t
WHERE t.status = 'queued' AND NOT t.held AND coalesce(t.next_eligible_at, t.created_at) <= now()
GROUP BY t.tenant_id, t.type
ORDER BY oldest_waits DESC;

-- Why does a task not go out: is it held, its type paused, or is it not yet its time?
SELECT t.tenant_id, t.task_id, t.type, t.held_reason, p.reason AS paused_reason, t.next_eligible_at
FROM tasks t
LEFT JOIN paused_types p ON p.tenant_id = t.tenant_id AND p.type = t.type
WHERE t.status = 'queued' AND (t.held OR p.type IS NOT NULL OR t.next_eligible_at > now())
ORDER BY t.created_at
LIMIT 100;

-- Who holds what until when?
SELECT tenant_id, worker_id, task_id, lease_id, started_at, expires_at - now() AS remains, renewal_count
FROM leases
WHERE ended_at IS NULL
ORDER BY expires_at
LIMIT 100;

-- Which leases ran out in the last hour, by worker: who crashes or hangs?
SELECT tenant_id, worker_id, count(*) AS expired, max(ended_at) AS latest
FROM leases
WHERE end_reason = 'expired' AND ended_at > now() - interval '1 hour'
GROUP BY tenant_id, worker_id
ORDER BY expired DESC
LIMIT 50;

-- Does anybody end leases that ran out? Leases overdue by a minute mean that no sweep runs.
SELECT (SELECT max(swept_at) FROM sweepers) AS last_sweep,
       (SELECT count(*) FROM leases WHERE ended_at IS NULL AND expires_at < now() - interval '1 minute') AS overdue;

-- What failed in the last hour, and with which error?
SELECT s.tenant_id, s.type, o.task_id, o.attempt, o.completed_at, left(o.error::text, 200) AS error
FROM task_outcomes o
JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id
WHERE o.outcome = 'failed' AND o.completed_at > now() - interval '1 hour'
ORDER BY o.completed_at DESC
LIMIT 100;

-- Who is owed most, and since when?
SELECT tenant_id, principal_kind, principal_id, count(*) AS owed, now() - min(created_at) AS oldest
FROM open_obligations
GROUP BY tenant_id, principal_kind, principal_id
ORDER BY owed DESC
LIMIT 50;

-- Which completions name nothing by which the work can be found, so that the obligation stays open?
SELECT o.tenant_id, o.task_id, o.completed_at
FROM task_outcomes o
JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id
JOIN open_obligations b ON b.tenant_id = s.tenant_id AND b.receipt_id = s.assigned_receipt_id
WHERE o.outcome = 'succeeded' AND NOT o.located
ORDER BY o.completed_at
LIMIT 100;

-- Which anomalies did the gate see in the last day?
SELECT tenant_id, created_at, task_id, lease_id, body
FROM receipts
WHERE type = 'system.anomaly' AND created_at > now() - interval '1 day'
ORDER BY created_at DESC
LIMIT 100;

-- What waits for a ReceiptGate, and what is parked?
SELECT tenant_id, count(*) FILTER (WHERE parked_at IS NULL) AS waiting, count(parked_at) AS parked,
       now() - min(created_at) FILTER (WHERE parked_at IS NULL) AS oldest, max(last_error) AS an_error
FROM outbox
GROUP BY tenant_id;

-- Who was refused in the last hour, why, and from where?
SELECT tenant_id, actor_kind, actor_id, operation, code, address, count(*) AS times, max(at) AS latest
FROM audit_events
WHERE kind IN ('authorization', 'lease_refused') AND at > now() - interval '1 hour'
GROUP BY tenant_id, actor_kind, actor_id, operation, code, address
ORDER BY times DESC
LIMIT 50;

-- Which statements run long, and which wait for a lock?
SELECT pid, application_name, state, wait_event_type, wait_event, now() - query_start AS runs, left(query, 120) AS query
FROM pg_stat_activity
WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()
ORDER BY runs DESC
LIMIT 20;
