-- What is needed to tell how things stood at an earlier instant, beside receipts, leases and audit events. None of it is
-- written in a plain life of a task.

-- Progress that a receipt carries only as its digest, for it is long; the latest also stands in progress.
CREATE TABLE large_progress (
    tenant_id uuid    NOT NULL,
    task_id   uuid    NOT NULL,
    lease_id  uuid    NOT NULL,
    number    integer NOT NULL,  -- within its lease, as in the receipt
    progress  json    NOT NULL,
    PRIMARY KEY (tenant_id, task_id, lease_id, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON large_progress EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_first BEFORE DELETE ON large_progress FOR EACH ROW EXECUTE FUNCTION refuse_unarchived();

-- Which types were paused.
CREATE INDEX audit_events_pauses ON audit_events (tenant_id, subject, at)
    WHERE operation IN ('pauseType', 'resumeType');
-- Leases that lived longer than the stretch in which those of an instant are looked for by when they were acquired.
CREATE INDEX ended_leases_for_hours ON ended_leases (tenant_id, ended_at)
    WHERE ended_at - acquired_at > interval '3 hours';
-- Tasks that have ended and still owed.
CREATE INDEX task_outcomes_unlocated ON task_outcomes (tenant_id, completed_at, task_id) WHERE NOT located;
-- Since when there were tasks of which retention has left nothing but stubs; null where it was before stubs said so.
ALTER TABLE archived_receipts ADD COLUMN created_at timestamptz;
CREATE INDEX archived_receipts_tasks ON archived_receipts (tenant_id, task_id, created_at) WHERE type = 'task.assigned';
