package dev.asyncgate.app.connections;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.database.ConnectionCheck.Finding;
import dev.asyncgate.database.ConnectionCheck.Verdict;
import dev.asyncgate.error.GateException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The profiles, the one that is being looked at, its test, and the way there. For the FX thread only. */
final class ConnectionsViewModel {

    /** What is under way; one thing at a time. */
    enum Work {
        NONE,
        TESTING,
        CONNECTING,
        MIGRATING
    }

    private final Scope scope;
    private final Connections connections;
    private final Texts texts;
    private final Clock clock;
    private final UUID current;
    private final Consumer<Connections.Outcome.Opened> switched;
    private final ProfileForm form = new ProfileForm();
    private final Map<UUID, Finding> failures = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Profile>> profiles =
            new ReadOnlyObjectWrapper<>(this, "profiles", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Profile> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<Map<ProfileField, String>> problems =
            new ReadOnlyObjectWrapper<>(this, "problems", Map.of());
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper(this, "changed");
    private final ReadOnlyObjectWrapper<Work> work = new ReadOnlyObjectWrapper<>(this, "work", Work.NONE);
    private final ReadOnlyObjectWrapper<@Nullable TestReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyObjectWrapper<@Nullable Question> question = new ReadOnlyObjectWrapper<>(this, "question");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<@Nullable String> trouble = new ReadOnlyObjectWrapper<>(this, "trouble");
    private final ReadOnlyObjectWrapper<Optional<Boolean>> keychain =
            new ReadOnlyObjectWrapper<>(this, "keychain", Optional.empty());
    private @Nullable Load running;
    private @Nullable Runnable afterPassword;
    private boolean filling;

    /**
     * @param current the profile that the console is connected to
     * @param switched takes over the gate of another one
     */
    ConnectionsViewModel(
            Background background,
            Connections connections,
            Texts texts,
            Clock clock,
            UUID current,
            Consumer<Connections.Outcome.Opened> switched) {
        this.scope = background.scope();
        this.connections = connections;
        this.texts = texts;
        this.clock = clock;
        this.current = current;
        this.switched = switched;
        InvalidationListener typed = ignored -> weigh();
        for (Observable each : form.all()) {
            each.addListener(typed);
        }
    }

    /** Reads what is saved, once. */
    void arrive() {
        if (profiles.get().isEmpty()) {
            scope.load("read", connections::read, this::show, failure::set);
            scope.load("keychain", connections::hasKeychain, there -> keychain.set(Optional.of(there)), failure::set);
        }
    }

    /** What is under way is for whoever waits for it. */
    void leave() {
        stop();
    }

    private void show(ProfileBook book) {
        trouble.set(book.trouble());
        profiles.set(book.profiles());
        if (selected.get() == null) {
            select(current);
        }
    }

    /** Looks at another profile; what was typed and not saved is gone. */
    void select(UUID id) {
        profiles.get().stream()
                .filter(profile -> profile.id().equals(id))
                .findFirst()
                .ifPresent(this::edit);
    }

    private void edit(Profile profile) {
        stop();
        Profile before = selected.get();
        filling = true;
        form.fill(profile);
        filling = false;
        selected.set(profile);
        failure.set(null);
        if (before == null || !before.id().equals(profile.id())) {
            report.set(null);
        }
        weigh();
    }

    private void weigh() {
        Profile profile = selected.get();
        if (filling || profile == null) {
            return;
        }
        problems.set(form.problems(texts, profiles.get()));
        changed.set(!problems.get().isEmpty() || !form.profile().equals(profile));
    }

    /** A new profile, which is saved with its first connection. */
    void create() {
        add(connections.blank(freeName(texts.text("connections.new_name"))));
    }

    /** A copy of the one that is being looked at, with another name. */
    void duplicate() {
        Profile profile = selected.get();
        if (profile != null && !profile.isEmbedded()) {
            add(profile.as(UUID.randomUUID(), freeName(profile.name())));
        }
    }

    private void add(Profile profile) {
        var all = new ArrayList<>(profiles.get());
        all.add(profile);
        profiles.set(List.copyOf(all));
        edit(profile);
        changed.set(true);
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int number = 2; isTaken(name); number++) {
            name = wanted + " " + number;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return profiles.get().stream().anyMatch(profile -> profile.name().equals(name));
    }

    /** Takes an address apart into the fields, in whichever form it is written; says what is wrong with one that cannot be read. */
    void takeAddress(String address) {
        Profile profile = selected.get();
        if (profile == null || profile.isEmbedded()) {
            return;
        }
        try {
            Remote server =
                    connections.read(address, profile.id(), profile.name()).server();
            if (server != null) {
                form.fill(server);
            }
        } catch (GateException unreadable) {
            failure.set(unreadable);
        }
    }

    /** Whether what is typed can be used. */
    private boolean isReady() {
        return selected.get() != null && problems.get().isEmpty() && work.get() == Work.NONE;
    }

    /** Looks at the server as it is typed, saved or not. */
    void test() {
        if (isReady()) {
            test(form.profile());
        }
    }

    private void test(Profile profile) {
        failure.set(null);
        begin(Work.TESTING, () -> Optional.ofNullable(connections.test(profile)), found -> {
            if (found.isEmpty()) {
                askPassword(profile, false, () -> test(profile));
            } else {
                tested(new TestReport(profile, clock.instant(), found.get()));
            }
        });
    }

    private void tested(TestReport now) {
        report.set(now);
        note(now.profile().id(), now.findings().getLast());
    }

    private void note(UUID profile, Finding last) {
        if (last.verdict() == Verdict.BAD) {
            failures.put(profile, last);
        } else {
            failures.remove(profile);
        }
        // The list is drawn anew.
        profiles.set(List.copyOf(profiles.get()));
    }

    /** Saves what is typed, then goes there. */
    void connect() {
        if (isReady()) {
            Profile profile = form.profile();
            failure.set(null);
            if (changed.get()) {
                begin(Work.CONNECTING, () -> connections.save(with(profile), current), book -> {
                    show(book);
                    edit(profile);
                    open(profile);
                });
            } else {
                open(profile);
            }
        }
    }

    /** Saves what is typed and stays here. */
    void save() {
        if (isReady()) {
            Profile profile = form.profile();
            begin(Work.CONNECTING, () -> connections.save(with(profile), current), book -> {
                show(book);
                edit(profile);
            });
        }
    }

    private List<Profile> with(Profile profile) {
        return profiles.get().stream()
                .map(each -> each.id().equals(profile.id()) ? profile : each)
                .toList();
    }

    private void open(Profile profile) {
        begin(Work.CONNECTING, () -> connections.open(profile), outcome -> {
            switch (outcome) {
                case Connections.Outcome.Opened opened -> {
                    failures.remove(profile.id());
                    switched.accept(opened);
                }
                case Connections.Outcome.Outdated(var which, var plan) ->
                    question.set(new Question.Migrate(which, plan));
                case Connections.Outcome.PasswordWanted(var which, var refused) ->
                    askPassword(which, refused, () -> open(which));
            }
        });
    }

    private void askPassword(Profile profile, boolean refused, Runnable then) {
        Remote server = profile.server();
        boolean kept = keychain.get().orElse(false) && server != null && server.keepsPassword();
        afterPassword = then;
        question.set(new Question.Password(profile, refused, kept));
    }

    /** The question for a password was answered. */
    void answerPassword(String password) {
        if (question.get() instanceof Question.Password(var profile, var refused, var kept)) {
            Runnable then = afterPassword;
            connections.typed(profile, password);
            question.set(null);
            if (then != null) {
                then.run();
            }
        }
    }

    /** The plan was read and shall be done. */
    void answerMigrate() {
        if (question.get() instanceof Question.Migrate(var profile, var plan)) {
            question.set(null);
            begin(
                    Work.MIGRATING,
                    () -> {
                        connections.migrate(profile);
                        return profile;
                    },
                    this::open);
        }
    }

    /** Asks whether the one that is being looked at is to be deleted. */
    void askDelete() {
        Profile profile = selected.get();
        if (profile != null && isDeletable(profile)) {
            question.set(new Question.Delete(profile));
        }
    }

    /** Not the embedded one, not what the settings name, and not where the console is. */
    boolean isDeletable(Profile profile) {
        return profile.isMine() && !profile.isEmbedded() && !profile.id().equals(current);
    }

    void answerDelete() {
        if (question.get() instanceof Question.Delete(var profile)) {
            question.set(null);
            List<Profile> left = profiles.get().stream()
                    .filter(each -> !each.id().equals(profile.id()))
                    .toList();
            begin(
                    Work.CONNECTING,
                    () -> {
                        connections.forgetPassword(profile.id());
                        return connections.save(left, current);
                    },
                    book -> {
                        selected.set(null);
                        show(book);
                    });
        }
    }

    /** The question was answered with no. */
    void dismiss() {
        question.set(null);
        afterPassword = null;
    }

    private <T> void begin(Work what, Callable<T> does, Consumer<T> then) {
        work.set(what);
        running = scope.load(
                "work",
                does,
                result -> {
                    work.set(Work.NONE);
                    then.accept(result);
                },
                problem -> {
                    work.set(Work.NONE);
                    failure.set(problem);
                });
    }

    /** Ends what is under way; a migration is not called back. */
    void stop() {
        if (running != null && work.get() != Work.MIGRATING) {
            running.cancel();
            work.set(Work.NONE);
        }
    }

    void closeReport() {
        report.set(null);
    }

    // ---- what there is

    ProfileForm form() {
        return form;
    }

    boolean isCurrent(Profile profile) {
        return profile.id().equals(current);
    }

    /** Where the last way to a profile ended; null when it did not. */
    @Nullable Finding failureOf(Profile profile) {
        return failures.get(profile.id());
    }

    ReadOnlyObjectProperty<List<Profile>> profilesProperty() {
        return profiles.getReadOnlyProperty();
    }

    /** As it is saved, or was when it was made; null before the profiles are read. */
    ReadOnlyObjectProperty<@Nullable Profile> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** What is wrong with what is typed, by field. */
    ReadOnlyObjectProperty<Map<ProfileField, String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** Whether there is something to save. */
    ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Work> workProperty() {
        return work.getReadOnlyProperty();
    }

    /** What the last test found; null before it, and where there is none. */
    ReadOnlyObjectProperty<@Nullable TestReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** What waits for an answer; null for nothing. */
    ReadOnlyObjectProperty<@Nullable Question> questionProperty() {
        return question.getReadOnlyProperty();
    }

    /** Why the last thing was not done; null while nothing was refused. */
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** What was wrong with the file of profiles; null when nothing was. */
    ReadOnlyObjectProperty<@Nullable String> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** Whether passwords can be kept; empty before it is known. */
    ReadOnlyObjectProperty<Optional<Boolean>> keychainProperty() {
        return keychain.getReadOnlyProperty();
    }
}
