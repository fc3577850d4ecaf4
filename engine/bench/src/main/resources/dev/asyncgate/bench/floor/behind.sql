-- Not a floor: a queue in which :ahead tasks stand before :fit others, and :kind says why a worker that offers no
-- capabilities may not take them: unfit (each needs one of fifty capabilities), later (retries that back off), paused
-- (their type), types (they are of two hundred other types).
WITH task AS MATERIALIZED (
    SELECT n, new_id() AS task_id, new_id() AS receipt_id, n < :ahead::int AS ahead,
           clock_timestamp() - interval '1 day' + make_interval(secs => n * 0.01) AS at
    FROM generate_series(0, :ahead::int + :fit::int - 1) AS n
), described AS MATERIALIZED (
    SELECT task_id, receipt_id, at, ahead AND :kind::text = 'later' AS waiting,
           CASE WHEN ahead AND :kind::text = 'paused' THEN 'bench.paused'
                WHEN ahead AND :kind::text = 'types' THEN 'other.' || n % 200
                ELSE 'fit.' || n % 50 END AS type,
           CASE WHEN ahead AND :kind::text = 'unfit' THEN ARRAY['cuda' || n % 50] ELSE '{}'::text[] END AS capabilities
    FROM task
), queue AS (
    INSERT INTO queues (tenant_id, queue_id, type, capabilities)
    SELECT DISTINCT :tenant::uuid, md5(type || capabilities::text)::uuid, type, capabilities FROM described
), paused AS (
    INSERT INTO paused_types (tenant_id, type, paused_at)
    SELECT :tenant::uuid, 'bench.paused', clock_timestamp() WHERE :kind::text = 'paused'
), submitted AS (
    INSERT INTO submitted_tasks (
        tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts, retry_backoff_seconds, type,
        created_by_kind, created_by_id, principal_ai, capabilities, tags, asyncgate_instance, payload)
    SELECT :tenant::uuid, task_id, at, receipt_id, 0, 2, 15, type, 'agent', 'planner', 'planner', capabilities, '{}',
           'asyncgate-bench', '{"pages":12}'
    FROM described
), opened AS (
    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting, next_eligible_at)
    SELECT :tenant::uuid, task_id, md5(type || capabilities::text)::uuid, at, at, 0, waiting,
           CASE WHEN waiting THEN clock_timestamp() + interval '1 day' END
    FROM described
), assigned AS (
    INSERT INTO receipts (
        tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id, asyncgate_instance, hash,
        parents, body)
    SELECT :tenant::uuid, receipt_id, at, task_id, 'task.assigned', 'service', 'svc:' || 'asyncgate', 'agent', 'planner',
           'asyncgate-bench',
           receipt_hash('task.assigned', 'service', 'svc:' || 'asyncgate', 'agent', 'planner', task_id, NULL, NULL, '{}', '{}'),
           '{}', '{}'
    FROM described
)
INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
SELECT :tenant::uuid, 'planner', 'agent', at, receipt_id FROM described;
