-- openObligations: the 200 oldest of one principal, with their receipts.
--   pgbench -n -M prepared -T 10 -D tenant=6f1c1d4e-0b5e-4f0c-9d5a-3f6b3c6f7a10 -f obligations.sql
SELECT r.receipt_id, r.type, r.created_at, r.from_kind, r.from_id, r.from_instance_id, r.to_kind, r.to_id, r.task_id,
       r.lease_id, r.schedule_id, r.parents, r.body, encode(r.hash, 'hex') AS hash
FROM open_obligations o
JOIN receipts r ON r.tenant_id = o.tenant_id AND r.receipt_id = o.receipt_id
WHERE o.tenant_id = :tenant::uuid AND o.principal_id = 'planner' AND o.principal_kind = 'agent'
ORDER BY o.created_at, o.receipt_id LIMIT 200;
