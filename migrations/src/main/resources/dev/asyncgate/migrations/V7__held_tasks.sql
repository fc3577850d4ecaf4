-- listTasks by priority: held tasks lie in no queue's head. Few are held, so this costs the others nothing.
CREATE INDEX open_tasks_held ON open_tasks (tenant_id, task_id) WHERE held AND lease_id IS NULL;
