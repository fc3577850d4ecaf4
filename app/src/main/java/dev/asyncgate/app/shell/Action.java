package dev.asyncgate.app.shell;

/** Something a button offers: its words and what it does. */
public record Action(String label, boolean primary, Runnable run) {

    public static Action of(String label, Runnable run) {
        return new Action(label, false, run);
    }

    /** The one action of its place that stands out. */
    public static Action primary(String label, Runnable run) {
        return new Action(label, true, run);
    }
}
