package dev.asyncgate.app.connections;

import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.shell.Dialog;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.database.Migration;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks about a profile, in the frame of its environment. The safe button is the default, but where a word is typed. */
final class AskDialog implements Dialog {

    /** What becomes of an answer. */
    record Answers(Consumer<String> password, Runnable migrate, Runnable delete) {}

    private final Texts texts;
    private final Profile profile;
    private final Runnable dismissed;
    private final VBox root = new VBox();
    private final Button safe = new Button();
    private final Button act = new Button();
    private final BooleanProperty ready = new SimpleBooleanProperty(this, "ready", true);
    private Node first = safe;
    private boolean answered;

    private AskDialog(Texts texts, Profile profile, Runnable close, Runnable dismissed) {
        this.texts = texts;
        this.profile = profile;
        this.dismissed = dismissed;
        root.getStyleClass().addAll("overlay", "dialog");
        root.getStyleClass().addAll(profile.environment().styleClasses());
        root.setMaxHeight(Region.USE_PREF_SIZE);
        safe.getStyleClass().add("dialog-safe");
        safe.setCancelButton(true);
        safe.setOnAction(event -> close.run());
        act.setId("askAct");
        act.disableProperty().bind(ready.not());
    }

    /** {@code close} closes the dialog; {@code dismissed} hears of it when it was not answered. */
    static AskDialog of(Texts texts, Question question, Answers answers, Runnable close, Runnable dismissed) {
        var dialog = new AskDialog(texts, question.profile(), close, dismissed);
        switch (question) {
            case Question.Password asked -> dialog.password(asked, answers, close);
            case Question.Migrate asked -> dialog.migrate(asked, answers, close);
            case Question.Delete _ -> dialog.delete(answers, close);
        }
        return dialog;
    }

    /** The same without a window around it; {@code no} is what happens instead. */
    static Region alone(Texts texts, Question question, Answers answers, Runnable no) {
        AskDialog dialog = of(texts, question, answers, () -> {}, no);
        dialog.safe.setOnAction(event -> no.run());
        return dialog.view();
    }

    private void password(Question.Password asked, Answers answers, Runnable close) {
        var field = new PasswordField();
        field.setId("askPassword");
        first = field;
        act.setDefaultButton(true);
        act.getStyleClass().add(Styles.PRIMARY);
        Remote server = profile.server();
        String where = server == null ? "" : server.hosts();
        String user = server == null || server.user().isEmpty() ? System.getProperty("user.name", "") : server.user();
        act.setOnAction(event -> {
            answered = true;
            close.run();
            answers.password().accept(field.getText());
        });
        var lines = new VBox();
        lines.getStyleClass().add("dialog-body");
        if (asked.refused()) {
            lines.getChildren().add(sentence(text("password.refused"), "warn"));
        }
        lines.getChildren().add(field(text("password.of", user, where), field));
        build("lock", "connections.ask.password", text(asked.kept() ? "password.kept" : "password.asked"), lines);
    }

    private void migrate(Question.Migrate asked, Answers answers, Runnable close) {
        Migration.Plan plan = asked.plan();
        var lines = new VBox();
        lines.getStyleClass().add("dialog-body");
        Migration.Where where = plan.where();
        lines.getChildren()
                .add(sentence(
                        text(
                                plan.current() == 0 ? "migrate.new" : "migrate.from",
                                where.database(),
                                where.serverVersion(),
                                where.role(),
                                plan.current(),
                                plan.target()),
                        "right"));
        for (Migration.Step step : plan.pending()) {
            lines.getChildren().add(sentence(text("migrate.step", step.number(), step.description()), "right"));
        }
        lines.getChildren().add(sentence(text("migrate.roles"), "right"));
        act.getStyleClass().add(Styles.DANGER);
        act.setOnAction(event -> {
            answered = true;
            close.run();
            answers.migrate().run();
        });
        if (profile.isReadOnly()) {
            ready.set(false);
            lines.getChildren().add(sentence(text("migrate.read_only"), "lock"));
            build("warn", "connections.ask.migrate", text("migrate.lasting"), lines);
        } else if (profile.environment().wantsTyping()) {
            build("warn", "connections.ask.migrate", text("migrate.lasting"), lines, typed());
        } else {
            build("warn", "connections.ask.migrate", text("migrate.lasting"), lines);
        }
        safe.setDefaultButton(true);
    }

    private Node typed() {
        var field = new TextField();
        field.getStyleClass().add(Styles.MONO);
        field.setId("askTyped");
        ready.bind(field.textProperty().map(text -> text.strip().equals(profile.name())));
        first = field;
        return field(texts.text("act.type", profile.name()), field);
    }

    private void delete(Answers answers, Runnable close) {
        act.getStyleClass().add(Styles.DANGER);
        act.setOnAction(event -> {
            answered = true;
            close.run();
            answers.delete().run();
        });
        var lines = new VBox(sentence(text("delete.what"), "right"), sentence(text("delete.database"), "right"));
        lines.getStyleClass().add("dialog-body");
        build("warn", "connections.ask.delete", "", lines);
        safe.setDefaultButton(true);
    }

    private void build(String icon, String key, String lasting, Node... body) {
        var title = new Label(texts.text(key + ".title", profile.name()), Glyphs.icon(icon, 16));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        HBox head = row("dialog-head", title, Gaps.grow(), new EnvironmentPill(profile.environment(), texts));
        safe.setText(texts.text(key + ".keep"));
        act.setText(texts.text(key + ".act"));
        root.getChildren().add(head);
        root.getChildren().addAll(body);
        root.getChildren().add(Dialog.foot(lasting, safe, act));
    }

    private static Node field(String name, TextField input) {
        var label = new Label(name);
        label.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        label.setLabelFor(input);
        input.setAccessibleText(name);
        var column = new VBox(label, input);
        column.getStyleClass().addAll("dialog-field", "ask-field");
        return column;
    }

    private static Node sentence(String text, String icon) {
        var words = new Label(text);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add(Styles.SMALL);
        return row("dialog-effect", Glyphs.icon(icon, 11), words);
    }

    private String text(String key, Object... values) {
        return texts.text("connections.ask." + key, values);
    }

    @Override
    public Region view() {
        return root;
    }

    @Override
    public Node first() {
        return first;
    }

    @Override
    public void closed() {
        if (!answered) {
            dismissed.run();
        }
    }
}
