package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Bucket;
import dev.asyncgate.lineage.LineageSummary.Cause;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An invented tree of many tasks, counted: four types, each caused by the one before, over some stretches of time. */
public final class LargeTree {

    static final Duration STEP = Duration.ofMinutes(20);
    static final Instant START = Instant.parse("2026-11-23T12:20:00Z");
    private static final List<String> TYPES =
            List.of("corpus.refresh", "crawl.page", "dataset.extract", "embeddings.build", "summarize.thread");
    private static final int ROWS = 8;

    private LargeTree() {}

    public static LineageSummary of(int tasks) {
        var buckets = new ArrayList<Bucket>();
        var causes = new ArrayList<Cause>();
        buckets.add(bucket(0, 0, 1, 1));
        int cells = (TYPES.size() - 1) * ROWS;
        for (int cell = 0; cell < cells; cell++) {
            int type = 1 + cell % (TYPES.size() - 1);
            int row = cell / (TYPES.size() - 1);
            int here = (tasks - 1) / cells + (cell < (tasks - 1) % cells ? 1 : 0);
            if (here > 0) {
                buckets.add(bucket(type, row, here, row == ROWS - 1 ? 3 : 0));
                causes.add(new Cause(key(type - 1, type == 1 ? 0 : row), key(type, row), here));
                if (type > 1 && row > 0) {
                    causes.add(new Cause(key(type - 1, row - 1), key(type, row), 1 + here / 3));
                }
            }
        }
        return new LineageSummary(LineageSummary.Lanes.TYPE, STEP, buckets, causes);
    }

    private static LineageSummary.Key key(int type, int row) {
        return new LineageSummary.Key(TYPES.get(type), START.plus(STEP.multipliedBy(row)));
    }

    private static Bucket bucket(int type, int row, int tasks, int open) {
        int failed = tasks / 20;
        return new Bucket(
                key(type, row),
                key(type, row).from().plusSeconds(type),
                failed == 0
                        ? Map.of(TaskStatus.SUCCEEDED, tasks)
                        : Map.of(TaskStatus.SUCCEEDED, tasks - failed, TaskStatus.FAILED, failed),
                open,
                tasks * 5L);
    }
}
