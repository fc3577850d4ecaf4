package dev.asyncgate.app.sheet;

import static dev.asyncgate.app.sheet.Parts.label;
import static dev.asyncgate.app.sheet.Parts.part;
import static dev.asyncgate.app.sheet.Parts.row;

import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Type, controls, environments and the messages of a place with nothing to show. */
final class ControlPart {

    private final Texts texts;

    ControlPart(Texts texts) {
        this.texts = texts;
    }

    VBox column() {
        return new VBox(
                part(texts.text("sheet.type"), texts.text("sheet.type.note"), type()),
                part(texts.text("sheet.controls"), "", List.of(buttons(), inputs())),
                part(texts.text("sheet.environment"), texts.text("sheet.environment.note"), List.of(environments())),
                part(texts.text("sheet.nothing"), "", List.of(messages())),
                part(texts.text("sheet.loading"), texts.text("sheet.loading.note"), List.of(LoadingRows.bars())));
    }

    private List<Node> type() {
        return List.of(
                sample(28, "11,240", "figure", Styles.FIGURE),
                sample(24, texts.text("place.tasks"), "place", Styles.PLACE_TITLE),
                sample(24, "report.render", "inspector", Styles.INSPECTOR_TITLE),
                sample(22, texts.text("sheet.submit"), "base"),
                sample(22, "agent:planner", "table", Styles.SMALL),
                sample(20, texts.text("sheet.renewal"), "small", Styles.TINY),
                sample(22, "0f2a91b7 14:24:18.204117", "data", Styles.MONO, Styles.SMALL));
    }

    private HBox sample(double height, String text, String key, String... styles) {
        HBox row = row(height, label(text, styles), label(texts.text("sheet.type." + key), Styles.SMALL, Styles.MUTED));
        row.setSpacing(key.equals("figure") || key.equals("data") ? 8 : 4);
        return row;
    }

    private HBox buttons() {
        var disabled = new Button(texts.text("sheet.disabled"));
        disabled.setDisable(true);
        var some = new CheckBox();
        some.setIndeterminate(true);
        var on = new CheckBox();
        on.setSelected(true);
        HBox row = row(
                26,
                button("sheet.button", Styles.PRIMARY),
                button("sheet.retry"),
                button("sheet.format", Styles.FLAT),
                disabled,
                on,
                new CheckBox(),
                some);
        row.setSpacing(8);
        return row;
    }

    private Button button(String key, String... styles) {
        var button = new Button(texts.text(key));
        button.getStyleClass().addAll(styles);
        return button;
    }

    private HBox inputs() {
        var invalid = field("70 KiB");
        invalid.getStyleClass().addAll(Styles.INVALID, Styles.BAD);
        var focused = field(texts.text("sheet.focus"));
        focused.getStyleClass().add("shown-focused");
        var row = new HBox(8, field("15 s"), focused, invalid);
        row.setPadding(new Insets(8, 0, 0, 0));
        return row;
    }

    private static TextField field(String text) {
        var field = new TextField(text);
        field.getStyleClass().add(Styles.MONO);
        field.setPrefWidth(100);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private GridPane environments() {
        GridPane grid = halves();
        grid.addRow(
                0,
                frame(new Environment("local", Environment.Kind.LOCAL, Environment.Guard.EMBEDDED)),
                frame(new Environment("dev", Environment.Kind.DEVELOPMENT, Environment.Guard.OPEN)));
        grid.addRow(
                1,
                frame(new Environment("staging-eu", Environment.Kind.STAGING, Environment.Guard.CONFIRM)),
                frame(new Environment("prod-eu", Environment.Kind.PRODUCTION, Environment.Guard.TYPED_CONFIRMATION)));
        return grid;
    }

    private Region frame(Environment environment) {
        var pill = new EnvironmentPill(
                environment, texts.text(environment.guard().textKey()).replace("guard: ", ""));
        pill.setMaxWidth(Region.USE_PREF_SIZE);
        var frame = new StackPane(pill);
        frame.getStyleClass().addAll("sheet-frame", "frame", environment.kind().styleClass());
        return frame;
    }

    private GridPane messages() {
        GridPane grid = halves();
        grid.addRow(
                0,
                Messages.empty(
                        "tasks",
                        texts.text("sheet.empty"),
                        texts.text("sheet.empty.text"),
                        Action.primary(texts.text("sheet.submit"), () -> {}),
                        Action.of(texts.text("sheet.demo"), () -> {})),
                Messages.filteredToNothing(texts, texts.text("sheet.filtered"), () -> {}));
        grid.addRow(
                1,
                Messages.loading(texts, texts.text("sheet.loading.text"), () -> {}),
                Messages.notAllowed(
                        texts, texts.text("sheet.not_allowed"), Action.of(texts.text("sheet.connections"), () -> {})));
        return grid;
    }

    private static GridPane halves() {
        var grid = new GridPane(8, 8);
        var half = new ColumnConstraints();
        half.setPercentWidth(50);
        grid.getColumnConstraints().setAll(half, half);
        return grid;
    }
}
