package dev.asyncgate.app.bulk;

import dev.asyncgate.task.TaskStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** One bar with every state in its colour, and a bracket under those that will change. For the FX thread only. */
final class StateBar extends Pane {

    private static final double BAR = 12;
    private static final double BRACKET = 6;
    private static final double LEAST = 2;

    private final Map<TaskStatus, Region> parts = new EnumMap<>(TaskStatus.class);
    private final Map<TaskStatus, Long> counts;
    private final Set<TaskStatus> concerned;
    private final Path bracket = new Path();

    StateBar(Map<TaskStatus, Long> counts, Set<TaskStatus> concerned) {
        this.counts = counts;
        this.concerned = concerned;
        getStyleClass().add("state-bar");
        for (TaskStatus status : TaskStatus.values()) {
            var part = new Region();
            part.setStyle("-fx-background-color: -ag-state-" + status.wireName() + ";");
            parts.put(status, part);
            getChildren().add(part);
        }
        bracket.getStyleClass().add("state-bracket");
        getChildren().add(bracket);
        setMinHeight(BAR + BRACKET);
        setPrefHeight(BAR + BRACKET);
    }

    @Override
    protected void layoutChildren() {
        double total = Math.max(1, counts.values().stream().mapToLong(Long::longValue).sum());
        double x = 0;
        List<Double> edges = new ArrayList<>();
        for (TaskStatus status : TaskStatus.values()) {
            long count = counts.getOrDefault(status, 0L);
            double width = count == 0 ? 0 : Math.max(LEAST, getWidth() * count / total);
            double end = Math.min(getWidth(), x + width);
            Region part = parts.get(status);
            if (part != null) {
                part.resizeRelocate(x, 0, Math.max(0, end - x - (width > 4 ? 1 : 0)), BAR);
            }
            if (concerned.contains(status) && count > 0) {
                edges.add(x);
                edges.add(end);
            }
            x = end;
        }
        bracket.getElements().clear();
        if (!edges.isEmpty()) {
            double from = edges.getFirst() + 0.5;
            double to = edges.getLast() - 0.5;
            double low = BAR + BRACKET - 1.5;
            bracket.getElements()
                    .setAll(
                            new MoveTo(from, BAR + 1),
                            new LineTo(from, low),
                            new LineTo(to, low),
                            new LineTo(to, BAR + 1));
        }
    }
}
