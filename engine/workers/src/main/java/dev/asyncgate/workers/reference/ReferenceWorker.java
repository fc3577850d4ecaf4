package dev.asyncgate.workers.reference;

import dev.asyncgate.workers.Handler;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;

/** A worker of a well-known type. What it refuses fails at once and is not tried again. */
public abstract sealed class ReferenceWorker implements Handler
        permits EchoWorker, SleepWorker, HttpGetWorker, CommandWorker {

    private final String type;

    ReferenceWorker(String type) {
        this.type = type;
    }

    /** The type of the tasks that it takes unless told otherwise. */
    public String type() {
        return type;
    }

    @Override
    public final Outcome work(LeasedTask task) throws Exception {
        try {
            return perform(task, Payload.of(task));
        } catch (RefusedException e) {
            return Outcome.failed("refused", e.getMessage(), false);
        }
    }

    abstract Outcome perform(LeasedTask task, Payload payload) throws Exception;
}
