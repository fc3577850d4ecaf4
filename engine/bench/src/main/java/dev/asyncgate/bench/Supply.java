package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import java.util.UUID;

/**
 * Lays in queued tasks, for each measurement in a fresh tenant and for both sides alike: enough for the fastest side so
 * far and half as much again.
 */
final class Supply {

    private static final double FIRST_GUESS_PER_SECOND = 2_000;

    private final Gate gate;
    private final double seconds;
    private double fastest = FIRST_GUESS_PER_SECOND;

    Supply(Gate gate, Effort effort) {
        this.gate = gate;
        this.seconds = effort.warmUp().plus(effort.measured()).toMillis() / 1e3;
    }

    UUID tenantWithTasks() {
        UUID tenant = UUID.randomUUID();
        Tasker tasker = gate.tasker(tenant, Work.PLANNER);
        int batches = (int) Math.ceil(fastest * seconds * 1.5 / Work.CREATED_AT_ONCE);
        for (int i = 0; i < batches; i++) {
            tasker.createTasks(Work.tasks(Work.CREATED_AT_ONCE));
        }
        return tenant;
    }

    /** Takes note of a rate and returns it. */
    double noted(double rate) {
        fastest = Math.max(fastest, rate);
        return rate;
    }
}
