package dev.asyncgate.app.gateway;

/** Which requests are listed. */
enum CallQuery {
    ALL,
    REFUSED,
    MADE_RECEIPTS;

    boolean lets(CallLine line) {
        return switch (this) {
            case ALL -> true;
            case REFUSED -> line.isRefused();
            case MADE_RECEIPTS -> !line.receipts().isEmpty();
        };
    }
}
