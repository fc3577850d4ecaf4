package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Call.get;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Call.Hints;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The calls about the gate itself. */
public final class SystemCalls {

    private static final List<String> CAPABILITIES = List.of(
            "tasks", "batch", "leases", "long_poll", "receipts", "ledger", "lineage", "obligations", "amend", "mcp");

    private static final String UNHEALTHY = "unhealthy";

    private static final Shape COUNTED = Shape.Members.of(
            Field.of("counters", Shape.OBJECT, "How many calls came out how.").mandatory(),
            Field.of("gauges", Shape.OBJECT, "How the tenant stands.").mandatory(),
            Field.of("timings", Shape.OBJECT, "How long calls took.").mandatory());

    private SystemCalls() {}

    static Call metrics(Call.Handler counted) {
        return get("metrics", "/v1/metrics")
                .access(Access.METRICS)
                .says("Tells what this gate has counted for the tenant, and how the tenant stands.")
                .answers(
                        Field.of("metrics", COUNTED, "Since the gate started; gauges as they are now.")
                                .mandatory(),
                        Field.of("queue_sizes", Shape.OBJECT, "How many tasks are in each state.")
                                .mandatory())
                .does(counted);
    }

    static List<Call> all(About about) {
        return List.of(health(about), config(about));
    }

    private static Call health(About about) {
        return get("health", "/v1/health")
                .access(Access.PUBLIC)
                .says("Whether the gate and its database answer.")
                .answers(
                        Field.of("status", Shape.choice("healthy", UNHEALTHY), "503 when unhealthy.")
                                .mandatory(),
                        Field.of("service", Shape.NAME, "AsyncGate.").mandatory(),
                        Field.of("version", Shape.NAME, "Of the program.").mandatory(),
                        Field.of("instance_id", Shape.NAME, "Which instance answers.")
                                .mandatory())
                .does((caller, in) -> health(about, caller, answers(caller.gate()) ? "healthy" : UNHEALTHY));
    }

    /** Whether this is the answer to the call for health of a gate that has none, which has a status of its own. */
    public static boolean isUnhealthy(ObjectNode answer) {
        return UNHEALTHY.equals(answer.path("status").asString());
    }

    private static boolean answers(Gate gate) {
        try {
            Duration _ = gate.ping();
            return true;
        } catch (GateException outage) {
            return false;
        }
    }

    private static ObjectNode health(About about, Caller caller, String status) {
        return new Answer()
                .put("status", status)
                .put("service", About.NAME)
                .put("version", about.version())
                .put("instance_id", caller.gate().settings().instanceId())
                .node();
    }

    private static Call config(About about) {
        return get("get_config", "/v1/config")
                .access(Access.ANY_KEY)
                .tool(Hints.READ_ONLY)
                .says("Tells what this gate is and can do.")
                .answers(
                        Field.of(
                                        "receipt_mode",
                                        Shape.choice("standalone", "receiptgate_integrated"),
                                        "Where receipts go.")
                                .mandatory(),
                        Field.of("receiptgate_endpoint", Shape.text(1, 2048), "Null when they stay here."),
                        Field.of("instance_id", Shape.NAME, "Which instance answers.")
                                .mandatory(),
                        Field.of("capabilities", Shape.listOf(Shape.NAME, 100), "What it can do.")
                                .mandatory(),
                        Field.of("version", Shape.NAME, "Of the program.").mandatory())
                .does((caller, in) -> {
                    Settings settings = caller.gate().settings();
                    var receiptGate = settings.receipts().receiptGate();
                    return new Answer()
                            .put(
                                    "receipt_mode",
                                    settings.receipts().mode().name().toLowerCase(Locale.ROOT))
                            .put("receiptgate_endpoint", receiptGate == null ? null : receiptGate.shownEndpoint())
                            .put("instance_id", settings.instanceId())
                            .texts("capabilities", CAPABILITIES)
                            .put("version", about.version())
                            .node();
                });
    }
}
