package dev.asyncgate.app.acts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActsViewModel.Told;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.Environment.Guard;
import dev.asyncgate.app.shell.Environment.Kind;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done at once, what is asked first, and how either is told; without a window and without an engine. */
class WhatCannotBeUndoneIsAskedTest {

    private final GateException refused =
            new GateException(ErrorCode.INVALID_STATE_TRANSITION, "Lease 1 has ended already: expired.");

    private static final Environment CONFIRM = new Environment("staging", Kind.STAGING, Guard.CONFIRM);

    private final List<String> done = new ArrayList<>();
    private int readAgain;
    private final ActsViewModel acts = new ActsViewModel(Background.direct(), () -> readAgain++);

    @Test
    void whatCanBeUndoneIsDoneAtOnceAndThePlaceReadsAgain() {
        acts.act(() -> Done.of("Held."));

        assertThat(acts.toldProperty().get()).isEqualTo(new Told.Success(Done.of("Held.")));
        assertThat(readAgain).isEqualTo(1);
    }

    @Test
    void aRefusalIsTold() {
        acts.act(() -> {
            throw refused;
        });

        assertThat(acts.toldProperty().get()).isEqualTo(new Told.Refusal(refused));
        assertThat(acts.runningProperty().get()).isFalse();
    }

    @Test
    void aQuestionDoesNothingUntilItIsConfirmed() {
        acts.ask(confirmation(false, CONFIRM));
        question().confirm();

        assertThat(done).containsExactly("null");
        assertThat(acts.askedProperty().get()).isNull();
        assertThat(acts.toldProperty().get()).isEqualTo(new Told.Success(Done.of("Revoked.")));
    }

    @Test
    void aQuestionAnsweredWithNoDoesNothing() {
        acts.ask(confirmation(false, CONFIRM));
        acts.keep();

        assertThat(done).isEmpty();
        assertThat(acts.askedProperty().get()).isNull();
    }

    @Test
    void aReasonThatIsWantedHasToBeGiven() {
        acts.ask(confirmation(true, CONFIRM));
        question().confirm();
        assertThat(done).isEmpty();

        question().reasonProperty().set("  ");
        assertThat(question().readyProperty().get()).isFalse();
        question().reasonProperty().set(" the worker hangs ");
        question().confirm();

        assertThat(done).containsExactly("the worker hangs");
    }

    @Test
    void theNameThatIsWantedHasToBeTypedWhole() {
        acts.ask(confirmation(false, new Environment("prod-eu", Kind.STAGING, Guard.TYPED_CONFIRMATION)));
        question().typedProperty().set("prod-e");
        question().confirm();
        assertThat(done).isEmpty();

        question().typedProperty().set("prod-eu");
        question().confirm();
        assertThat(done).hasSize(1);
    }

    @Test
    void inProductionTheNameIsTypedWhateverTheGuard() {
        acts.ask(confirmation(false, new Environment("prod-eu", Kind.PRODUCTION, Guard.OPEN)));
        assertThat(question().readyProperty().get()).isFalse();
    }

    @Test
    void whereTheGuardIsOpenOnlyAReasonIsAskedFor() {
        var open = new Environment("dev", Kind.DEVELOPMENT, Guard.OPEN);
        acts.ask(confirmation(false, open));
        assertThat(done).containsExactly("null");

        acts.ask(confirmation(true, open));
        assertThat(done).hasSize(1);
        assertThat(question().asked().word()).isNull();
    }

    @Test
    void aRefusalIsToldWhereItWasAskedAndCanBeTriedAgain() {
        var refusals = new ArrayList<>(List.of(refused));
        acts.ask(new Confirmation(
                "Revoke lease", List.of(), List.of(), "", "Keep", "Revoke", false, "", CONFIRM, reason -> {
                    if (!refusals.isEmpty()) {
                        throw refusals.removeFirst();
                    }
                    return Done.of("Revoked.");
                }));
        ConfirmationViewModel question = question();
        question.confirm();

        assertThat(question.refusalProperty().get()).isSameAs(refused);
        assertThat(acts.askedProperty().get()).isSameAs(question);
        assertThat(acts.toldProperty().get()).isNull();

        question.confirm();
        assertThat(acts.askedProperty().get()).isNull();
    }

    @Test
    void whatWasToldIsForgottenWithItsSubject() {
        acts.act(() -> Done.of("Held."));
        acts.forget();

        assertThat(acts.toldProperty().get()).isNull();
    }

    private ConfirmationViewModel question() {
        return requireNonNull(acts.askedProperty().get());
    }

    private Confirmation confirmation(boolean reasonRequired, Environment environment) {
        return new Confirmation(
                "Revoke lease", List.of(), List.of(), "", "Keep", "Revoke", reasonRequired, "", environment, reason -> {
                    done.add(String.valueOf(reason));
                    return Done.of("Revoked.");
                });
    }
}
