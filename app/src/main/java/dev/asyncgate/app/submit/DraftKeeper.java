package dev.asyncgate.app.submit;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is typed: writes the draft in hand at most a second after a change, one write at a time. For the FX thread
 * only; the writing itself happens off it.
 */
final class DraftKeeper {

    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Scope scope;
    private final Drafts drafts;
    private final Clock clock;
    private final Supplier<Draft> typed;
    private final ReadOnlyObjectWrapper<List<SavedDraft>> saved = new ReadOnlyObjectWrapper<>(this, "saved", List.of());
    private final ReadOnlyObjectWrapper<UUID> current = new ReadOnlyObjectWrapper<>(this, "current", UUID.randomUUID());
    private final ReadOnlyObjectWrapper<@Nullable Instant> savedAt = new ReadOnlyObjectWrapper<>(this, "savedAt");
    private final ReadOnlyObjectWrapper<@Nullable String> trouble = new ReadOnlyObjectWrapper<>(this, "trouble");
    private boolean changed;
    private final LinkedHashMap<UUID, SavedDraft> waiting = new LinkedHashMap<>();
    private final Set<UUID> discarded = new HashSet<>();
    private @Nullable SavedDraft beingWritten;
    private @Nullable Tick tick;

    DraftKeeper(Background background, Drafts drafts, Clock clock, Supplier<Draft> typed) {
        this.scope = background.scope();
        this.drafts = drafts;
        this.clock = clock;
        this.typed = typed;
    }

    /** Reads what is there, then says which draft to go on with: the newest, or none. */
    void read(Consumer<Optional<SavedDraft>> newest) {
        scope.load(
                drafts::list,
                found -> {
                    saved.set(found);
                    newest.accept(found.stream().findFirst());
                },
                this::failed);
    }

    /** Goes on with a draft that is on disk. */
    void takeUp(SavedDraft draft) {
        current.set(draft.id());
        savedAt.set(draft.savedAt());
        changed = false;
    }

    /** Goes on with something new, which is on disk once it was changed. */
    void beginAnew() {
        current.set(UUID.randomUUID());
        savedAt.set(null);
        changed = false;
    }

    void changed() {
        changed = true;
    }

    void watch() {
        if (tick == null) {
            tick = scope.every(PERIOD, this::save);
        }
    }

    void rest() {
        save();
        if (tick != null) {
            tick.stop();
            tick = null;
        }
    }

    /** Writes the draft in hand if it was changed since it was last written, and what could not be written before. */
    void save() {
        if (changed) {
            changed = false;
            Draft draft = typed.get();
            if (draft.isBlank()) {
                discard(current.get());
                savedAt.set(null);
            } else {
                waiting.put(current.get(), new SavedDraft(current.get(), clock.instant(), draft));
            }
        }
        writeNext();
    }

    /** Removes a draft from disk. */
    void discard(UUID id) {
        waiting.remove(id);
        discarded.add(id);
        scope.load(() -> remove(id), saved::set, this::failed);
    }

    private void writeNext() {
        if (beingWritten == null && !waiting.isEmpty()) {
            SavedDraft next = waiting.pollFirstEntry().getValue();
            beingWritten = next;
            discarded.remove(next.id());
            scope.load(() -> write(next), list -> written(next, list), problem -> notWritten(next, problem));
        }
    }

    private List<SavedDraft> write(SavedDraft draft) throws IOException {
        drafts.save(draft);
        return drafts.list();
    }

    private List<SavedDraft> remove(UUID id) throws IOException {
        drafts.discard(id);
        return drafts.list();
    }

    private void written(SavedDraft draft, List<SavedDraft> list) {
        beingWritten = null;
        trouble.set(null);
        saved.set(list);
        if (discarded.contains(draft.id())) {
            // It was thrown away while it was being written.
            discard(draft.id());
        } else if (draft.id().equals(current.get())) {
            savedAt.set(draft.savedAt());
        }
        writeNext();
    }

    /** It is tried again with the next beat. */
    private void notWritten(SavedDraft draft, Exception problem) {
        beingWritten = null;
        waiting.putIfAbsent(draft.id(), draft);
        failed(problem);
    }

    private void failed(Exception problem) {
        trouble.set(problem instanceof IOException io ? Drafts.reason(io) : String.valueOf(problem.getMessage()));
    }

    /** Every draft on disk, the newest first. */
    ReadOnlyObjectProperty<List<SavedDraft>> savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /** The draft in hand. */
    ReadOnlyObjectProperty<UUID> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** When the draft in hand was written last; null while it never was. */
    ReadOnlyObjectProperty<@Nullable Instant> savedAtProperty() {
        return savedAt.getReadOnlyProperty();
    }

    /** Why drafts cannot be written or read; null while they can. */
    ReadOnlyObjectProperty<@Nullable String> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }
}
