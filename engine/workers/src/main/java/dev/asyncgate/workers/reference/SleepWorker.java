package dev.asyncgate.workers.reference;

import dev.asyncgate.json.Json;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sleeps {@code seconds} of the payload, then returns its {@code value}. */
public final class SleepWorker extends ReferenceWorker {

    private static final double MOST_SECONDS = Duration.ofHours(2).toSeconds();

    public SleepWorker() {
        super("sleep_then_return");
    }

    @Override
    Outcome perform(LeasedTask task, Payload payload) throws InterruptedException {
        double seconds = payload.number("seconds", MOST_SECONDS);
        Thread.sleep(Duration.ofNanos((long) (seconds * 1e9)));
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("slept_seconds", seconds);
        result.set("value", payload.value("value"));
        return Outcome.done(Json.of(result), Payload.inTheResult(task));
    }
}
