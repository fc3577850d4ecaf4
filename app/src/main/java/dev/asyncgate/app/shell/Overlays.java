package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Styles;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
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

    private final StackPane root;
    private final PlaceContext context;
    private final Supplier<List<Command>> commands;
    private final Supplier<List<HelpKeys.Entry>> keys;
    private final Dialogs dialogs;
    private final Supplier<Tenant> tenant;
    private final Finder finder;
    private final Environment environment;
    /** What ends with what is open. */
    private Runnable closing = () -> {};
    /** What gets the focus back when a dialog closes; null for nothing. */
    private @Nullable Node focusedBefore;

    Overlays(
            StackPane root,
            PlaceContext context,
            Shell.Session session,
            Supplier<Tenant> tenant,
            Supplier<List<Command>> commands,
            Supplier<List<HelpKeys.Entry>> keys) {
        this.root = root;
        this.context = context;
        this.commands = commands;
        this.keys = keys;
        this.dialogs = session.dialogs();
        this.finder = session.finder();
        this.environment = session.environment();
        this.tenant = tenant;
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
        closing.run();
        closing = () -> {};
        return true;
    }

    void showPalette() {
        if (isAsking()) {
            return;
        }
        var viewModel = new PaletteViewModel(context, tenant.get(), finder, commands.get(), Overlays::copy);
        var palette = new PaletteView(context.texts(), viewModel, environment, this::close);
        open(palette, 36);
        closing = viewModel::close;
        palette.field().requestFocus();
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
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
}
