package dev.asyncgate.bench;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.workers.Taskee;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a gate asks of its database while workers wait and there is nothing for them. */
final class IdleScenario implements Scenario {

    private static final Goal GOAL = Goal.atMost(5);
    /** So short that coming back counts too. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final String EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public";
    private static final String CALLS = """
            SELECT coalesce(sum(calls), 0) FROM public.pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND toplevel AND query NOT LIKE '%pg_stat_statements%'
            """;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String description() {
        return "statements a second while workers wait in vain, each coming back every 2 seconds";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        stage.database().renew();
        if (!counts(stage)) {
            return List.of();
        }
        return List.of(play(stage, 50), play(stage, 500), overHttp(stage, 500));
    }

    /** With one key, as the workers of one deployment have, and each wait as long as a gateway allows. */
    private Comparison overHttp(Stage stage, int waiting) throws SQLException {
        try (Gate gate = stage.database().gate(4);
                Gateway gateway = Gateway.open(gate, "bench")) {
            UUID tenant = UUID.randomUUID();
            String key = gate.operator(tenant, Work.PLANNER)
                    .createKey(Grant.of(Role.WORKER))
                    .secret();
            for (int i = 0; i < waiting; i++) {
                Taskee taskee = Taskee.at(gateway.address(), key, "worker-" + i);
                Thread.ofVirtual().start(() -> waitInVain(taskee));
            }
            settle(stage);
            return stage.rounds()
                    .play(
                            name(),
                            Scenario.counted(waiting, "long poll") + " over HTTP",
                            Unit.STATEMENTS_PER_SECOND,
                            GOAL,
                            () -> statementsPerSecond(stage),
                            List.of());
        }
    }

    private static void waitInVain(Taskee taskee) {
        try {
            while (true) {
                taskee.claim(ClaimTasks.Request.any(), LONGEST_WAIT);
            }
        } catch (GateException e) {
            return;
        }
    }

    private Comparison play(Stage stage, int waiting) throws SQLException {
        try (Gate gate = stage.database().gate(4)) {
            UUID tenant = UUID.randomUUID();
            for (int i = 0; i < waiting; i++) {
                Worker worker = gate.worker(tenant, "worker-" + i);
                Thread.ofVirtual().start(() -> waitInVain(worker));
            }
            settle(stage);
            return stage.rounds()
                    .play(
                            name(),
                            Scenario.counted(waiting, "worker"),
                            Unit.STATEMENTS_PER_SECOND,
                            GOAL,
                            () -> statementsPerSecond(stage),
                            List.of());
        }
    }

    /** Ends with its gate, whose last answer may be that it is closed. */
    private static void waitInVain(Worker worker) {
        try {
            while (true) {
                worker.leaseNext(ClaimTasks.Request.any(), WAIT);
            }
        } catch (GateException e) {
            return;
        }
    }

    private static double statementsPerSecond(Stage stage) throws SQLException {
        long start = System.nanoTime();
        double before = Double.parseDouble(stage.database().value(CALLS));
        pause(stage.effort().measured().plusSeconds(1));
        double calls = Double.parseDouble(stage.database().value(CALLS)) - before;
        return calls / (System.nanoTime() - start) * 1e9;
    }

    /** Until those who came first have found that there is nothing; for 10 seconds at most. */
    private static void settle(Stage stage) throws SQLException {
        String before = "";
        String now = stage.database().value(CALLS);
        for (int i = 0; i < 50 && !now.equals(before); i++) {
            pause(Duration.ofMillis(200));
            before = now;
            now = stage.database().value(CALLS);
        }
    }

    private static boolean counts(Stage stage) throws SQLException {
        try {
            stage.database().execute(EXTENSION);
            stage.database().value(CALLS);
            return true;
        } catch (SQLException e) {
            if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                throw e;
            }
            stage.progress().accept("idle: left out, for this server does not count statements (pg_stat_statements)");
            return false;
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateException(ErrorCode.INTERNAL_ERROR, "The measurement was interrupted.", e);
        }
    }
}
