package dev.asyncgate.doctor;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is broken, in one tenant or in the whole database.
 *
 * @param tenantId null when it concerns no tenant
 * @param count how many cases there are
 * @param cases the first {@value Doctor#MOST_CASES} of them
 */
public record Finding(Rule rule, @Nullable UUID tenantId, long count, List<Case> cases) {

    public Finding {
        cases = List.copyOf(cases);
    }

    /**
     * A row that breaks the rule.
     *
     * @param subject its id or name
     * @param found what is wrong with it, for a person
     */
    public record Case(String subject, String found) {}
}
