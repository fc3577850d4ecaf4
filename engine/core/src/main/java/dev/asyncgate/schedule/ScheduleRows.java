package dev.asyncgate.schedule;

import dev.asyncgate.database.Row;
import dev.asyncgate.database.Session;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Rows of {@code schedules} as records. */
final class ScheduleRows {

    static final String COLUMNS = """
            s.schedule_id, s.owner_kind, s.owner_id, s.state, s.interval_seconds, s.cron, s.time_zone, s.misfire,
            s.jitter_seconds, s.template, s.created_at, s.next_run_at, s.last_run_at, s.last_task_id, s.created_receipt_id
            """;

    private static final String ONE =
            "SELECT " + COLUMNS + " FROM schedules s WHERE s.tenant_id = ? AND s.schedule_id = ?";

    private ScheduleRows() {}

    static Schedule read(Session session, UUID tenantId, UUID scheduleId) throws SQLException {
        return session.query(ONE)
                .id(tenantId)
                .id(scheduleId)
                .first(ScheduleRows::schedule)
                .orElseThrow(() -> notFound(scheduleId));
    }

    static Schedule schedule(Row row) throws SQLException {
        return new Schedule(
                row.id("schedule_id"),
                Principal.of(PrincipalKind.parse(row.text("owner_kind")), row.text("owner_id")),
                ScheduleState.ofWireName(row.text("state")),
                timing(row),
                Misfire.parse(row.text("misfire")),
                Duration.ofSeconds(row.integer("jitter_seconds")),
                row.json("template"),
                row.instant("created_at"),
                row.instantOrNull("next_run_at"),
                row.instantOrNull("last_run_at"),
                row.idOrNull("last_task_id"),
                row.id("created_receipt_id"));
    }

    private static Timing timing(Row row) throws SQLException {
        String cron = row.textOrNull("cron");
        return cron == null
                ? new Interval(
                        Duration.ofSeconds(row.integer("interval_seconds")),
                        row.instant("created_at").truncatedTo(ChronoUnit.SECONDS))
                : Cron.parse(cron, ZoneId.of(row.text("time_zone")));
    }

    static GateException notFound(UUID scheduleId) {
        return new GateException(ErrorCode.NOT_FOUND, "No schedule of this tenant has the id " + scheduleId + ".");
    }
}
