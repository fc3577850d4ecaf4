package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the inspector shows of tasks that are counted: their states, what they came of and what came of them. */
final class BucketPane {

    private static final double BAR = 140;

    private final PlaceContext context;
    private final Texts texts;
    private final Pieces pieces;
    private final ReceiptsViewModel viewModel;
    private final VBox root = new VBox();

    BucketPane(PlaceContext context, Pieces pieces, ReceiptsViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.pieces = pieces;
        this.viewModel = viewModel;
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets().add(Pieces.stylesheet());
    }

    Parent view() {
        return root;
    }

    void show(Inspection.OfBucket it) {
        LineageSummary.Bucket bucket = it.node().bucket();
        var inTasks = new Button(texts.text("receipts.bucket.show_tasks"));
        inTasks.setOnAction(event -> context.navigator()
                .go(new Destination.ShowBetween(PlaceId.TASKS, bucket.key().from(), end(bucket))));
        var foot = new HBox(inTasks);
        foot.getStyleClass().add(Styles.INSPECTOR_FOOT);
        root.getChildren().setAll(head(bucket, it.column()), states(bucket));
        shares("receipts.bucket.caused_by", it.causedBy());
        shares("receipts.bucket.caused", it.caused());
        root.getChildren()
                .addAll(
                        pieces.section(
                                "receipts.bucket.obligations",
                                pieces.label(texts.text("receipts.open", bucket.open()), Styles.TINY, Styles.SUBTLE),
                                new Region()),
                        Gaps.grow(),
                        foot);
    }

    private @Nullable LineageSummary summary() {
        var drawing = viewModel.drawingProperty().get();
        return drawing == null ? null : drawing.summary();
    }

    private Instant end(LineageSummary.Bucket bucket) {
        LineageSummary summary = summary();
        return summary == null ? bucket.key().from() : bucket.key().from().plus(summary.step());
    }

    private Node head(LineageSummary.Bucket bucket, String column) {
        LineageSummary summary = summary();
        boolean ofType = summary != null && summary.lanes() == LineageSummary.Lanes.TYPE;
        String title = ofType ? "receipts.bucket.title" : "receipts.bucket.title_of";
        var name = pieces.label(texts.text(title, bucket.tasks(), column), Styles.INSPECTOR_TITLE);
        name.setGraphic(Glyphs.icon("receipts", 15));
        var close = new Button(null, Glyphs.icon("close", 12));
        close.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        close.setAccessibleText(texts.text("receipts.close"));
        close.setOnAction(event -> viewModel.select(null));
        String when = texts.text(
                "receipts.bucket.begun",
                Instants.second(bucket.key().from()),
                Instants.second(end(bucket)),
                bucket.receipts());
        var head = new VBox(
                pieces.line("section-line", name, Gaps.grow(), close),
                pieces.line("inspector-id", pieces.label(when, Styles.TINY, Styles.MUTED)));
        head.getStyleClass().add(Styles.INSPECTOR_HEAD);
        return head;
    }

    private Node states(LineageSummary.Bucket bucket) {
        var lines = new VBox();
        for (TaskStatus status : TaskStatus.values()) {
            int tasks = bucket.states().getOrDefault(status, 0);
            if (tasks > 0) {
                lines.getChildren()
                        .add(pieces.line(
                                "receipt-line",
                                Glyphs.state(status.wireName(), 13),
                                pieces.label(status.wireName(), Styles.SMALL),
                                Gaps.grow(),
                                bar(status, (double) tasks / bucket.tasks()),
                                pieces.label("%,d".formatted(tasks), Styles.MONO, Styles.SMALL)));
            }
        }
        return pieces.section("receipts.bucket.states", pieces.count(bucket.tasks()), lines);
    }

    private static Node bar(TaskStatus status, double share) {
        var full = new Region();
        full.setMaxWidth(Math.max(2, BAR * share));
        full.setStyle(
                "-fx-background-color: -" + StateLook.ofTask(status.wireName()).token() + ";");
        full.getStyleClass().add("share-full");
        var bar = new StackPane(full);
        bar.getStyleClass().add("share-bar");
        bar.setMinWidth(BAR);
        bar.setMaxWidth(BAR);
        return bar;
    }

    private void shares(String titleKey, List<Inspection.Share> shares) {
        if (shares.isEmpty()) {
            return;
        }
        var lines = new VBox();
        int tasks = 0;
        for (Inspection.Share share : shares) {
            LineageSummary.Key key = share.node().bucket().key();
            var link = new Button(share.column());
            link.getStyleClass().add(Styles.LINK);
            link.setOnAction(event -> viewModel.select(share.node().id()));
            lines.getChildren()
                    .add(pieces.line(
                            "receipt-line",
                            pieces.label(Instants.minute(key.from()), Styles.MONO, Styles.SMALL, Styles.MUTED),
                            link,
                            Gaps.grow(),
                            pieces.label("%,d".formatted(share.tasks()), Styles.MONO, Styles.SMALL)));
            tasks += share.tasks();
        }
        root.getChildren().add(pieces.section(titleKey, pieces.count(tasks), lines));
    }
}
