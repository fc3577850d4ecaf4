package dev.asyncgate.doctor;

import dev.asyncgate.database.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A receipt as its row stands, whatever somebody has made of it: nothing is parsed that damage could break. */
record LedgerRow(
        UUID receiptId,
        long position,
        Instant createdAt,
        @Nullable UUID taskId,
        @Nullable UUID leaseId,
        @Nullable UUID scheduleId,
        String type,
        String fromKind,
        String fromId,
        String toKind,
        String toId,
        List<UUID> parents,
        String body,
        String hash) {

    /** Bodies are in RFC 8785 form, so these members come first. */
    private static final Pattern UNLOCATED =
            Pattern.compile("\\{\"artifacts\":(null|\"\"|\\[]|\\{}),\"delivery_proof\":(null|\"\"|\\[]|\\{})[,}].*");

    private static final HexFormat HEX = HexFormat.of();

    static LedgerRow read(Row row) throws SQLException {
        return new LedgerRow(
                row.id("receipt_id"),
                row.number("position"),
                row.instant("created_at"),
                row.idOrNull("task_id"),
                row.idOrNull("lease_id"),
                row.idOrNull("schedule_id"),
                row.text("type"),
                row.text("from_kind"),
                row.text("from_id"),
                row.text("to_kind"),
                row.text("to_id"),
                row.ids("parents"),
                row.text("body"),
                row.digest("hash"));
    }

    /**
     * Whether the stored hash is the one of the content. The body is hashed as it stands, not parsed: it was stored in
     * RFC 8785 form, and any other text in its place is a change.
     */
    boolean isGenuine(MessageDigest sha256) {
        String bodyDigest = HEX.formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
        String envelope = "{\"body_sha256\":\"" + bodyDigest + "\",\"from\":{\"id\":\"" + escaped(fromId)
                + "\",\"kind\":\"" + fromKind + "\"},\"lease_id\":" + quoted(leaseId) + ",\"parents\":["
                + sortedParents() + "],\"schedule_id\":" + quoted(scheduleId) + ",\"task_id\":" + quoted(taskId)
                + ",\"to\":{\"id\":\"" + escaped(toId) + "\",\"kind\":\"" + toKind + "\"},\"type\":\"" + type + "\"}";
        return HEX.formatHex(sha256.digest(envelope.getBytes(StandardCharsets.UTF_8)))
                .equals(hash);
    }

    boolean isTerminal() {
        return switch (type) {
            case "task.completed", "task.failed", "task.canceled" -> true;
            default -> false;
        };
    }

    boolean isTerminator() {
        return isTerminal() || isLateTerminator() || type.equals("schedule.deleted");
    }

    /** What may discharge the obligation of a task that has ended without. */
    boolean isLateTerminator() {
        return type.equals("task.amended") || type.equals("task.waived");
    }

    boolean locatesNothing() {
        return body.startsWith("{\"artifacts\":") && UNLOCATED.matcher(body).matches();
    }

    private String sortedParents() {
        return switch (parents.size()) {
            case 0 -> "";
            case 1 -> quoted(parents.getFirst());
            default -> parents.stream().map(LedgerRow::quoted).sorted().collect(Collectors.joining(","));
        };
    }

    private static String quoted(@Nullable UUID id) {
        return id == null ? "null" : "\"" + id + "\"";
    }

    /** Ids carry no control characters. */
    private static String escaped(String id) {
        return id.indexOf('"') < 0 && id.indexOf('\\') < 0
                ? id
                : id.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
