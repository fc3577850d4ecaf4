package dev.asyncgate.app.shell;

import java.util.Locale;

/**
 * The places that exist, in the order of the rail: Overview, Tasks, Leases, Receipts, Obligations, Workers, As of; Submit,
 * Schedules, Demo; Ledger, Anomalies, Audit; Gateway, Connections, Doctor; Settings.
 */
public enum PlaceId {
    OVERVIEW(Group.WATCH),
    TASKS(Group.WATCH),
    LEASES(Group.WATCH),
    RECEIPTS(Group.WATCH),
    OBLIGATIONS(Group.WATCH),
    SUBMIT(Group.ACT),
    DEMO(Group.ACT),
    LEDGER(Group.RECORD),
    ANOMALIES(Group.RECORD),
    AUDIT(Group.RECORD),
    SETTINGS(Group.FOOT);

    /** The sections of the rail. */
    public enum Group {
        /** The first section, without a heading. */
        WATCH,
        ACT,
        RECORD,
        SYSTEM,
        /** At the foot of the rail, without a heading. */
        FOOT
    }

    private final Group group;

    PlaceId(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /** The name in lower case: of the icon, of the picture that {@code snapshot} writes, and in text keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of the place's name in the texts. */
    public String textKey() {
        return "place." + key();
    }

    /** Canvases want the width: the rail starts collapsed there. */
    public boolean railStartsCollapsed() {
        return this == LEASES || this == RECEIPTS;
    }
}
