package dev.asyncgate.app.schedules;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.json.Json;
import dev.asyncgate.schedule.Misfire;
import dev.asyncgate.schedule.NewSchedule;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schedule that is being written: checked as it is typed, with its first runs. For the FX thread only. */
final class ScheduleForm {

    static final int PREVIEWED = 5;

    private final Scope scope;
    private final Tasker tasker;
    private final Clock clock;
    private final Consumer<CreatedTask> whenDone;
    private final BooleanProperty byCron = new SimpleBooleanProperty(this, "byCron", true);
    private final StringProperty cron = new SimpleStringProperty(this, "cron", "0 2 * * *");
    private final StringProperty zone = new SimpleStringProperty(this, "zone", "UTC");
    private final StringProperty seconds = new SimpleStringProperty(this, "seconds", "3600");
    private final StringProperty jitter = new SimpleStringProperty(this, "jitter", "0");
    private final ObjectProperty<Misfire> misfire = new SimpleObjectProperty<>(this, "misfire", Misfire.CATCH_UP_ONE);
    private final StringProperty type = new SimpleStringProperty(this, "type", "");
    private final StringProperty payload = new SimpleStringProperty(this, "payload", "{}");
    private final StringProperty priority = new SimpleStringProperty(this, "priority", "0");
    private final ReadOnlyObjectWrapper<Checked> checked =
            new ReadOnlyObjectWrapper<>(this, "checked", new Checked(List.of(), null, null));
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<@Nullable Exception> refusal = new ReadOnlyObjectWrapper<>(this, "refusal");

    /**
     * What is known of what was typed.
     *
     * @param runs the first, none while something is wrong
     * @param payload of the control task; null while something is wrong
     */
    record Checked(
            List<Instant> runs,
            @Nullable Json payload,
            @Nullable Exception problem) {

        boolean isReady() {
            return payload != null;
        }
    }

    /** What was typed, to be read off the FX thread. */
    private record Typed(
            boolean byCron,
            String cron,
            String zone,
            String seconds,
            String jitter,
            Misfire misfire,
            String type,
            String payload,
            String priority) {}

    ScheduleForm(Background background, Tasker tasker, Clock clock, Consumer<CreatedTask> whenDone) {
        this.scope = background.scope();
        this.tasker = tasker;
        this.clock = clock;
        this.whenDone = whenDone;
        byCron.subscribe(ignored -> check());
        misfire.subscribe(ignored -> check());
        for (StringProperty text : List.of(cron, zone, seconds, jitter, type, payload, priority)) {
            text.subscribe(ignored -> check());
        }
    }

    private void check() {
        var typed = new Typed(
                byCron.get(),
                cron.get().strip(),
                zone.get().strip(),
                seconds.get().strip(),
                jitter.get().strip(),
                misfire.get(),
                type.get().strip(),
                payload.get(),
                priority.get().strip());
        Instant now = clock.instant();
        scope.load(
                "check",
                () -> read(typed, now),
                checked::set,
                problem -> checked.set(new Checked(List.of(), null, problem)));
    }

    private static Checked read(Typed typed, Instant now) {
        Json wanted = json(typed);
        return new Checked(NewSchedule.parse(wanted).firstRuns(now, PREVIEWED), wanted, null);
    }

    private static Json json(Typed typed) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (typed.byCron()) {
            json.put("cron", typed.cron()).put("time_zone", typed.zone());
        } else {
            number(json, "interval_seconds", typed.seconds());
        }
        json.put("misfire", typed.misfire().wireName());
        number(json, "jitter_seconds", typed.jitter());
        ObjectNode template = json.putObject("template");
        template.put("type", typed.type());
        template.set("payload", Json.parse(typed.payload()).node());
        number(template, "priority", typed.priority());
        return Json.of(json);
    }

    /** What is no whole number goes on as text: the engine says what is wrong with it, by the name of the member. */
    private static void number(ObjectNode json, String name, String typed) {
        try {
            json.put(name, Integer.parseInt(typed));
        } catch (NumberFormatException e) {
            json.put(name, typed);
        }
    }

    /** Submits the control task that asks for it, unless something is wrong. */
    void submit() {
        Json wanted = checked.get().payload();
        if (wanted == null || running.get()) {
            return;
        }
        running.set(true);
        refusal.set(null);
        var _ = scope.load(
                () -> tasker.createTask(NewTask.of("schedule.create", wanted)),
                created -> {
                    running.set(false);
                    whenDone.accept(created);
                },
                problem -> {
                    running.set(false);
                    refusal.set(problem);
                });
    }

    BooleanProperty byCronProperty() {
        return byCron;
    }

    StringProperty cronProperty() {
        return cron;
    }

    StringProperty zoneProperty() {
        return zone;
    }

    StringProperty secondsProperty() {
        return seconds;
    }

    StringProperty jitterProperty() {
        return jitter;
    }

    ObjectProperty<Misfire> misfireProperty() {
        return misfire;
    }

    StringProperty typeProperty() {
        return type;
    }

    StringProperty payloadProperty() {
        return payload;
    }

    StringProperty priorityProperty() {
        return priority;
    }

    ReadOnlyObjectProperty<Checked> checkedProperty() {
        return checked.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Why it was not submitted; null while nothing was refused. */
    ReadOnlyObjectProperty<@Nullable Exception> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }
}
