package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.theme.Texts;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What stands where rows are awaited: nothing at first, after 150 ms still bars in the shape of rows, after 1 s also
 * the time it has taken and a way to stop it. For the FX thread only.
 */
public final class LoadingRows extends VBox {

    static final Duration BARS_AFTER = Duration.ofMillis(150);
    static final Duration STOP_AFTER = Duration.ofSeconds(1);

    private final Texts texts;
    private final Scope scope;
    private final Label elapsed = new Label();
    private final HBox stopRow;
    private final VBox bars = bars();
    private @Nullable Load load;
    private @Nullable Tick tick;

    /** Ticks in the scope of the place that shows it. */
    public LoadingRows(Texts texts, Scope scope) {
        this.texts = texts;
        this.scope = scope;
        elapsed.getStyleClass().add("message-text");
        var stop = new Button(texts.text("message.stop"));
        stop.setOnAction(event -> stopLoad());
        stopRow = new HBox(elapsed, stop);
        stopRow.getStyleClass().add("loading-stop");
        getStyleClass().add("loading-rows");
        getChildren().setAll(bars, stopRow);
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    /** Follows this load until it ends; the caller replaces the rows then. */
    public void show(Load following) {
        stopTick();
        load = following;
        tick = scope.every(Duration.ofMillis(50), this::refresh);
        refresh();
    }

    private void refresh() {
        if (load == null) {
            return;
        }
        Duration time = load.elapsed();
        setVisible(load.isRunning() && time.compareTo(BARS_AFTER) >= 0);
        stopRow.setVisible(time.compareTo(STOP_AFTER) >= 0);
        elapsed.setText(texts.text("message.loading_for", time.toMillis() / 1000.0));
        if (!load.isRunning()) {
            stopTick();
        }
    }

    private void stopLoad() {
        if (load != null) {
            load.cancel();
        }
        refresh();
    }

    private void stopTick() {
        if (tick != null) {
            tick.stop();
        }
    }

    /** The still bars alone. */
    public static VBox bars() {
        var rows = new VBox();
        rows.getChildren()
                .setAll(List.of(220.0, 300.0, 180.0).stream()
                        .map(LoadingRows::row)
                        .toList());
        return rows;
    }

    private static HBox row(double width) {
        var row = new HBox(bar(12, "loading-dot"), bar(width / 2, "loading-strong"), bar(64), bar(width / 3));
        row.getStyleClass().add("loading-row");
        return row;
    }

    private static Region bar(double width, String... styles) {
        var bar = new Region();
        bar.setMinWidth(width);
        bar.setPrefWidth(width);
        bar.setMaxWidth(width);
        bar.getStyleClass().add("loading-bar");
        bar.getStyleClass().addAll(styles);
        return bar;
    }
}
