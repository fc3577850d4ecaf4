-- leaseNext 100 and completeAll 100: as claim-complete.sql, for the first hundred of the queue at once.
--   pgbench -n -M prepared -c 2 -T 10 -D tenant=6f1c1d4e-0b5e-4f0c-9d5a-3f6b3c6f7a10 -D worker=w -f claim-complete-batch.sql
WITH picked AS MATERIALIZED (
    SELECT task_id FROM open_tasks
    WHERE tenant_id = :tenant::uuid AND queue_id = (SELECT queue_id FROM queues WHERE tenant_id = :tenant::uuid)
      AND lease_id IS NULL AND NOT held AND NOT waiting
    ORDER BY priority DESC, created_at, task_id LIMIT 100 FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE open_tasks o
    SET lease_id = new_id(), accepted_receipt_id = new_id(), acquired_at = statement_timestamp(),
        expires_at = statement_timestamp() + interval '120 s', updated_at = statement_timestamp(), renewal_count = 0,
        ttl_seconds = 120, worker_kind = 'worker', worker_id = :worker, worker_capabilities = '{}'
    WHERE o.tenant_id = :tenant::uuid AND o.task_id = ANY (ARRAY (SELECT task_id FROM picked))
    RETURNING o.task_id, o.lease_id, o.accepted_receipt_id, o.acquired_at
), tasks AS MATERIALIZED (
    SELECT c.*, s.assigned_receipt_id, s.payload
    FROM claimed c, LATERAL (
        SELECT assigned_receipt_id, payload FROM submitted_tasks
        WHERE tenant_id = :tenant::uuid AND task_id = c.task_id OFFSET 0) s
), accepted AS (
    INSERT INTO receipts (
        tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id,
        asyncgate_instance, hash, parents, body)
    SELECT :tenant::uuid, accepted_receipt_id, acquired_at, task_id, lease_id, 'task.accepted', 'worker', :worker,
           'agent', 'planner', 'asyncgate-bench',
           receipt_hash('task.accepted', 'worker', :worker, 'agent', 'planner', task_id, lease_id, NULL,
                        ARRAY[assigned_receipt_id], body),
           ARRAY[assigned_receipt_id], body::json
    FROM (SELECT *, '{"attempt":' || '0,"ttl_seconds":' || '120}' AS body FROM tasks) c
)
SELECT count(*) AS handled, array_agg(task_id) AS task_ids, array_agg(lease_id) AS lease_ids,
       array_agg(assigned_receipt_id) AS assigned_receipt_ids, array_agg(payload::text) AS payloads
FROM tasks \gset

WITH closed AS (
    DELETE FROM open_tasks
    WHERE tenant_id = :tenant::uuid AND task_id = ANY (:task_ids::uuid[]) AND lease_id = ANY (:lease_ids::uuid[])
      AND worker_id = :worker AND expires_at > statement_timestamp()
    RETURNING *
), ending AS MATERIALIZED (
    SELECT c.*, new_id() AS receipt_id, statement_timestamp() AS now, a.assigned_receipt_id
    FROM closed c
    JOIN unnest(:task_ids::uuid[], :assigned_receipt_ids::uuid[]) AS a (task_id, assigned_receipt_id) USING (task_id)
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
    FROM (SELECT *, ARRAY[assigned_receipt_id, accepted_receipt_id] AS parents,
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
    WHERE ctid = ANY (ARRAY (
        SELECT (SELECT o.ctid FROM open_obligations o
                WHERE o.tenant_id = :tenant::uuid AND o.principal_id = 'planner' AND o.principal_kind = 'agent'
                  AND o.created_at = e.created_at AND o.receipt_id = e.assigned_receipt_id)
        FROM ending e))
)
SELECT count(*) AS handled FROM closed \gset
