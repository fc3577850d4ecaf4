package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import dev.asyncgate.receipt.ReceiptType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An invented lineage, told receipt by receipt; each is called by a short key. */
public final class Tale {

    private final List<LineageTask> tasks = new ArrayList<>();
    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private final Set<UUID> open = new HashSet<>();

    /** A report that has two parts made, then a chart; the chart's work cannot be located. */
    public static Tale report() {
        var tale = new Tale()
                .task("report.render", "70c5f1ee", "succeeded", "agent:planner")
                .task("embeddings.build", "11d0be47", "succeeded", "agent:writer")
                .task("dataset.extract", "c7715fe8", "succeeded", "agent:writer")
                .task("chart.render", "0a6e93d2", "succeeded", "agent:writer");
        String assigned = "service:svc:asyncgate";
        tale.add("a0", 0, "task.assigned", assigned, "12:58:02");
        tale.add("a1", 0, "task.accepted", "worker:gpu-9", "12:58:04", "a0");
        tale.add("a2", 0, "task.started", "worker:gpu-9", "12:58:05", "a1");
        tale.add("b0", 1, "task.assigned", assigned, "12:58:31", "a2");
        tale.add("c0", 2, "task.assigned", assigned, "12:58:31", "a2");
        tale.add("b1", 1, "task.accepted", "worker:gpu-7", "12:58:33", "b0");
        tale.add("b2", 1, "task.started", "worker:gpu-7", "12:58:33", "b1");
        tale.add("c1", 2, "task.accepted", "worker:etl-1", "12:58:35", "c0");
        tale.add("c2", 2, "lease.expired", assigned, "13:00:39", "c1");
        tale.add("c3", 2, "task.accepted", "worker:etl-2", "13:00:41", "c0", "c2");
        tale.add("c4", 2, "task.started", "worker:etl-2", "13:00:42", "c3");
        tale.add("b3", 1, "task.completed", "worker:gpu-7", "13:06:47", "b0", "b1");
        tale.add("b4", 1, "task.result_ready", assigned, "13:06:47", "b3");
        tale.add("c5", 2, "task.completed", "worker:etl-2", "13:08:15", "c0", "c3");
        tale.add("c6", 2, "task.result_ready", assigned, "13:08:15", "c5");
        tale.add("d0", 3, "task.assigned", assigned, "13:08:17", "c6");
        tale.add("d1", 3, "task.accepted", "worker:gpu-8", "13:08:19", "d0");
        tale.add("d2", 3, "task.started", "worker:gpu-8", "13:08:20", "d1");
        tale.add("a3", 0, "task.progress", "worker:gpu-9", "13:09:40", "a1");
        tale.add("d3", 3, "task.completed", "worker:gpu-8", "13:11:02", "d1");
        tale.add("d4", 3, "system.anomaly", assigned, "13:11:02", "d3");
        tale.add("d5", 3, "task.result_ready", assigned, "13:11:02", "d3");
        tale.add("a4", 0, "task.completed", "worker:gpu-9", "13:31:18", "a0", "a1");
        tale.add("a5", 0, "task.result_ready", assigned, "13:31:18", "a4");
        tale.add("a6", 0, "receipt.acknowledged", "agent:planner", "13:31:20", "a5");
        return tale.open("d0");
    }

    public Tale task(String type, String digits, String status, String owner) {
        tasks.add(new LineageTask(id("0000", digits), type, status, owner));
        return this;
    }

    public Tale add(String key, int task, String type, String from, String time, String... parents) {
        LineageTask of = tasks.get(task);
        Receipt unhashed = receipt(key, of, type, from, at(time), parents, "");
        receipts.put(key, receipt(key, of, type, from, at(time), parents, ReceiptHash.of(unhashed)));
        return this;
    }

    public Tale open(String key) {
        open.add(id(key));
        return this;
    }

    public Tale closed(String key) {
        open.remove(id(key));
        return this;
    }

    public Lineage lineage() {
        return new Lineage(List.copyOf(receipts.values()), tasks, open, false);
    }

    /** The tale up to a number of receipts. */
    public Lineage lineage(int first) {
        return new Lineage(receipts.values().stream().limit(first).toList(), tasks, Set.of(), false);
    }

    public ReceiptIndex index() {
        return new ReceiptIndex(lineage());
    }

    public UUID id(String key) {
        return id("7d1b", "%08x".formatted(key.hashCode() & 0xffffff));
    }

    public UUID taskId(int task) {
        return tasks.get(task).taskId();
    }

    private Receipt receipt(
            String key, LineageTask task, String type, String from, Instant at, String[] parents, String hash) {
        return new Receipt(
                id(key),
                ReceiptType.ofWireName(type),
                at,
                Principal.parse(from),
                Principal.parse(task.owner()),
                task.taskId(),
                type.equals("task.assigned")
                        ? null
                        : id("aaaa", "0000" + task.taskId().toString().substring(32)),
                null,
                Arrays.stream(parents).map(this::id).toList(),
                body(type, parents),
                hash);
    }

    private static Json body(String type, String[] parents) {
        return switch (type) {
            case "task.completed" ->
                Json.parse(parents.length > 1 ? """
                            {"artifacts":["s3://q3/emea/ledger.parquet","s3://q3/emea/schema.json"],"delivery_proof":null,\
                            "result":{"rows":12345678901234567890,"share":0.10}}""" : "{\"artifacts\":null,\"delivery_proof\":null,\"result\":{}}");
            case "system.anomaly" -> Json.parse("{\"kind\":\"locatability_missing\"}");
            default -> Json.emptyObject();
        };
    }

    private static Instant at(String time) {
        return LocalTime.parse(time)
                .atDate(LocalDate.of(2026, 5, 4))
                .plusNanos(771_203_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static UUID id(String middle, String digits) {
        return UUID.fromString("01a20885-%s-7e14-b6a9-5c20%s".formatted(middle, digits));
    }
}
