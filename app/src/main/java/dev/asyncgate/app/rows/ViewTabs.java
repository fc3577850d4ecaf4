package dev.asyncgate.app.rows;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/**
 * The saved views of a list as tabs above it, everything first. The one whose query is in force stands out; any other
 * query can be saved under a name. For the FX thread only.
 */
public final class ViewTabs extends HBox {

    private final Texts texts;
    private final SavedViews views;
    private final StringProperty query;
    private final TextField name = new TextField();
    private boolean naming;

    /** {@code query} is the text that narrows the list: choosing a view sets it. */
    public ViewTabs(Texts texts, SavedViews views, StringProperty query) {
        this.texts = texts;
        this.views = views;
        this.query = query;
        getStyleClass().add(Styles.VIEW_TABS);
        name.setId("viewName");
        name.setPromptText(texts.text("views.name"));
        name.setAccessibleText(texts.text("views.name"));
        name.getStyleClass().add("view-name");
        name.setOnAction(event -> save());
        name.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                name(false);
                event.consume();
            }
        });
        name.focusedProperty().subscribe(focused -> {
            if (!focused && naming && name.getText().isBlank()) {
                name(false);
            }
        });
        views.views().subscribe(this::show);
        query.subscribe(ignored -> show());
    }

    private void show() {
        String now = query.get().strip();
        getChildren().setAll(tab(texts.text("views.all"), "", now, null));
        boolean known = now.isEmpty();
        for (SavedView view : views.views()) {
            getChildren().add(tab(view.name(), view.query(), now, views.isSaved(view) ? view : null));
            known |= view.query().equals(now);
        }
        if (naming) {
            getChildren().add(name);
        } else if (!known) {
            var save = new Button(texts.text("views.save"), Glyphs.icon("plus", 12));
            save.setId("saveView");
            save.getStyleClass().addAll(Styles.FLAT, "view-save");
            save.setOnAction(event -> name(true));
            getChildren().addAll(save);
        }
        getChildren().add(Gaps.grow());
    }

    private ToggleButton tab(String title, String wanted, String now, @Nullable SavedView removable) {
        var tab = new ToggleButton(title);
        tab.setMinWidth(USE_PREF_SIZE);
        tab.setSelected(wanted.equals(now));
        tab.setTooltip(wanted.isEmpty() ? null : new Tooltip(wanted));
        tab.setOnAction(event -> {
            query.set(wanted);
            show();
        });
        if (removable != null) {
            var remove = new MenuItem(texts.text("views.remove", removable.name()));
            remove.setMnemonicParsing(false);
            remove.setOnAction(event -> views.remove(removable));
            tab.setContextMenu(new ContextMenu(remove));
            tab.setOnKeyPressed(event -> {
                if (event.getCode() == KeyCode.DELETE) {
                    views.remove(removable);
                    event.consume();
                }
            });
        }
        return tab;
    }

    private void name(boolean begin) {
        naming = begin;
        name.clear();
        show();
        if (begin) {
            name.requestFocus();
        }
    }

    private void save() {
        String given = name.getText().strip();
        if (!given.isEmpty()) {
            naming = false;
            views.save(given, query.get().strip());
            show();
        }
    }
}
