package dev.asyncgate.workers.reference;

import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;

/** Returns the payload. */
public final class EchoWorker extends ReferenceWorker {

    public EchoWorker() {
        super("echo");
    }

    @Override
    Outcome perform(LeasedTask task, Payload payload) {
        return Outcome.done(task.payload(), Payload.inTheResult(task));
    }
}
