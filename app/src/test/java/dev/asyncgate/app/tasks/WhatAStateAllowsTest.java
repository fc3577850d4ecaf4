package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.tasks.TaskReads.Documents;
import dev.asyncgate.app.tasks.TaskReads.Dossier;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.Requirements;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each state offers all acts, allows those that it can, and says why not the others. */
class WhatAStateAllowsTest {

    @Test
    void aQueuedTaskHasNoLeaseToRevokeAndNothingToRetry() {
        assertThat(refused(dossier(TaskStatus.QUEUED, false, null)))
                .isEqualTo(Map.of(TaskAct.RETRY, "not_ended", TaskAct.REVOKE, "no_lease"));
    }

    @Test
    void aRunningTaskCanBeRevoked() {
        LeaseSpan live = Rows.liveLease();
        assertThat(refused(dossier(TaskStatus.RUNNING, false, live))).isEqualTo(Map.of(TaskAct.RETRY, "not_ended"));
    }

    @Test
    void anEndedTaskCanBeRetriedAlone() {
        for (TaskStatus ended : List.of(TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELED)) {
            assertThat(refused(dossier(ended, false, null)))
                    .isEqualTo(Map.of(
                            TaskAct.CANCEL, "ended",
                            TaskAct.HOLD, "ended",
                            TaskAct.REPRIORITIZE, "ended",
                            TaskAct.REVOKE, "ended"));
        }
    }

    @Test
    void ofTwoThatUndoEachOtherTheOneThatWouldIsOffered() {
        assertThat(TaskAct.of(dossier(TaskStatus.QUEUED, false, null)))
                .contains(TaskAct.HOLD, TaskAct.PAUSE_TYPE)
                .doesNotContain(TaskAct.RESUME, TaskAct.RESUME_TYPE);
        Dossier held = dossier(TaskStatus.QUEUED, true, null);
        var paused = new PauseType.Paused("report.render", Rows.NOW, "printer on fire");
        assertThat(TaskAct.of(new Dossier(held.task(), List.of(), List.of(), paused, held.documents())))
                .contains(TaskAct.RESUME, TaskAct.RESUME_TYPE)
                .doesNotContain(TaskAct.HOLD, TaskAct.PAUSE_TYPE);
    }

    private static Map<TaskAct, String> refused(Dossier known) {
        Map<TaskAct, String> refused = new EnumMap<>(TaskAct.class);
        for (TaskAct act : TaskAct.of(known)) {
            String why = act.whyNot(known);
            if (why != null) {
                refused.put(act, why);
            }
        }
        return refused;
    }

    @SuppressWarnings("NullAway") // it does not read what the parameters of a compiled compact constructor allow
    private static Dossier dossier(TaskStatus status, boolean held, @Nullable LeaseSpan live) {
        return new Dossier(
                task(status, held),
                live == null ? List.of() : List.of(live),
                List.of(),
                null,
                new Documents(JsonDocument.of(Json.emptyObject()), null, null, null, null, null, null, null));
    }

    private static Task task(TaskStatus status, boolean held) {
        Principal planner = Principal.of(PrincipalKind.AGENT, "planner");
        return new Task(
                new UUID(1, 1),
                "report.render",
                Json.emptyObject(),
                "inline://task/1",
                planner,
                "planner",
                Requirements.NONE,
                null,
                null,
                0,
                status,
                0,
                2,
                Duration.ofSeconds(15),
                null,
                Rows.NOW,
                Rows.NOW,
                null,
                null,
                held,
                null,
                null,
                null,
                null);
    }
}
