package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a tasker hands in over HTTP a worker gets over HTTP, and the receipts prove it. */
class ATaskLivesOverHttpTest {

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void fromCreationToAnEmptyListOfObligations() {
        String taskId = gateway.post("/v1/tasks?principal_kind=agent&principal_id=planner", """
                        {"type":"report.render","payload":{"pages":1.50},"principal_ai":"planner"}""")
                .text("/task_id");
        TestGateway.Answer claimed = gateway.post("/v1/leases/claim", "{\"worker_id\":\"w-1\"}");
        assertThat(claimed.text("/tasks/0/task_id")).isEqualTo(taskId);
        assertThat(claimed.response().body()).contains("\"payload\":{\"pages\":1.50}");
        String leaseId = claimed.text("/tasks/0/lease_id");

        TestGateway.Answer completed = gateway.post("/v1/tasks/" + taskId + "/complete", """
                {"worker_id":"w-1","lease_id":"%s","result":{"ok":true},"artifacts":["s3://out"]}""".formatted(leaseId));
        assertThat(completed.status()).isEqualTo(200);

        assertThat(gateway.get("/v1/tasks/" + taskId).text("/result/outcome")).isEqualTo("succeeded");
        assertThat(gateway.get("/v1/obligations/open?principal_kind=agent&principal_id=planner")
                        .json()
                        .at("/open_obligations"))
                .isEmpty();
        assertThat(gateway.get("/v1/receipts?to_kind=agent&to_id=planner")
                        .json()
                        .at("/receipts"))
                .hasSize(4);
    }

    @Test
    void anErrorNamesCodeFieldAndWhatToDo() {
        TestGateway.Answer refused =
                gateway.post("/v1/tasks?principal_kind=agent&principal_id=planner", "{\"type\":\"x\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error")).isEqualTo("INVALID_REQUEST");
        assertThat(refused.text("/field")).isEqualTo("principal_ai");
        assertThat(refused.text("/detail")).isEqualTo(refused.text("/message"));
    }
}
