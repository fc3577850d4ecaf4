package dev.asyncgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Refusal;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TheAuditTellsWhoDidWhatTest {

    private static final String ADDRESS = "2001:db8::7";

    private final TestGate gate = TestGate.open();
    private final Operator operator =
            gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"), ADDRESS);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whatIsDoneToKeysAndLimitsIsKeptWithBeforeAndAfter() {
        CreatedKey created = operator.createKey(Grant.of(Role.AGENT));
        UUID key = created.key().keyId();
        operator.setLimit(key, new CallLimit(5, Duration.ofSeconds(10)));
        operator.setLimit(key, new CallLimit(5, Duration.ofSeconds(10)));
        operator.setLimit(key, null);
        operator.setLimit(null, new CallLimit(6, Duration.ofSeconds(20)));
        operator.revokeKey(key);
        operator.revokeKey(key);

        assertThat(told(AuditFilter.ofKind(AuditKind.KEY)))
                .containsExactly(
                        "revokeKey %s {\"revoked_at\":null} {\"revoked_at\":\"2026-11-23T12:00:00.000000Z\"}"
                                .formatted(key),
                        "setLimit tenant {\"calls\":null,\"window_seconds\":null} {\"calls\":6,\"window_seconds\":20}",
                        "setLimit %s {\"calls\":5,\"window_seconds\":10} {\"calls\":null,\"window_seconds\":null}"
                                .formatted(key),
                        "setLimit %s {\"calls\":null,\"window_seconds\":null} {\"calls\":5,\"window_seconds\":10}"
                                .formatted(key),
                        ("createKey %s null {\"role\":\"agent\",\"name\":null,\"prefix\":\"%s\",\"scopes\":[],\"principals\":[],"
                                        + "\"worker_ids\":[],\"tenants\":[],\"expires_at\":null,\"signed\":false}")
                                .formatted(key, created.key().prefix()));
    }

    @Test
    void everyActOfAnOperatorTellsWhereItCameFrom() {
        UUID task = gate.create("unit");
        operator.holdTask(task, "look");
        operator.resumeTask(task);
        operator.reprioritize(task, 3);
        operator.pauseType("unit", null);
        operator.resumeType("unit");
        operator.revokeLease(gate.claim(gate.worker("w")).leaseId(), "stuck");
        operator.cancelTask(task, null);
        operator.retryTask(task);
        UUID unlocated =
                gate.tasker.createTask(NewTask.of("other", Json.emptyObject())).taskId();
        gate.gate.operator(gate.tenant, TestGate.PLANNER).holdTask(unlocated, null);

        List<AuditEvent> events =
                page(AuditFilter.ofKind(AuditKind.OPERATOR), 50, null).events();
        assertThat(events)
                .extracting(AuditEvent::operation)
                .containsExactly(
                        "holdTask",
                        "retryTask",
                        "cancelTask",
                        "revokeLease",
                        "resumeType",
                        "pauseType",
                        "reprioritize",
                        "resumeTask",
                        "holdTask");
        assertThat(events.getFirst().address()).isNull();
        assertThat(events.subList(1, events.size())).allSatisfy(event -> {
            assertThat(event.address()).isEqualTo(ADDRESS);
            assertThat(event.actorKind() + ":" + event.actorId()).isEqualTo("human:ops");
        });
    }

    @Test
    void aListIsNarrowedByEveryPart() {
        UUID task = gate.create("unit");
        UUID lease = gate.claim(gate.worker("w")).leaseId();
        operator.holdTask(task, null);
        operator.revokeLease(lease, "stuck");
        gate.clock.advance(Duration.ofSeconds(10));
        Instant later = gate.clock.instant();
        gate.gate.operator(gate.tenant, TestGate.PLANNER).resumeTask(task);
        operator.createKey(Grant.of(Role.AGENT));

        assertThat(operations(filter("resumeTask", null, null, null, null, null)))
                .containsExactly("resumeTask");
        assertThat(operations(filter(null, "agent:planner", null, null, null, null)))
                .containsExactly("resumeTask");
        assertThat(operations(filter(null, "ops", null, null, null, null)))
                .containsExactly("createKey", "revokeLease", "holdTask");
        assertThat(operations(filter(null, null, task, null, null, null)))
                .containsExactly("resumeTask", "revokeLease", "holdTask");
        assertThat(operations(filter(null, null, null, lease, null, null))).contains("revokeLease");
        assertThat(operations(filter(null, null, task, UUID.randomUUID(), null, null)))
                .isEmpty();
        assertThat(operations(filter(null, null, null, null, later, null))).containsExactly("createKey", "resumeTask");
        assertThat(operations(filter(null, null, null, null, null, later))).containsExactly("revokeLease", "holdTask");
        assertThat(gate.gate
                        .inspector(UUID.randomUUID())
                        .audit(AuditFilter.ALL, 50, null)
                        .events())
                .isEmpty();
    }

    @Test
    void pagesMeetEachEventOnceTheNewestFirst() {
        UUID task = gate.create("unit");
        for (int priority = 1; priority <= 7; priority++) {
            operator.reprioritize(task, priority);
            gate.clock.advance(Duration.ofSeconds(priority % 3));
        }
        List<AuditEvent> paged = new ArrayList<>();
        String cursor = null;
        do {
            AuditPage page = page(AuditFilter.ALL, 2, cursor);
            paged.addAll(page.events());
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(paged).isEqualTo(page(AuditFilter.ALL, 50, null).events());
        assertThat(paged).hasSize(7);
        assertThatThrownBy(() -> page(AuditFilter.ALL, 2, "nonsense")).isInstanceOf(GateException.class);
        assertThatThrownBy(() -> page(AuditFilter.ALL, 0, null)).isInstanceOf(GateException.class);
    }

    @Test
    void aRefusedCallIsKeptWithWhoWantedWhatFromWhere() {
        UUID key = UUID.randomUUID();
        gate.gate.recordRefusal(refusal(key, Principal.parse("agent:planner"), "192.0.2.1"));
        gate.gate.recordRefusal(refusal(key, null, "192.0.2.1"));
        gate.gate.recordRefusal(refusal(null, null, "192.0.2.1"));

        assertThat(page(AuditFilter.ofKind(AuditKind.AUTHORIZATION), 50, null).events())
                .extracting(event -> event.actorKind() + " " + event.actorId() + " " + event.subject() + " "
                        + event.operation() + " " + event.code() + " " + event.address() + " " + event.reason())
                .containsExactly(
                        "address 192.0.2.1 null createTask UNAUTHORIZED 192.0.2.1 not you",
                        "key " + key + " " + key + " createTask UNAUTHORIZED 192.0.2.1 not you",
                        "agent planner " + key + " createTask UNAUTHORIZED 192.0.2.1 not you");
    }

    @Test
    void nobodyCanFloodIt() {
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 70; i++) {
            gate.gate.recordRefusal(refusal(key, null, "192.0.2." + i));
        }
        assertThat(refusals()).isEqualTo(60);
        gate.gate.recordRefusal(refusal(null, null, "192.0.2.1"));
        assertThat(refusals()).isEqualTo(61);
        gate.clock.advance(Duration.ofHours(1));
        gate.gate.recordRefusal(refusal(key, null, "192.0.2.1"));
        assertThat(refusals()).isEqualTo(62);
    }

    @Test
    void manyTogetherCannotFloodItEither() {
        for (int i = 0; i < 1010; i++) {
            gate.gate.recordRefusal(refusal(null, null, "2001:db8:0:" + i + "::/64"));
        }
        assertThat(refusals()).isEqualTo(1000);
        gate.gate.recordRefusal(refusal(UUID.randomUUID(), null, "192.0.2.1"));
        assertThat(refusals()).as("that of a key is kept all the same").isEqualTo(1001);
    }

    private Refusal refusal(@Nullable UUID key, @Nullable Principal principal, String address) {
        return new Refusal(gate.tenant, key, principal, "createTask", ErrorCode.UNAUTHORIZED, address, "not you");
    }

    private int refusals() {
        int count = 0;
        String cursor = null;
        do {
            AuditPage page = page(AuditFilter.ofKind(AuditKind.AUTHORIZATION), 1000, cursor);
            count += page.events().size();
            cursor = page.nextCursor();
        } while (cursor != null);
        return count;
    }

    private static AuditFilter filter(
            @Nullable String operation,
            @Nullable String actor,
            @Nullable UUID taskId,
            @Nullable UUID leaseId,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new AuditFilter(null, operation, actor, taskId, leaseId, from, to);
    }

    private List<String> operations(AuditFilter filter) {
        return page(filter, 50, null).events().stream()
                .map(AuditEvent::operation)
                .toList();
    }

    private List<String> told(AuditFilter filter) {
        return page(filter, 50, null).events().stream()
                .map(event -> event.operation() + " " + event.subject() + " " + event.before() + " " + event.after())
                .toList();
    }

    private AuditPage page(AuditFilter filter, int limit, @Nullable String cursor) {
        return gate.inspector.audit(filter, limit, cursor);
    }
}
