package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An admin lets others in, sees whom, and shuts them out again; nobody hands out more than it has. */
class KeysAreManagedOverHttpTest {

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aKeyWorksFromItsCreationToItsRevocation() {
        TestGateway.Answer created =
                gateway.post("/v1/admin/keys", "{\"role\":\"agent\",\"name\":\"planner's\",\"scopes\":[\"metrics\"]}");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/key")).matches("ag_[A-Za-z0-9_-]{32,}");
        assertThat(config(created.text("/key")).status()).isEqualTo(200);
        TestGateway.Answer listed = gateway.get("/v1/admin/keys");
        assertThat(listed.response().body()).doesNotContain(created.text("/key"));
        assertThat(listed.text("/keys/0/revoked_at")).isEmpty();

        assertThat(send("DELETE", "/v1/admin/keys/" + created.text("/key_id"), "")
                        .status())
                .isEqualTo(200);
        assertThat(config(created.text("/key")).status()).isEqualTo(401);
        assertThat(gateway.get("/v1/admin/keys").text("/keys/0/revoked_at")).endsWith("Z");
        assertThat(gateway.get("/v1/admin/audit?kind=key").json().at("/events")).hasSize(2);
    }

    @Test
    void aLimitOfItsOwnHoldsForAKey() {
        TestGateway.Answer created = gateway.post("/v1/admin/keys", "{\"role\":\"worker\"}");
        assertThat(send(
                                "PUT",
                                "/v1/admin/limits",
                                "{\"key_id\":\"%s\",\"calls\":7,\"window_seconds\":30}"
                                        .formatted(created.text("/key_id")))
                        .status())
                .isEqualTo(200);
        TestGateway.Answer limits = gateway.get("/v1/admin/limits");
        assertThat(limits.text("/keys/0/calls")).isEqualTo("7");
        assertThat(limits.json().at("/tenant").isNull()).isTrue();
        assertThat(limits.text("/default/calls")).isEqualTo("100");
    }

    @Test
    void nobodyHandsOutMoreThanItHas() {
        TestGateway.Answer bound = gateway.post(
                "/v1/admin/keys", "{\"role\":\"admin\",\"principals\":[{\"kind\":\"agent\",\"id\":\"team-*\"}]}");
        assertThat(createWith(bound.text("/key"), "{\"role\":\"agent\"}").status())
                .isEqualTo(403);
        assertThat(createWith(
                                bound.text("/key"),
                                "{\"role\":\"agent\",\"principals\":[{\"kind\":\"agent\",\"id\":\"team-red\"}]}")
                        .status())
                .isEqualTo(200);
        TestGateway.Answer own = gateway.post("/v1/admin/keys", "{\"role\":\"admin\"}");
        assertThat(createWith(
                                own.text("/key"),
                                "{\"role\":\"admin\",\"tenants\":[\"%s\"]}".formatted(UUID.randomUUID()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatIsWrongWithAKeyIsNamed() {
        TestGateway.Answer refused = gateway.post("/v1/admin/keys", "{\"role\":\"king\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/field")).isEqualTo("role");
        assertThat(gateway.post("/v1/admin/keys", "{\"role\":\"agent\",\"expires_at\":\"2020-01-01T00:00:00Z\"}")
                        .text("/field"))
                .isEqualTo("expires_at");
    }

    private TestGateway.Answer config(String key) {
        return gateway.send(gateway.bare("/v1/config")
                .header("Authorization", "Bearer " + key)
                .GET());
    }

    private TestGateway.Answer createWith(String key, String body) {
        return gateway.send(gateway.bare("/v1/admin/keys")
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private TestGateway.Answer send(String method, String path, String body) {
        return gateway.send(gateway.request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }
}
