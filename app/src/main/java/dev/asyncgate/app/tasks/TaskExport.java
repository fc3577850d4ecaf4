package dev.asyncgate.app.tasks;

import static dev.asyncgate.app.export.Exportable.text;
import static dev.asyncgate.app.export.Exportable.texts;

import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.tasks.TaskReads.PageQuestion;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tasks that match as they are exported: in the order shown, without their payloads. */
final class TaskExport implements Exportable<TaskRow> {

    private static final List<String> COLUMNS = List.of(
            "task_id",
            "type",
            "status",
            "created_by_kind",
            "created_by_id",
            "principal_ai",
            "capabilities",
            "tags",
            "priority",
            "attempt",
            "max_attempts",
            "created_at",
            "updated_at",
            "next_eligible_at",
            "started_at",
            "completed_at",
            "worker_id",
            "lease_expires_at",
            "held",
            "held_reason");

    private final Function<PageQuestion, TaskPage> pages;
    private final TaskQuery query;

    TaskExport(TaskReads reads, TaskQuery query) {
        this.pages = reads.page();
        this.query = query;
    }

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public Page<TaskRow> page(@Nullable String cursor) {
        TaskPage page = pages.apply(new PageQuestion(query, cursor));
        return new Page<>(page.tasks(), page.nextCursor());
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public SequencedMap<String, String> json(TaskRow row) {
        var members = new LinkedHashMap<String, String>();
        members.put("task_id", text(row.taskId()));
        members.put("type", text(row.type()));
        members.put("status", text(row.status().wireName()));
        members.put("created_by_kind", text(row.createdBy().kind().wireName()));
        members.put("created_by_id", text(row.createdBy().id()));
        members.put("principal_ai", text(row.principalAi()));
        members.put("capabilities", texts(row.requirements().capabilities()));
        members.put("tags", texts(row.requirements().tags()));
        members.put("priority", Integer.toString(row.priority()));
        members.put("attempt", Integer.toString(row.attempt()));
        members.put("max_attempts", Integer.toString(row.maxAttempts()));
        members.put("created_at", text(row.createdAt()));
        members.put("updated_at", text(row.updatedAt()));
        members.put("next_eligible_at", text(row.nextEligibleAt()));
        members.put("started_at", text(row.startedAt()));
        members.put("completed_at", text(row.completedAt()));
        members.put("worker_id", text(row.workerId()));
        members.put("lease_expires_at", text(row.leaseExpiresAt()));
        members.put("held", Boolean.toString(row.held()));
        members.put("held_reason", text(row.heldReason()));
        return members;
    }

    /** In microseconds since the epoch: when it was created. */
    @Override
    public long position(TaskRow row) {
        return Exportable.micros(row.createdAt());
    }
}
