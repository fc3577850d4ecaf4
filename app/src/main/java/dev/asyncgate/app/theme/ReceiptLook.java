package dev.asyncgate.app.theme;

/** How a receipt is drawn: the outline is its role, the mark is its type. By wire name such as {@code task.accepted}. */
public final class ReceiptLook {

    /** A node is this high, in px. */
    public static final double HEIGHT = 28;

    /** What a receipt is to an obligation. */
    public enum Role {
        /** Opens one: hexagon. */
        OBLIGATION,
        /** May discharge one: pill. */
        TERMINATOR,
        /** Something is wrong: dashed amber. */
        ANOMALY,
        /** Everything else: rectangle. */
        PLAIN
    }

    private ReceiptLook() {}

    public static Role role(String type) {
        return switch (type) {
            case "task.assigned", "schedule.created" -> Role.OBLIGATION;
            case "task.completed", "task.failed", "task.canceled", "schedule.deleted" -> Role.TERMINATOR;
            case "system.anomaly" -> Role.ANOMALY;
            default -> Role.PLAIN;
        };
    }

    /** The token of the mark's colour, without the leading hyphen. */
    public static String markToken(String type) {
        return switch (type) {
            case "task.accepted" -> "ag-state-leased";
            case "task.started" -> "ag-state-running";
            case "task.completed" -> "ag-state-succeeded";
            case "task.failed" -> "ag-state-failed";
            case "task.canceled" -> "ag-state-canceled";
            case "task.retry_scheduled" -> "ag-lease-retried";
            case "lease.expired" -> "ag-lease-expired";
            case "lease.released" -> "ag-lease-released";
            case "lease.revoked" -> "ag-lease-revoked";
            case "system.anomaly" -> "ag-attention";
            default -> "color-fg-muted";
        };
    }

    /** The outline as SVG path data, from the left upper corner of a box. */
    public static String outline(Role role, double w, double h) {
        double half = h / 2;
        return switch (role) {
            case OBLIGATION -> "M8 0H%1$sL%2$s %3$sL%1$s %4$sH8L0 %3$sz".formatted(w - 8, w, half, h);
            case TERMINATOR ->
                "M%1$s 0H%2$sA%1$s %1$s 0 0 1 %2$s %3$sH%1$sA%1$s %1$s 0 0 1 %1$s 0z".formatted(half, w - half, h);
            case ANOMALY, PLAIN ->
                "M4 0H%1$sQ%2$s 0 %2$s 4V%3$sQ%2$s %4$s %1$s %4$sH4Q0 %4$s 0 %3$sV4Q0 0 4 0z"
                        .formatted(w - 4, w, h - 4, h);
        };
    }
}
