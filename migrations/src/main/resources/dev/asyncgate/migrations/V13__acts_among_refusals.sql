-- The list of the audit by kind, and the last acts on the overview: without it they are looked for among all refusals of
-- late calls, of which there may be millions. A plain life of a task writes no audit event, and a refusal writes nothing
-- here, so only acts of operators, keys and authorization pay for it. The condition is wrapped, so that it serves the list
-- alone: what asks for the acts of a task would be taken here where tables were never analysed.
CREATE INDEX audit_events_acts ON audit_events (tenant_id, kind, at, event_id) WHERE coalesce(kind <> 'lease_refused', false);
