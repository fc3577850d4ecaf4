-- leaseNext and complete: the head of the queue is leased, then closed with its lease, its outcome and its receipts.
-- Types, pauses and capabilities are not looked at; whether the lease is still held is. The digests are taken, so
-- that the receipts verify as the engine's do.
--   pgbench -n -M prepared -c 4 -T 10 -D tenant=6f1c1d4e-0b5e-4f0c-9d5a-3f6b3c6f7a10 -D worker=w -f claim-complete.sql
WITH picked AS MATERIALIZED (
    SELECT task_id FROM open_tasks
    WHERE tenant_id = :tenant::uuid AND queue_id = (SELECT queue_id FROM queues WHERE tenant_id = :tenant::uuid)
      AND lease_id IS NULL AND NOT held AND NOT waiting
    ORDER BY priority DESC, created_at, task_id LIMIT 1 FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE open_tasks o
    SET lease_id = new_id(), accepted_receipt_id = new_id(), acquired_at = clock_timestamp(),
        expires_at = clock_timestamp() + interval '120 s', updated_at = clock_timestamp(), renewal_count = 0,
        ttl_seconds = 120, worker_kind = 'worker', worker_id = :worker, worker_capabilities = '{}'
    FROM submitted_tasks s
    WHERE o.tenant_id = :tenant::uuid AND o.task_id = (SELECT task_id FROM picked)
      AND s.tenant_id = o.tenant_id AND s.task_id = o.task_id
    RETURNING o.task_id, o.lease_id, o.accepted_receipt_id, o.acquired_at, s.assigned_receipt_id, s.payload
), accepted AS (
    INSERT INTO receipts (
        tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id,
        asyncgate_instance, hash, parents, body)
    SELECT :tenant::uuid, accepted_receipt_id, acquired_at, task_id, lease_id, 'task.accepted', 'worker', :worker,
           'agent', 'planner', 'asyncgate-bench',
           receipt_hash('task.accepted', 'worker', :worker, 'agent', 'planner', task_id, lease_id, NULL,
                        ARRAY[assigned_receipt_id], body),
           ARRAY[assigned_receipt_id], body::json
    FROM (SELECT *, '{"attempt":' || '0,"ttl_seconds":' || '120}' AS body FROM claimed) c
)
SELECT 1 AS handled, task_id, lease_id, assigned_receipt_id, payload FROM claimed \gset

WITH closed AS (
    DELETE FROM open_tasks
    WHERE tenant_id = :tenant::uuid AND task_id = :task_id::uuid AND lease_id = :lease_id::uuid AND worker_id = :worker
      AND expires_at > clock_timestamp()
    RETURNING *
), ending AS MATERIALIZED (
    SELECT *, new_id() AS receipt_id, clock_timestamp() AS now FROM closed
), outcome AS (
    INSERT INTO task_outcomes (
        tenant_id, task_id, completed_at, lease_id, receipt_id, priority, attempt, located, outcome, result, artifacts)
    SELECT tenant_id, task_id, now, lease_id, receipt_id, priority, attempt, true, 'succeeded', ('{"pages":' || '12}')::json,
           '["s3://out/4711.pdf"]'
    FROM ending
), ended AS (
    INSERT INTO ended_leases (
        tenant_id, lease_id, task_id, acquired_at, expires_at, ended_at, accepted_receipt_id, ttl_seconds, renewal_count,
        end_reason, worker_kind, worker_id, worker_capabilities, end_sha256)
    SELECT tenant_id, lease_id, task_id, acquired_at, expires_at, now, accepted_receipt_id, ttl_seconds, renewal_count,
           'completed', worker_kind, worker_id, worker_capabilities, decode(repeat('5a', 32), 'hex')
    FROM ending
), written AS (
    INSERT INTO receipts (
        tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id,
        asyncgate_instance, hash, parents, body)
    SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.completed', worker_kind, worker_id, 'agent', 'planner',
           'asyncgate-bench',
           receipt_hash('task.completed', worker_kind, worker_id, 'agent', 'planner', task_id, lease_id, NULL, parents, body),
           parents, body::json
    FROM (SELECT *, ARRAY[:assigned_receipt_id::uuid, accepted_receipt_id] AS parents,
                 '{"artifacts":["s3://out/4711.pdf"],"delivery_proof":' || 'null,"result":{"pages":' || '12}}' AS body
          FROM ending) e
    UNION ALL
    SELECT tenant_id, new_id(), now, task_id, lease_id, 'task.result_ready', 'service', 'svc:' || 'asyncgate', 'agent',
           'planner', 'asyncgate-bench',
           receipt_hash('task.result_ready', 'service', 'svc:' || 'asyncgate', 'agent', 'planner', task_id, lease_id, NULL,
                        ARRAY[receipt_id], '{}'),
           ARRAY[receipt_id], '{}'::json
    FROM ending
), discharged AS (
    DELETE FROM open_obligations
    WHERE tenant_id = :tenant::uuid AND principal_id = 'planner' AND principal_kind = 'agent'
      AND created_at = (SELECT created_at FROM closed) AND receipt_id = :assigned_receipt_id::uuid
)
SELECT 1 / count(*) AS handled FROM closed \gset
