package dev.asyncgate.workers;

import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Requirements;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Tasks as handlers get them, without a gate behind them. */
public final class Handed {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Handed() {}

    public static LeasedTask task(String type, String payload) {
        UUID taskId = UUID.randomUUID();
        var claimed = new ClaimedTask(
                taskId,
                UUID.randomUUID(),
                type,
                Json.parse(payload),
                "inline://task/" + taskId,
                "planner",
                0,
                NOON.plusSeconds(60),
                Requirements.NONE,
                null,
                null);
        Taskee nowhere = Taskee.at(URI.create("http://127.0.0.1:9"), null, "w");
        var timing = new LeaseKeeper.Timing(new Never(), Duration.ofMinutes(30));
        return new LeasedTask(nowhere, claimed, new LeaseKeeper(nowhere, claimed, timing, NOON, 0, () -> {}));
    }

    private record Never() implements LeaseKeeper.Timer {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Future<?> after(long nanos, Runnable call) {
            return new CompletableFuture<>();
        }
    }
}
