package dev.asyncgate.app.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a row of the list can tell, in the order in which it does at first. */
enum TaskColumn {
    STATE(108, true),
    TYPE(144, true),
    TASK(84, true),
    OWNER(116, true),
    WORKER(84, true),
    FAILURES(76, true),
    PRIORITY(76, true),
    AGE(76, true),
    ENDED(76, false),
    REQUIRES(124, false),
    OWED_TO(124, false),
    NOW(120, true);

    private final double width;
    private final boolean shownAtFirst;

    TaskColumn(double width, boolean shownAtFirst) {
        this.width = width;
        this.shownAtFirst = shownAtFirst;
    }

    /** In px, where there is room. */
    double width() {
        return width;
    }

    /** Whether its words are equally long in every row, so that none may be cut where there is little room. */
    boolean keepsWidth() {
        return switch (this) {
            case STATE, TASK, FAILURES, PRIORITY, AGE, ENDED -> true;
            case TYPE, OWNER, WORKER, REQUIRES, OWED_TO, NOW -> false;
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that are shown until somebody chooses others. */
    static List<TaskColumn> atFirst() {
        return List.of(values()).stream().filter(column -> column.shownAtFirst).toList();
    }

    /** As they are remembered. */
    static String written(List<TaskColumn> columns) {
        return columns.stream().map(TaskColumn::key).collect(Collectors.joining(","));
    }

    /**
     * What was remembered.
     *
     * @throws IllegalArgumentException for what never was
     */
    static List<TaskColumn> read(String text) {
        List<TaskColumn> columns = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            TaskColumn column = valueOf(word.strip().toUpperCase(Locale.ROOT));
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }
}
