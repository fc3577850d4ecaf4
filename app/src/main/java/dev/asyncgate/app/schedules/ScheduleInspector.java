package dev.asyncgate.app.schedules;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.Confirmation;
import dev.asyncgate.app.acts.Confirmation.Fact;
import dev.asyncgate.app.acts.Done;
import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.json.JsonView;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.ScheduleRun;
import dev.asyncgate.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** When the selected schedule runs next and ran last, what each run creates, and what can be done. For the FX thread only. */
final class ScheduleInspector {

    private static final int NEXT = 5;
    private static final int LAST = 12;

    private final PlaceContext context;
    private final Texts texts;
    private final Acting acting;
    private final SchedulesViewModel viewModel;
    private final Pieces pieces;
    private final ActStrip strip;
    private final VBox root = new VBox();

    ScheduleInspector(PlaceContext context, Acting acting, SchedulesViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.acting = acting;
        this.viewModel = viewModel;
        this.pieces = new Pieces(texts);
        this.strip = new ActStrip(context, viewModel.acts(), acting);
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets()
                .addAll(
                        Pieces.stylesheet(),
                        Objects.requireNonNull(getClass().getResource("/dev/asyncgate/ui/schedules/schedules.css"))
                                .toExternalForm());
    }

    /** The inspector with that schedule in it. */
    Parent show(Line line) {
        Instant now = context.clock().instant();
        var sections = new VBox(facts(line));
        if (line.isActive()) {
            sections.getChildren().add(next(line.schedule(), now));
        }
        if (!line.runs().isEmpty()) {
            sections.getChildren().add(last(line));
        }
        sections.getChildren()
                .addAll(
                        new JsonView(
                                texts,
                                text("template"),
                                JsonDocument.of(line.schedule().template())),
                        pieces.section(
                                "schedules.never_twice",
                                new Label(),
                                pieces.sentence(once(line), Styles.SMALL, Styles.MUTED)));
        var content = new ScrollPane(sections);
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        strip.offer(acts(line), ways(line.schedule()));
        UUID id = line.schedule().scheduleId();
        root.getChildren()
                .setAll(
                        pieces.head(
                                Glyphs.icon("schedules", 16),
                                line.type(),
                                id,
                                () -> viewModel.rows().select(null)),
                        content,
                        strip);
        return root;
    }

    /** What can be done about the selected schedule, for the palette. */
    List<Command> commands() {
        Line line = viewModel.inspectedProperty().get();
        return line == null
                ? List.of()
                : Act.commands(texts, acts(line), ShortId.of(line.schedule().scheduleId()));
    }

    // ---- sections

    private Node facts(Line line) {
        Schedule schedule = line.schedule();
        List<Node> cells = new ArrayList<>();
        boolean stale = line.isStale(context.clock().instant());
        Label state = pieces.label(stale ? text("stale_long") : schedule.state().wireName(), Styles.VALUE);
        if (stale || !line.isActive()) {
            state.getStyleClass().add(Styles.WARN);
        }
        add(cells, "state", state);
        add(cells, "creates", pieces.label(line.type(), Styles.VALUE));
        add(cells, "rhythm", pieces.label(line.rhythm(), Styles.VALUE, Styles.MONO));
        if (!line.zone().isEmpty()) {
            add(cells, "zone", pieces.label(line.zone(), Styles.VALUE));
        }
        String misfire = schedule.misfire().wireName();
        add(cells, "misfire", pieces.sentence(text("misfire", misfire, text("misfire." + misfire)), Styles.VALUE));
        add(cells, "jitter", pieces.label(text("jitter", schedule.jitter().toSeconds()), Styles.VALUE, Styles.MONO));
        add(cells, "owner", pieces.label(Principals.of(schedule.owner()), Styles.VALUE));
        add(cells, "created", pieces.label(Instants.date(schedule.createdAt()), Styles.VALUE, Styles.MONO));
        return pieces.keyValues(cells);
    }

    private void add(List<Node> cells, String key, Node value) {
        cells.add(pieces.key("schedules.key_" + key));
        cells.add(value);
    }

    private Node next(Schedule schedule, Instant now) {
        var lines = new VBox();
        for (Instant run : schedule.nextRuns(NEXT)) {
            lines.getChildren()
                    .add(pieces.line(
                            "schedule-run",
                            pieces.label(Instants.date(run), Styles.MONO, Styles.SMALL),
                            Gaps.grow(),
                            pieces.label(
                                    text("in", Durations.words(Duration.between(now, run))),
                                    Styles.SMALL,
                                    Styles.MUTED)));
        }
        return pieces.section("schedules.next", pieces.label(text("in_utc_note"), Styles.TINY, Styles.SUBTLE), lines);
    }

    private Node last(Line line) {
        var lines = new VBox();
        for (ScheduleRun run : line.runs().subList(0, Math.min(LAST, line.runs().size()))) {
            String state = run.status().wireName();
            Instant ended = run.completedAt();
            String took = ended == null ? state : Durations.precise(Duration.between(run.firedAt(), ended));
            lines.getChildren()
                    .add(pieces.line(
                            "schedule-run",
                            Glyphs.state(state, 12),
                            pieces.label(Instants.date(run.runAt()), Styles.MONO, Styles.SMALL),
                            pieces.idLink(
                                    run.taskId(), () -> context.navigator().go(new Destination.ShowTask(run.taskId()))),
                            Gaps.grow(),
                            pieces.label(took, Styles.SMALL, Styles.MUTED)));
        }
        return pieces.section("schedules.last", pieces.count(line.runs().size()), lines);
    }

    private String once(Line line) {
        return text("never_twice_text", "schedule:" + ShortId.of(line.schedule().scheduleId()) + ":…");
    }

    private List<Action> ways(Schedule schedule) {
        return List.of(Action.of(
                text("show_obligation"),
                () -> context.navigator().go(new Destination.ShowObligation(schedule.createdReceiptId()))));
    }

    // ---- acts

    private List<Act> acts(Line line) {
        Schedule schedule = line.schedule();
        String readOnly = acting.environment().isReadOnly() ? texts.text("act.read_only") : null;
        if (schedule.state() == ScheduleState.DELETED) {
            return List.of();
        }
        List<Act> acts = new ArrayList<>();
        acts.add(
                schedule.state() == ScheduleState.ACTIVE
                        ? act(
                                "pause",
                                "pause",
                                readOnly,
                                () -> viewModel.acts().act(() -> {
                                    acting.operator().pauseSchedule(schedule.scheduleId(), null);
                                    return Done.of(text("act.pause.done"));
                                }))
                        : act(
                                "resume",
                                "play",
                                readOnly,
                                () -> viewModel.acts().act(() -> {
                                    acting.operator().resumeSchedule(schedule.scheduleId());
                                    return Done.of(text("act.resume.done"));
                                })));
        acts.add(act("delete", "close", readOnly, () -> viewModel.acts().ask(deletion(line))));
        return List.copyOf(acts);
    }

    private Act act(String key, String icon, @Nullable String whyNot, Runnable run) {
        return new Act(icon, text("act." + key), whyNot, text("act." + key + ".help"), run);
    }

    private Confirmation deletion(Line line) {
        UUID id = line.schedule().scheduleId();
        String shortId = ShortId.of(id);
        return new Confirmation(
                text("delete.title"),
                List.of(
                        new Fact(text("delete.scope"), shortId),
                        new Fact(texts.text("act.scope_type"), line.type()),
                        new Fact(text("column_rhythm").toLowerCase(Locale.ROOT), line.rhythm())),
                List.of(
                        text("delete.runs"),
                        text("delete.receipt", Principals.of(line.schedule().owner()))),
                text("delete.lasting"),
                text("delete.keep"),
                text("delete.act"),
                false,
                text("delete.reason_note"),
                acting.environment(),
                reason -> {
                    acting.operator().deleteSchedule(id, reason);
                    return Done.of(text("delete.done"));
                });
    }

    private String text(String key, Object... values) {
        return texts.text("schedules." + key, values);
    }
}
