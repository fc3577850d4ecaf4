package dev.asyncgate.app.overview;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the overview shows before anything was submitted: what can be done first, and how a task lives. */
final class FirstRun {

    private final PlaceContext context;
    private final Texts texts;
    private final VBox root = new VBox();

    FirstRun(PlaceContext context, Installed installed) {
        this.context = context;
        this.texts = context.texts();
        root.getStyleClass().addAll("overview", "first-run");
        var title = label(text("title"), "first-title");
        var words = label(text("words"), Styles.MUTED);
        root.getChildren().setAll(title, words, actions(), row(explained(), installed(installed), 812, 364));
    }

    Parent view() {
        return root;
    }

    // ---- the first steps

    private Node actions() {
        var demo = action("demo", FirstRunPicture.Kind.DEMO, true, PlaceId.DEMO);
        var submit = action("submit", FirstRunPicture.Kind.SUBMIT, false, PlaceId.SUBMIT);
        var worker = action("worker", FirstRunPicture.Kind.WORKER, false, PlaceId.GATEWAY);
        var row = new GridPane();
        row.getStyleClass().add("overview-row");
        Node[] cards = {demo, submit, worker};
        for (int i = 0; i < cards.length; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / cards.length);
            row.getColumnConstraints().add(column);
            row.add(cards[i], i, 0);
        }
        return row;
    }

    private Node action(String key, FirstRunPicture.Kind picture, boolean primary, PlaceId place) {
        var name = label(text(key), "first-action");
        name.setGraphic(Glyphs.icon(key.equals("worker") ? "workers" : key, 14));
        var words = label(text(key + ".words"), Styles.SMALL, Styles.MUTED);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        var button = new Button(text(key + ".act"), primary ? Glyphs.icon("play", 12) : null);
        if (primary) {
            button.getStyleClass().add(Styles.PRIMARY);
        }
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> go(place));
        var foot = new HBox(button, Gaps.grow(), label(text(key + ".note"), Styles.SMALL, Styles.SUBTLE));
        foot.setAlignment(Pos.CENTER_LEFT);
        var body = new VBox(name, words, Gaps.grow(), foot);
        body.getStyleClass().add("first-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        var card = new VBox(new FirstRunPicture(context.themes(), texts, picture), body);
        card.getStyleClass().addAll(Styles.CARD, "first-card");
        return card;
    }

    // ---- how a task lives

    private Node explained() {
        var head = new HBox(label(text("lives"), "card-title"));
        head.getStyleClass().add("card-head");
        var states = new HBox(
                state("queued"),
                arrow("claim"),
                state("leased"),
                arrow("start"),
                state("running"),
                arrow("complete"),
                state("succeeded"));
        states.getStyleClass().add("first-states");
        var back = label(text("back"), Styles.SMALL, Styles.MUTED);
        var backRow = new HBox(back);
        backRow.setAlignment(Pos.CENTER);
        var receipts = new HBox(
                receipt("task.assigned", "first-obligation"),
                arrow(null),
                receipt("task.accepted", "first-receipt"),
                arrow(null),
                receipt("task.started", "first-receipt"),
                arrow(null),
                receipt("task.completed", "first-terminator"));
        receipts.getStyleClass().add("first-receipts");
        var proof = label(text("proof"), Styles.SMALL, Styles.MUTED);
        proof.setGraphic(Glyphs.icon("check", 12));
        var proofRow = new HBox(proof);
        proofRow.setAlignment(Pos.CENTER);
        var words = new HBox(word("lease"), word("receipt"), word("obligation"));
        words.getStyleClass().add("first-words");
        var card = new VBox(head, backRow, states, Gaps.grow(), receipts, proofRow, Gaps.grow(), words);
        card.getStyleClass().addAll(Styles.CARD, "overview-card", "first-explained");
        return card;
    }

    private Node state(String status) {
        Glyph glyph = Glyphs.state(status, 16);
        var words = label(text("state." + status), Styles.SMALL, Styles.MUTED, "first-state-words");
        words.setWrapText(true);
        var state = new VBox(glyph, label(status, Styles.MEDIUM), words);
        state.getStyleClass().add("first-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        return state;
    }

    private Node arrow(@Nullable String key) {
        var line = new Region();
        line.getStyleClass().add("first-arrow");
        HBox.setHgrow(line, Priority.ALWAYS);
        if (key == null) {
            var arrow = new HBox(line, Glyphs.icon("right", 10));
            arrow.setAlignment(Pos.CENTER);
            HBox.setHgrow(arrow, Priority.ALWAYS);
            return arrow;
        }
        var after = new Region();
        after.getStyleClass().add("first-arrow");
        HBox.setHgrow(after, Priority.ALWAYS);
        var arrow = new HBox(4, line, label(text(key), Styles.SMALL, Styles.MUTED), after, Glyphs.icon("right", 10));
        arrow.getStyleClass().add("first-transition");
        HBox.setHgrow(arrow, Priority.ALWAYS);
        return arrow;
    }

    private static Node receipt(String type, String shape) {
        var node = new HBox(8, Glyphs.receipt(type, 13), label(type, Styles.TINY));
        node.getStyleClass().addAll("first-node", shape);
        node.setMinWidth(Region.USE_PREF_SIZE);
        return node;
    }

    private Node word(String key) {
        var words = label(text("word." + key), Styles.SMALL, Styles.MUTED);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        var word = new VBox(label(key, Styles.SMALL, Styles.MEDIUM), words);
        word.getStyleClass().add("first-word");
        word.setPrefWidth(220);
        HBox.setHgrow(word, Priority.ALWAYS);
        return word;
    }

    // ---- what is in place

    private Node installed(Installed installed) {
        var doctor = new Button(text("open_doctor"));
        doctor.getStyleClass().add(Styles.LINK);
        doctor.setOnAction(event -> go(PlaceId.DOCTOR));
        var head = new HBox(label(text("in_place"), "card-title"), Gaps.grow(), doctor);
        head.getStyleClass().add("card-head");
        var lines = new VBox(
                check(true, installed.server(), installed.dataDir(), ""),
                check(true, text("schema", installed.schema()), text("schema.note"), ""),
                installed.sweep() == null
                        ? check(false, text("no_sweep"), text("no_sweep.note"), text("off"))
                        : check(
                                true,
                                text("sweep", Durations.words(installed.sweep())),
                                text("sweep.note"),
                                text("on")),
                check(
                        true,
                        text("settings"),
                        text(installed.set() == 0 ? "settings.none" : "settings.some"),
                        text("settings.of", installed.set(), installed.settings())));
        lines.getStyleClass().add("first-checks");
        var change = new Button(text("connect"));
        change.getStyleClass().add(Styles.LINK);
        change.setOnAction(event -> go(PlaceId.CONNECTIONS));
        var foot = new VBox(label(text("elsewhere"), Styles.SMALL, Styles.MEDIUM), change);
        foot.getStyleClass().add("first-foot");
        var card = new VBox(head, lines, Gaps.grow(), foot);
        card.getStyleClass().addAll(Styles.CARD, "overview-card", "first-explained");
        return card;
    }

    private static Node check(boolean well, String name, String note, String aside) {
        Glyph mark = Glyphs.icon(well ? "check" : "minus", 13);
        mark.getStyleClass().add(well ? "icon-good" : "icon-subtle");
        var words = new VBox(label(name, Styles.SMALL), label(note, Styles.SMALL, Styles.MUTED));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(10, mark, words, label(aside, Styles.MONO, Styles.SMALL, Styles.MUTED));
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }

    private static Node row(Node left, Node right, double leftWeight, double rightWeight) {
        var row = new GridPane();
        row.getStyleClass().add("overview-row");
        double sum = leftWeight + rightWeight;
        var first = new ColumnConstraints();
        first.setPercentWidth(100 * leftWeight / sum);
        var second = new ColumnConstraints();
        second.setPercentWidth(100 * rightWeight / sum);
        row.getColumnConstraints().addAll(first, second);
        row.add(left, 0, 0);
        row.add(right, 1, 0);
        return row;
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private void go(PlaceId place) {
        context.navigator().go(new Destination.ShowPlace(place));
    }

    private String text(String key, Object... values) {
        return texts.text("first." + key, values);
    }
}
