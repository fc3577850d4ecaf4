-- What the scheduler needs to know of a schedule besides its definition. next_run_at is the run's own instant, by which
-- its task is known; it fires up to jitter_seconds later. Only an active schedule has a next run.

ALTER TABLE schedules
    ADD COLUMN fires_at       timestamptz,  -- of the next run, with its jitter
    ADD COLUMN stale_at       timestamptz,  -- when two more intervals have passed and it still has not been fired
    ADD COLUMN stale_noted_at timestamptz,  -- the hour for which that was said last
    ADD COLUMN last_task_id   uuid,         -- the task of the last run
    ADD CHECK ((state = 'active') = (num_nulls(next_run_at, fires_at, stale_at) = 0)),
    ADD CHECK ((state = 'active') OR num_nonnulls(next_run_at, fires_at, stale_at) = 0);

-- The scheduler: what is to be fired, and how long to wait for the next.
CREATE INDEX schedules_firing ON schedules (tenant_id, fires_at) WHERE state = 'active';
-- The sweep: what nobody fires.
CREATE INDEX schedules_stale ON schedules (tenant_id, stale_at) WHERE state = 'active';
-- The list, newest first.
CREATE INDEX schedules_created ON schedules (tenant_id, created_at, schedule_id);

CREATE FUNCTION refuse_schedule_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'schedule % cannot be changed so', OLD.schedule_id
        USING ERRCODE = 'integrity_constraint_violation',
              HINT = 'What it says and whose it is never changes, and a deleted one stays deleted.';
END $$;
CREATE TRIGGER legal_change BEFORE UPDATE ON schedules FOR EACH ROW
    WHEN (OLD.state = 'deleted' OR NEW.tenant_id <> OLD.tenant_id OR NEW.schedule_id <> OLD.schedule_id
          OR NEW.created_at <> OLD.created_at OR NEW.created_receipt_id <> OLD.created_receipt_id
          OR NEW.owner_kind <> OLD.owner_kind OR NEW.owner_id <> OLD.owner_id
          OR NEW.interval_seconds IS DISTINCT FROM OLD.interval_seconds OR NEW.cron IS DISTINCT FROM OLD.cron)
    EXECUTE FUNCTION refuse_schedule_change();
