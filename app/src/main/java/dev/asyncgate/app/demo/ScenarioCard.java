package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.workers.demo.Scenario;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A scenario that can be played: what it does, in a sentence and in small. The whole card is the button. */
final class ScenarioCard extends Button {

    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

    private final Label key = new Label();
    private final Label running = new Label();
    private final Scenario scenario;

    /** {@code number} is the key that plays it. */
    ScenarioCard(PlaceContext context, Scenario scenario, int number, Runnable play) {
        this.scenario = scenario;
        Texts texts = context.texts();
        String name = texts.text(textKey(scenario, "name"));
        String does = texts.text(
                textKey(scenario, "does"), scenario.workers(), scenario.tasksAMinute(), scenario.tasksAtOnce());
        getStyleClass().add("scenario-card");
        setAccessibleText(name + ": " + does);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMinWidth(0);
        setMaxWidth(Double.MAX_VALUE);
        key.setText(String.valueOf(number));
        key.getStyleClass().add(Styles.KBD);
        running.setText(texts.text("demo.running"));
        running.getStyleClass().addAll(Styles.TINY, Styles.ACCENT_TEXT);
        setGraphic(content(context, name, does));
        setOnAction(event -> play.run());
        show(false);
    }

    private VBox content(PlaceContext context, String name, String does) {
        var title = new Label(name);
        title.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        var head = new HBox(title, Gaps.grow(), running, key);
        head.getStyleClass().add("scenario-head");
        var sentence = new Label(does);
        sentence.getStyleClass().addAll(Styles.TINY, Styles.MUTED);
        var content = new VBox(head, sentence, new ScenarioPicture(context.themes(), scenario));
        content.getStyleClass().add("scenario-content");
        content.setMouseTransparent(true);
        content.prefWidthProperty().bind(widthProperty().subtract(26));
        content.setMinWidth(0);
        return content;
    }

    static String textKey(Scenario scenario, String what) {
        return "demo.scenario." + scenario.name().toLowerCase(Locale.ROOT) + "." + what;
    }

    /** What plays, in words: the names, or how many when they would be too long. */
    static String names(Texts texts, Set<Scenario> playing) {
        return playing.size() > 2
                ? texts.text("demo.several", playing.size())
                : playing.stream()
                        .sorted()
                        .map(each -> texts.text(textKey(each, "name")))
                        .collect(Collectors.joining(", "));
    }

    /** Whether this is what plays. */
    void show(boolean plays) {
        pseudoClassStateChanged(RUNNING, plays);
        running.setVisible(plays);
        running.setManaged(plays);
        key.setVisible(!plays);
        key.setManaged(!plays);
    }

    Scenario scenario() {
        return scenario;
    }
}
