package dev.asyncgate.schedule;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schedule as it stands.
 *
 * @param scheduleId the id of the control task that created it
 * @param owner in whose name each run creates a task
 * @param jitter how much later than its instant a run fires at most
 * @param template what each run creates
 * @param nextRunAt null unless it is active
 * @param lastRunAt the instant of the last run that created a task; null before the first
 * @param lastTaskId that task; null before the first
 * @param createdReceiptId its {@code schedule.created}, the obligation that its deletion discharges
 */
public record Schedule(
        UUID scheduleId,
        Principal owner,
        ScheduleState state,
        Timing timing,
        Misfire misfire,
        Duration jitter,
        Json template,
        Instant createdAt,
        @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt,
        @Nullable UUID lastTaskId,
        UUID createdReceiptId) {

    /** Where it is found, as an artifact names it. */
    public String pointer() {
        return "inline://schedule/" + scheduleId;
    }

    /** Its next runs, as long as it stays as it is: none unless it is active. */
    public List<Instant> nextRuns(int runs) {
        return nextRunAt == null
                ? List.of()
                : Stream.iterate(nextRunAt, timing::next).limit(runs).toList();
    }

    /** When nobody has fired its next run for two intervals, and it counts as stale; null unless it is active. */
    public @Nullable Instant staleAt() {
        return nextRunAt == null
                ? null
                : Upcoming.after(scheduleId, timing, jitter, nextRunAt.minusMillis(1))
                        .staleAt();
    }

    /** As it goes over the wire, whole. */
    public Json toJson() {
        ObjectNode json = summary();
        json.set("template", template.node());
        return Json.of(json);
    }

    /** As a line of a list over the wire: with the type that it creates in place of the template. */
    public ObjectNode summary() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schedule_id", scheduleId.toString()).put("state", state.wireName());
        json.putObject("owner").put("kind", owner.kind().wireName()).put("id", owner.id());
        json.set("type", template.node().get("type"));
        switch (timing) {
            case Interval interval ->
                json.put("interval_seconds", interval.length().toSeconds());
            case Cron cron ->
                json.put("cron", cron.expression()).put("time_zone", cron.zone().getId());
        }
        return json.put("misfire", misfire.wireName())
                .put("jitter_seconds", jitter.toSeconds())
                .put("created_at", createdAt.toString())
                .put("next_run_at", textOrNull(nextRunAt))
                .put("last_run_at", textOrNull(lastRunAt))
                .put("last_task_id", textOrNull(lastTaskId));
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
