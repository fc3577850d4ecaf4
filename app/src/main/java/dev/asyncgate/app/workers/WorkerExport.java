package dev.asyncgate.app.workers;

import static dev.asyncgate.app.export.Exportable.text;
import static dev.asyncgate.app.export.Exportable.texts;

import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.SeenWorker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workers that are listed as they are exported: each of a group for itself. */
final class WorkerExport implements Exportable<SeenWorker> {

    private static final List<String> COLUMNS = Stream.of(
                    Stream.of(
                            "worker_id",
                            "instance_id",
                            "capabilities",
                            "seen_at",
                            "leases_held",
                            "leases_ended",
                            "span_seconds"),
                    Stream.of(LeaseEnd.values()).map(LeaseEnd::wireName),
                    Stream.of("most_renewals", "late_attempts"))
            .flatMap(columns -> columns)
            .toList();

    private final WorkerReads reads;
    private final Span span;
    private final WorkerQuery query;

    /** {@code span}: over how long ended leases are counted. */
    WorkerExport(WorkerReads reads, Span span, WorkerQuery query) {
        this.reads = reads;
        this.span = span;
        this.query = query;
    }

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public Page<SeenWorker> page(@Nullable String cursor) {
        return new Page<>(reads.listed(span, query), null);
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public SequencedMap<String, String> json(SeenWorker row) {
        var members = new LinkedHashMap<String, String>();
        members.put("worker_id", text(row.worker().id()));
        members.put("instance_id", text(row.instanceId()));
        members.put("capabilities", texts(row.capabilities()));
        members.put("seen_at", text(row.seenAt()));
        members.put("leases_held", Integer.toString(row.holds().size()));
        members.put("leases_ended", Integer.toString(row.leasesEnded()));
        members.put("span_seconds", Long.toString(span.length().toSeconds()));
        for (LeaseEnd end : LeaseEnd.values()) {
            members.put(end.wireName(), Integer.toString(row.ended().getOrDefault(end, 0)));
        }
        members.put("most_renewals", Integer.toString(row.mostRenewals()));
        members.put("late_attempts", Integer.toString(row.lateAttempts()));
        return members;
    }

    @Override
    public long position(SeenWorker row) {
        return Exportable.micros(row.seenAt());
    }
}
