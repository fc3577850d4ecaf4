package dev.asyncgate.app.obligations;

import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Which obligations are shown, and how.
 *
 * @param discharged those that are discharged, the last one first, instead of those that are open
 * @param by what the headings say; what is discharged has none
 * @param owner whom it is owed to; null for anyone
 */
record ObligationQuery(
        boolean discharged, Grouping by, @Nullable Principal owner) {

    static final ObligationQuery ALL = new ObligationQuery(false, Grouping.AGE, null);

    private static final String OPEN = "open";
    private static final String DISCHARGED = "discharged";

    ObligationQuery with(boolean discharged) {
        return new ObligationQuery(discharged, by, owner);
    }

    ObligationQuery by(Grouping grouping) {
        return new ObligationQuery(discharged, grouping, owner);
    }

    ObligationQuery owedTo(@Nullable Principal principal) {
        return new ObligationQuery(discharged, by, principal);
    }

    /** As it is remembered. */
    String written() {
        return (discharged ? DISCHARGED : OPEN) + " " + by + (owner == null ? "" : " " + owner);
    }

    /**
     * Reads what {@link #written} wrote.
     *
     * @throws IllegalArgumentException for what it never wrote
     */
    static ObligationQuery read(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length < 2 || !(parts[0].equals(OPEN) || parts[0].equals(DISCHARGED))) {
            throw new IllegalArgumentException("no query of obligations: " + text);
        }
        return new ObligationQuery(
                parts[0].equals(DISCHARGED), Grouping.valueOf(parts[1]), parts.length < 3 ? null : principal(parts[2]));
    }

    private static Principal principal(String text) {
        try {
            return Principal.parse(text);
        } catch (GateException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
