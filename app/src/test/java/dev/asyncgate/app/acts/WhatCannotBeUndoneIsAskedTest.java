package dev.asyncgate.app.acts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActsViewModel.Told;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done at once, what is asked first, and how either is told; without a window and without an engine. */
class WhatCannotBeUndoneIsAskedTest {

    private final GateException refused =
            new GateException(ErrorCode.INVALID_STATE_TRANSITION, "Lease 1 has ended already: expired.");

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
        acts.ask(confirmation(false, null));
        question().confirm();

        assertThat(done).containsExactly("null");
        assertThat(acts.askedProperty().get()).isNull();
        assertThat(acts.toldProperty().get()).isEqualTo(new Told.Success(Done.of("Revoked.")));
    }

    @Test
    void aQuestionAnsweredWithNoDoesNothing() {
        acts.ask(confirmation(false, null));
        acts.keep();

        assertThat(done).isEmpty();
        assertThat(acts.askedProperty().get()).isNull();
    }

    @Test
    void aReasonThatIsWantedHasToBeGiven() {
        acts.ask(confirmation(true, null));
        question().confirm();
        assertThat(done).isEmpty();

        question().reasonProperty().set("  ");
        assertThat(question().readyProperty().get()).isFalse();
        question().reasonProperty().set(" the worker hangs ");
        question().confirm();

        assertThat(done).containsExactly("the worker hangs");
    }

    @Test
    void aWordThatIsWantedHasToBeTypedWhole() {
        acts.ask(confirmation(false, "0f2a91b7"));
        question().typedProperty().set("0f2a91b");
        question().confirm();
        assertThat(done).isEmpty();

        question().typedProperty().set("0f2a91b7");
        question().confirm();
        assertThat(done).hasSize(1);
    }

    @Test
    void aRefusalIsToldWhereItWasAskedAndCanBeTriedAgain() {
        var refusals = new ArrayList<>(List.of(refused));
        acts.ask(new Confirmation(
                "Revoke lease", List.of(), List.of(), "", "Keep", "Revoke", false, "", null, reason -> {
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

    private Confirmation confirmation(boolean reasonRequired, @Nullable String word) {
        return new Confirmation(
                "Revoke lease", List.of(), List.of(), "", "Keep", "Revoke", reasonRequired, "", word, reason -> {
                    done.add(String.valueOf(reason));
                    return Done.of("Revoked.");
                });
    }
}
