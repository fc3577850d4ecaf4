-- createTasks: a thousand tasks, their obligations and the receipts that opened them. The digest is taken, so
-- that the receipts that the floor leaves verify as the engine's do.
--   pgbench -n -M prepared -c 4 -T 10 -D tenant=6f1c1d4e-0b5e-4f0c-9d5a-3f6b3c6f7a10 -D payload='{"pages":12}' -f create-batch.sql
WITH new AS MATERIALIZED (
    SELECT new_id() AS task_id, new_id() AS receipt_id, statement_timestamp() AS now FROM generate_series(1, 1000)
), queue AS (
    INSERT INTO queues (tenant_id, queue_id, type, capabilities)
    VALUES (:tenant::uuid, md5('bench.work')::uuid, 'bench.work', '{}') ON CONFLICT DO NOTHING
), submitted AS (
    INSERT INTO submitted_tasks (
        tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts, retry_backoff_seconds, type,
        created_by_kind, created_by_id, principal_ai, capabilities, tags, asyncgate_instance, payload)
    SELECT :tenant::uuid, task_id, now, receipt_id, 0, 2, 15, 'bench.work', 'agent', 'planner', 'planner', '{}', '{}',
           'asyncgate-bench', :payload::json
    FROM new
), opened AS (
    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
    SELECT :tenant::uuid, task_id, md5('bench.work')::uuid, now, now, 0, false FROM new
), assigned AS (
    INSERT INTO receipts (
        tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id, asyncgate_instance, hash,
        parents, body)
    SELECT :tenant::uuid, receipt_id, now, task_id, 'task.assigned', 'service', 'svc:' || 'asyncgate', 'agent', 'planner',
           'asyncgate-bench',
           receipt_hash('task.assigned', 'service', 'svc:' || 'asyncgate', 'agent', 'planner', task_id, NULL, NULL, '{}', body),
           '{}', body::json
    FROM (SELECT *, '{"payload_pointer":"inline://task/' || task_id || '","payload_sha256":"' || repeat('5a', 32)
                        || '","type":"bench.work"}' AS body
          FROM new) n
)
INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
SELECT :tenant::uuid, 'planner', 'agent', now, receipt_id FROM new;
