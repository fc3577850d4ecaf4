package dev.asyncgate.bench;

import java.sql.SQLException;
import java.util.List;

/** One thing worth measuring, in one or more variants. */
sealed interface Scenario
        permits CreateScenario,
                ClaimCompleteScenario,
                BatchScenario,
                HttpScenario,
                PickupScenario,
                IdleScenario,
                ObligationsScenario,
                BehindScenario,
                LongLifeScenario,
                SweepScenario,
                ListScenario,
                VerifyScenario,
                RetentionScenario,
                BackupScenario,
                WakeScenario,
                WalScenario {

    /** By which it is asked for. */
    String name();

    /** One line. */
    String description();

    /** Whether it builds so much that it is no part of a quick run unless it is named. */
    default boolean takesMinutes() {
        return false;
    }

    /** Plays all its variants. */
    List<Comparison> play(Stage stage) throws SQLException;

    static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
