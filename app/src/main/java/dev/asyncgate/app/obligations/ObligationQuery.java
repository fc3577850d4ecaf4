package dev.asyncgate.app.obligations;

import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which obligations are shown, and how.
 *
 * @param discharged those that are discharged, the last one first, instead of those that are open
 * @param by what the headings say; what is discharged has none
 * @param owner whom it is owed to; null for anyone
 * @param reason why it is open; null for whatever reason, and of no account for what is discharged
 * @param folded the keys of the headings below which nothing is shown, whether they are there now or not
 */
record ObligationQuery(
        boolean discharged,
        Grouping by,
        @Nullable Principal owner,
        @Nullable Reason reason,
        Set<String> folded) {

    static final ObligationQuery ALL = new ObligationQuery(false, Grouping.AGE, null, null, Set.of());

    private static final String OPEN = "open";
    private static final String DISCHARGED = "discharged";
    private static final String BECAUSE = "/";

    ObligationQuery {
        folded = Set.copyOf(folded);
    }

    ObligationQuery with(boolean discharged) {
        return new ObligationQuery(discharged, by, owner, reason, folded);
    }

    ObligationQuery by(Grouping grouping) {
        return new ObligationQuery(discharged, grouping, owner, reason, folded);
    }

    ObligationQuery owedTo(@Nullable Principal principal) {
        return new ObligationQuery(discharged, by, principal, reason, folded);
    }

    ObligationQuery because(@Nullable Reason of) {
        return new ObligationQuery(discharged, by, owner, of, folded);
    }

    /** With what is below a heading shown when it was not, or not when it was. */
    ObligationQuery turning(Line.Group heading) {
        var turned = new HashSet<>(folded);
        if (!turned.remove(heading.key())) {
            turned.add(heading.key());
        }
        return new ObligationQuery(discharged, by, owner, reason, turned);
    }

    /** With nothing folded. */
    ObligationQuery unfolded() {
        return new ObligationQuery(discharged, by, owner, reason, Set.of());
    }

    boolean folds(Line.Group heading) {
        return folded.contains(heading.key());
    }

    /** Why it is open, where that is asked. */
    @Nullable Reason asked() {
        return discharged ? null : reason;
    }

    /** As it is remembered; what is folded is so until the console is closed. */
    String written() {
        return (discharged ? DISCHARGED : OPEN)
                + " "
                + by
                + (reason == null ? "" : BECAUSE + reason)
                + (owner == null ? "" : " " + owner);
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
        String[] by = parts[1].split(BECAUSE, 2);
        return new ObligationQuery(
                parts[0].equals(DISCHARGED),
                Grouping.valueOf(by[0]),
                parts.length < 3 ? null : principal(parts[2]),
                by.length < 2 ? null : Reason.valueOf(by[1]),
                Set.of());
    }

    private static Principal principal(String text) {
        try {
            return Principal.parse(text);
        } catch (GateException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
