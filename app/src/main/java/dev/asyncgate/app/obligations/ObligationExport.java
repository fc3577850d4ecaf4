package dev.asyncgate.app.obligations;

import static dev.asyncgate.app.export.Exportable.text;

import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The obligations that are listed as they are exported: in their order, each with why it stands as it does. */
final class ObligationExport implements Exportable<ExplainedObligation> {

    private static final List<String> COLUMNS = List.of(
            "receipt_id",
            "type",
            "created_at",
            "owed_to_kind",
            "owed_to_id",
            "task_id",
            "schedule_id",
            "task_type",
            "task_status",
            "open",
            "why",
            "discharged_by",
            "discharged_by_type",
            "discharged_at");

    private final ObligationReads reads;
    private final ObligationQuery query;

    ObligationExport(ObligationReads reads, ObligationQuery query) {
        this.reads = reads;
        this.query = query.by(Grouping.AGE).unfolded();
    }

    @Override
    public String name() {
        return "obligations";
    }

    @Override
    public Page<ExplainedObligation> page(@Nullable String cursor) {
        Page<Line> page = reads.page(query, cursor);
        return new Page<>(
                page.rows().stream()
                        .filter(Line.Owed.class::isInstance)
                        .map(line -> ((Line.Owed) line).explained())
                        .toList(),
                page.nextCursor());
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public SequencedMap<String, String> json(ExplainedObligation row) {
        Receipt obligation = row.obligation();
        Why.Discharged end = row.why() instanceof Why.Discharged it ? it : null;
        var members = new LinkedHashMap<String, String>();
        members.put("receipt_id", text(obligation.receiptId()));
        members.put("type", text(obligation.type().wireName()));
        members.put("created_at", text(obligation.createdAt()));
        members.put("owed_to_kind", text(obligation.to().kind().wireName()));
        members.put("owed_to_id", text(obligation.to().id()));
        members.put("task_id", text(obligation.taskId()));
        members.put("schedule_id", text(obligation.scheduleId()));
        members.put("task_type", text(row.taskType()));
        members.put("task_status", text(row.status()));
        members.put("open", Boolean.toString(row.why().open()));
        members.put("why", text(why(row.why())));
        members.put("discharged_by", text(end == null ? null : end.receiptId()));
        members.put("discharged_by_type", text(end == null ? null : end.type().wireName()));
        members.put("discharged_at", text(end == null ? null : end.at()));
        return members;
    }

    private static String why(Why why) {
        return switch (why) {
            case Why.Queued it -> "queued";
            case Why.NotYetEligible it -> "not_yet_eligible";
            case Why.TypePaused it -> "type_paused";
            case Why.Held it -> "held";
            case Why.Claimed it -> "claimed";
            case Why.InProgress it -> "in_progress";
            case Why.Unproven it -> "without_proof";
            case Why.ScheduleActive it -> "schedule_active";
            case Why.Discharged it -> "discharged";
            case Why.Unexplained it -> "contradiction";
        };
    }

    @Override
    public long position(ExplainedObligation row) {
        return Exportable.micros(row.obligation().createdAt());
    }
}
