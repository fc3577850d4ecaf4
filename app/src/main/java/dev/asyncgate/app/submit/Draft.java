package dev.asyncgate.app.submit;

import java.util.List;

/** What stands in the form, as typed: right or wrong, so that nothing typed is lost. Immutable. */
record Draft(
        String type,
        List<String> capabilities,
        List<String> tags,
        String priority,
        String maxAttempts,
        String backoff,
        String delay,
        String copies,
        String idempotencyKey,
        List<String> causedBy,
        String expectedOutcome,
        String mediaType,
        String owedTo,
        String payload) {

    /** What a form starts with. */
    static final Draft BLANK =
            new Draft("", List.of(), List.of(), "0", "", "", "now", "1", "", List.of(), "", "", "", "{\n  \n}");

    Draft {
        capabilities = List.copyOf(capabilities);
        tags = List.copyOf(tags);
        causedBy = List.copyOf(causedBy);
    }

    /** Whether nothing was typed yet. */
    boolean isBlank() {
        return equals(BLANK);
    }

    /** The same with another number of copies. */
    Draft withCopies(int wanted) {
        return new Draft(
                type,
                capabilities,
                tags,
                priority,
                maxAttempts,
                backoff,
                delay,
                Integer.toString(wanted),
                idempotencyKey,
                causedBy,
                expectedOutcome,
                mediaType,
                owedTo,
                payload);
    }
}
