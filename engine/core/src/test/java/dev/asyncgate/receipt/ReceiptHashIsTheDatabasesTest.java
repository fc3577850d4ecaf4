package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The hash that Java computes from a receipt's content is the one that the database stored with it. */
class ReceiptHashIsTheDatabasesTest {

    private static final UUID HIGH = UUID.fromString("ff000000-0000-7000-8000-000000000001");
    private static final UUID LOW = UUID.fromString("01000000-0000-7000-8000-000000000002");

    @Test
    void ofEveryReceiptInATasksLife() {
        try (TestGate gate = TestGate.open()) {
            UUID taskId = gate.create("report.render");
            Worker worker = gate.worker("gpu \"7\" \\ é 漢");
            ClaimedTask claimed = gate.claim(worker);
            worker.startTask(taskId, claimed.leaseId());
            worker.complete(
                    taskId,
                    claimed.leaseId(),
                    Completion.of(
                            Json.parse("{\"b\":1.50,\"a\":12345678901234567890.1,\"é\":1e3}"),
                            Json.parse("[\"s3://x\"]")));

            assertThat(gate.receipts(taskId))
                    .hasSize(5)
                    .allSatisfy(receipt -> assertThat(ReceiptHash.of(receipt)).isEqualTo(receipt.hash()));
        }
    }

    @Test
    void withSortedParentsEscapedIdsAndAbsentOnes() throws SQLException {
        Receipt receipt = receipt(List.of(HIGH, LOW), "a\"b\\c", Json.parse("{\"kind\":\"locatability_missing\"}"));

        assertThat(ReceiptHash.of(receipt)).isEqualTo(inDatabase(receipt));
    }

    @Test
    void andAnotherOnceAnythingIsChanged() {
        Receipt receipt = receipt(List.of(LOW), "planner", Json.parse("{\"a\":1}"));

        assertThat(ReceiptHash.isGenuine(receipt)).isTrue();
        assertThat(ReceiptHash.isGenuine(withBody(receipt, Json.parse("{\"a\":2}"))))
                .isFalse();
    }

    private static Receipt receipt(List<UUID> parents, String from, Json body) {
        Receipt unhashed = new Receipt(
                HIGH,
                ReceiptType.SYSTEM_ANOMALY,
                Instant.EPOCH,
                Principal.of(PrincipalKind.AGENT, from),
                Principal.ASYNCGATE,
                LOW,
                null,
                null,
                parents,
                body,
                "");
        return withHash(unhashed, ReceiptHash.of(unhashed));
    }

    private static Receipt withHash(Receipt r, String hash) {
        return new Receipt(
                r.receiptId(),
                r.type(),
                r.createdAt(),
                r.from(),
                r.to(),
                r.taskId(),
                null,
                null,
                r.parents(),
                r.body(),
                hash);
    }

    private static Receipt withBody(Receipt r, Json body) {
        return new Receipt(
                r.receiptId(),
                r.type(),
                r.createdAt(),
                r.from(),
                r.to(),
                r.taskId(),
                null,
                null,
                r.parents(),
                body,
                r.hash());
    }

    private static String inDatabase(Receipt receipt) throws SQLException {
        String parents = receipt.parents().stream().map(UUID::toString).collect(Collectors.joining(","));
        return TestGate.value(
                "SELECT encode(asyncgate.receipt_hash('%s', '%s', '%s', '%s', '%s', '%s', NULL, NULL, '{%s}', '%s'), 'hex')"
                        .formatted(
                                receipt.type().wireName(),
                                receipt.from().kind().wireName(),
                                receipt.from().id(),
                                receipt.to().kind().wireName(),
                                receipt.to().id(),
                                receipt.taskId(),
                                parents,
                                receipt.body().canonical()));
    }
}
