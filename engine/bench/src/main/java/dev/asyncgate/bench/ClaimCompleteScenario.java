package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tasks claimed and completed one at a time by concurrent workers. */
final class ClaimCompleteScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(0.9);
    private static final Goal PEER_GOAL = Goal.atLeast(1);

    @Override
    public String name() {
        return "claim-complete";
    }

    @Override
    public String description() {
        return "leaseNext and complete one at a time, by concurrent clients";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        List<Comparison> results = new ArrayList<>();
        int most = stage.effort().clients().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        for (int clients : stage.effort().clients()) {
            results.add(play(stage, clients, clients == most));
        }
        return results;
    }

    private Comparison play(Stage stage, int clients, boolean withPeers) throws SQLException {
        BenchDatabase database = stage.database();
        Effort effort = stage.effort();
        database.renew();
        FloorScript floor = FloorScript.read("claim-complete");
        try (Gate gate = database.gate(clients)) {
            var supply = new Supply(gate, effort);
            List<Contender> others = new ArrayList<>();
            others.add(new Contender("floor", GOAL, () -> {
                UUID tenant = supply.tenantWithTasks();
                return supply.noted(Crew.rate(
                        clients, effort, number -> floor.client(database.connect(), Work.floor(tenant, number))));
            }));
            if (withPeers) {
                stage.peers()
                        .forEach(peer ->
                                others.add(new Contender(peer.name(), PEER_GOAL, new PeerMeasurement(peer, stage))));
            }
            return stage.rounds()
                    .play(
                            name(),
                            Scenario.counted(clients, "client"),
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> gate(gate, supply, effort, clients),
                            others);
        }
    }

    private static double gate(Gate gate, Supply supply, Effort effort, int clients) throws SQLException {
        UUID tenant = supply.tenantWithTasks();
        return supply.noted(Crew.rate(clients, effort, number -> {
            Worker worker = gate.worker(tenant, "worker-" + number);
            return () -> Work.claimAndComplete(worker);
        }));
    }
}
