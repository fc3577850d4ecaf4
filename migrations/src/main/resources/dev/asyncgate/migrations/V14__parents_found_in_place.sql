-- The guard of parents took a quarter of a batch's time: for each parent it asked two tables, though the first nearly always
-- has it, and each through a bitmap, which generic plans prefer where they expect more than one row. Now the archive is
-- asked for what receipts do not have, and a look that ends at its first row goes straight down the index. What is refused
-- does not change.
CREATE OR REPLACE FUNCTION refuse_strange_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    strange uuid;
BEGIN
    SELECT named.parent INTO strange FROM (SELECT tenant_id, unnest(parents) AS parent FROM added) named
    WHERE coalesce(
        (SELECT true FROM receipts r WHERE r.tenant_id = named.tenant_id AND r.receipt_id = named.parent LIMIT 1),
        (SELECT true FROM archived_receipts r WHERE r.tenant_id = named.tenant_id AND r.receipt_id = named.parent LIMIT 1))
        IS NULL LIMIT 1;
    IF strange IS NOT NULL THEN
        RAISE EXCEPTION 'receipt %, a parent, is none of the tenant', strange USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION refuse_strange_edge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    strange uuid;
BEGIN
    SELECT a.child_id INTO strange FROM added a
    WHERE (SELECT a.parent_id = ANY (r.parents) FROM receipts r
           WHERE r.tenant_id = a.tenant_id AND r.receipt_id = a.child_id LIMIT 1) IS NOT TRUE LIMIT 1;
    IF strange IS NOT NULL THEN
        RAISE EXCEPTION 'an edge to receipt % is none of its tenant''s parents', strange
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- The same looks, of a task's state.
CREATE OR REPLACE FUNCTION refuse_two_states_or_none() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    CASE TG_TABLE_NAME || ' ' || TG_OP
    WHEN 'submitted_tasks INSERT' THEN
        SELECT c.task_id, 'no state' AS found INTO wrong FROM changed c
        WHERE (SELECT true FROM open_tasks o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id LIMIT 1) IS NULL
        LIMIT 1;
    WHEN 'open_tasks INSERT' THEN
        SELECT c.task_id, 'an outcome, or was never submitted' AS found INTO wrong FROM changed c
        WHERE c.lease_id IS NOT NULL
           OR (SELECT true FROM task_outcomes o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id LIMIT 1)
           OR (SELECT true FROM submitted_tasks s WHERE s.tenant_id = c.tenant_id AND s.task_id = c.task_id LIMIT 1) IS NULL
        LIMIT 1;
    WHEN 'open_tasks DELETE' THEN
        SELECT c.task_id, 'no outcome that it may have' AS found INTO wrong FROM changed c
        WHERE (SELECT o.lease_id IS NOT DISTINCT FROM c.lease_id AND (c.lease_id IS NOT NULL OR o.outcome = 'canceled')
               FROM task_outcomes o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id LIMIT 1) IS NOT TRUE
        LIMIT 1;
    WHEN 'task_outcomes INSERT' THEN
        SELECT c.task_id, 'a state besides its outcome' AS found INTO wrong FROM changed c
        WHERE (SELECT true FROM open_tasks o WHERE o.tenant_id = c.tenant_id AND o.task_id = c.task_id LIMIT 1) LIMIT 1;
    END CASE;
    IF wrong.task_id IS NOT NULL THEN
        RAISE EXCEPTION 'task % would have %', wrong.task_id, wrong.found USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
