package dev.asyncgate.app.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.Actings;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operation on many tasks is looked at, confirmed, followed to its last result, and undone where that can be. */
class ManyAreDoneFromLookingToUndoTest {

    private final TestGate gate = TestGate.open();
    private final Background background = Background.direct();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whatMatchesIsNamedOnceAndNothingElseIsTouched() {
        UUID queued = gate.create("unit");
        ClaimedTask ended = gate.claim(gate.worker("w"));
        gate.worker("w").complete(ended.taskId(), ended.leaseId(), TestGate.located());
        gate.create("unit");
        BulkViewModel all = everyTask(BulkKind.CANCEL, null);
        assertThat(all.phaseProperty().get()).isEqualTo(Phase.ASKING);
        UUID later = gate.create("unit");
        assertThat(all.total()).isEqualTo(2);
        assertThat(all.concerned()).isEqualTo(1);
        assertThat(all.readyProperty().get()).isTrue();

        all.reasonProperty().set("superseded");
        all.confirm();

        assertThat(all.phaseProperty().get()).isEqualTo(Phase.ENDED);
        assertThat(all.count(Effect.DONE)).isEqualTo(1);
        assertThat(all.count(Effect.NOT_CONCERNED)).isEqualTo(1);
        assertThat(all.results()).hasSize(2);
        assertThat(all.fraction()).isEqualTo(1);
        assertThat(all.undo(background)).as("a cancellation").isEmpty();
        assertThat(gate.inspector.getTask(later).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(gate.inspector.getTask(queued).status()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(heard).hasSize(1);
    }

    @Test
    void theWordHasToBeTypedWhereTheGuardWantsIt() {
        gate.create("unit");
        BulkViewModel guarded = everyTask(BulkKind.CANCEL, "prod-eu");
        assertThat(guarded.readyProperty().get()).isFalse();
        guarded.typedProperty().set("prod-e");
        guarded.confirm();
        assertThat(guarded.phaseProperty().get()).isEqualTo(Phase.ASKING);
        guarded.typedProperty().set(" prod-eu ");
        assertThat(guarded.readyProperty().get()).isTrue();
    }

    @Test
    void thoseThatAreNearlyDoneCanBeLeftOut() {
        gate.create("unit");
        gate.create("unit");
        ClaimedTask held = gate.claim(gate.worker("w"));
        gate.worker("w").reportProgress(held.taskId(), held.leaseId(), Json.parse("{\"percent\":95}"));
        BulkViewModel all = everyTask(BulkKind.CANCEL, null);
        assertThat(all.previewProperty().get())
                .satisfies(seen -> assertThat(seen.nearlyDone()).containsExactly(held.taskId()));

        all.leaveOutNearlyDone();
        all.confirm();

        assertThat(all.count(Effect.DONE)).isEqualTo(1);
        assertThat(gate.inspector.getTask(held.taskId()).status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void prioritiesArePutBack() {
        UUID one = gate.create("unit");
        UUID other = gate.create("unit");
        Actings.local(gate).operator().reprioritize(one, 4);
        BulkViewModel given = everyTask(BulkKind.REPRIORITIZE, null);
        assertThat(given.readyProperty().get()).isFalse();
        given.priorityProperty().set("high");
        assertThat(given.readyProperty().get()).isFalse();
        given.priorityProperty().set("9");
        given.confirm();
        assertThat(gate.inspector.getTask(one).priority()).isEqualTo(9);

        BulkViewModel undone = given.undo(background).orElseThrow();

        assertThat(undone.phaseProperty().get()).isEqualTo(Phase.ENDED);
        assertThat(undone.kind()).isEqualTo(BulkKind.PUT_BACK);
        assertThat(gate.inspector.getTask(one).priority()).isEqualTo(4);
        assertThat(gate.inspector.getTask(other).priority()).isZero();
    }

    @Test
    void onlyThoseThatWereHeldByItAreResumed() {
        UUID mine = gate.create("unit");
        UUID other = gate.create("unit");
        Actings.local(gate).operator().holdTask(mine, "mine");
        BulkViewModel hold = everyTask(BulkKind.HOLD, null);
        hold.confirm();
        assertThat(hold.undo(background)).isPresent();
        assertThat(gate.inspector.getTask(mine).held()).isTrue();
        assertThat(gate.inspector.getTask(other).held()).isFalse();
    }

    @Test
    void whatCannotBeReadIsTold() {
        gate.close();
        BulkViewModel broken = everyTask(BulkKind.CANCEL, null);
        assertThat(broken.phaseProperty().get()).isEqualTo(Phase.FAILED);
        assertThat(broken.failureProperty().get()).isNotNull();
        assertThat(broken.readyProperty().get()).isFalse();
    }

    @Test
    void eachKindAndEachStateHasItsWords() {
        gate.create("unit");
        Texts texts = Texts.of(Locale.ENGLISH);
        for (BulkKind kind : BulkKind.offered()) {
            BulkViewModel viewModel = everyTask(kind, null);
            var words = new BulkWords(texts, viewModel);
            for (TaskStatus status : TaskStatus.values()) {
                assertThat(words.ofState(status)).isNotBlank();
            }
            assertThat(words.title() + words.of("act", 3L) + words.of("will") + words.of("keep"))
                    .doesNotContain("{");
        }
        assertThat(new BulkWords(texts, everyTask(BulkKind.CANCEL, null)).of("act", 435L))
                .isEqualTo("Cancel 435 tasks");
    }

    private BulkViewModel everyTask(BulkKind kind, @Nullable String word) {
        var viewModel = new BulkViewModel(
                background,
                Actings.local(gate).operator(),
                gate.inspector,
                Clock.fixed(gate.clock.instant(), ZoneOffset.UTC),
                kind,
                new BulkScope(List.of(), TaskFilter.ALL.withStatuses(Set.of()), List.of()),
                word,
                () -> heard.add("changed"));
        viewModel.look();
        return viewModel;
    }
}
