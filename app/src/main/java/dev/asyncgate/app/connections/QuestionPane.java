package dev.asyncgate.app.connections;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.connections.Connections.Outcome;
import dev.asyncgate.app.theme.Texts;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/** A question of the way to a database, where there is no window yet that could show a dialog over it. */
public final class QuestionPane {

    private QuestionPane() {}

    /**
     * For the FX thread.
     *
     * @param again goes the way once more, after an answer
     * @param failed hears why an answer could not be followed
     * @param no what happens instead when the answer is no
     */
    public static Region of(
            Texts texts,
            Connections connections,
            Outcome outcome,
            Scope scope,
            Runnable again,
            Consumer<Exception> failed,
            Runnable no) {
        Question question = switch (outcome) {
            case Outcome.PasswordWanted(var profile, var refused) -> new Question.Password(profile, refused, false);
            case Outcome.Outdated(var profile, var plan) -> new Question.Migrate(profile, plan);
            case Outcome.Opened opened ->
                throw new IllegalArgumentException(opened.profile().name() + " asks nothing");
        };
        Profile profile = question.profile();
        var answers = new AskDialog.Answers(
                password -> {
                    connections.typed(profile, password);
                    again.run();
                },
                () -> scope.load(
                        "migrate",
                        () -> {
                            connections.migrate(profile);
                            return profile;
                        },
                        ignored -> again.run(),
                        failed),
                () -> {});
        return AskDialog.alone(texts, question, answers, no);
    }
}
