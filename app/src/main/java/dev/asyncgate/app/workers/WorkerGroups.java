package dev.asyncgate.app.workers;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.lease.SeenWorker.Held;
import dev.asyncgate.principal.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Many workers whose names differ in what follows the last hyphen stand in one row, such as {@code thumb-*}. */
final class WorkerGroups {

    /** Up to so many workers all have a row. */
    static final int FEW = 20;

    /** So many of one name at least are taken together. */
    static final int MANY = 6;

    private static final String ANY = "*";

    private WorkerGroups() {}

    /**
     * Single workers in their order, then the groups. What stands together is in one list: a worker, a group that is
     * closed, or one that is open with its members below it.
     */
    static List<List<SeenWorker>> of(List<SeenWorker> workers, Set<String> open) {
        if (workers.size() <= FEW) {
            return workers.stream().map(List::of).toList();
        }
        var byName = new LinkedHashMap<Principal, List<SeenWorker>>();
        workers.forEach(worker -> byName.computeIfAbsent(group(worker.worker()), ignored -> new ArrayList<>())
                .add(worker));
        byName.values().removeIf(members -> members.size() < MANY);
        var rows = new ArrayList<List<SeenWorker>>();
        workers.stream()
                .filter(worker -> !byName.containsKey(group(worker.worker())))
                .map(List::of)
                .forEach(rows::add);
        byName.forEach((group, members) -> {
            var together = new ArrayList<>(List.of(together(group, members)));
            if (open.contains(group.id())) {
                together.addAll(members);
            }
            rows.add(together);
        });
        return rows;
    }

    private static Principal group(Principal worker) {
        int end = worker.id().lastIndexOf('-');
        return Principal.of(worker.kind(), end < 0 ? worker.id() : worker.id().substring(0, end + 1) + ANY);
    }

    static boolean isGroup(SeenWorker row) {
        return row.worker().id().endsWith("-" + ANY);
    }

    /** Whether it stands below its group while that one is open. */
    static boolean isMember(SeenWorker row, Set<String> open) {
        return !isGroup(row) && open.contains(group(row.worker()).id());
    }

    /** Those of a group. */
    static List<SeenWorker> members(SeenWorker group, List<SeenWorker> workers) {
        return workers.stream()
                .filter(worker -> group(worker.worker()).isSameActorAs(group.worker()))
                .toList();
    }

    private static SeenWorker together(Principal group, List<SeenWorker> members) {
        var ended = new EnumMap<LeaseEnd, Integer>(LeaseEnd.class);
        members.forEach(worker -> worker.ended().forEach((end, count) -> ended.merge(end, count, Integer::sum)));
        List<Held> holds = members.stream()
                .flatMap(worker -> worker.holds().stream())
                .sorted(Comparator.comparing(Held::expiresAt))
                .toList();
        return new SeenWorker(
                group,
                null,
                members.getFirst().capabilities(),
                members.stream()
                        .map(SeenWorker::seenAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH),
                holds,
                Map.copyOf(ended),
                members.stream().mapToInt(SeenWorker::mostRenewals).max().orElse(0),
                members.stream().mapToInt(SeenWorker::lateAttempts).sum());
    }
}
