package dev.asyncgate.app.workers;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.Meter;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.lease.QueuedDemand;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Below the list: how many worked in the last hour, and what waits for which capabilities. For the FX thread only. */
final class WorkersFoot extends HBox {

    private static final double CHART_HEIGHT = 96;
    private static final double DEMAND_WIDTH = 92;
    private static final int MOST_LINES = 5;
    private static final int TICKS = 4;

    private final Texts texts;
    private final Label workers = label("", Styles.SMALL, Styles.MUTED);
    private final HBox bars = new HBox();
    private final HBox axis = new HBox();
    private final VBox scale = new VBox();
    private final VBox lines = new VBox();

    WorkersFoot(PlaceContext context) {
        this.texts = context.texts();
        getStyleClass().add("workers-foot");
        bars.getStyleClass().add("workers-chart");
        bars.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        bars.setMinHeight(CHART_HEIGHT);
        bars.setPrefHeight(CHART_HEIGHT);
        bars.setMaxHeight(CHART_HEIGHT);
        lines.getStyleClass().add("workers-demand");
        var plot = new VBox(2, bars, axis);
        plot.setMinWidth(0);
        HBox.setHgrow(plot, Priority.ALWAYS);
        scale.getStyleClass().add("workers-scale");
        scale.setMinHeight(CHART_HEIGHT);
        scale.setMaxHeight(CHART_HEIGHT);
        var charted = new HBox(scale, plot);
        charted.setFillHeight(false);
        charted.setAlignment(Pos.TOP_LEFT);
        var chart = new VBox(
                line(
                        label(text("working"), Styles.SMALL, Styles.MEDIUM),
                        workers,
                        Gaps.grow(),
                        key("holding"),
                        key("idle")),
                charted);
        var demand = new VBox(
                line(
                        label(text("capabilities"), Styles.SMALL, Styles.MEDIUM),
                        Gaps.grow(),
                        label(text("capabilities_note"), Styles.SMALL, Styles.MUTED)),
                lines);
        for (VBox half : List.of(chart, demand)) {
            half.getStyleClass().add("workers-half");
            half.setPrefWidth(0);
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        getChildren().setAll(chart, demand);
    }

    void tell(Reading reading) {
        int all = (int) (reading.workers().size() - reading.count(Standing.GONE));
        workers.setText(text("workers", all));
        chart(reading, all);
        lines.getChildren()
                .setAll(reading.demand().stream()
                        .limit(MOST_LINES)
                        .map(demand -> demand(demand, reading))
                        .toList());
        if (reading.demand().isEmpty()) {
            lines.getChildren().setAll(label(text("nothing_waits"), Styles.SMALL, Styles.MUTED));
        }
    }

    // ---- the chart

    private void chart(Reading reading, int all) {
        List<Integer> holding = reading.holding();
        int highest = Math.max(
                1, Math.max(all, holding.stream().mapToInt(it -> it).max().orElse(0)));
        bars.getChildren()
                .setAll(holding.stream().map(it -> bar(it, all, highest)).toList());
        scale.getChildren()
                .setAll(
                        label(text("number", highest), Styles.MICRO, Styles.MONO, Styles.MUTED),
                        Gaps.grow(),
                        label(text("number", 0), Styles.MICRO, Styles.MONO, Styles.MUTED));
        bars.setAccessibleText(text("chart", holding.isEmpty() ? 0 : holding.getLast(), all));
        axis.getChildren().clear();
        for (int i = 0; i <= TICKS; i++) {
            var at = reading.at().minus(Duration.ofMinutes((long) WorkerReads.MINUTES * (TICKS - i) / TICKS));
            axis.getChildren().add(label(Instants.minute(at), Styles.MICRO, Styles.MONO, Styles.MUTED));
            if (i < TICKS) {
                axis.getChildren().add(Gaps.grow());
            }
        }
        axis.setVisible(!holding.isEmpty());
    }

    private static Node bar(int holding, int all, int highest) {
        Region busy = part("holding", CHART_HEIGHT * holding / highest);
        Region idle = part("idle", CHART_HEIGHT * Math.max(0, all - holding) / highest);
        var bar = new VBox(idle, busy);
        bar.setAlignment(Pos.BOTTOM_CENTER);
        bar.setPrefWidth(0);
        HBox.setHgrow(bar, Priority.ALWAYS);
        return bar;
    }

    private static Region part(String style, double height) {
        var part = new Region();
        part.getStyleClass().add("workers-" + style);
        part.setMinHeight(height);
        part.setPrefHeight(height);
        part.setMaxHeight(height);
        return part;
    }

    private Node key(String style) {
        var square = new Region();
        square.getStyleClass().addAll("workers-key", "workers-" + style);
        var key = new HBox(5, square, label(text("key." + style), Styles.TINY, Styles.MUTED));
        key.setAlignment(Pos.CENTER_LEFT);
        return key;
    }

    // ---- what waits

    private Node demand(QueuedDemand demand, Reading reading) {
        long most =
                reading.demand().stream().mapToLong(QueuedDemand::tasks).max().orElse(1);
        long having = reading.having(demand.capabilities());
        String name =
                demand.capabilities().isEmpty() ? text("no_capability") : String.join(" + ", demand.capabilities());
        Label tasks = label(text("number", demand.tasks()), Styles.MONO, Styles.SMALL, "demand-number");
        Label workersHaving = label(text("number", having), Styles.MONO, Styles.SMALL, "demand-number");
        String problem = problem(demand, having);
        if (having == 0) {
            workersHaving.getStyleClass().add(Styles.WARN);
        }
        return line(
                label(name, Styles.SMALL, "demand-name"),
                new Meter(DEMAND_WIDTH, (double) demand.tasks() / most, ""),
                tasks,
                workersHaving,
                Gaps.grow(),
                label(problem, Styles.SMALL, Styles.WARN));
    }

    private String problem(QueuedDemand demand, long having) {
        if (demand.paused() > 0) {
            return text("paused", demand.paused());
        }
        return having == 0 ? text("nobody_has_it") : "";
    }

    private static HBox line(Node... parts) {
        var line = new HBox(parts);
        line.getStyleClass().add("workers-line");
        return line;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return texts.text("workers." + key, values);
    }
}
