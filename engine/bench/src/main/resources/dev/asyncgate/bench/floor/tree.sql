-- Not a floor: a delegation tree of five receipts a task. The first causes a tenth of the tasks, these the rest.
WITH task AS MATERIALIZED (
    SELECT n, new_id() AS task_id, new_id() AS assigned_id, new_id() AS second_id, new_id() AS third_id, new_id() AS fourth_id,
           new_id() AS fifth_id,
           CASE WHEN n = 0 THEN NULL WHEN n <= tasks / 10 THEN 0 ELSE 1 + n % greatest(1, tasks / 10) END AS cause,
           CASE WHEN n = 0 THEN 'corpus.refresh' WHEN n <= tasks / 10 THEN 'crawl.page'
                ELSE (ARRAY['dataset.extract', 'embeddings.build', 'summarize.thread'])[1 + n % 3] END AS type,
           clock_timestamp() - interval '3 hours' + make_interval(secs => CASE WHEN n <= tasks / 10 THEN n ELSE 60 + n % 9000 END) AS at
    FROM (SELECT greatest(2, :receipts::int / 5) AS tasks) size, generate_series(0, tasks - 1) AS n
), submitted AS (
    INSERT INTO submitted_tasks (
        tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts, retry_backoff_seconds, type,
        created_by_kind, created_by_id, principal_ai, capabilities, tags, asyncgate_instance, payload)
    SELECT :tenant::uuid, CASE n WHEN 0 THEN :root::uuid ELSE task_id END, at, assigned_id, 0, 2, 15, type, 'agent', 'planner',
           'planner', '{}', '{}', 'asyncgate-bench', '{}'
    FROM task
), open AS (
    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
    SELECT :tenant::uuid, CASE n WHEN 0 THEN :root::uuid ELSE task_id END, new_id(), at, at, 0, false FROM task
), owed AS (
    INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
    SELECT :tenant::uuid, 'planner', 'agent', at, assigned_id FROM task
), entry AS MATERIALIZED (
    SELECT e.receipt_id, t.at + e.kind * interval '1 second' AS at, CASE t.n WHEN 0 THEN :root::uuid ELSE t.task_id END AS task_id,
           e.kind, e.type, e.parents
    FROM task t LEFT JOIN task c ON c.n = t.cause, LATERAL (VALUES
        (1, t.assigned_id, 'task.assigned', CASE WHEN c.n IS NULL THEN '{}'::uuid[] ELSE ARRAY[c.third_id] END),
        (2, t.second_id, 'task.accepted', ARRAY[t.assigned_id]),
        (3, t.third_id, 'task.started', ARRAY[t.second_id]),
        (4, t.fourth_id, 'task.progress', ARRAY[t.third_id]),
        (5, t.fifth_id, 'task.progress', ARRAY[t.fourth_id])
    ) AS e (kind, receipt_id, type, parents)
), edges AS (
    INSERT INTO receipt_edges (tenant_id, parent_id, child_id, child_type)
    SELECT :tenant::uuid, parents[1], receipt_id, type FROM entry WHERE kind = 1 AND cardinality(parents) > 0
)
INSERT INTO receipts (
    tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id, asyncgate_instance, hash, parents, body)
SELECT :tenant::uuid, receipt_id, at, task_id, type, 'worker', 'worker-0', 'agent', 'planner', 'asyncgate-bench',
       decode(repeat('0' || kind, 32), 'hex'), parents, '{}'
FROM entry ORDER BY at, kind;
