package dev.asyncgate.app.rows;

import dev.asyncgate.app.memory.Memory;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The queries of a list that have a name: those that come with the place, then those that somebody saved, by name. For the
 * FX thread only.
 */
public final class SavedViews {

    private final Memory memory;
    private final List<SavedView> given;
    private final ObservableList<SavedView> views = FXCollections.observableArrayList();
    private final ObservableList<SavedView> viewsToRead = FXCollections.unmodifiableObservableList(views);

    /** Keeps them in the part {@code view} of a place's memory. */
    public SavedViews(Memory placeMemory, List<SavedView> given) {
        this.memory = placeMemory.part("view");
        this.given = List.copyOf(given);
        read();
    }

    /** All of them, in the order in which they are shown. */
    public ObservableList<SavedView> views() {
        return viewsToRead;
    }

    /** Whether somebody saved it; what comes with the place stays. */
    public boolean isSaved(SavedView view) {
        return !given.contains(view);
    }

    /** Gives a query a name; one that was saved under that name before is replaced. */
    public SavedView save(String name, String query) {
        var view = new SavedView(name.strip(), query);
        memory.put(view.name(), query);
        read();
        return view;
    }

    public void remove(SavedView view) {
        memory.put(view.name(), null);
        read();
    }

    private void read() {
        views.setAll(given);
        memory.keys()
                .map(name -> new SavedView(name, String.valueOf(memory.get(name))))
                .filter(view -> !views.contains(view))
                .forEach(views::add);
    }
}
