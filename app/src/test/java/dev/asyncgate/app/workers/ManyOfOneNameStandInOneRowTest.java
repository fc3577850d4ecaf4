package dev.asyncgate.app.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyOfOneNameStandInOneRowTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    @Test
    void groupsFollowTheSingleOnesAndAddUpWhatTheirMembersDid() {
        var workers = new ArrayList<>(named("gpu", 3));
        workers.addAll(named("thumb", 24));
        List<SeenWorker> rows = WorkerGroups.of(workers, Set.of());
        assertThat(rows).extracting(row -> row.worker().id()).containsExactly("gpu-1", "gpu-2", "gpu-3", "thumb-*");
        SeenWorker group = rows.getLast();
        assertThat(WorkerGroups.isGroup(group)).isTrue();
        assertThat(WorkerGroups.members(group, workers)).hasSize(24);
        assertThat(group.ended()).isEqualTo(Map.of(LeaseEnd.COMPLETED, 48, LeaseEnd.FAILED, 24));
        assertThat(group.holds())
                .hasSize(24)
                .isSortedAccordingTo((a, b) -> a.expiresAt().compareTo(b.expiresAt()));
        assertThat(group.seenAt()).isEqualTo(NOW.plusSeconds(24));
        assertThat(group.mostRenewals()).isEqualTo(24);
        assertThat(group.lateAttempts()).isEqualTo(24);
    }

    @Test
    void anOpenGroupShowsItsMembers() {
        List<SeenWorker> rows = WorkerGroups.of(named("thumb", 24), Set.of("thumb-*"));
        assertThat(rows).hasSize(24).noneMatch(WorkerGroups::isGroup);
    }

    @Test
    void whereFewWorkEachHasARow() {
        assertThat(WorkerGroups.of(named("thumb", WorkerGroups.FEW), Set.of())).hasSize(WorkerGroups.FEW);
        var mixed = new ArrayList<>(named("gpu", WorkerGroups.MANY - 1));
        mixed.addAll(named("thumb", WorkerGroups.FEW));
        assertThat(WorkerGroups.of(mixed, Set.of())).hasSize(WorkerGroups.MANY);
    }

    private static List<SeenWorker> named(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> new SeenWorker(
                        Principal.of(PrincipalKind.WORKER, name + "-" + n),
                        null,
                        List.of(),
                        NOW.plusSeconds(n),
                        List.of(new SeenWorker.Held(new UUID(0, n), new UUID(1, n), "unit", NOW.minusSeconds(n))),
                        Map.of(LeaseEnd.COMPLETED, 2, LeaseEnd.FAILED, 1),
                        n,
                        1))
                .toList();
    }
}
