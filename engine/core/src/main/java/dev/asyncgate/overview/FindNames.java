package dev.asyncgate.overview;

import dev.asyncgate.database.Database;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Finds types, workers and principals by a part of their name, those alone that were seen lately: what it costs does not
 * depend on how much there is. One round trip.
 */
public final class FindNames {

    private static final String SQL = """
            WITH sought AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, ?::text AS part, ?::integer AS most
            ), types AS (
                SELECT DISTINCT q.type AS name FROM queues q, sought s
                WHERE q.tenant_id = s.tenant_id AND position(s.part IN lower(q.type)) > 0
                ORDER BY 1 LIMIT (SELECT most FROM sought)
            ), workers AS (
                SELECT DISTINCT w.worker_id AS name FROM sought s CROSS JOIN LATERAL (
                    (SELECT worker_id FROM open_tasks
                     WHERE tenant_id = s.tenant_id AND lease_id IS NOT NULL ORDER BY expires_at LIMIT 2000)
                    UNION ALL
                    (SELECT worker_id FROM ended_leases
                     WHERE tenant_id = s.tenant_id ORDER BY acquired_at DESC LIMIT 2000)) w
                WHERE position(s.part IN lower(w.worker_id)) > 0
                ORDER BY 1 LIMIT (SELECT most FROM sought)
            ), principals AS (
                SELECT DISTINCT p.kind || ':' || p.id AS name FROM sought s CROSS JOIN LATERAL (
                    (SELECT created_by_kind AS kind, created_by_id AS id FROM submitted_tasks
                     WHERE tenant_id = s.tenant_id ORDER BY created_at DESC, task_id DESC LIMIT 2000)
                    UNION ALL
                    (SELECT principal_kind, principal_id FROM relationships WHERE tenant_id = s.tenant_id LIMIT 2000)) p
                WHERE position(s.part IN lower(p.kind || ':' || p.id)) > 0
                ORDER BY 1 LIMIT (SELECT most FROM sought)
            )
            SELECT 'TYPE' AS what, name FROM types
            UNION ALL SELECT 'WORKER', name FROM workers
            UNION ALL SELECT 'PRINCIPAL', name FROM principals
            """;

    private final Database database;

    public FindNames(Database database) {
        this.database = database;
    }

    /** What a name belongs to. */
    public enum Kind {
        TYPE,
        WORKER,
        PRINCIPAL
    }

    /** A name that was found; a principal's with its kind. */
    public record Name(Kind kind, String name) {}

    /**
     * Finds.
     *
     * @param part in any case
     * @param most names of each kind
     */
    public List<Name> run(UUID tenantId, String part, int most) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .text(part.toLowerCase(Locale.ROOT))
                .integer(most)
                .list(row -> new Name(Kind.valueOf(row.text("what")), row.text("name"))));
    }
}
