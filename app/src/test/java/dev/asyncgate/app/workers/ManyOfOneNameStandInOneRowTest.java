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
        List<SeenWorker> rows = rows(workers, Set.of());
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
    void anOpenGroupHasItsMembersBelowIt() {
        var workers = new ArrayList<>(named("thumb", 24));
        workers.addAll(named("ocr", 8));
        Set<String> open = Set.of("thumb-*");
        List<List<SeenWorker>> groups = WorkerGroups.of(workers, open);
        assertThat(groups).extracting(List::size).containsExactly(25, 1);
        assertThat(groups.getFirst().getFirst().worker().id()).isEqualTo("thumb-*");
        assertThat(groups.getFirst())
                .filteredOn(row -> WorkerGroups.isMember(row, open))
                .hasSize(24);
    }

    @Test
    void aGroupIsOpenedAndClosedAgain() {
        WorkerQuery opened = WorkerQuery.ALL.toggling("thumb-*");
        assertThat(opened.open()).containsExactly("thumb-*");
        assertThat(opened.toggling("thumb-*")).isEqualTo(WorkerQuery.ALL);
    }

    @Test
    void whereFewWorkEachHasARow() {
        assertThat(rows(named("thumb", WorkerGroups.FEW), Set.of())).hasSize(WorkerGroups.FEW);
        var mixed = new ArrayList<>(named("gpu", WorkerGroups.MANY - 1));
        mixed.addAll(named("thumb", WorkerGroups.FEW));
        assertThat(rows(mixed, Set.of())).hasSize(WorkerGroups.MANY);
    }

    private static List<SeenWorker> rows(List<SeenWorker> workers, Set<String> open) {
        return WorkerGroups.of(workers, open).stream().flatMap(List::stream).toList();
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
