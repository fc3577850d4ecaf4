package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A walk through every call of the document; each answer has the form that the document says. */
class EveryAnswerIsOfTheDocumentTest {

    private static final String PLANNER = "principal_kind=agent&principal_id=planner";

    private final TestGateway gateway = TestGateway.open();
    private final Answers answers = Answers.of(gateway);
    private final Set<String> walked = new TreeSet<>();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void onAWalkThroughAllCalls() {
        work();
        ask();
        endings();
        operate();
        admit();
        assertThat(walked).isEqualTo(documented());
    }

    /** A task of this walk, and the lease on it. */
    private record Held(String task, String lease) {

        String with(String more) {
            return "{\"worker_id\":\"w-1\",\"task_id\":\"%s\",\"lease_id\":\"%s\"%s}".formatted(task, lease, more);
        }

        String path(String act) {
            return "/v1/tasks/" + task + "/" + act;
        }
    }

    private void work() {
        create("render", ",\"requirements\":{\"tags\":[\"monthly\"]},\"priority\":3");
        Held held = claim();
        call("POST", "/v1/tasks/{task_id}/running", held.path("running"), held.with(""));
        call("POST", "/v1/tasks/{task_id}/progress", held.path("progress"), held.with(",\"progress\":{\"done\":0.5}"));
        call("POST", "/v1/leases/renew", held.with(",\"extend_by_seconds\":60"));
        call("GET", "/v1/tasks/running", "/v1/tasks/running?limit=10", "");
        call("POST", "/v1/leases/release", held.with(""));
        Held again = claim();
        call("POST", "/v1/tasks/{task_id}/complete", again.path("complete"), again.with(",\"result\":{\"pages\":3}"));
        call(
                "POST",
                "/v1/tasks/{task_id}/amend",
                again.path("amend"),
                again.with(",\"artifacts\":[{\"uri\":\"s3://out\"}]"));
        call("GET", "/v1/tasks/{task_id}", "/v1/tasks/" + again.task(), "");
    }

    private void ask() {
        call("GET", "/v1/tasks", "/v1/tasks?type=render&limit=1", "");
        call("GET", "/v1/obligations/open", "/v1/obligations/open?" + PLANNER, "");
        call("GET", "/v1/obligations/open", "/v1/obligations/open", "");
        call("GET", "/v1/bootstrap", "/v1/bootstrap?" + PLANNER, "");
        JsonNode inbox = call("GET", "/v1/receipts", "/v1/receipts?to_kind=agent&to_id=planner", "")
                .get("receipts");
        String receipt = inbox.get(inbox.size() - 1).get("receipt_id").asString();
        call("GET", "/v1/receipts/{receipt_id}", "/v1/receipts/" + receipt, "");
        call("GET", "/v1/receipts/{receipt_id}/children", "/v1/receipts/" + receipt + "/children", "");
        call("GET", "/v1/lineage", "/v1/lineage?receipt_id=" + receipt, "");
        call("GET", "/v1/receipts/ledger", "/v1/receipts/ledger?receipt_type=task.completed", "");
        call("GET", "/v1/receipts/ledger", "/v1/receipts/ledger?status=NA&limit=200", "");
        call(
                "POST",
                "/v1/receipts/{receipt_id}/ack",
                "/v1/receipts/" + receipt + "/ack",
                "{\"principal_kind\":\"agent\",\"principal_id\":\"planner\"}");
        call("GET", "/v1/health", "/v1/health", "");
        call("GET", "/v1/config", "/v1/config", "");
    }

    private void endings() {
        call(
                "POST",
                "/v1/tasks/batch",
                "/v1/tasks/batch?" + PLANNER,
                "{\"tasks\":[{\"type\":\"b\",\"principal_ai\":\"p\",\"idempotency_key\":\"one\"}]}");
        call(
                "POST",
                "/v1/leases/complete",
                "{\"worker_id\":\"w-1\",\"items\":[%s]}".formatted(claim().with(",\"result\":{}")));
        create("hopeless", "");
        Held held = claim();
        call("POST", "/v1/tasks/{task_id}/fail", held.path("fail"), held.with(",\"error\":{\"why\":\"disk full\"}"));
        call("GET", "/v1/tasks/{task_id}", "/v1/tasks/" + held.task(), "");
        call("POST", "/v1/admin/tasks/{task_id}/retry", "/v1/admin/tasks/" + held.task() + "/retry", "{}");
        String retried = claim().task();
        String reason = "{\"principal_kind\":\"agent\",\"principal_id\":\"planner\",\"reason\":\"changed my mind\"}";
        call("POST", "/v1/tasks/{task_id}/cancel", "/v1/tasks/" + create("needless", "") + "/cancel", reason);
        assertThat(retried).isNotEqualTo(held.task());
    }

    private void operate() {
        String why = "{\"reason\":\"on call\"}";
        call("PUT", "/v1/admin/paused-types/{type}", "/v1/admin/paused-types/odd%2Ftype", why);
        call("DELETE", "/v1/admin/paused-types/{type}", "/v1/admin/paused-types/odd%2Ftype", "");
        String task = "/v1/admin/tasks/" + create("urgent", "");
        call("POST", "/v1/admin/tasks/{task_id}/hold", task + "/hold", why);
        call("GET", "/v1/tasks", "/v1/tasks?held=true", "");
        call("POST", "/v1/admin/tasks/{task_id}/resume", task + "/resume", "");
        call("POST", "/v1/admin/tasks/{task_id}/priority", task + "/priority", "{\"priority\":-7}");
        Held held = claim();
        call("POST", "/v1/admin/leases/{lease_id}/revoke", "/v1/admin/leases/" + held.lease() + "/revoke", why);
        Held again = claim();
        call("POST", "/v1/tasks/{task_id}/complete", again.path("complete"), again.with(",\"result\":{}"));
        String owed = call("GET", "/v1/lineage", "/v1/lineage?task_id=" + again.task(), "")
                .at("/receipts/0/receipt_id")
                .asString();
        call("POST", "/v1/admin/receipts/{receipt_id}/waive", "/v1/admin/receipts/" + owed + "/waive", why);
    }

    private void admit() {
        String key = call(
                        "POST",
                        "/v1/admin/keys",
                        "{\"role\":\"agent\",\"principals\":[{\"kind\":\"agent\",\"id\":\"team-*\"}]}")
                .get("key_id")
                .asString();
        call("GET", "/v1/metrics", "");
        call("GET", "/v1/admin/keys", "");
        call("PUT", "/v1/admin/limits", "{\"key_id\":\"%s\",\"calls\":7,\"window_seconds\":30}".formatted(key));
        call("PUT", "/v1/admin/limits", "{\"calls\":700,\"window_seconds\":30}");
        call("GET", "/v1/admin/limits", "");
        call("DELETE", "/v1/admin/keys/{key_id}", "/v1/admin/keys/" + key, "");
        call("GET", "/v1/admin/keys", "");
        call("GET", "/v1/admin/audit", "/v1/admin/audit?limit=200", "");
    }

    private String create(String type, String more) {
        String task =
                "{\"type\":\"%s\",\"payload\":{\"month\":11},\"principal_ai\":\"planner\"%s}".formatted(type, more);
        return call("POST", "/v1/tasks", "/v1/tasks?" + PLANNER, task)
                .get("task_id")
                .asString();
    }

    private Held claim() {
        JsonNode claimed =
                call("POST", "/v1/leases/claim", "{\"worker_id\":\"w-1\"}").at("/tasks/0");
        return new Held(
                claimed.get("task_id").asString(), claimed.get("lease_id").asString());
    }

    private JsonNode call(String method, String path, String body) {
        return call(method, path, path, body);
    }

    private JsonNode call(String method, String path, String target, String body) {
        TestGateway.Answer answer = gateway.send(gateway.request(target)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.status())
                .as("%s %s: %s", method, target, answer.response().body())
                .isEqualTo(200);
        answers.check(method, path, 200, answer.json());
        walked.add(method + " " + path);
        return answer.json();
    }

    private Set<String> documented() {
        Set<String> all = new TreeSet<>();
        answers.document()
                .get("paths")
                .forEachEntry((path, methods) -> methods.propertyNames()
                        .forEach(method -> all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return all;
    }
}
