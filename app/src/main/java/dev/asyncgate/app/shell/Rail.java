package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The places on the left; collapsed it shows their icons alone. */
final class Rail {

    private static final PseudoClass COLLAPSED = PseudoClass.getPseudoClass("collapsed");

    private final VBox box;
    private final Texts texts;
    private final Consumer<PlaceId> goTo;
    private final Map<PlaceId, HBox> rows = new EnumMap<>(PlaceId.class);
    private final BooleanProperty collapsed = new SimpleBooleanProperty(this, "collapsed");

    Rail(VBox box, Texts texts, Consumer<PlaceId> goTo) {
        this.box = box;
        this.texts = texts;
        this.goTo = goTo;
    }

    void fill(Places places) {
        rows.clear();
        var nodes = new ArrayList<Node>();
        PlaceId.Group group = PlaceId.Group.WATCH;
        for (Places.Seat seat : places.seats()) {
            if (seat.id().group() != group) {
                group = seat.id().group();
                nodes.addAll(group == PlaceId.Group.FOOT ? List.of(Gaps.grow()) : heading(group));
            }
            nodes.add(row(seat.id(), seat.railCount()));
        }
        box.getChildren().setAll(nodes);
    }

    void select(PlaceId selected) {
        rows.forEach((id, row) -> {
            row.getStyleClass().remove("selected");
            if (id == selected) {
                row.getStyleClass().add("selected");
            }
        });
    }

    void collapse(boolean narrow) {
        collapsed.set(narrow);
        box.pseudoClassStateChanged(COLLAPSED, narrow);
    }

    private List<Node> heading(PlaceId.Group group) {
        var label = new Label(texts.text("rail." + group.name().toLowerCase(Locale.ROOT)));
        label.getStyleClass().add("rail-group");
        var line = new Region();
        line.getStyleClass().add("rail-group-line");
        VBox.setMargin(line, new Insets(7, 4, 7, 12));
        label.visibleProperty().bind(collapsed.not());
        label.managedProperty().bind(label.visibleProperty());
        line.visibleProperty().bind(collapsed);
        line.managedProperty().bind(line.visibleProperty());
        return List.of(label, line);
    }

    private HBox row(PlaceId place, ObservableValue<String> itsCount) {
        String name = texts.text(place.textKey());
        var mark = new Region();
        mark.getStyleClass().add("rail-mark");
        var item = new Button(null, content(place, name, itsCount));
        item.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        item.getStyleClass().add("rail-item");
        item.setAccessibleText(name);
        item.setMaxWidth(Double.MAX_VALUE);
        item.setOnAction(event -> goTo.accept(place));
        var tip = new Tooltip(name);
        collapsed.subscribe(narrow -> item.setTooltip(narrow ? tip : null));
        HBox.setHgrow(item, Priority.ALWAYS);
        var row = new HBox(mark, item);
        row.getStyleClass().add("rail-row");
        rows.put(place, row);
        return row;
    }

    private HBox content(PlaceId place, String name, ObservableValue<String> itsCount) {
        var label = new Label(name);
        label.getStyleClass().add("rail-label");
        var count = new Label();
        count.getStyleClass().add("count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.textProperty().bind(itsCount.map(this::brief));
        label.setMinWidth(Region.USE_PREF_SIZE);
        var content = new HBox(Glyphs.icon(place.key(), 16), label, Gaps.grow(), count);
        content.getStyleClass().add("rail-content");
        for (Node node : content.getChildren().subList(1, 3)) {
            node.visibleProperty().bind(collapsed.not());
            node.managedProperty().bind(collapsed.not());
        }
        count.visibleProperty().bind(collapsed.not());
        count.managedProperty().bind(collapsed.not().and(count.textProperty().isNotEmpty()));
        return content;
    }

    /** A count of thousands is as long as there is room beside the longest name. */
    private String brief(String count) {
        return count.length() < 4 || !count.chars().allMatch(Character::isDigit)
                ? count
                : texts.text("rail.thousands", Math.floor(Long.parseLong(count) / 100.0) / 10);
    }
}
