package dev.asyncgate.app.gateway;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.PrincipalPattern;
import dev.asyncgate.access.Role;
import dev.asyncgate.access.Scope;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.error.GateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;

/** Asks what a new key may do. */
final class NewKeyDialog extends FormDialog {

    private static final int MOST_DAYS = 36_500;

    private final Clock clock;
    private final BiConsumer<Grant, Consumer<Exception>> create;
    private final TextField name;
    private final TextField principals;
    private final TextField workers;
    private final TextField days;
    private final CheckBox metrics = new CheckBox();
    private Role role = Role.AGENT;

    /** {@code create} is told the grant, and whom to tell a refusal. */
    NewKeyDialog(Texts texts, Acting acting, Clock clock, BiConsumer<Grant, Consumer<Exception>> create) {
        super(texts, acting, "new_key");
        this.clock = clock;
        this.create = create;
        var roles = new Segments<>(List.of(Role.values()), Role::wireName, chosen -> role = chosen);
        roles.tell(role);
        name = field("keyName", "");
        principals = field("keyPrincipals", "");
        workers = field("keyWorkers", "");
        days = field("keyDays", "90");
        metrics.setText(text("field_metrics"));
        show(
                row(column("field_name", "field_name_note", name), column("field_role", "", roles)),
                row(column("field_principals", "field_principals_note", principals)),
                row(column("field_workers", "field_workers_note", workers)),
                row(column("field_days", "field_days_note", days), column("field_scopes", "", metrics)));
    }

    @Override
    void submit() {
        try {
            create.accept(grant(), this::refuse);
        } catch (GateException e) {
            refuse(e);
        }
    }

    private Grant grant() {
        String typed = days.getText().strip();
        return new Grant(
                role,
                name.getText().isBlank() ? null : name.getText().strip(),
                metrics.isSelected() ? Set.of(Scope.METRICS) : Set.of(),
                parts(principals).stream().map(PrincipalPattern::parse).toList(),
                parts(workers),
                Set.of(),
                typed.isEmpty()
                        ? null
                        : clock.instant().plus(Duration.ofDays(whole("expires_in_days", typed, MOST_DAYS))),
                null);
    }

    private static List<String> parts(TextField field) {
        return Arrays.stream(field.getText().split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Override
    public Node first() {
        return name;
    }
}
