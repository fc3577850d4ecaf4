package dev.asyncgate.app.submit;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The inputs of the form, by the names under which the engine refuses them. */
enum Field {
    TYPE("type"),
    CAPABILITIES("requirements.capabilities"),
    TAGS("requirements.tags"),
    PRIORITY("priority"),
    MAX_ATTEMPTS("max_attempts"),
    BACKOFF("retry_backoff_seconds"),
    DELAY("delay_seconds"),
    COPIES("copies"),
    IDEMPOTENCY_KEY("idempotency_key"),
    CAUSED_BY("caused_by"),
    EXPECTED_OUTCOME("expected_outcome_kind"),
    MEDIA_TYPE("expected_artifact_mime"),
    OWED_TO("principal_ai"),
    PAYLOAD("payload");

    private final String wireName;

    Field(String wireName) {
        this.wireName = wireName;
    }

    /** The input that the engine means; null for one that the form does not have. */
    static @Nullable Field ofWireName(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(field -> field.wireName.equals(wireName))
                .findFirst()
                .orElse(null);
    }

    /** The key of the field's name in the texts. */
    String textKey() {
        return "submit.field." + name().toLowerCase(Locale.ROOT);
    }
}
