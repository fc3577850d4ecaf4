-- Not a floor: leases that are over, spread over the last six hours, of forty workers. Their tasks are few, and open.
WITH task AS MATERIALIZED (
    SELECT new_id() AS task_id, new_id() AS assigned_id,
           clock_timestamp() - interval '7 hours' AS at, (ARRAY['report.render', 'embeddings.build', 'thumb.make'])[1 + n % 3] AS type
    FROM generate_series(0, 999) AS n
), submitted AS (
    INSERT INTO submitted_tasks (
        tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts, retry_backoff_seconds, type,
        created_by_kind, created_by_id, principal_ai, capabilities, tags, asyncgate_instance, payload)
    SELECT :tenant::uuid, task_id, at, assigned_id, 0, 2, 15, type, 'agent', 'planner', 'planner', '{}', '{}',
           'asyncgate-bench', '{}'
    FROM task
), open AS (
    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
    SELECT :tenant::uuid, task_id, new_id(), at, at, 0, false FROM task
), numbered AS MATERIALIZED (
    SELECT task_id, row_number() OVER () - 1 AS number FROM task
)
INSERT INTO ended_leases (
    tenant_id, lease_id, task_id, acquired_at, expires_at, started_at, ended_at, accepted_receipt_id, ttl_seconds,
    renewal_count, end_reason, worker_kind, worker_id, worker_capabilities)
SELECT :tenant::uuid, new_id(), t.task_id, l.at, l.at + interval '2 minutes', l.at,
       l.at + make_interval(secs => 0.1 + n % 97 * 0.05 + CASE WHEN n % 501 = 0 THEN 1200 ELSE 0 END), new_id(), 120, 0,
       (ARRAY['failed', 'expired', 'retried', 'released', 'canceled', 'revoked'] || array_fill('completed'::text, ARRAY[54]))
           [1 + n % 60],
       'worker', CASE WHEN n % 40 < 24 THEN 'thumb-' || 1 + n % 24 WHEN n % 40 < 32 THEN 'ocr-' || 1 + n % 8
                      ELSE 'gpu-' || 1 + n % 8 END, '{}'
FROM generate_series(0, :leases::int - 1) AS n
CROSS JOIN LATERAL (SELECT clock_timestamp() - make_interval(secs => 21600.0 * (1 - n::float8 / :leases::int)) - interval '2 minutes' AS at) l
JOIN numbered t ON t.number = n % 1000;
