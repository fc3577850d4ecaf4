package dev.asyncgate.task;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.json.Limits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stops and resumes handing out a type; leases that are live go on. One round trip. Repeating either is harmless. */
public final class PauseType {

    /** A type that is not handed out. */
    public record Paused(
            String type, Instant pausedAt, @Nullable String reason) {}

    private static final String AUDITED = """
            , audited AS (
                SELECT c.tenant_id, '%s' AS operation, ?::text AS actor_kind, ?::text AS actor_id, NULL::uuid AS task_id,
                       NULL::uuid AS lease_id, NULL::uuid AS receipt_id, c.type AS subject, ?::text AS reason,
                       '{"paused":%b}' AS before, '{"paused":%b}' AS after
                FROM changed c
            )
            """ + Audit.SQL + "SELECT count(*) AS changed FROM changed";

    private static final String PAUSE = """
            WITH changed AS (
                INSERT INTO paused_types (tenant_id, type, paused_at, reason) VALUES (?, ?, gate_now(), ?)
                ON CONFLICT DO NOTHING RETURNING tenant_id, type
            )
            """ + AUDITED.formatted("pauseType", false, true);

    private static final String RESUME = """
            WITH changed AS (
                DELETE FROM paused_types WHERE tenant_id = ? AND type = ? RETURNING tenant_id, type
            )
            """ + AUDITED.formatted("resumeType", true, false);

    private static final String LIST =
            "SELECT type, paused_at, reason FROM paused_types WHERE tenant_id = ? ORDER BY type";

    private final Database database;

    public PauseType(Database database) {
        this.database = database;
    }

    /**
     * Pauses the type.
     *
     * @param reason at most 1,000 characters
     * @return whether it was not paused before
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public boolean pause(UUID tenantId, Actor operator, String type, @Nullable String reason) {
        Limits.requireText("type", type, 1, 255);
        Limits.optionalText("reason", reason, 1, 1000);
        return database.statement(session -> session.query(PAUSE)
                .id(tenantId)
                .text(type)
                .text(reason)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(reason)
                .text(operator.address())
                .one(row -> row.number("changed") > 0));
    }

    /**
     * Resumes the type.
     *
     * @return whether it was paused before
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public boolean resume(UUID tenantId, Actor operator, String type) {
        Limits.requireText("type", type, 1, 255);
        return database.statement(session -> session.query(RESUME)
                .id(tenantId)
                .text(type)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(null)
                .text(operator.address())
                .one(row -> row.number("changed") > 0));
    }

    /** The types that are paused, by name. */
    public List<Paused> list(UUID tenantId) {
        return database.statement(session -> session.query(LIST)
                .id(tenantId)
                .list(row -> new Paused(row.text("type"), row.instant("paused_at"), row.textOrNull("reason"))));
    }
}
