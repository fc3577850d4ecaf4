-- Not a floor: :tasks tasks for lists, a second apart, of which one in a hundred has not ended, one in ten of the others
-- failed, of two hundred types and fifty owners. They have no receipts, which no list reads.
WITH task AS MATERIALIZED (
    SELECT n, new_id() AS task_id, clock_timestamp() - make_interval(secs => :tasks::int - n) AS at, n % 100 = 0 AS open
    FROM generate_series(:first::int, :first::int + :count::int - 1) AS n
), queue AS (
    INSERT INTO queues (tenant_id, queue_id, type, capabilities)
    SELECT :tenant::uuid, md5('list.' || n)::uuid, 'list.' || n, '{}' FROM generate_series(0, 199) AS n ON CONFLICT DO NOTHING
), submitted AS (
    INSERT INTO submitted_tasks (
        tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts, retry_backoff_seconds, type,
        created_by_kind, created_by_id, principal_ai, capabilities, tags, asyncgate_instance, payload)
    SELECT :tenant::uuid, task_id, at, task_id, n % 11 - 5, 2, 15, 'list.' || n % 200, 'agent', 'owner-' || n % 50, 'planner',
           '{}', '{}', 'asyncgate-bench', '{"pages":12}'
    FROM task
), opened AS (
    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
    SELECT :tenant::uuid, task_id, md5('list.' || n % 200)::uuid, at, at, n % 11 - 5, false FROM task WHERE open
)
INSERT INTO task_outcomes (
    tenant_id, task_id, completed_at, receipt_id, priority, attempt, located, outcome, result)
SELECT :tenant::uuid, task_id, at + make_interval(secs => 5 + n % 60), new_id(), n % 11 - 5, 0, true,
       CASE WHEN n % 10 = 1 THEN 'failed' ELSE 'succeeded' END, '{"pages":12}'
FROM task WHERE NOT open;
