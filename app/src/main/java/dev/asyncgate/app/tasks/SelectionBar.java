package dev.asyncgate.app.tasks;

import dev.asyncgate.app.bulk.BulkKind;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What is ticked and what can be done to it; hidden while nothing is. For the FX thread only. */
final class SelectionBar extends HBox {

    private final Texts texts;
    private final TasksViewModel viewModel;
    private final Label words = new Label();
    private final Button all = new Button();
    private final Map<BulkKind, Button> acts = new EnumMap<>(BulkKind.class);

    /** {@code begin} is told what is to be done to the ticked ones; {@code readOnly} that nothing may be. */
    SelectionBar(Texts texts, TasksViewModel viewModel, boolean readOnly, Consumer<BulkKind> begin) {
        this.texts = texts;
        this.viewModel = viewModel;
        getStyleClass().add("selection-bar");
        setAlignment(Pos.CENTER_LEFT);
        words.setId("checkedWords");
        words.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        all.setId("checkAll");
        all.getStyleClass().add(Styles.LINK);
        all.setOnAction(event -> viewModel.checked().addAll());
        var clear = new Button(null, Glyphs.icon("close", 11));
        clear.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        clear.setAccessibleText(text("uncheck_all"));
        clear.setOnAction(event -> viewModel.checked().clear());
        getChildren().setAll(words, all, Gaps.grow());
        for (BulkKind kind : BulkKind.offered()) {
            var act = new Button(texts.text("bulk." + kind.key() + ".offer"));
            act.getStyleClass().add(Styles.SMALL_BUTTON);
            act.setMinWidth(Region.USE_PREF_SIZE);
            act.setDisable(readOnly);
            act.setOnAction(event -> begin.accept(kind));
            acts.put(kind, act);
            getChildren().add(act);
        }
        getChildren().add(clear);
        managedProperty().bind(visibleProperty());
        viewModel.checked().changesProperty().subscribe(ignored -> tell());
        viewModel.countsProperty().subscribe(ignored -> tell());
    }

    private void tell() {
        CheckedTasks checked = viewModel.checked();
        TaskCounts counts = viewModel.countsProperty().get();
        setVisible(!checked.isEmpty());
        String matching = text(counts.capped() ? "matching_at_least" : "number", counts.matching());
        words.setText(checked.isAll() ? text("all_checked", matching) : text("checked", checked.size()));
        all.setText(text("check_all", matching));
        boolean more = !checked.isAll() && (counts.capped() || counts.matching() > checked.size());
        all.setVisible(more);
        all.setManaged(more);
    }

    private String text(String key, Object... values) {
        return texts.text("tasks." + key, values);
    }
}
