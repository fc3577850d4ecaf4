package dev.asyncgate.app.schedules;

import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.schedules.ScheduleForm.Checked;
import dev.asyncgate.app.shell.Dialog;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.schedule.Misfire;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Writes a schedule: when it runs, what becomes of runs that were missed, and the task of each. */
final class NewScheduleDialog implements Dialog {

    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int PAYLOAD_ROWS = 4;

    private final Texts texts;
    private final Acting acting;
    private final ScheduleForm form;
    private final VBox root = new VBox();
    private final TextField type = new TextField();
    private final VBox preview = new VBox();
    private final VBox problem = new VBox();
    private final Button submit = new Button();

    NewScheduleDialog(PlaceContext context, Acting acting, ScheduleForm form) {
        this.texts = context.texts();
        this.acting = acting;
        this.form = form;
        root.getStyleClass().addAll("overlay", "dialog");
        root.getStyleClass().addAll(acting.environment().styleClasses());
        root.setMaxHeight(Region.USE_PREF_SIZE);
        root.getChildren().setAll(head(), timing(), template(), outlook(), foot());
        form.checkedProperty().subscribe(ignored -> tell());
        form.refusalProperty().subscribe(ignored -> tell());
        form.runningProperty().subscribe(ignored -> tell());
    }

    private Node head() {
        var title = new Label(text("create"), Glyphs.icon("schedules", 16));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        var pill = new EnvironmentPill(acting.environment(), texts.text("act.tenant", acting.tenant()));
        return row("dialog-head", title, Gaps.grow(), pill);
    }

    private Node timing() {
        var by = new Segments<>(
                List.of(true, false), cron -> text(cron ? "by_cron" : "by_interval"), form.byCronProperty()::set);
        form.byCronProperty().subscribe(by::tell);
        var misfires = new Segments<>(List.of(Misfire.values()), Misfire::wireName, form.misfireProperty()::set);
        form.misfireProperty().subscribe(misfires::tell);
        Node cron = shownWhile(
                form.byCronProperty(),
                column("field_cron", "field_cron_note", text(form.cronProperty(), "scheduleCron", true)));
        Node zone = shownWhile(
                form.byCronProperty(),
                column("field_zone", "field_zone_note", text(form.zoneProperty(), "scheduleZone", false)));
        Node interval = shownWhile(
                form.byCronProperty().not(),
                column("field_interval", "field_interval_note", text(form.secondsProperty(), "scheduleSeconds", true)));
        return new VBox(
                row("dialog-fields", column("field_by", "", by), cron, interval, zone),
                row(
                        "dialog-fields",
                        column("field_misfire", "", misfires),
                        column(
                                "field_jitter",
                                "field_jitter_note",
                                text(form.jitterProperty(), "scheduleJitter", true))));
    }

    private Node template() {
        bind(type, form.typeProperty(), "scheduleType", false);
        var payload = new TextArea();
        payload.setPrefRowCount(PAYLOAD_ROWS);
        payload.getStyleClass().add(Styles.MONO);
        payload.setId("schedulePayload");
        payload.textProperty().bindBidirectional(form.payloadProperty());
        return new VBox(
                row(
                        "dialog-fields",
                        column("field_type", "", type),
                        column("field_priority", "", text(form.priorityProperty(), "schedulePriority", true))),
                row("dialog-fields", column("field_payload", "field_payload_note", payload)));
    }

    private Node outlook() {
        preview.getStyleClass().add("schedule-preview");
        problem.managedProperty().bind(problem.visibleProperty());
        problem.getStyleClass().setAll("dialog-refusal");
        return new VBox(preview, problem);
    }

    private Node foot() {
        var keep = new Button(text("cancel"));
        keep.setCancelButton(true);
        keep.setOnAction(event -> acting.dialogs().close());
        submit.setText(text("submit"));
        submit.getStyleClass().add(Styles.PRIMARY);
        submit.setOnAction(event -> form.submit());
        return Dialog.foot(text("lasting"), keep, submit);
    }

    // ---- what was typed so far

    private void tell() {
        Checked checked = form.checkedProperty().get();
        submit.setDisable(!checked.isReady() || form.runningProperty().get());
        ZoneId zone = zone();
        preview.getChildren().setAll(label(text("preview", zone), Styles.SMALL, Styles.MEDIUM));
        for (Instant run : checked.runs()) {
            String wall = WALL.format(run.atZone(zone));
            String day = run.atZone(zone).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            preview.getChildren()
                    .add(row(
                            "schedule-preview-run",
                            label(day + " " + wall, Styles.MONO, Styles.SMALL),
                            label(text("in_utc", Instants.date(run)), Styles.MONO, Styles.SMALL, Styles.MUTED)));
        }
        Exception wrong =
                form.refusalProperty().get() != null ? form.refusalProperty().get() : checked.problem();
        problem.setVisible(wrong != null);
        if (wrong != null) {
            problem.getChildren().setAll(ErrorNote.of(texts, wrong));
        }
    }

    /** Where the wall clock hangs that was typed; UTC while there is none. */
    private ZoneId zone() {
        try {
            return form.byCronProperty().get()
                    ? ZoneId.of(form.zoneProperty().get().strip())
                    : ZoneId.of("UTC");
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }

    // ---- pieces

    private static Node shownWhile(ObservableValue<Boolean> shown, Node node) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(shown);
        return node;
    }

    private TextField text(StringProperty value, String id, boolean mono) {
        var field = new TextField();
        bind(field, value, id, mono);
        return field;
    }

    private static void bind(TextField field, StringProperty value, String id, boolean mono) {
        field.setId(id);
        field.textProperty().bindBidirectional(value);
        if (mono) {
            field.getStyleClass().add(Styles.MONO);
        }
    }

    private Node column(String nameKey, String noteKey, Region input) {
        Label name = label(text(nameKey), Styles.SMALL, Styles.MEDIUM);
        name.setLabelFor(input);
        input.setAccessibleText(name.getText());
        Label note = label(noteKey.isEmpty() ? "" : text(noteKey), Styles.FIELD_NOTE);
        var column = new VBox(row("dialog-field-head", name, Gaps.grow(), note), input);
        column.getStyleClass().add("dialog-field");
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return texts.text("schedules." + key, values);
    }

    @Override
    public Region view() {
        return root;
    }

    @Override
    public Node first() {
        return type;
    }

    @Override
    public boolean mayClose() {
        return !form.runningProperty().get();
    }
}
