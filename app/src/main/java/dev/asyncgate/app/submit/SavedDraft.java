package dev.asyncgate.app.submit;

import java.time.Instant;
import java.util.UUID;

/** A draft on disk. */
record SavedDraft(UUID id, Instant savedAt, Draft draft) {

    /** Which of several drafts of a type this is: the first text value of its payload, or nothing. */
    String hint() {
        String payload = draft.payload();
        String beginning = payload.substring(0, Math.min(payload.length(), 2000));
        return JsonTokens.of(beginning).stream()
                .filter(token -> token.kind() == JsonToken.Kind.STRING)
                .map(token -> token.text(beginning))
                .filter(text -> text.length() > 2)
                .map(text -> text.substring(1, text.length() - 1))
                .findFirst()
                .orElse("");
    }
}
