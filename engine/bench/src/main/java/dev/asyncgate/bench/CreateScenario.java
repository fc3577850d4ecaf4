package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tasks created one at a time by concurrent clients. */
final class CreateScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(0.9);

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String description() {
        return "createTask one at a time, by concurrent clients";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        List<Comparison> results = new ArrayList<>();
        for (int clients : stage.effort().clients()) {
            results.add(play(stage, clients));
        }
        return results;
    }

    private Comparison play(Stage stage, int clients) throws SQLException {
        BenchDatabase database = stage.database();
        database.renew();
        FloorScript floor = FloorScript.read("create");
        try (Gate gate = database.gate(clients)) {
            return stage.rounds()
                    .play(
                            name(),
                            Scenario.counted(clients, "client"),
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> gate(gate, stage.effort(), clients),
                            List.of(new Contender("floor", GOAL, () -> floor(floor, stage, clients))));
        }
    }

    private static double gate(Gate gate, Effort effort, int clients) throws SQLException {
        Tasker tasker = gate.tasker(UUID.randomUUID(), Work.PLANNER);
        return Crew.rate(clients, effort, _ -> () -> {
            tasker.createTask(Work.TASK);
            return 1;
        });
    }

    private static double floor(FloorScript floor, Stage stage, int clients) throws SQLException {
        UUID tenant = UUID.randomUUID();
        return Crew.rate(
                clients,
                stage.effort(),
                number -> floor.client(stage.database().connect(), Work.floor(tenant, number)));
    }
}
