-- Delivery of receipts to a ReceiptGate.
--
-- A row waits until its receipt has been delivered, and is then gone. One that failed too often is parked: it stays, and
-- holds up nothing.

ALTER TABLE outbox
    ADD COLUMN task_id    uuid,         -- receipts of one task are delivered in their order
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- of the receipt
    ADD COLUMN parked_at  timestamptz;
UPDATE outbox o SET task_id = r.task_id, created_at = r.created_at
FROM receipts r WHERE r.tenant_id = o.tenant_id AND r.receipt_id = o.receipt_id;

-- Rows come and go all the time.
ALTER TABLE outbox SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

-- The dispatcher: whether an earlier receipt of the task still waits.
CREATE INDEX outbox_task ON outbox (tenant_id, task_id, position, receipt_id) WHERE parked_at IS NULL;
-- What is parked, for people.
CREATE INDEX outbox_parked ON outbox (tenant_id, parked_at, receipt_id) WHERE parked_at IS NOT NULL;

-- A session of a program in the mode receiptgate_integrated says so, and then the outbox is written with the receipts, by
-- the statement that writes them, whichever it is. In any other session nothing is called.
CREATE FUNCTION fill_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (tenant_id, receipt_id, position, task_id, created_at, next_attempt_at)
    SELECT tenant_id, receipt_id, position, task_id, created_at, created_at FROM added
    WHERE type IN ('task.assigned', 'task.accepted', 'task.completed', 'task.failed', 'task.canceled', 'task.amended',
                   'task.waived', 'task.escalated');
    RETURN NULL;
END $$;
CREATE TRIGGER fill_outbox AFTER INSERT ON receipts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT WHEN (current_setting('asyncgate.receipt_mode', true) = 'receiptgate_integrated')
    EXECUTE FUNCTION fill_outbox();
