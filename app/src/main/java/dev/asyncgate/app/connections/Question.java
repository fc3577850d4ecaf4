package dev.asyncgate.app.connections;

import dev.asyncgate.database.Migration;

/** What has to be answered before the way to a database goes on. */
sealed interface Question {

    Profile profile();

    /**
     * Its password.
     *
     * @param refused whether the server did not take the last one
     * @param kept whether the keychain will keep it
     */
    record Password(Profile profile, boolean refused, boolean kept) implements Question {}

    /** Whether the schema is to be migrated as the plan says. */
    record Migrate(Profile profile, Migration.Plan plan) implements Question {}

    /** Whether a profile is to be deleted. */
    record Delete(Profile profile) implements Question {}
}
