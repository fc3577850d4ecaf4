package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever leaves out what may be left out gets what the contract says of it. */
class WhatIsLeftOutHasItsDefaultTest {

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aTaskHasAnEmptyPayloadHereAndTwoAttempts() {
        String taskId = create(1).at("/tasks/0/task_id").asString();
        JsonNode task = gateway.get("/v1/tasks/" + taskId).json();
        assertThat(task.at("/payload")).isEmpty();
        assertThat(task.at("/payload_pointer").asString()).isEqualTo("inline://task/" + taskId);
        assertThat(task.at("/priority").asInt()).isZero();
        assertThat(task.at("/max_attempts").asInt()).isEqualTo(2);
        assertThat(task.at("/requirements/capabilities")).isEmpty();
        assertThat(task.at("/next_eligible_at").isNull()).isTrue();
    }

    @Test
    void aClaimIsOfOneTaskOfAnyTypeAtOnceForTwoMinutes() {
        create(2);
        JsonNode claimed = claim("");
        assertThat(claimed.at("/tasks")).hasSize(1);
        assertThat(left(claimed.at("/tasks/0/expires_at"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(claim(",\"accept_types\":[]").at("/tasks")).hasSize(1);
        assertThat(claim("").at("/tasks")).isEmpty();
    }

    @Test
    void aLeaseIsRenewedByItsOwnLengthAndAFailureIsFinal() {
        create(1);
        JsonNode task = claim(",\"lease_ttl_seconds\":77").at("/tasks/0");
        String held = "{\"worker_id\":\"w-1\",\"task_id\":\"%s\",\"lease_id\":\"%s\"%s}"
                .formatted(task.at("/task_id").asString(), task.at("/lease_id").asString(), "%s");
        gateway.gate.clock.advance(Duration.ofSeconds(10));
        JsonNode renewed = gateway.post("/v1/leases/renew", held.formatted("")).json();
        assertThat(left(renewed.at("/expires_at"))).isEqualTo(Duration.ofSeconds(77));
        JsonNode failed = gateway.post(
                        "/v1/tasks/" + task.at("/task_id").asString() + "/fail", held.formatted(",\"error\":{}"))
                .json();
        assertThat(failed.at("/requeued").asBoolean()).isFalse();
    }

    @Test
    void aLeaseThatIsLongerThanTheGateAllowsIsAsLongAsItAllows() {
        gateway.close();
        try (TestGateway strict = TestGateway.with(Map.of(
                "ALLOW_INSECURE_DEV", "true", "MAX_LEASE_TTL_SECONDS", "60", "DEFAULT_LEASE_TTL_SECONDS", "60"))) {
            strict.gate.create("unit");
            JsonNode claimed = strict.post("/v1/leases/claim", "{\"worker_id\":\"w\",\"lease_ttl_seconds\":1800}")
                    .json();
            assertThat(Instant.parse(claimed.at("/tasks/0/expires_at").asString()))
                    .isEqualTo(strict.gate.clock.instant().plusSeconds(60));
        }
    }

    @Test
    void aPageHasFifty() {
        create(60);
        assertThat(gateway.get("/v1/tasks").json().at("/tasks")).hasSize(50);
        assertThat(gateway.get("/v1/receipts?to_kind=agent&to_id=planner")
                        .json()
                        .at("/receipts"))
                .hasSize(50);
        assertThat(gateway.get("/v1/obligations/open?principal_kind=agent&principal_id=planner")
                        .json()
                        .at("/open_obligations"))
                .hasSize(50);
        JsonNode rest = gateway.get(
                        "/v1/tasks?cursor=" + gateway.get("/v1/tasks").text("/next_cursor"))
                .json();
        assertThat(rest.at("/tasks")).hasSize(10);
        assertThat(rest.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void aLineageGoesTenEdgesFar() {
        @Nullable String receiptId = null;
        for (int generation = 0; generation < 13; generation++) {
            String causes = receiptId == null ? "" : ",\"caused_by\":[\"" + receiptId + "\"]";
            String taskId = gateway.post(
                            "/v1/tasks?principal_kind=agent&principal_id=planner",
                            "{\"type\":\"t\",\"principal_ai\":\"p\"" + causes + "}")
                    .text("/task_id");
            receiptId = gateway.get("/v1/lineage?depth=1&task_id=" + taskId).json().at("/receipts").values().stream()
                    .filter(receipt -> receipt.at("/task_id").asString().equals(taskId))
                    .findFirst()
                    .orElseThrow()
                    .at("/receipt_id")
                    .asString();
        }
        JsonNode lineage = gateway.get("/v1/lineage?receipt_id=" + receiptId).json();
        assertThat(lineage.at("/receipts")).hasSize(11);
        assertThat(lineage.at("/truncated").asBoolean()).isTrue();
        JsonNode whole =
                gateway.get("/v1/lineage?depth=100&receipt_id=" + receiptId).json();
        assertThat(whole.at("/receipts")).hasSize(13);
        assertThat(whole.at("/truncated").asBoolean()).isFalse();
    }

    private JsonNode create(int tasks) {
        String each = "{\"type\":\"t\",\"principal_ai\":\"p\"}";
        return gateway.post(
                        "/v1/tasks/batch?principal_kind=agent&principal_id=planner",
                        "{\"tasks\":[" + String.join(",", Collections.nCopies(tasks, each)) + "]}")
                .json();
    }

    private JsonNode claim(String more) {
        return gateway.post("/v1/leases/claim", "{\"worker_id\":\"w-1\"" + more + "}")
                .json();
    }

    private Duration left(JsonNode expiresAt) {
        return Duration.between(gateway.gate.clock.instant(), Instant.parse(expiresAt.asString()));
    }
}
