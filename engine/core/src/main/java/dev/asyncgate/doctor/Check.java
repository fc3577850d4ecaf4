package dev.asyncgate.doctor;

/**
 * An invariant and what became of it.
 *
 * @param examined how many cases were looked at
 * @param broken how many of them break it
 */
public record Check(Invariant invariant, long examined, long broken) {

    public boolean holds() {
        return broken == 0;
    }
}
