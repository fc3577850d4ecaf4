package dev.asyncgate.app.tasks;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.acts.Confirmation;
import dev.asyncgate.app.acts.Done;
import dev.asyncgate.app.acts.Revocation;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.tasks.TaskReads.Dossier;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Does what can be done about a task, in an operator's name. For the FX thread only. */
final class TaskActs {

    private final Texts texts;
    private final Acting acting;
    private final ActsViewModel viewModel;
    private final Runnable askPriority;

    /** {@code askPriority} lets a number be typed where the task is shown. */
    TaskActs(Texts texts, Acting acting, ActsViewModel viewModel, Runnable askPriority) {
        this.texts = texts;
        this.acting = acting;
        this.viewModel = viewModel;
        this.askPriority = askPriority;
    }

    /** What can be done about a task as it stands, and what cannot, with the reason. */
    List<Act> of(Dossier known) {
        return TaskAct.of(known).stream().map(act -> offer(act, known)).toList();
    }

    private Act offer(TaskAct act, Dossier known) {
        String whyNot = acting.environment().isReadOnly() ? "read_only" : act.whyNot(known);
        return new Act(
                act.icon(),
                text(act.key()),
                whyNot == null
                        ? null
                        : text("why_not." + whyNot, known.task().status().wireName()),
                text(act.key() + ".help", known.task().type()),
                () -> run(act, known));
    }

    private void run(TaskAct act, Dossier known) {
        Task task = known.task();
        UUID id = task.taskId();
        String type = task.type();
        Operator operator = acting.operator();
        switch (act) {
            case RETRY -> viewModel.act(() -> retried(operator.retryTask(id).taskId()));
            case CANCEL -> viewModel.ask(cancel(known));
            case HOLD -> now("hold.done", () -> operator.holdTask(id, null));
            case RESUME -> now("resume.done", () -> operator.resumeTask(id));
            case REPRIORITIZE -> askPriority.run();
            case REVOKE -> viewModel.ask(Revocation.of(texts, acting, Objects.requireNonNull(known.live())));
            case PAUSE_TYPE -> now("pause_type.done", () -> operator.pauseType(type, null), type);
            case RESUME_TYPE -> now("resume_type.done", () -> operator.resumeType(type), type);
        }
    }

    /** Gives the task another priority, at once. */
    void reprioritize(Task task, int priority) {
        now(
                "reprioritize.done",
                () -> acting.operator().reprioritize(task.taskId(), priority),
                task.priority(),
                priority);
    }

    private void now(String done, Runnable work, Object... values) {
        viewModel.act(() -> {
            work.run();
            return Done.of(text(done, values));
        });
    }

    private Done retried(UUID newTask) {
        return new Done(
                text("retry.done", ShortId.of(newTask)),
                new Done.Next(text("retry.show"), new Destination.ShowTask(newTask)));
    }

    private Confirmation cancel(Dossier known) {
        Task task = known.task();
        LeaseSpan live = known.live();
        var effects = new ArrayList<String>();
        effects.add(live == null ? text("cancel.leaves_queue") : text("cancel.ends_lease", live.workerId()));
        effects.add(text("cancel.receipts"));
        effects.add(text("cancel.discharged", task.createdBy()));
        return new Confirmation(
                text("cancel.title"),
                scope(task, live),
                effects,
                text("cancel.lasting"),
                text("cancel.keep"),
                text("cancel.act"),
                false,
                text("cancel.reason_note"),
                acting.environment(),
                reason -> canceled(task, reason));
    }

    /** The engine answers a cancellation that came too late with the state it found. */
    private Done canceled(Task task, @Nullable String reason) {
        var answer = acting.operator().cancelTask(task.taskId(), reason);
        return Done.of(
                answer.ok()
                        ? text("cancel.done")
                        : text("cancel.too_late", answer.status().wireName()));
    }

    private List<Confirmation.Fact> scope(Task task, @Nullable LeaseSpan live) {
        var scope = new ArrayList<Confirmation.Fact>();
        scope.add(new Confirmation.Fact(texts.text("act.scope_task"), ShortId.of(task.taskId())));
        scope.add(new Confirmation.Fact(texts.text("act.scope_type"), task.type()));
        scope.add(new Confirmation.Fact(
                texts.text("act.scope_state"), task.status().wireName()));
        if (live != null) {
            scope.add(new Confirmation.Fact(texts.text("act.scope_worker"), live.workerId()));
        }
        return scope;
    }

    private String text(String key, Object... values) {
        return texts.text("tasks.act." + key, values);
    }
}
