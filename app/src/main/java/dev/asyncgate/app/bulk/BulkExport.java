package dev.asyncgate.app.bulk;

import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.bulk.BulkResult;
import dev.asyncgate.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** The results so far, as they are exported. */
final class BulkExport implements Exportable<BulkResult> {

    private static final List<String> COLUMNS = List.of(
            "task_id",
            "type",
            "was",
            "effect",
            "result",
            "worker_id",
            "receipt_id",
            "new_task_id",
            "priority_before",
            "at");

    /** So many are written before it is asked whether to stop. */
    private static final int PAGE = 1_000;

    private final List<BulkResult> results;
    private final BulkWords words;

    /** On the FX thread: a picture of now. */
    BulkExport(BulkViewModel viewModel, BulkWords words) {
        this.results = List.copyOf(viewModel.results());
        this.words = words;
    }

    @Override
    public String name() {
        return "results";
    }

    @Override
    public Page<BulkResult> page(@Nullable String cursor) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(results.size(), from + PAGE);
        return new Page<>(results.subList(from, to), to == results.size() ? null : Integer.toString(to));
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public SequencedMap<String, String> json(BulkResult result) {
        var members = new LinkedHashMap<String, String>();
        members.put("task_id", text(result.taskId()));
        members.put("type", text(result.type()));
        members.put("was", text(result.was() == null ? null : result.was().wireName()));
        members.put("effect", text(result.effect().name().toLowerCase(Locale.ROOT)));
        members.put("result", text(words.ofResult(result)));
        members.put("worker_id", text(result.workerId()));
        members.put("receipt_id", text(result.receiptId()));
        members.put("new_task_id", text(result.newTaskId()));
        members.put(
                "priority_before",
                result.priority() == null ? "null" : result.priority().toString());
        members.put("at", text(result.at()));
        return members;
    }

    @Override
    public long position(BulkResult result) {
        return results.indexOf(result);
    }

    private static String text(@Nullable Object value) {
        return value == null
                ? "null"
                : Json.of(StringNode.valueOf(value.toString())).canonical();
    }
}
