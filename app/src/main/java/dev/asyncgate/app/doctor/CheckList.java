package dev.asyncgate.app.doctor;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.doctor.Rule.Over;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Every check in a line; what breaks one lies open below it, with what to do. j and k walk. For the FX thread only. */
final class CheckList extends VBox {

    /** More rows than this are counted here, and named in the inspector. */
    private static final int SHOWN_OFFENDERS = 4;

    /** The parts of the list. */
    private enum Group {
        NOT_WELL,
        INVARIANTS,
        INSTALLATION
    }

    private final Texts texts;
    private final UUID shownTenant;
    private final DoctorViewModel viewModel;
    private final Consumer<Destination> go;
    private final VBox lines = new VBox();
    private final ScrollPane scroll = new ScrollPane(lines);
    private final Set<Group> folded = EnumSet.noneOf(Group.class);

    /** Those that can be walked along, from top to bottom. */
    private final List<Row> rows = new ArrayList<>();

    private record Row(CheckLine line, Region node) {}

    CheckList(Texts texts, UUID shownTenant, DoctorViewModel viewModel, Consumer<Destination> go) {
        this.texts = texts;
        this.shownTenant = shownTenant;
        this.viewModel = viewModel;
        this.go = go;
        getStyleClass().add("check-list");
        lines.getStyleClass().add("check-lines");
        lines.setFocusTraversable(true);
        lines.setAccessibleRole(AccessibleRole.LIST_VIEW);
        lines.setAccessibleText(text("table"));
        lines.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(this, Priority.ALWAYS);
        Region beside = new Region();
        beside.getStyleClass().add("check-head-end");
        scroll.viewportBoundsProperty()
                .subscribe(seen -> beside.setPrefWidth(Math.max(0, scroll.getWidth() - seen.getWidth())));
        getChildren().setAll(new HBox(grow(head()), beside), scroll);
        viewModel.examinationProperty().subscribe(ignored -> tell());
        viewModel.selectedProperty().subscribe(this::mark);
    }

    void takeFocus() {
        lines.requestFocus();
    }

    private HBox head() {
        return line(
                "check-head",
                gap(),
                grow(label(text("column_check"))),
                cell(label(text("column_over")), "check-over"),
                cell(label(text("column_looked")), "check-number"),
                cell(label(text("column_offending")), "check-number"),
                cell(label(text("column_millis")), "check-millis"));
    }

    // ---- what was found

    private void tell() {
        Examination now = viewModel.examinationProperty().get();
        lines.getChildren().clear();
        rows.clear();
        if (now == null) {
            return;
        }
        List<CheckLine> notWell = now.notWell();
        if (!notWell.isEmpty()) {
            add(Group.NOT_WELL, text("of", notWell.size(), now.lines().size()), notWell);
        }
        add(Group.INVARIANTS, held(now.invariants()), now.invariants());
        add(Group.INSTALLATION, held(now.installation()), now.installation());
        mark(viewModel.selectedProperty().get());
    }

    private String held(List<CheckLine> of) {
        return text("held", of.stream().filter(CheckLine::asked).count());
    }

    private void add(Group group, String note, List<CheckLine> checks) {
        lines.getChildren().add(heading(group, note));
        if (folded.contains(group)) {
            return;
        }
        for (CheckLine check : checks) {
            Region row = row(check);
            rows.add(new Row(check, row));
            lines.getChildren().add(row);
            if (!check.isWell()) {
                lines.getChildren().add(offenders(check));
            }
        }
    }

    private Node heading(Group group, String note) {
        String name = text("group." + group.name().toLowerCase(Locale.ROOT));
        var fold = new Button(name, Glyphs.icon(folded.contains(group) ? "right" : "down", 11));
        fold.getStyleClass().addAll(Styles.LINK, "check-fold");
        fold.setOnAction(event -> {
            if (!folded.remove(group)) {
                folded.add(group);
            }
            tell();
        });
        return line("check-group", fold, label(note, Styles.SMALL, Styles.MUTED));
    }

    private Region row(CheckLine check) {
        String state = text("mark." + check.mark().name().toLowerCase(Locale.ROOT));
        Label title = label(check.rule().title(), Styles.MEDIUM);
        Label broken = cell(label(check.asked() ? text("number", check.broken()) : "–", Styles.MONO), "check-number");
        if (!check.isWell()) {
            broken.getStyleClass().add(check.mark() == CheckMark.BROKEN ? Styles.BAD : Styles.WARN);
        }
        HBox row = line(
                "check-row",
                check.mark().glyph(13),
                grow(title),
                cell(
                        label(text("over." + check.rule().over().name().toLowerCase(Locale.ROOT)), Styles.MUTED),
                        "check-over"),
                cell(label(looked(check), Styles.MONO, Styles.MUTED), "check-number"),
                broken,
                cell(
                        label(check.asked() ? text("number", check.took().toMillis()) : "", Styles.MONO, Styles.MUTED),
                        "check-millis"));
        row.setAccessibleRole(AccessibleRole.LIST_ITEM);
        row.setAccessibleText(check.rule().title() + ", " + state);
        row.setOnMouseClicked(event -> {
            takeFocus();
            viewModel.select(check.id());
        });
        return row;
    }

    private String looked(CheckLine check) {
        return check.rule().over() == Over.INSTALLATION || !check.asked() ? "" : text("number", check.looked());
    }

    /** On the inset surface: the first rows that break it, how many more, and what to do. */
    private Node offenders(CheckLine check) {
        var box = new VBox();
        box.getStyleClass().add("check-offenders");
        check.offenders().stream()
                .limit(SHOWN_OFFENDERS)
                .forEach(it -> box.getChildren().add(offender(it)));
        long more = check.broken() - Math.min(check.broken(), SHOWN_OFFENDERS);
        Label advice =
                label((more > 0 ? text("more", more) + " " : "") + check.rule().advice(), Styles.SMALL, Styles.MUTED);
        advice.setWrapText(true);
        HBox foot = line("check-advice", grow(advice));
        Offender.place(check.rule().names()).ifPresent(place -> {
            var open = new Button(text("open_in", texts.text(place.place().textKey())));
            open.getStyleClass().addAll(Styles.LINK, Styles.SMALL);
            open.setMinWidth(Region.USE_PREF_SIZE);
            open.setOnAction(event -> go.accept(place));
            foot.getChildren().add(open);
        });
        box.getChildren().add(foot);
        return box;
    }

    private Node offender(Offender it) {
        Label found = label(it.found(), Styles.SMALL);
        HBox row = line("check-offender", subject(it, texts, shownTenant, go), grow(found));
        UUID tenant = it.tenantId();
        if (tenant != null && !tenant.equals(shownTenant)) {
            row.getChildren().add(label(text("in_tenant", ShortId.of(tenant)), Styles.SMALL, Styles.MUTED));
        }
        return row;
    }

    /** The id or name of a row, which leads there if a place shows it. */
    static Node subject(Offender it, Texts texts, UUID shownTenant, Consumer<Destination> go) {
        String words = it.id().map(ShortId::of).orElse(it.subject());
        Optional<Destination> row = it.row(shownTenant);
        if (row.isEmpty()) {
            return label(words, Styles.MONO, Styles.SMALL, "check-subject");
        }
        var link = new Button(words);
        link.getStyleClass().addAll(Styles.LINK, Styles.MONO, "check-subject");
        link.setAccessibleText(texts.text("doctor.open", it.subject()));
        link.setOnAction(event -> go.accept(row.get()));
        return link;
    }

    // ---- the one that is looked at

    private void mark(@Nullable String id) {
        for (Row row : rows) {
            row.node().getStyleClass().remove("selected");
            if (row.line().id().equals(id)) {
                row.node().getStyleClass().add("selected");
            }
        }
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.J || event.getCode() == KeyCode.DOWN) {
            move(1);
            event.consume();
        } else if (event.getCode() == KeyCode.K || event.getCode() == KeyCode.UP) {
            move(-1);
            event.consume();
        }
    }

    private void move(int by) {
        int at = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).line().id().equals(viewModel.selectedProperty().get())) {
                at = i;
            }
        }
        int next = at < 0 ? 0 : at + by;
        if (next >= 0 && next < rows.size()) {
            viewModel.select(rows.get(next).line().id());
            reveal(rows.get(next).node());
        }
    }

    private void reveal(Region row) {
        double spare = lines.getHeight() - scroll.getViewportBounds().getHeight();
        Bounds at = row.getBoundsInParent();
        double top = scroll.getVvalue() * spare;
        if (spare > 0
                && (at.getMinY() < top
                        || at.getMaxY() > top + scroll.getViewportBounds().getHeight())) {
            scroll.setVvalue(
                    Math.clamp((at.getMinY() - scroll.getViewportBounds().getHeight() / 2) / spare, 0, 1));
        }
    }

    // ---- pieces

    private static Region gap() {
        var gap = new Region();
        gap.getStyleClass().add("check-gap");
        return gap;
    }

    private static <N extends Region> N grow(N node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        node.setMaxWidth(Double.MAX_VALUE);
        node.setMinWidth(0);
        return node;
    }

    private static Label cell(Label label, String style) {
        label.getStyleClass().add(style);
        return label;
    }

    private static HBox line(String style, Node... parts) {
        var line = new HBox(parts);
        line.getStyleClass().add(style);
        return line;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return texts.text("doctor." + key, values);
    }
}
