-- The timeline finds the leases that reach into a window from before it: those shorter than a minute by when they were
-- acquired, the others here by when they ended. What ends within a minute writes nothing here, so the fast paths pay nothing.
CREATE INDEX ended_leases_long ON ended_leases (tenant_id, ended_at, acquired_at)
    WHERE ended_at - acquired_at >= interval '1 minute';
