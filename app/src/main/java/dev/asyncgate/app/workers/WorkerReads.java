package dev.asyncgate.app.workers;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.lease.SeenWorkers;
import dev.asyncgate.principal.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the place asks the engine; runs off the FX thread. There are no more workers than can be read at once, so the list
 * is made of the last reading.
 */
final class WorkerReads implements Source<WorkerQuery, SeenWorker> {

    /** The chart looks back so many minutes. */
    static final int MINUTES = 60;

    /** How many of a worker's leases are read. */
    static final int LEASES = 200;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Inspector inspector;
    private volatile @Nullable Reading last;

    WorkerReads(Inspector inspector) {
        this.inspector = inspector;
    }

    Reading look(Span span) {
        SeenWorkers seen = inspector.workers(span.length());
        boolean few = seen.complete() && !seen.workers().isEmpty();
        var reading = new Reading(span, seen, inspector.queuedDemand(), few ? holding(seen.at()) : List.of());
        last = reading;
        return reading;
    }

    /** In each minute up to now. */
    private List<Integer> holding(Instant now) {
        Instant from = now.minus(MINUTE.multipliedBy(MINUTES));
        List<LeaseBucket> buckets = inspector.leaseBuckets(LeaseBuckets.Lane.WORKER, from, MINUTE, MINUTES);
        int[] counts = new int[MINUTES];
        for (LeaseBucket bucket : buckets) {
            int minute = (int) Duration.between(from, bucket.from()).toMinutes();
            if (minute >= 0 && minute < MINUTES && bucket.touching() > 0) {
                counts[minute]++;
            }
        }
        return IntStream.of(counts).boxed().toList();
    }

    /** The newest leases of a worker, oldest first. */
    List<LeaseSpan> leases(Principal worker) {
        return inspector.leasesOfWorker(worker, LEASES);
    }

    @Override
    public Page<SeenWorker> page(WorkerQuery query, @Nullable String cursor) {
        Reading reading = last == null ? look(Span.HOUR) : last;
        return new Page<>(rows(reading, query), null);
    }

    /** Those who hold something first, those who are gone last. */
    private static List<SeenWorker> rows(Reading reading, WorkerQuery query) {
        return WorkerGroups.of(listed(reading, query), query.open()).stream()
                .sorted(Comparator.comparing(
                        together -> Standing.of(together.getFirst(), reading.at()) == Standing.GONE))
                .flatMap(List::stream)
                .toList();
    }

    private static List<SeenWorker> listed(Reading reading, WorkerQuery query) {
        return reading.workers().stream()
                .filter(worker -> query.lets(worker, reading.at()))
                .toList();
    }

    /** Each worker that the query lets through, and none of the groups. */
    List<SeenWorker> listed(Span span, WorkerQuery query) {
        return listed(look(span), query);
    }

    @Override
    public List<SeenWorker> again(List<UUID> ids) {
        Reading reading = last;
        Set<UUID> wanted = new HashSet<>(ids);
        return reading == null
                ? Collections.emptyList()
                : Stream.concat(
                                reading.workers().stream(),
                                WorkerGroups.of(reading.workers(), Set.of()).stream()
                                        .map(List::getFirst)
                                        .filter(WorkerGroups::isGroup))
                        .filter(worker -> wanted.contains(id(worker)))
                        .toList();
    }

    @Override
    public UUID id(SeenWorker worker) {
        return idOf(worker.worker());
    }

    static UUID idOf(Principal worker) {
        return UUID.nameUUIDFromBytes(worker.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean narrows(WorkerQuery query) {
        return query.narrows();
    }

    @Override
    public boolean newestFirst() {
        return false;
    }
}
