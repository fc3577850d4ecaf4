package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way through the states follows from the leases alone. */
class TheStatePathIsCountedTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void everyClaimStartReturnAndEndIsATransition() {
        StatePath path = StatePath.of(
                TaskStatus.FAILED,
                List.of(lease(false, LeaseEnd.EXPIRED), lease(true, LeaseEnd.RETRIED), lease(true, LeaseEnd.FAILED)));
        assertThat(path.claims()).isEqualTo(3);
        assertThat(path.starts()).isEqualTo(2);
        assertThat(path.backFromLeased()).isEqualTo(Map.of(LeaseEnd.EXPIRED, 1));
        assertThat(path.backFromRunning()).isEqualTo(Map.of(LeaseEnd.RETRIED, 1));
        assertThat(path.endedFrom()).isEqualTo(TaskStatus.RUNNING);
        assertThat(path.transitions()).isEqualTo(8);
    }

    @Test
    void aTaskCanEndFromWhereverItStood() {
        assertThat(StatePath.of(TaskStatus.CANCELED, List.of()).endedFrom()).isEqualTo(TaskStatus.QUEUED);
        assertThat(StatePath.of(TaskStatus.CANCELED, List.of(lease(true, LeaseEnd.EXPIRED)))
                        .endedFrom())
                .isEqualTo(TaskStatus.QUEUED);
        assertThat(StatePath.of(TaskStatus.SUCCEEDED, List.of(lease(false, LeaseEnd.COMPLETED)))
                        .endedFrom())
                .isEqualTo(TaskStatus.LEASED);
    }

    @Test
    void aLiveTaskHasNotEnded() {
        StatePath path = StatePath.of(TaskStatus.RUNNING, List.of(lease(true, null)));
        assertThat(path.endedFrom()).isEqualTo(TaskStatus.RUNNING);
        assertThat(path.transitions()).isEqualTo(2);
    }

    private static LeaseSpan lease(boolean started, @Nullable LeaseEnd end) {
        return new LeaseSpan(
                UUID.randomUUID(),
                new UUID(0, 1),
                "report.render",
                "gpu-7",
                null,
                List.of(),
                NOON,
                Duration.ofMinutes(5),
                NOON.plusSeconds(300),
                List.of(),
                started ? NOON.plusSeconds(1) : null,
                end == null ? null : NOON.plusSeconds(60),
                end,
                List.of());
    }
}
