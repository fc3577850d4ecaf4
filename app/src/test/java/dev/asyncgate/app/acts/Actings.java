package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;

/** In whose name the tests act. */
public final class Actings {

    public static final Principal ROSA = Principal.of(PrincipalKind.HUMAN, "rosa");

    private Actings() {}

    /** On the embedded engine. */
    public static Acting local(TestGate gate) {
        return in(gate, Environment.local(), new Dialogs());
    }

    public static Acting in(TestGate gate, Environment environment, Dialogs dialogs) {
        return new Acting(gate.gate.operator(gate.tenant, ROSA), environment, "acme", dialogs);
    }

    /** Where nothing is ever done: without an engine. */
    @SuppressWarnings("NullAway") // whoever acts with it fails
    public static Acting idle() {
        return new Acting(null, Environment.local(), "acme", new Dialogs());
    }
}
