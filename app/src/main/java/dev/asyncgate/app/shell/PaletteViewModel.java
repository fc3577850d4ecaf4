package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.shell.Destination.ShowFiltered;
import dev.asyncgate.app.shell.PaletteItem.Fact;
import dev.asyncgate.app.shell.PaletteItem.Section;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.overview.FindNames;
import dev.asyncgate.task.TaskRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the palette offers for what was typed: actions and places at once, tasks and names as the database answers. A first
 * {@code >} looks for actions alone, {@code #} for ids, {@code @} for workers and principals. For the FX thread only.
 */
final class PaletteViewModel {

    private static final int FEWEST_CHARACTERS = 2;

    private final PlaceContext context;
    private final Texts texts;
    private final Scope scope;
    private final Tenant tenant;
    private final Finder finder;
    private final List<PaletteItem> actions;
    private final Consumer<String> copy;
    private final StringProperty typed = new SimpleStringProperty(this, "typed", "");
    private final ReadOnlyObjectWrapper<List<PaletteItem>> items = new ReadOnlyObjectWrapper<>(this, "items", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Duration> took = new ReadOnlyObjectWrapper<>(this, "took");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");

    /**
     * For one opening.
     *
     * @param commands what can be done here and now
     * @param copy puts a text where it can be pasted from
     */
    PaletteViewModel(
            PlaceContext context, Tenant tenant, Finder finder, List<Command> commands, Consumer<String> copy) {
        this.context = context;
        this.texts = context.texts();
        this.scope = context.background().scope();
        this.tenant = tenant;
        this.finder = finder;
        this.actions = commands.stream().map(PaletteItem::of).toList();
        this.copy = copy;
        typed.subscribe(ignored -> look());
    }

    /** Nobody waits for an answer any more. */
    void close() {
        scope.cancelAll();
    }

    private void look() {
        String part = part();
        char prefix = prefix();
        List<PaletteItem> found = prefix == '#' || prefix == '@' ? List.of() : actions(part);
        items.set(found);
        took.set(null);
        failure.set(null);
        if (prefix == '>' || part.length() < FEWEST_CHARACTERS) {
            scope.cancelAll();
            return;
        }
        long began = System.nanoTime();
        scope.load(
                "find",
                () -> finder.find(tenant, part, prefix == '#'),
                finds -> {
                    took.set(Duration.ofNanos(System.nanoTime() - began));
                    items.set(all(found, finds, prefix, part));
                },
                failure::set);
    }

    private List<PaletteItem> actions(String part) {
        return actions.stream()
                .filter(item -> item.name().toLowerCase(Locale.ROOT).contains(part))
                .toList();
    }

    private List<PaletteItem> all(List<PaletteItem> found, Finder.Finds finds, char prefix, String part) {
        var all = new ArrayList<>(found);
        if (prefix != '@') {
            finds.tasks().stream().map(this::task).forEach(all::add);
            if (!finds.tasks().isEmpty() && prefix != '#') {
                all.add(allTasks(part));
            }
        }
        if (prefix != '#') {
            finds.names().stream()
                    .filter(name -> prefix != '@' || name.kind() != FindNames.Kind.TYPE)
                    .map(this::name)
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private PaletteItem task(TaskRow row) {
        UUID id = row.taskId();
        Duration age = Duration.between(row.createdAt(), context.clock().instant());
        var facts = new ArrayList<Fact>();
        facts.add(fact("state", row.status().wireName()));
        facts.add(fact("owner", row.createdBy().toString()));
        if (row.workerId() != null) {
            facts.add(fact("worker", row.workerId()));
        }
        if (row.leaseExpiresAt() != null) {
            facts.add(fact(
                    "expires",
                    Durations.countdown(Duration.between(context.clock().instant(), row.leaseExpiresAt()))));
        }
        facts.add(fact("failures", row.attempt() + "/" + row.maxAttempts()));
        facts.add(fact("age", Durations.age(age)));
        return new PaletteItem(
                Section.TASKS,
                "tasks",
                row.status().wireName(),
                row.type(),
                id.toString(),
                Stream.of(row.workerId(), Durations.age(age))
                        .filter(part -> part != null)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""),
                facts,
                List.of(
                        go("tasks", "open_task", new Destination.ShowTask(id)),
                        go("receipts", "open_receipts", new Destination.ShowReceipts(id)),
                        go("submit", "submit_like", new Destination.SubmitTask(id)),
                        new Command("copy", texts.text("palette.copy_id"), "", () -> copy.accept(id.toString()))));
    }

    private PaletteItem allTasks(String part) {
        String query = "text:\"" + part.replace("\"", "") + "\"";
        return new PaletteItem(
                Section.TASKS,
                "right",
                null,
                texts.text("palette.all_tasks"),
                null,
                query,
                List.of(),
                List.of(go("tasks", "show_tasks", new ShowFiltered(PlaceId.TASKS, query))));
    }

    private PaletteItem name(FindNames.Name found) {
        String name = found.name();
        return switch (found.kind()) {
            case TYPE ->
                named(
                        found,
                        "tasks",
                        go("tasks", "show_tasks", new ShowFiltered(PlaceId.TASKS, "type:" + name)),
                        go(
                                "tasks",
                                "show_failed",
                                new ShowFiltered(PlaceId.TASKS, "type:" + name + " status:failed")));
            case WORKER -> named(found, "workers", go("leases", "show_leases", new Destination.ShowPlace(PlaceId.LEASES)));
            case PRINCIPAL ->
                named(
                        found,
                        "audit",
                        go("tasks", "show_owned", new ShowFiltered(PlaceId.TASKS, "owner:" + name)),
                        go("audit", "show_acts", new ShowFiltered(PlaceId.AUDIT, "actor:" + name)));
        };
    }

    private PaletteItem named(FindNames.Name found, String icon, Command... commands) {
        String kind = texts.text("palette." + found.kind().name().toLowerCase(Locale.ROOT));
        var all = new ArrayList<>(Arrays.asList(commands));
        all.add(new Command("copy", texts.text("palette.copy_name"), "", () -> copy.accept(found.name())));
        return new PaletteItem(Section.NAMES, icon, null, found.name(), null, kind, List.of(), all);
    }

    private Command go(String icon, String key, Destination to) {
        return new Command(icon, texts.text("palette." + key), "", () -> context.navigator().go(to));
    }

    private Fact fact(String key, String value) {
        return new Fact(texts.text("palette.fact." + key), value);
    }

    private char prefix() {
        String text = typed.get().strip();
        return text.isEmpty() ? ' ' : text.charAt(0);
    }

    /** What is looked for, in lower case and without the prefix. */
    String part() {
        String text = typed.get().strip().toLowerCase(Locale.ROOT);
        return text.startsWith(">") || text.startsWith("#") || text.startsWith("@")
                ? text.substring(1).strip()
                : text;
    }

    StringProperty typedProperty() {
        return typed;
    }

    /** What is offered, the actions first. */
    ReadOnlyObjectProperty<List<PaletteItem>> itemsProperty() {
        return items.getReadOnlyProperty();
    }

    /** How long the database took; null while nothing was asked or it has not answered. */
    ReadOnlyObjectProperty<@Nullable Duration> tookProperty() {
        return took.getReadOnlyProperty();
    }

    /** Why it did not answer; null when it did. */
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
