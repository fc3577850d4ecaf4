package dev.asyncgate.task;

import dev.asyncgate.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tasker asks for. Null stands for the default of a field.
 *
 * @param type 1 to 255 characters
 * @param payload an object of at most 1 MiB
 * @param payloadPointer defaults to {@code inline://task/{id}}
 * @param principalAi defaults to the creator's id
 * @param priority higher first, default 0
 * @param maxAttempts 1 to 1,000; defaults to the setting
 * @param retryBackoff 1 s to 24 h in whole seconds; defaults to the setting
 * @param delay 0 s to 365 days in whole seconds: not claimable before
 * @param idempotencyKey 1 to 255 characters; at most one task of a tenant has it
 * @param causedBy receipts of the tenant, at most 10
 */
public record NewTask(
        String type,
        Json payload,
        @Nullable String payloadPointer,
        @Nullable String principalAi,
        Requirements requirements,
        @Nullable String expectedOutcomeKind,
        @Nullable String expectedArtifactMime,
        int priority,
        @Nullable Integer maxAttempts,
        @Nullable Duration retryBackoff,
        @Nullable Duration delay,
        @Nullable String idempotencyKey,
        List<UUID> causedBy) {

    public NewTask {
        Objects.requireNonNull(type);
        Objects.requireNonNull(payload);
        causedBy = List.copyOf(causedBy);
    }

    /** A task of this type and payload, everything else at its default. */
    public static NewTask of(String type, Json payload) {
        return builder(type, payload).build();
    }

    /** Starts from a type and a payload, everything else at its default. */
    public static Builder builder(String type, Json payload) {
        return new Builder(type, payload);
    }

    /** Collects the fields of a new task; not thread-safe. */
    public static final class Builder {

        private final String type;
        private final Json payload;
        private @Nullable String payloadPointer;
        private @Nullable String principalAi;
        private Requirements requirements = Requirements.NONE;
        private @Nullable String expectedOutcomeKind;
        private @Nullable String expectedArtifactMime;
        private int priority;
        private @Nullable Integer maxAttempts;
        private @Nullable Duration retryBackoff;
        private @Nullable Duration delay;
        private @Nullable String idempotencyKey;
        private List<UUID> causedBy = List.of();

        private Builder(String type, Json payload) {
            this.type = type;
            this.payload = payload;
        }

        public Builder payloadPointer(@Nullable String pointer) {
            this.payloadPointer = pointer;
            return this;
        }

        public Builder principalAi(@Nullable String owner) {
            this.principalAi = owner;
            return this;
        }

        public Builder requirements(List<String> capabilities, List<String> tags) {
            this.requirements = new Requirements(capabilities, tags);
            return this;
        }

        public Builder expected(@Nullable String outcomeKind, @Nullable String artifactMime) {
            this.expectedOutcomeKind = outcomeKind;
            this.expectedArtifactMime = artifactMime;
            return this;
        }

        public Builder priority(int higherFirst) {
            this.priority = higherFirst;
            return this;
        }

        public Builder maxAttempts(@Nullable Integer most) {
            this.maxAttempts = most;
            return this;
        }

        public Builder retryBackoff(@Nullable Duration first) {
            this.retryBackoff = first;
            return this;
        }

        public Builder delay(@Nullable Duration notBefore) {
            this.delay = notBefore;
            return this;
        }

        public Builder idempotencyKey(@Nullable String key) {
            this.idempotencyKey = key;
            return this;
        }

        public Builder causedBy(List<UUID> receipts) {
            this.causedBy = receipts;
            return this;
        }

        public NewTask build() {
            return new NewTask(
                    type,
                    payload,
                    payloadPointer,
                    principalAi,
                    requirements,
                    expectedOutcomeKind,
                    expectedArtifactMime,
                    priority,
                    maxAttempts,
                    retryBackoff,
                    delay,
                    idempotencyKey,
                    causedBy);
        }
    }
}
