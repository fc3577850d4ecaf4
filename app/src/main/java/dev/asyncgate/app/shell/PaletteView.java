package dev.asyncgate.app.shell;

import dev.asyncgate.app.shell.PaletteItem.Section;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.ShortId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** The palette: what was typed, what there is, and at the right what can be done with the chosen one. By keys alone. */
final class PaletteView extends BorderPane {

    private final Texts texts;
    private final PaletteViewModel viewModel;
    private final Runnable close;
    private final TextField field = new TextField();
    private final Label summary = new Label();
    private final ListView<Line> list = new ListView<>();
    private final VBox preview = new VBox();
    private final ListView<Command> commands = new ListView<>();

    /** A heading, or an item of it. */
    private record Line(
            Section section, int count, @Nullable PaletteItem item) {}

    PaletteView(Texts texts, PaletteViewModel viewModel, Environment environment, Runnable close) {
        this.texts = texts;
        this.viewModel = viewModel;
        this.close = close;
        getStyleClass().addAll("overlay", "palette");
        field.getStyleClass().add("palette-field");
        field.setPromptText(texts.text("shell.command"));
        field.setAccessibleText(texts.text("shell.command"));
        HBox.setHgrow(field, Priority.ALWAYS);
        summary.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        var head = new HBox(Glyphs.icon("search", 15), field, summary, new EnvironmentPill(environment, ""));
        head.getStyleClass().add("palette-head");
        list.setCellFactory(view -> new LineCell());
        list.setFocusTraversable(false);
        list.setAccessibleText(texts.text("palette.found"));
        commands.setCellFactory(view -> new CommandCell());
        commands.setAccessibleText(texts.text("palette.what_to_do"));
        commands.getStyleClass().add("palette-commands");
        preview.getStyleClass().add("palette-preview");
        setTop(head);
        setCenter(list);
        setRight(preview);
        setBottom(foot());
        field.textProperty().bindBidirectional(viewModel.typedProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        commands.addEventFilter(KeyEvent.KEY_PRESSED, this::commandsKey);
        list.setOnMouseClicked(event -> runFirst());
        commands.setOnMouseClicked(event -> run(commands.getSelectionModel().getSelectedItem()));
        list.getSelectionModel().selectedItemProperty().subscribe(this::show);
        viewModel.itemsProperty().subscribe(this::fill);
        viewModel.tookProperty().subscribe(ignored -> sum());
        viewModel.failureProperty().subscribe(ignored -> sum());
    }

    /** What is typed into. */
    Node field() {
        return field;
    }

    private void fill(List<PaletteItem> items) {
        var lines = new ArrayList<Line>();
        for (Section section : Section.values()) {
            List<PaletteItem> part =
                    items.stream().filter(item -> item.section() == section).toList();
            if (!part.isEmpty()) {
                lines.add(new Line(section, part.size(), null));
                part.forEach(item -> lines.add(new Line(section, 0, item)));
            }
        }
        list.getItems().setAll(lines);
        select(lines.isEmpty() ? -1 : 1);
        sum();
    }

    private void sum() {
        Exception failure = viewModel.failureProperty().get();
        var took = viewModel.tookProperty().get();
        if (failure != null) {
            summary.setText(texts.text("palette.failed", String.valueOf(failure.getMessage())));
        } else if (took != null) {
            summary.setText(texts.text(
                    "palette.summary", viewModel.itemsProperty().get().size(), Durations.precise(took)));
        } else {
            summary.setText("");
        }
    }

    // ---- keys

    private void fieldKey(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> runFirst();
            case DOWN -> move(1);
            case UP -> move(-1);
            case TAB -> {
                commands.requestFocus();
                commands.getSelectionModel().selectFirst();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void commandsKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            run(commands.getSelectionModel().getSelectedItem());
        } else if (event.getCode() == KeyCode.TAB || event.getCode() == KeyCode.LEFT) {
            field.requestFocus();
            field.end();
        } else {
            return;
        }
        event.consume();
    }

    /** Over the headings. */
    private void move(int by) {
        int next = list.getSelectionModel().getSelectedIndex() + by;
        while (next >= 0
                && next < list.getItems().size()
                && list.getItems().get(next).item() == null) {
            next += by;
        }
        if (next > 0 && next < list.getItems().size()) {
            select(next);
        }
    }

    private void select(int index) {
        list.getSelectionModel().clearSelection();
        if (index >= 0) {
            list.getSelectionModel().select(index);
            list.scrollTo(Math.max(0, index - 12));
        }
    }

    private void runFirst() {
        Line line = list.getSelectionModel().getSelectedItem();
        if (line != null && line.item() != null) {
            run(line.item().commands().getFirst());
        }
    }

    private void run(@Nullable Command command) {
        if (command != null) {
            close.run();
            command.run().run();
        }
    }

    // ---- what is shown

    private void show(@Nullable Line line) {
        PaletteItem item = line == null ? null : line.item();
        preview.getChildren().clear();
        commands.getItems().clear();
        if (item == null) {
            return;
        }
        var title = new Label(item.name(), mark(item, 14));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        var head = new VBox(title);
        head.getStyleClass().add("palette-about");
        if (item.id() != null) {
            var id = new Label(item.id());
            id.getStyleClass().addAll(Styles.MONO, Styles.TINY, Styles.MUTED);
            head.getChildren().add(id);
        }
        preview.getChildren().add(head);
        if (!item.facts().isEmpty()) {
            var facts = new GridPane();
            facts.getStyleClass().addAll(Styles.KEY_VALUES, "palette-facts");
            for (int i = 0; i < item.facts().size(); i++) {
                var key = new Label(item.facts().get(i).key());
                key.getStyleClass().add(Styles.KEY);
                var value = new Label(item.facts().get(i).value());
                value.getStyleClass().add(Styles.VALUE);
                facts.addRow(i, key, value);
            }
            preview.getChildren().add(facts);
        }
        commands.getItems().setAll(item.commands());
        VBox.setVgrow(commands, Priority.ALWAYS);
        preview.getChildren().add(commands);
    }

    private static Node mark(PaletteItem item, double size) {
        return item.state() == null ? Glyphs.icon(item.icon(), size) : Glyphs.state(item.state(), size);
    }

    private HBox foot() {
        var foot = new HBox(
                key("\u2191 \u2193"),
                words("choose"),
                key("Enter"),
                words("open"),
                key("Tab"),
                words("else"),
                Gaps.grow());
        for (String[] prefix : new String[][] {{">", "actions"}, {"#", "ids"}, {"@", "people"}}) {
            foot.getChildren().addAll(key(prefix[0]), words("only_" + prefix[1]));
        }
        foot.getStyleClass().add("palette-foot");
        return foot;
    }

    private static Label key(String key) {
        var label = new Label(key);
        label.getStyleClass().add(Styles.KBD);
        return label;
    }

    private Label words(String key) {
        var label = new Label(texts.text("palette.key." + key));
        label.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        return label;
    }

    /** The name, in which what was typed stands out. */
    private TextFlow matched(String name) {
        String part = viewModel.part();
        int at = part.isEmpty() ? -1 : name.toLowerCase(Locale.ROOT).indexOf(part);
        var flow = new TextFlow();
        if (at < 0) {
            flow.getChildren().add(piece(name, "palette-plain"));
        } else {
            flow.getChildren()
                    .setAll(
                            piece(name.substring(0, at), "palette-plain"),
                            piece(name.substring(at, at + part.length()), "palette-match"),
                            piece(name.substring(at + part.length()), "palette-plain"));
        }
        flow.setMinWidth(0);
        return flow;
    }

    private static Text piece(String words, String style) {
        var piece = new Text(words);
        piece.getStyleClass().add(style);
        return piece;
    }

    private final class LineCell extends ListCell<Line> {
        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().remove("palette-heading");
            setText(null);
            setDisable(line != null && !empty && line.item() == null);
            if (line == null || empty) {
                setGraphic(null);
            } else if (line.item() == null) {
                getStyleClass().add("palette-heading");
                setGraphic(heading(line));
            } else {
                setGraphic(row(line.item()));
            }
        }

        private Node heading(Line line) {
            var words = new Label(
                    texts.text("palette.section." + line.section().name().toLowerCase(Locale.ROOT)));
            var count = new Label(Integer.toString(line.count()));
            count.getStyleClass().add(Styles.COUNT);
            var heading = new HBox(words, Gaps.grow(), count);
            heading.getStyleClass().add("palette-heading-row");
            return heading;
        }

        private Node row(PaletteItem item) {
            var note = new Label(item.note());
            note.getStyleClass().add("palette-note");
            var name = matched(item.name());
            var row = new HBox(10, mark(item, 14), name);
            if (item.id() != null) {
                var id = new Label(ShortId.of(UUID.fromString(item.id())));
                id.getStyleClass().addAll(Styles.MONO, Styles.SMALL, Styles.ACCENT_TEXT);
                row.getChildren().add(id);
            }
            row.getChildren().addAll(Gaps.grow(), note);
            row.setAlignment(Pos.CENTER_LEFT);
            name.setMaxHeight(USE_PREF_SIZE);
            return row;
        }
    }

    private static final class CommandCell extends ListCell<Command> {
        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            setText(command == null || empty ? null : command.name());
            if (command == null || empty || getIndex() != 0) {
                setGraphic(null);
            } else {
                setContentDisplay(ContentDisplay.RIGHT);
                setGraphic(key("Enter"));
            }
        }
    }
}
