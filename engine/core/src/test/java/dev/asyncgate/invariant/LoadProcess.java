package dev.asyncgate.invariant;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A program that works until it is killed: creates, claims and completes, and says each thing once it was acknowledged, as
 * {@link Acknowledged} reads it. Arguments: the tenant; the database's URL comes in its environment.
 */
final class LoadProcess {

    /** Of its own, for the tests' gate would start a server of its own in this program. */
    private static final Principal PLANNER = Principal.of(PrincipalKind.AGENT, "planner");

    private static final Completion LOCATED =
            Completion.of(Json.emptyObject(), Json.parse("[\"s3://out/report.pdf\"]"));

    private LoadProcess() {}

    public static void main(String[] arguments) {
        UUID tenant = UUID.fromString(arguments[0]);
        Settings settings = Settings.read(
                Map.of(),
                null,
                Map.of(
                        "DATABASE_URL",
                        System.getenv("LOAD_DATABASE_URL"),
                        "SWEEP_ENABLED",
                        "false",
                        "DB_CONNECT_TIMEOUT_MS",
                        "60000"));
        Gate gate = Gate.open(settings);
        for (int i = 0; i < 3; i++) {
            String id = "p" + ProcessHandle.current().pid() + "-" + i;
            Thread.ofPlatform().start(() -> load(gate, tenant, id, LoadProcess::say, () -> true));
        }
    }

    /** Works while it is wanted. A database that is away is no reason to stop, and no acknowledgement either. */
    static void load(Gate gate, UUID tenant, String id, Consumer<String> acknowledged, BooleanSupplier wanted) {
        while (wanted.getAsBoolean()) {
            try {
                UUID created = gate.tasker(tenant, PLANNER)
                        .createTask(NewTask.of("unit", Json.emptyObject()))
                        .taskId();
                acknowledged.accept("created " + created + " - -");
                for (ClaimedTask task : gate.worker(tenant, id).leaseNext(ClaimTasks.Request.any())) {
                    acknowledged.accept("claimed " + task.taskId() + " " + task.leaseId() + " " + id);
                    gate.worker(tenant, id).complete(task.taskId(), task.leaseId(), LOCATED);
                    acknowledged.accept("completed " + task.taskId() + " " + task.leaseId() + " " + id);
                }
            } catch (GateException e) {
                if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                    acknowledged.accept("fault " + e.getMessage());
                }
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
