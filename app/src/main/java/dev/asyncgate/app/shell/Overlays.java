package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What opens over the window: the palette, the help, a dialog. One at a time; Escape closes, and so does a click beside
 * what asks nothing.
 */
final class Overlays {

    /** The height of a line in the palette, in px. */
    private static final double ROW = 32;

    private final StackPane root;
    private final PlaceContext context;
    private final Supplier<List<Command>> commands;
    private final Supplier<List<HelpKeys.Entry>> keys;
    private final Dialogs dialogs;
    /** What gets the focus back when a dialog closes; null for nothing. */
    private @Nullable Node focusedBefore;

    Overlays(
            StackPane root,
            PlaceContext context,
            Dialogs dialogs,
            Supplier<List<Command>> commands,
            Supplier<List<HelpKeys.Entry>> keys) {
        this.root = root;
        this.context = context;
        this.commands = commands;
        this.keys = keys;
        this.dialogs = dialogs;
        dialogs.openProperty().subscribe((before, now) -> showDialog(now));
        root.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(owner -> keepFocus(owner));
    }

    /** Whether a dialog waits for an answer: then nothing else opens, and nothing leaves the place below it. */
    boolean isAsking() {
        return dialogs.openProperty().get() != null;
    }

    /** Closes what is open; false when nothing was. */
    boolean close() {
        Dialog dialog = dialogs.openProperty().get();
        if (dialog != null) {
            if (dialog.mayClose()) {
                dialogs.close();
            }
            return true;
        }
        return clear();
    }

    private void showDialog(@Nullable Dialog dialog) {
        if (dialog != null) {
            focusedBefore = root.getScene() == null ? null : root.getScene().getFocusOwner();
            open(dialog.view(), 80);
            dialog.first().requestFocus();
            return;
        }
        clear();
        if (focusedBefore != null && focusedBefore.getScene() != null) {
            focusedBefore.requestFocus();
        }
    }

    /** Tab goes round inside a dialog. */
    private void keepFocus(@Nullable Node owner) {
        Dialog dialog = dialogs.openProperty().get();
        if (dialog != null && owner != null && !isInside(owner, dialog.view())) {
            dialog.first().requestFocus();
        }
    }

    private static boolean isInside(Node node, Node container) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(container)) {
                return true;
            }
        }
        return false;
    }

    private boolean clear() {
        if (root.getChildren().size() == 1) {
            return false;
        }
        root.getChildren().remove(1, root.getChildren().size());
        return true;
    }

    void showPalette() {
        if (isAsking()) {
            return;
        }
        List<Command> all = commands.get();
        var list = new ListView<Command>();
        list.setCellFactory(view -> new CommandCell());
        var field = new TextField();
        field.getStyleClass().add("palette-field");
        field.setPromptText(context.texts().text("shell.command"));
        field.textProperty().subscribe(typed -> {
            list.getItems().setAll(Command.matching(typed, all, context));
            list.setPrefHeight(list.getItems().size() * ROW + 10);
            list.getSelectionModel().selectFirst();
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> paletteKey(event, list));
        list.setOnMouseClicked(event -> run(list.getSelectionModel().getSelectedItem()));
        list.setFocusTraversable(false);
        var palette = new VBox(field, list);
        palette.setMaxHeight(Region.USE_PREF_SIZE);
        palette.getStyleClass().addAll("overlay", "palette");
        open(palette, 80);
        field.requestFocus();
    }

    void showHelp() {
        if (isAsking()) {
            return;
        }
        var grid = new GridPane();
        grid.getStyleClass().add("help-keys");
        int row = 0;
        for (HelpKeys.Entry entry : keys.get()) {
            var key = new Label(entry.key());
            key.getStyleClass().add(Styles.KBD);
            var does = new Label(entry.does());
            does.getStyleClass().add(Styles.SMALL);
            does.setWrapText(true);
            grid.addRow(row++, key, does);
        }
        var title = new Label(context.texts().text("shell.help"));
        title.getStyleClass().add(Styles.PLACE_TITLE);
        var help = new VBox(title, grid);
        help.setMaxHeight(Region.USE_PREF_SIZE);
        help.getStyleClass().addAll("overlay", "help");
        open(help, 120);
        help.requestFocus();
    }

    private void open(Region content, double top) {
        clear();
        var veil = new Region();
        veil.getStyleClass().add("veil");
        veil.setOnMouseClicked(event -> close());
        StackPane.setAlignment(content, Pos.TOP_CENTER);
        StackPane.setMargin(content, new Insets(top, 0, 0, 0));
        root.getChildren().addAll(veil, content);
    }

    private void paletteKey(KeyEvent event, ListView<Command> list) {
        if (event.getCode() == KeyCode.ENTER) {
            run(list.getSelectionModel().getSelectedItem());
        } else if (event.getCode() == KeyCode.DOWN) {
            list.getSelectionModel().selectNext();
        } else if (event.getCode() == KeyCode.UP) {
            list.getSelectionModel().selectPrevious();
        } else {
            return;
        }
        event.consume();
    }

    private void run(@Nullable Command command) {
        if (command != null) {
            close();
            command.run().run();
        }
    }

    /** Icon, name, and the kind of thing at the right. */
    private static final class CommandCell extends ListCell<Command> {
        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            setGraphic(command == null || empty ? null : row(command));
        }

        private static Node row(Command command) {
            var kind = new Label(command.kind());
            kind.getStyleClass().add("palette-note");
            var row = new HBox(10, Glyphs.icon(command.icon(), 14), new Label(command.name()), Gaps.grow(), kind);
            row.setAlignment(Pos.CENTER_LEFT);
            return row;
        }
    }
}
