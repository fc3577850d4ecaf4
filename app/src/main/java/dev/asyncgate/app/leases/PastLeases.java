package dev.asyncgate.app.leases;

import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.WrappingRow;
import dev.asyncgate.app.words.SetClock;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The timeline as it was at an earlier instant, for another place to show: the same lanes and bars, moved about in the same
 * way, read-only; what had not happened is hatched. For the FX thread only.
 */
public final class PastLeases {

    /** What followed is worth as much room as what was still to expire. */
    private static final double NOW_AT = 0.64;

    /** Lower than this, lanes are worth more than what says what their shapes mean, which each bar says under the pointer too. */
    private static final double ROOM_FOR_LEGEND = 240;

    private final PlaceContext context;
    private final LeasesViewModel viewModel;
    private final TimelineView timeline;
    private final VBox root = new VBox();
    private final StackPane content = new StackPane();
    private final ReadOnlyObjectWrapper<@Nullable LeaseSpan> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private boolean arrived;

    /** {@code at} is the instant, and may change. */
    public PastLeases(PlaceContext context, Inspector inspector, ReadOnlyObjectProperty<Instant> at) {
        this.context = context;
        var instant = new SetClock(at.get());
        CanvasFonts fonts = CanvasFonts.load();
        viewModel = new LeasesViewModel(
                context.background(), LeaseReads.asOf(inspector, instant::instant), fonts.widths(), instant);
        viewModel.pausedProperty().set(true);
        viewModel.viewport().place(NOW_AT);
        timeline = new TimelineView(viewModel, context, fonts, true);
        var legend = new WrappingRow();
        legend.setLeastHeight(30);
        legend.getStyleClass().add("lease-legend");
        legend.managedProperty().bind(legend.visibleProperty());
        root.heightProperty().subscribe(height -> legend.setVisible(height.doubleValue() >= ROOM_FOR_LEGEND));
        context.themes()
                .paletteProperty()
                .subscribe(palette -> legend.getChildren().setAll(Legend.entries(palette, context.texts())));
        content.setMinSize(0, 0);
        VBox.setVgrow(content, Priority.ALWAYS);
        root.getChildren().setAll(content, legend);
        root.getStylesheets()
                .add(Objects.requireNonNull(PastLeases.class.getResource("/dev/asyncgate/ui/leases/leases.css"))
                        .toExternalForm());
        at.subscribe(then -> setTo(then, instant));
        viewModel.shownProperty().subscribe(ignored -> show());
        viewModel.failureProperty().subscribe(ignored -> show());
        viewModel.selection().leaseIdProperty().subscribe(this::tell);
    }

    private void setTo(Instant then, SetClock clock) {
        clock.set(then);
        if (arrived) {
            viewModel.clockWasSet();
        }
    }

    /** The lanes and what their shapes mean. */
    public Parent view() {
        return root;
    }

    /** Reads what is to be shown. */
    public void arrive() {
        arrived = true;
        viewModel.arrive();
        viewModel.clockWasSet();
    }

    public void leave() {
        arrived = false;
        viewModel.leave();
    }

    public void takeFocus() {
        timeline.requestFocus();
    }

    /** Selects a lease of the past; null selects nothing. */
    public void select(@Nullable UUID leaseId, @Nullable UUID taskId) {
        if (leaseId == null || taskId == null) {
            viewModel.selection().clear();
        } else {
            viewModel.selection().select(leaseId, taskId, ignored -> {});
        }
    }

    /** All that had happened in the hours before. */
    public void fit() {
        viewModel.fit();
    }

    public void zoom(double factor) {
        viewModel.zoom(factor);
    }

    /** The lease that somebody selected on the timeline; null for none. */
    public ReadOnlyObjectProperty<@Nullable LeaseSpan> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    private void tell(@Nullable UUID leaseId) {
        Timeline drawn = viewModel.timelineProperty().get();
        selected.set(
                drawn == null || leaseId == null
                        ? null
                        : drawn.barOf(leaseId).map(LeaseBar::lease).orElse(null));
    }

    private void show() {
        Exception failure = viewModel.failureProperty().get();
        content.getChildren().setAll(failure == null ? shown() : ErrorNote.of(context.texts(), failure));
    }

    private Node shown() {
        return switch (viewModel.shownProperty().get()) {
            case LOADING, LANES, FILTERED -> timeline;
            case EMPTY ->
                Messages.centred(Messages.empty(
                        "leases",
                        context.texts().text("asof.no_leases"),
                        context.texts().text("asof.no_leases_text")));
        };
    }
}
