package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Each sentence of the LegiVellum receipt schema, of receipts as the engine wrote them. */
class LegiVellumSaysWhatTheSchemaAsksTest {

    private static final List<String> FIELDS = List.of(
            "schema_version",
            "tenant_id",
            "receipt_id",
            "task_id",
            "parent_task_id",
            "caused_by_receipt_id",
            "dedupe_key",
            "attempt",
            "from_principal",
            "for_principal",
            "source_system",
            "recipient_ai",
            "trust_domain",
            "phase",
            "status",
            "realtime",
            "task_type",
            "task_summary",
            "task_body",
            "inputs",
            "expected_outcome_kind",
            "expected_artifact_mime",
            "outcome_kind",
            "outcome_text",
            "artifact_location",
            "artifact_pointer",
            "artifact_checksum",
            "artifact_size_bytes",
            "artifact_mime",
            "escalation_class",
            "escalation_reason",
            "escalation_to",
            "retry_requested",
            "created_at",
            "stored_at",
            "started_at",
            "completed_at",
            "read_at",
            "archived_at",
            "metadata");

    private final TestGate gate = TestGate.with(Map.of(
            "ESCALATION_ENABLED", "true",
            "ESCALATION_TARGETS", "[{\"class\":1,\"kind\":\"agent\",\"id\":\"boss\"}]"));
    private final Worker worker = gate.worker("w");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void theSameFieldsInTheSameOrderForEveryReceipt() {
        ClaimedTask task = claimed();
        worker.startTask(task.taskId(), task.leaseId());
        worker.complete(task.taskId(), task.leaseId(), TestGate.located());
        gate.tasker.ackReceipt(receipt(task.taskId(), "task.completed").receiptId());

        assertThat(gate.receipts(task.taskId()))
                .hasSize(6)
                .allSatisfy(receipt -> assertThat(form(receipt).propertyNames()).containsExactlyElementsOf(FIELDS));
    }

    @Test
    void whatIsOfTheReceiptItself() {
        ClaimedTask task = claimed();
        Receipt accepted = receipt(task.taskId(), "task.accepted");
        ObjectNode form = form(accepted);

        assertThat(form.get("schema_version").stringValue()).isEqualTo("1.0");
        assertThat(form.get("tenant_id").stringValue()).isEqualTo(gate.tenant.toString());
        assertThat(sent(accepted).get("tenant_id").stringValue()).isEqualTo("there");
        assertThat(form.get("receipt_id").stringValue())
                .isEqualTo(accepted.receiptId().toString());
        assertThat(form.get("task_id").stringValue()).isEqualTo(task.taskId().toString());
        assertThat(form.get("dedupe_key").stringValue()).isEqualTo(accepted.hash());
        assertThat(form.get("caused_by_receipt_id").stringValue())
                .isEqualTo(accepted.parents().getFirst().toString());
        assertThat(form.get("source_system").stringValue()).isEqualTo("asyncgate");
        assertThat(form.get("trust_domain").stringValue()).isEqualTo("default");
        assertThat(form.get("created_at").stringValue()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(form.get("stored_at")).isEqualTo(form.get("created_at"));
        assertThat(form.get("realtime").booleanValue()).isFalse();
        assertThat(form.get("metadata").toString())
                .isEqualTo("{\"receipt_type\":\"task.accepted\",\"lease_id\":\"" + task.leaseId() + "\",\"parents\":[\""
                        + accepted.parents().getFirst()
                        + "\"],\"from_kind\":\"worker\",\"to_kind\":\"agent\",\"trace_id\":null}");
    }

    @Test
    void whatIsOfItsTask() {
        NewTask asked = NewTask.builder("report.render", Json.parse("{\"pages\":1.50}"))
                .payloadPointer("s3://in/7")
                .principalAi("brain")
                .expected("artifact_pointer", "application/pdf")
                .build();
        UUID task = gate.tasker.createTask(asked).taskId();
        ObjectNode form = form(task, "task.assigned");

        assertThat(form.get("from_principal").stringValue()).isEqualTo("planner");
        assertThat(form.get("for_principal").stringValue()).isEqualTo("planner");
        assertThat(form.get("recipient_ai").stringValue()).isEqualTo("brain");
        assertThat(form.get("task_type").stringValue()).isEqualTo("report.render");
        assertThat(form.get("task_summary").stringValue()).isEqualTo("report.render");
        assertThat(form.get("task_body").stringValue()).isEqualTo("{\"pages\":1.50}");
        assertThat(form.get("inputs").toString())
                .isEqualTo("{\"payload_pointer\":\"s3://in/7\",\"payload\":{\"pages\":1.50}}");
        assertThat(form.get("expected_outcome_kind").stringValue()).isEqualTo("artifact_pointer");
        assertThat(form.get("expected_artifact_mime").stringValue()).isEqualTo("application/pdf");
    }

    @Test
    void naForAbsentTextsAndNullForInstantsAndTheLease() {
        ObjectNode form = form(gate.create("unit"), "task.assigned");

        assertThat(List.of(
                        "parent_task_id",
                        "caused_by_receipt_id",
                        "expected_outcome_kind",
                        "expected_artifact_mime",
                        "outcome_kind",
                        "outcome_text",
                        "artifact_location",
                        "artifact_pointer",
                        "artifact_checksum",
                        "artifact_mime",
                        "escalation_class",
                        "escalation_reason",
                        "escalation_to"))
                .allSatisfy(field ->
                        assertThat(form.get(field).stringValue()).as(field).isEqualTo("NA"));
        assertThat(List.of("started_at", "completed_at", "read_at", "archived_at"))
                .allSatisfy(
                        field -> assertThat(form.get(field).isNull()).as(field).isTrue());
        assertThat(form.get("metadata").get("lease_id").isNull()).isTrue();
        assertThat(form.get("artifact_size_bytes").intValue()).isZero();
    }

    @Test
    void theTaskOfTheFirstParentWhenItIsAnother() {
        UUID first = gate.create("unit");
        UUID cause = receipt(first, "task.assigned").receiptId();
        UUID second = gate.tasker
                .createTask(NewTask.builder("unit", Json.emptyObject())
                        .causedBy(List.of(cause))
                        .build())
                .taskId();

        assertThat(form(second, "task.assigned").get("parent_task_id").stringValue())
                .isEqualTo(first.toString());
        assertThat(form(second, "task.assigned").get("caused_by_receipt_id").stringValue())
                .isEqualTo(cause.toString());
        ClaimedTask claimed = gate.claim(worker);
        assertThat(form(claimed.taskId(), "task.accepted").get("parent_task_id").stringValue())
                .isEqualTo("NA");
    }

    @Test
    void phaseAndStatusOfEachType() {
        ClaimedTask completed = claimed();
        worker.startTask(completed.taskId(), completed.leaseId());
        worker.complete(completed.taskId(), completed.leaseId(), TestGate.located());
        assertPhase(completed.taskId(), "task.assigned", "accepted", "NA");
        assertPhase(completed.taskId(), "task.accepted", "accepted", "NA");
        assertPhase(completed.taskId(), "task.started", "accepted", "NA");
        assertPhase(completed.taskId(), "task.completed", "complete", "success");
        assertPhase(completed.taskId(), "task.result_ready", "complete", "NA");

        ClaimedTask failed = claimed();
        worker.fail(failed.taskId(), failed.leaseId(), Json.parse("{\"why\":\"broken\"}"), false);
        assertPhase(failed.taskId(), "task.failed", "complete", "failure");

        UUID canceled = gate.create("unit");
        gate.tasker.cancelTask(canceled, "not needed");
        assertPhase(canceled, "task.canceled", "complete", "canceled");
    }

    @Test
    void anUnlocatedCompletionClosesNothingOverThereUntilItIsAmended() {
        ClaimedTask task = claimed();
        worker.complete(task.taskId(), task.leaseId(), new Completion(Json.parse("{\"pages\":3}"), null, null));
        Receipt completed = receipt(task.taskId(), "task.completed");

        assertThat(form(completed).get("phase").stringValue()).isEqualTo("complete");
        assertThat(form(completed).get("status").stringValue()).isEqualTo("success");
        ObjectNode sent = sent(completed);
        assertThat(sent.get("phase").stringValue()).isEqualTo("accepted");
        assertThat(sent.get("status").stringValue()).isEqualTo("NA");
        assertThat(sent.get("outcome_kind").stringValue()).isEqualTo("NA");
        assertThat(sent.get("completed_at").isNull()).isTrue();

        worker.amendCompletion(task.taskId(), task.leaseId(), Json.parse("[\"s3://out/1\"]"), null);
        ObjectNode amended = sent(receipt(task.taskId(), "task.amended"));
        assertThat(amended.get("phase").stringValue()).isEqualTo("complete");
        assertThat(amended.get("status").stringValue()).isEqualTo("success");
        assertThat(amended.get("outcome_kind").stringValue()).isEqualTo("mixed");
        assertThat(amended.get("artifact_pointer").stringValue()).isEqualTo("s3://out/1");
    }

    @Test
    void aWaiverClosesItAsCanceled() {
        ClaimedTask task = claimed();
        worker.complete(task.taskId(), task.leaseId(), new Completion(Json.emptyObject(), null, null));
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"))
                .waiveObligation(receipt(task.taskId(), "task.assigned").receiptId(), "nobody will find it");
        ObjectNode waived = sent(receipt(task.taskId(), "task.waived"));

        assertThat(waived.get("phase").stringValue()).isEqualTo("complete");
        assertThat(waived.get("status").stringValue()).isEqualTo("canceled");
        assertThat(waived.get("outcome_text").stringValue()).isEqualTo("nobody will find it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}            | [\"s3://a\"] | artifact_pointer | NA",
                "{\"pages\":3} | [\"s3://a\"] | mixed            | {\"pages\":3}",
                "{\"pages\":3} | {}           | response_text    | {\"pages\":3}",
                "{}            | {}           | NA               | NA",
            })
    void outcomeKindSaysWhatThereIs(String result, String artifacts, String kind, String text) {
        ClaimedTask task = claimed();
        Completion completion = new Completion(
                Json.parse(result), artifacts.equals("{}") ? null : Json.parse(artifacts), Json.parse("\"signed\""));
        worker.complete(task.taskId(), task.leaseId(), completion);
        ObjectNode form = form(task.taskId(), "task.completed");

        assertThat(form.get("outcome_kind").stringValue()).isEqualTo(kind);
        assertThat(form.get("outcome_text").stringValue()).isEqualTo(text);
    }

    @Test
    void aFailureSaysItsErrorAndACancellationItsReason() {
        ClaimedTask failed = claimed();
        worker.fail(failed.taskId(), failed.leaseId(), Json.parse("{\"why\":\"broken\"}"), false);
        assertThat(form(failed.taskId(), "task.failed").get("outcome_text").stringValue())
                .isEqualTo("{\"why\":\"broken\"}");
        assertThat(form(failed.taskId(), "task.failed").get("outcome_kind").stringValue())
                .isEqualTo("response_text");

        UUID canceled = gate.create("unit");
        gate.tasker.cancelTask(canceled, null);
        assertThat(form(canceled, "task.canceled").get("outcome_text").stringValue())
                .isEqualTo("NA");
        assertThat(form(canceled, "task.canceled").get("outcome_kind").stringValue())
                .isEqualTo("NA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"s3://a\",\"s3://b\"]                                      | NA   | s3://a | NA  | 0  | NA",
                "{\"pointer\":\"p\",\"uri\":\"u\",\"location\":\"l\",\"type\":\"t\"}  | l    | p      | NA  | 0  | NA",
                "[{\"uri\":\"u\",\"url\":\"v\",\"type\":\"t\",\"mime\":\"m\"}]        | t    | u      | NA  | 0  | m",
                "[{\"url\":\"v\",\"content_type\":\"c\",\"size_bytes\":42}]       | NA   | v      | NA  | 42 | c",
                "[{\"path\":\"/x\",\"checksum\":\"k\",\"sha256\":\"s\"}]           | NA   | /x     | k   | 0  | NA",
                "{\"output_path\":\"/y\",\"sha256\":\"s\",\"bytes\":7}            | NA   | /y     | s   | 7  | NA",
                "[{\"name\":\"thing\",\"bytes\":-1}]                            | NA   | NA     | NA  | 0  | NA",
            })
    void theArtifactIsTheFirst(
            String artifacts, String location, String pointer, String checksum, long size, String mime) {
        ClaimedTask task = claimed();
        worker.complete(task.taskId(), task.leaseId(), Completion.of(Json.emptyObject(), Json.parse(artifacts)));
        ObjectNode form = form(task.taskId(), "task.completed");

        assertThat(form.get("outcome_kind").stringValue()).isEqualTo("artifact_pointer");
        assertThat(form.get("artifact_location").stringValue()).isEqualTo(location);
        assertThat(form.get("artifact_pointer").stringValue()).isEqualTo(pointer);
        assertThat(form.get("artifact_checksum").stringValue()).isEqualTo(checksum);
        assertThat(form.get("artifact_size_bytes").longValue()).isEqualTo(size);
        assertThat(form.get("artifact_mime").stringValue()).isEqualTo(mime);
    }

    @Test
    void anEscalationNamesItsTarget() {
        ClaimedTask task = claimed();
        gate.clock.advance(Duration.ofHours(1));
        gate.gate.expireLeases(gate.tenant);
        ObjectNode form = form(task.taskId(), "task.escalated");

        assertThat(form.get("phase").stringValue()).isEqualTo("escalate");
        assertThat(form.get("status").stringValue()).isEqualTo("NA");
        assertThat(form.get("recipient_ai").stringValue()).isEqualTo("boss");
        assertThat(form.get("escalation_to").stringValue()).isEqualTo("boss");
        assertThat(form.get("escalation_class").stringValue()).isEqualTo("1");
        assertThat(form.get("escalation_reason").stringValue()).isEqualTo("lease_expired");
        assertThat(form.get("for_principal").stringValue()).isEqualTo("planner");
    }

    @Test
    void attemptAndInstantsAreThoseOfTheReceiptHoweverLateItIsRead() {
        UUID task = gate.create("unit");
        ClaimedTask first = gate.claim(worker);
        worker.fail(task, first.leaseId(), Json.parse("{\"n\":1}"), true);
        gate.clock.advance(Duration.ofMinutes(1));
        List<ObjectNode> early = forms(task);
        ClaimedTask second = gate.claim(worker);
        gate.clock.advance(Duration.ofSeconds(1));
        worker.startTask(task, second.leaseId());
        gate.clock.advance(Duration.ofSeconds(1));
        worker.complete(task, second.leaseId(), TestGate.located());

        List<ObjectNode> forms = forms(task);
        assertThat(forms.subList(0, early.size())).isEqualTo(early);
        assertThat(forms.stream().map(form -> form.get("attempt").intValue())).containsExactly(0, 0, 0, 1, 1, 1, 1);
        assertThat(forms.stream().map(form -> form.get("started_at").isNull()))
                .containsExactly(true, true, true, true, false, false, false);
        assertThat(forms.get(5).get("completed_at").stringValue()).isEqualTo("2026-11-23T12:01:02Z");
    }

    @Test
    void readAtIsWhenItWasFetched() {
        UUID task = gate.create("unit");
        UUID receipt = receipt(task, "task.assigned").receiptId();
        gate.tasker.markDelivered(List.of(receipt));

        assertThat(form(task, "task.assigned").get("read_at").stringValue()).isEqualTo("2026-11-23T12:00:00Z");
    }

    @Test
    void aLongPayloadIsItsDigest() {
        Json payload = Json.parse("{\"text\":\"" + "é".repeat(10_000) + "\"}");
        UUID task = gate.tasker.createTask(NewTask.of("unit", payload)).taskId();

        assertThat(form(task, "task.assigned").get("inputs").get("payload").toString())
                .isEqualTo("{\"bytes\":20011,\"sha256\":\"" + payload.sha256() + "\"}");
    }

    @Test
    void aReceiptWithoutATaskIsStillWhole() throws SQLException {
        UUID receipt;
        try (Connection session = TestGate.connect()) {
            receipt = ByHand.write(session, gate.tenant);
        }
        ObjectNode form = gate.inspector.legiVellum(List.of(receipt)).getFirst().inLedger(gate.tenant);

        assertThat(form.propertyNames()).containsExactlyElementsOf(FIELDS);
        assertThat(form.get("task_id").stringValue()).isEqualTo("NA");
        assertThat(form.get("task_type").stringValue()).isEqualTo("NA");
        assertThat(form.get("inputs").toString()).isEqualTo("{}");
    }

    private void assertPhase(UUID task, String type, String phase, String status) {
        assertThat(form(task, type).get("phase").stringValue()).as(type).isEqualTo(phase);
        assertThat(form(task, type).get("status").stringValue()).as(type).isEqualTo(status);
    }

    private ClaimedTask claimed() {
        gate.create("unit");
        return gate.claim(worker);
    }

    private Receipt receipt(UUID task, String type) {
        return gate.receipts(task).stream()
                .filter(receipt -> receipt.type().wireName().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<ObjectNode> forms(UUID task) {
        List<ObjectNode> forms = new ArrayList<>();
        gate.receipts(task).forEach(receipt -> forms.add(form(receipt)));
        return forms;
    }

    private ObjectNode form(UUID task, String type) {
        return form(receipt(task, type));
    }

    private ObjectNode form(Receipt receipt) {
        return read(receipt).inLedger(gate.tenant);
    }

    private ObjectNode sent(Receipt receipt) {
        return read(receipt).forReceiptGate("there");
    }

    private LegiVellum read(Receipt receipt) {
        return gate.inspector.legiVellum(List.of(receipt.receiptId())).getFirst();
    }
}
