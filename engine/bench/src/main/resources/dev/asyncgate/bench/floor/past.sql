-- Not a floor: the past of a tenant that the obligations are read in. Four receipts for each task, two for an open
-- one, tasks a second apart; the open ones are spread over all of it.
WITH task AS MATERIALIZED (
    SELECT number % (tasks / :open::int) = 0 AND number < :open::int * (tasks / :open::int) AS open,
           clock_timestamp() - make_interval(secs => tasks - number) AS at,
           new_id() AS task_id, new_id() AS assigned_id, new_id() AS accepted_id, new_id() AS completed_id,
           new_id() AS ready_id, new_id() AS lease_id
    FROM (SELECT (:receipts::int + 2 * :open::int) / 4 AS tasks) size, generate_series(0, tasks - 1) AS number
), owed AS (
    INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
    SELECT :tenant::uuid, 'planner', 'agent', at, assigned_id FROM task WHERE open
)
INSERT INTO receipts (
    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id, asyncgate_instance,
    hash, parents, body)
SELECT :tenant::uuid, receipt_id, at, task_id, held_id, type, from_kind, from_id, 'agent', 'planner', 'asyncgate-bench',
       receipt_hash(type, from_kind, from_id, 'agent', 'planner', task_id, held_id, NULL, parents, body), parents, body::json
FROM task, LATERAL (VALUES
    (1, assigned_id, NULL, 'task.assigned', 'service', 'svc:' || 'asyncgate', '{}'::uuid[]),
    (2, accepted_id, lease_id, 'task.accepted', 'worker', 'worker-0', ARRAY[assigned_id]),
    (3, completed_id, lease_id, 'task.completed', 'worker', 'worker-0', ARRAY[assigned_id, accepted_id]),
    (4, ready_id, lease_id, 'task.result_ready', 'service', 'svc:' || 'asyncgate', ARRAY[completed_id])
) AS entry (kind, receipt_id, held_id, type, from_kind, from_id, parents), LATERAL (
    SELECT '{"payload_pointer":"inline://task/4711","payload_sha256":"5a5a5a5a5a5a5a5a","type":"bench.work"}' AS body) said
WHERE kind <= 2 OR NOT open;
