package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what a receipt still has before it on its way to a ReceiptGate. One round trip. */
public final class FindDelivery {

    /** Why a receipt has not been delivered. */
    public sealed interface Undelivered {

        /** Calls in vain. */
        int attempts();

        /** It will be tried, or tried again; {@code lastError} is null before the first call in vain. */
        record Waiting(
                int attempts,
                Instant nextAttemptAt,
                @Nullable String lastError) implements Undelivered {}

        /** It failed too often, and waits for an operator. */
        record Parked(int attempts, Instant parkedAt, String lastError) implements Undelivered {}
    }

    private static final String SQL = """
            SELECT attempts, last_error, parked_at, CASE WHEN parked_at IS NULL THEN next_attempt_at END AS next_attempt_at
            FROM outbox WHERE tenant_id = ? AND receipt_id = ?
            """;

    private final Database database;

    public FindDelivery(Database database) {
        this.database = database;
    }

    /**
     * Looks it up; empty for what was delivered, and for what never had to be.
     *
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Optional<Undelivered> run(UUID tenantId, UUID receiptId) {
        return database
                .repeatable(
                        session -> session.query(SQL).id(tenantId).id(receiptId).list(FindDelivery::undelivered))
                .stream()
                .findFirst();
    }

    private static Undelivered undelivered(Row row) throws SQLException {
        Instant parkedAt = row.instantOrNull("parked_at");
        return parkedAt == null
                ? new Undelivered.Waiting(
                        row.integer("attempts"), row.instant("next_attempt_at"), row.textOrNull("last_error"))
                : new Undelivered.Parked(row.integer("attempts"), parkedAt, row.text("last_error"));
    }
}
