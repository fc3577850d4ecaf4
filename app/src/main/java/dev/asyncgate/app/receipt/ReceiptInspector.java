package dev.asyncgate.app.receipt;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Parent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The inspector of a place that lists receipts: follows what is selected there. For the FX thread only. */
public final class ReceiptInspector implements ReceiptPane.Host {

    private final PlaceContext context;
    private final SelectedReceipt selected;
    private final Consumer<@Nullable UUID> select;
    private final ReceiptPane pane;
    private final ReadOnlyObjectWrapper<@Nullable Parent> view = new ReadOnlyObjectWrapper<>(this, "view");

    /** {@code select} has the place select another receipt; {@code delivers}: whether a ReceiptGate is set up. */
    public ReceiptInspector(
            PlaceContext context,
            Acting acting,
            Inspector inspector,
            boolean delivers,
            SelectedReceipt selected,
            Consumer<@Nullable UUID> select) {
        this.context = context;
        this.selected = selected;
        this.select = select;
        this.pane = new ReceiptPane(context, acting, inspector, delivers, this);
        selected.inspectedProperty().subscribe(this::show);
        selected.failureProperty().subscribe(this::tell);
    }

    private void show(@Nullable InspectedReceipt inspected) {
        if (inspected != null) {
            pane.show(inspected);
        }
        view.set(inspected == null ? null : pane.view());
    }

    private void tell(@Nullable Exception failure) {
        if (failure != null) {
            var holder = new VBox(ErrorNote.of(context.texts(), failure));
            holder.getStyleClass().addAll(Styles.INSPECTOR, "inspector-failure");
            view.set(holder);
        }
    }

    @Override
    public void select(@Nullable UUID receiptId) {
        select.accept(receiptId);
    }

    @Override
    public ActsViewModel acts() {
        return selected.acts();
    }

    @Override
    public List<Action> offers(Receipt receipt) {
        var offers = new ArrayList<Action>();
        UUID task = receipt.taskId();
        if (task != null) {
            var destination = new Destination.ShowReceipt(receipt.receiptId(), task);
            offers.add(Action.of(
                    context.texts().text("receipts.show_in_receipts"),
                    () -> context.navigator().go(destination)));
        }
        return offers;
    }

    /** What can be done about the selected receipt now, for the palette. */
    public List<Command> commands() {
        InspectedReceipt inspected = selected.inspectedProperty().get();
        return inspected == null ? List.of() : pane.commands(inspected);
    }

    /** Null while there is nothing to inspect. */
    public ReadOnlyObjectProperty<@Nullable Parent> viewProperty() {
        return view.getReadOnlyProperty();
    }
}
