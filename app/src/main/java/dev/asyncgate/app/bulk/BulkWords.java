package dev.asyncgate.app.bulk;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.bulk.BulkResult;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.Optional;

/** How an operation on many tasks is told. */
final class BulkWords {

    private final Texts texts;
    private final BulkViewModel viewModel;

    BulkWords(Texts texts, BulkViewModel viewModel) {
        this.texts = texts;
        this.viewModel = viewModel;
    }

    String title() {
        return switch (viewModel.phaseProperty().get()) {
            case LOOKING, ASKING -> of("title");
            case RUNNING -> of("doing", viewModel.total());
            case ENDED, FAILED -> of(viewModel.beganAt() == null ? "title" : "did");
        };
    }

    /** In a line: what runs, or has run. */
    String line() {
        return switch (viewModel.phaseProperty().get()) {
            case RUNNING ->
                texts.text(
                        "bulk.line_running", title(), viewModel.doneProperty().get(), viewModel.total());
            case LOOKING, ASKING -> title();
            case ENDED, FAILED ->
                texts.text(
                        viewModel.isStopped() ? "bulk.line_stopped" : "bulk.line_ended",
                        title(),
                        viewModel.count(BulkResult.Effect.DONE),
                        viewModel.total());
        };
    }

    /** What becomes of the tasks in a state. */
    String ofState(TaskStatus status) {
        if (viewModel.concerns().contains(status)) {
            return switch (viewModel.kind()) {
                case CANCEL -> texts.text("bulk.cancel.state_" + status.wireName());
                case RETRY -> texts.text("bulk.retry.state");
                case HOLD ->
                    texts.text(status == TaskStatus.QUEUED ? "bulk.hold.state_queued" : "bulk.hold.state_leased");
                case RESUME -> texts.text("bulk.resume.state");
                case REPRIORITIZE, PUT_BACK -> texts.text("bulk.reprioritize.state");
            };
        }
        return texts.text(status.isTerminal() ? "bulk.ended_stays" : "bulk.open_stays");
    }

    /** What became of one. */
    String ofResult(BulkResult result) {
        TaskStatus was = result.was();
        return switch (result.effect()) {
            case DONE -> {
                String worker = result.workerId();
                yield worker == null ? of("result") : texts.text("bulk.result_lease", of("result"), worker);
            }
            case UNCHANGED -> texts.text("bulk.result_unchanged");
            case NOT_CONCERNED ->
                texts.text(
                        was != null && was.isTerminal() ? "bulk.result_ended" : "bulk.result_open",
                        was == null ? "" : was.wireName());
            case LOCKED -> texts.text("bulk.result_locked");
            case GONE -> texts.text("bulk.result_gone");
        };
    }

    /** How long it will take at this rate; empty while nothing tells. */
    Optional<String> left() {
        double rate = viewModel.rate();
        long todo = (long) viewModel.total() - viewModel.doneProperty().get();
        return rate < 0.1 || todo == 0
                ? Optional.empty()
                : Optional.of(Durations.words(Duration.ofSeconds(Math.max(1, Math.round(todo / rate)))));
    }

    String number(long number) {
        return texts.text("bulk.number", number);
    }

    /** A text of the kind. */
    String of(String key, Object... values) {
        return texts.text("bulk." + viewModel.kind().key() + "." + key, values);
    }
}
