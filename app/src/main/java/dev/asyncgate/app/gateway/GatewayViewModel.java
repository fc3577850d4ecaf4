package dev.asyncgate.app.gateway;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.gateway.Protocol;
import dev.asyncgate.gateway.Reach;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The gateway of this program, its keys and limits, and what was called. For the FX thread only. */
final class GatewayViewModel {

    private static final Duration POLLED = Duration.ofSeconds(2);

    private final Scope scope;
    /** What was begun goes on when the place is left. */
    private final Scope lasting;

    private final GatewayReads reads;
    private final LocalGateway local;
    private final Operator operator;
    private final RowsViewModel<CallQuery, CallLine> rows;
    private final ActsViewModel acts;
    private final ReadOnlyObjectWrapper<@Nullable Reading> reading = new ReadOnlyObjectWrapper<>(this, "reading");
    private final ReadOnlyObjectWrapper<@Nullable CallLine> inspected = new ReadOnlyObjectWrapper<>(this, "inspected");
    private final ReadOnlyBooleanWrapper switching = new ReadOnlyBooleanWrapper(this, "switching");
    private final ReadOnlyObjectWrapper<@Nullable Exception> startFailure =
            new ReadOnlyObjectWrapper<>(this, "startFailure");
    private final ReadOnlyObjectWrapper<@Nullable CreatedKey> created = new ReadOnlyObjectWrapper<>(this, "created");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private @Nullable Tick poll;

    GatewayViewModel(Background background, GatewayReads reads, LocalGateway local, Operator operator, Clock clock) {
        this.scope = background.scope();
        this.lasting = background.scope();
        this.reads = reads;
        this.local = local;
        this.operator = operator;
        this.rows = new RowsViewModel<>(background, reads, CallQuery.ALL, clock);
        this.acts = new ActsViewModel(background, this::readAgain);
        rows.tailingProperty().set(true);
        rows.selectedProperty().subscribe(this::inspect);
    }

    void arrive() {
        rows.arrive();
        poll = scope.follow(POLLED, reads::look, this::tell, failure::set);
    }

    void leave() {
        rows.leave();
        scope.cancelAll();
        poll = null;
    }

    private void readAgain() {
        if (poll != null) {
            poll.now();
        }
    }

    private void tell(Reading now) {
        failure.set(null);
        reading.set(now);
        rows.readAgain();
    }

    private void inspect(@Nullable UUID id) {
        RowItem<CallLine> item = id == null ? null : rows.item(id);
        inspected.set(item == null ? null : item.row());
    }

    // ---- open and closed

    /** Opens the gateway in this program, or closes it; why it could not be opened is told where that was asked. */
    void listen(boolean wanted) {
        if (switching.get()) {
            return;
        }
        switching.set(true);
        startFailure.set(null);
        var _ = lasting.load(
                () -> {
                    if (wanted) {
                        local.open();
                    } else {
                        local.stop();
                    }
                    return wanted;
                },
                done -> {
                    switching.set(false);
                    readAgain();
                },
                problem -> {
                    switching.set(false);
                    startFailure.set(problem);
                    readAgain();
                });
    }

    /** Answers callers of a protocol, or tells them that it is closed. */
    void answer(Protocol protocol, boolean answered) {
        change(reach -> reach.with(protocol, answered));
    }

    /** Lets pages of this origin call. */
    void allow(URI origin) {
        change(reach -> reach.allowing(origin));
    }

    /** Lets pages of this origin call no longer. */
    void refuse(URI origin) {
        change(reach -> reach.refusing(origin));
    }

    /** Waits for an opening or closing that is under way, so not here. */
    private void change(UnaryOperator<Reach> how) {
        var _ = lasting.load(
                () -> {
                    local.change(how);
                    return true;
                },
                done -> readAgain(),
                failure::set);
    }

    // ---- keys and limits

    /** Makes a key; its secret is shown until it is put away, and never again. */
    void createKey(Grant grant, Consumer<Exception> refused) {
        var _ = lasting.load(
                () -> operator.createKey(grant),
                made -> {
                    created.set(made);
                    readAgain();
                },
                refused);
    }

    /** Makes a second key that may do the same; both hold until the first is revoked. */
    void rotate(ApiKey key) {
        createKey(key.grant(), failure::set);
    }

    /** The secret was taken away by whoever needs it. */
    void putAway() {
        created.set(null);
    }

    /** Of a key, or with null of the tenant; without a limit the next wider one holds. */
    void setLimit(@Nullable UUID keyId, @Nullable CallLimit limit, Runnable done, Consumer<Exception> refused) {
        var _ = lasting.load(
                () -> {
                    operator.setLimit(keyId, limit);
                    return true;
                },
                set -> {
                    done.run();
                    readAgain();
                },
                refused);
    }

    // ---- for those who show it

    RowsViewModel<CallQuery, CallLine> rows() {
        return rows;
    }

    /** What is done about keys. */
    ActsViewModel acts() {
        return acts;
    }

    /** Null until it has been read. */
    ReadOnlyObjectProperty<@Nullable Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** The selected request. */
    ReadOnlyObjectProperty<@Nullable CallLine> inspectedProperty() {
        return inspected.getReadOnlyProperty();
    }

    /** Whether the gateway is being opened or closed. */
    ReadOnlyBooleanProperty switchingProperty() {
        return switching.getReadOnlyProperty();
    }

    /** Why the gateway could not be opened; null while nothing was refused. */
    ReadOnlyObjectProperty<@Nullable Exception> startFailureProperty() {
        return startFailure.getReadOnlyProperty();
    }

    /** A new key with its secret, until it is put away. */
    ReadOnlyObjectProperty<@Nullable CreatedKey> createdProperty() {
        return created.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
