package dev.asyncgate.app.workers;

import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.receipt.CopyButton;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Dialog;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Tells how a worker is connected: by a command, and by a program of ten lines. For the FX thread only. */
final class ConnectDialog implements Dialog {

    private final PlaceContext context;
    private final Acting acting;
    private final VBox root = new VBox();
    private final Button close = new Button();

    ConnectDialog(PlaceContext context, Acting acting, WayIn way) {
        this.context = context;
        this.acting = acting;
        root.getStyleClass().addAll("overlay", "dialog");
        root.getStyleClass().addAll(acting.environment().styleClasses());
        root.setMaxHeight(Region.USE_PREF_SIZE);
        root.getChildren()
                .setAll(
                        head(),
                        standing(way),
                        code("connect.command", "connect.command_note", way.command()),
                        code("connect.java", "connect.java_note", way.java()),
                        foot(way));
    }

    private Node head() {
        var title = new Label(text("connect.title"), Glyphs.icon("workers", 16));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        var pill = new EnvironmentPill(acting.environment(), context.texts().text("act.tenant", acting.tenant()));
        return row("dialog-head", title, Gaps.grow(), pill);
    }

    /** Whether anybody would answer the worker, and what to do when not. */
    private Node standing(WayIn way) {
        Label words = sentence(text(way.open() ? "connect.open" : "connect.closed", way.address()));
        var lines = new VBox(row("dialog-effect", mark(way.open()), words));
        if (way.keyed()) {
            lines.getChildren().add(row("dialog-effect", Glyphs.icon("lock", 11), sentence(text("connect.keyed"))));
        }
        lines.getStyleClass().add("dialog-body");
        return lines;
    }

    private static Node mark(boolean open) {
        return (open ? CheckMark.HOLDS : CheckMark.NOT_YET).glyph(11);
    }

    private Node code(String name, String note, String code) {
        var copy = new CopyButton(text("connect.copy"), code);
        copy.setAccessibleText(text("connect.copy_of", text(name)));
        var title = new Label(text(name));
        title.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        var about = new Label(text(note));
        about.getStyleClass().add(Styles.FIELD_NOTE);
        var box = new Label(code);
        box.getStyleClass().add(Styles.CODE);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setMinHeight(Region.USE_PREF_SIZE);
        var column = new VBox(row("dialog-field-head", title, about, Gaps.grow(), copy), box);
        column.getStyleClass().add("dialog-field");
        HBox.setHgrow(column, Priority.ALWAYS);
        return row("dialog-fields", column);
    }

    private Node foot(WayIn way) {
        var gateway = new Button(text(way.open() ? "connect.to_keys" : "connect.to_gateway"));
        gateway.setOnAction(event -> {
            acting.dialogs().close();
            context.navigator().go(new Destination.ShowPlace(PlaceId.GATEWAY));
        });
        close.setText(text("connect.close"));
        close.setDefaultButton(true);
        close.setCancelButton(true);
        close.setOnAction(event -> acting.dialogs().close());
        return Dialog.foot(text("connect.note"), gateway, close);
    }

    private static Label sentence(String words) {
        var sentence = new Label(words);
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.getStyleClass().add(Styles.SMALL);
        return sentence;
    }

    private String text(String key, Object... values) {
        return context.texts().text("workers." + key, values);
    }

    @Override
    public Region view() {
        return root;
    }

    @Override
    public Node first() {
        return close;
    }
}
