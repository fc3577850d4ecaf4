-- Not a floor: leases that have all run out, one for each of :leases tasks of the type bench.lost.
WITH task AS MATERIALIZED (
    SELECT new_id() AS task_id, new_id() AS receipt_id, clock_timestamp() - interval '10 minutes' AS at
    FROM generate_series(1, :leases::int)
), queue AS (
    INSERT INTO queues (tenant_id, queue_id, type, capabilities)
    VALUES (:tenant::uuid, md5('bench.lost')::uuid, 'bench.lost', '{}') ON CONFLICT DO NOTHING
), submitted AS (
    INSERT INTO submitted_tasks (
        tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts, retry_backoff_seconds, type,
        created_by_kind, created_by_id, principal_ai, capabilities, tags, asyncgate_instance, payload)
    SELECT :tenant::uuid, task_id, at, receipt_id, 0, 2, 15, 'bench.lost', 'agent', 'planner', 'planner', '{}', '{}',
           'asyncgate-bench', '{"pages":12}'
    FROM task
), opened AS (
    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
    SELECT :tenant::uuid, task_id, md5('bench.lost')::uuid, at, at, 0, false FROM task
), assigned AS (
    INSERT INTO receipts (
        tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id, asyncgate_instance, hash,
        parents, body)
    SELECT :tenant::uuid, receipt_id, at, task_id, 'task.assigned', 'service', 'svc:' || 'asyncgate', 'agent', 'planner',
           'asyncgate-bench',
           receipt_hash('task.assigned', 'service', 'svc:' || 'asyncgate', 'agent', 'planner', task_id, NULL, NULL, '{}', '{}'),
           '{}', '{}'
    FROM task
)
INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
SELECT :tenant::uuid, 'planner', 'agent', at, receipt_id FROM task;

WITH claimed AS (
    UPDATE open_tasks o
    SET lease_id = new_id(), accepted_receipt_id = new_id(), acquired_at = created_at, updated_at = created_at,
        expires_at = created_at + interval '120 s', renewal_count = 0, ttl_seconds = 120, worker_kind = 'worker',
        worker_id = 'lost-' || abs(hashtext(task_id::text) % 50), worker_capabilities = '{}'
    WHERE tenant_id = :tenant::uuid AND queue_id = md5('bench.lost')::uuid AND lease_id IS NULL AND NOT waiting
    RETURNING *
)
INSERT INTO receipts (
    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id, asyncgate_instance,
    hash, parents, body)
SELECT c.tenant_id, c.accepted_receipt_id, c.acquired_at, c.task_id, c.lease_id, 'task.accepted', 'worker', c.worker_id,
       'agent', 'planner', 'asyncgate-bench',
       receipt_hash('task.accepted', 'worker', c.worker_id, 'agent', 'planner', c.task_id, c.lease_id, NULL,
                    ARRAY[s.assigned_receipt_id], '{}'),
       ARRAY[s.assigned_receipt_id], '{}'
FROM claimed c JOIN submitted_tasks s USING (tenant_id, task_id);
