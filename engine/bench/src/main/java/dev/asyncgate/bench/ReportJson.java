package dev.asyncgate.bench;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A report for programs. */
public final class ReportJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReportJson() {}

    /** The whole report, indented. */
    public static String of(Report report) {
        Conditions conditions = report.conditions();
        ObjectNode root = NODES.objectNode()
                .put("started_at", report.startedAt().toString())
                .put("version", report.version())
                .put("git_commit", report.commit())
                .put("machine", conditions.machine())
                .put("os", conditions.os())
                .put("java", conditions.java())
                .put("postgres", conditions.postgres())
                .put("disk", conditions.disk())
                .put("counts", conditions.durable())
                .put("rounds", report.effort().rounds())
                .put("warm_up_ms", report.effort().warmUp().toMillis())
                .put("measured_ms", report.effort().measured().toMillis());
        ObjectNode settings = root.putObject("settings");
        conditions.settings().forEach(settings::put);
        ArrayNode scenarios = root.putArray("scenarios");
        report.comparisons().forEach(comparison -> scenarios.add(comparison(comparison)));
        return root.toPrettyString();
    }

    private static ObjectNode comparison(Comparison comparison) {
        ObjectNode node = NODES.objectNode()
                .put("scenario", comparison.scenario())
                .put("variant", comparison.variant())
                .put("unit", comparison.unit().symbol());
        node.set("asyncgate", judged(comparison.gate(), comparison.goal()));
        ArrayNode besides = node.putArray("beside");
        for (Comparison.Beside beside : comparison.besides()) {
            ObjectNode other = NODES.objectNode().put("side", beside.side());
            other.set("figure", judged(beside.values(), null));
            other.set("ratio", judged(comparison.ratio(beside), beside.goal()));
            besides.add(other);
        }
        ArrayNode details = node.putArray("details");
        comparison.details().forEach(details::add);
        return node;
    }

    private static ObjectNode judged(Spread spread, @Nullable Goal goal) {
        Spread.Interval interval = spread.interval();
        ObjectNode node = NODES.objectNode()
                .put("median", spread.median())
                .put("lowest", spread.lowest())
                .put("highest", spread.highest())
                .put("interval_low", interval.low())
                .put("interval_high", interval.high())
                .put("interval_coverage", interval.coverage());
        ArrayNode values = node.putArray("rounds");
        spread.values().forEach(values::add);
        if (goal != null) {
            node.put("goal", goal.toString()).put("goal_met", goal.isMetBy(spread));
        }
        return node;
    }
}
