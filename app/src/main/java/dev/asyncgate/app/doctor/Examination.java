package dev.asyncgate.app.doctor;

import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Examined;
import dev.asyncgate.doctor.Rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one run has asked and found, so far or in the end.
 *
 * @param lines every check
 * @param begun when it was begun
 */
record Examination(List<CheckLine> lines, Instant begun, Stage stage, long tasks, long leases, Duration took) {

    /** How far a run is. */
    enum Stage {
        RUNNING,
        /** Somebody stopped it, or something failed; what it has found stays. */
        STOPPED,
        COMPLETE
    }

    Examination {
        lines = List.copyOf(lines);
    }

    /** Nothing has been asked yet. */
    static Examination begun(CheckLine ledger, Instant begun) {
        return of(
                new Diagnosis(List.of(), Examined.all(), 0, 0, 0, Duration.ZERO, false), ledger, begun, Stage.RUNNING);
    }

    /** The lines of the rules, and last the one of the ledger. */
    static Examination of(Diagnosis diagnosis, CheckLine ledger, Instant begun, Stage stage) {
        var lines = new ArrayList<CheckLine>();
        diagnosis.examined().forEach(examined -> lines.add(CheckLine.of(examined, diagnosis)));
        lines.add(ledger);
        return new Examination(
                lines,
                begun,
                stage,
                diagnosis.tasks(),
                diagnosis.leases(),
                diagnosis.took().plus(ledger.took()));
    }

    Examination with(Stage now) {
        return new Examination(lines, begun, now, tasks, leases, took);
    }

    /** Broken first, then what wants attention. */
    List<CheckLine> notWell() {
        return lines.stream()
                .filter(line -> !line.isWell())
                .sorted(Comparator.comparing(line -> line.rule().severity()))
                .toList();
    }

    /** What can never be otherwise, and is not. */
    List<CheckLine> invariants() {
        return well(true);
    }

    /** What somebody sees to: the database, its server and who works with it. */
    List<CheckLine> installation() {
        return well(false);
    }

    private List<CheckLine> well(boolean invariant) {
        return lines.stream()
                .filter(line -> line.isWell() && (line.rule().severity() == Severity.BROKEN) == invariant)
                .toList();
    }

    long holding() {
        return lines.stream().filter(line -> line.asked() && line.isWell()).count();
    }

    long broken() {
        return lines.stream()
                .filter(line -> !line.isWell() && line.rule().severity() == Severity.BROKEN)
                .count();
    }

    long wantingAttention() {
        return lines.stream().filter(line -> !line.isWell()).count() - broken();
    }

    long notYet() {
        return lines.stream().filter(line -> !line.asked()).count();
    }
}
