package dev.asyncgate.app.leases;

import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lease with its place on the timeline. Distances are px from the left edge of the chart, heights from the top of all
 * lanes, before any scrolling.
 *
 * @param row which row of its lane, from 0
 * @param x0 where it begins
 * @param x1 where it ends; for a live one where now is, or its expiry when that has passed
 * @param expiryX for a live one where it would end unless renewed; else {@code x1}
 * @param occupiedTo no other bar of the row begins before this
 * @param y its upper edge
 */
record LeaseBar(
        LeaseSpan lease,
        int row,
        double x0,
        double x1,
        double expiryX,
        double occupiedTo,
        double y,
        Form form,
        BarLabel label) {

    static final double HEIGHT = 20;
    static final double ROW_HEIGHT = 28;

    private static final double CAP = 16;
    private static final double SHORTEST = 3;
    private static final double COUNTDOWN = 62;
    private static final double LATE_LABEL_GAP = 14;

    /** How much of a bar there is room for. */
    enum Form {
        /** Body, cap, ticks and label. */
        FULL,
        /** Under 24 px: the cap alone. */
        CAP,
        /** Under 9 px: a solid block. */
        BLOCK;

        static Form of(double width, boolean live) {
            return live || width >= 24 ? FULL : width >= 9 ? CAP : BLOCK;
        }
    }

    /** Where a lease lies, its row not yet known. */
    static LeaseBar of(LeaseSpan lease, TimeScale scale, Instant now, TextWidths widths) {
        double x0 = scale.x(lease.acquiredAt());
        double expiryX = scale.x(lease.endedAt() == null ? lease.expiresAt() : lease.endedAt());
        double end = lease.isLive() ? Math.min(expiryX, scale.x(now)) : expiryX;
        double x1 = Math.max(x0 + SHORTEST, end);
        Form form = Form.of(x1 - x0, lease.isLive());
        double occupied = Math.max(x1, Math.max(expiryX, lateEnd(lease, scale, widths)));
        return new LeaseBar(
                lease,
                0,
                x0,
                x1,
                Math.max(x1, expiryX),
                lease.isLive() ? occupied + COUNTDOWN : occupied,
                0,
                form,
                label(lease, x0, x1, form, widths));
    }

    LeaseBar at(int newRow, double newY) {
        return new LeaseBar(lease, newRow, x0, x1, expiryX, occupiedTo, newY, form, label);
    }

    /** Where its picture begins: a cap may be wider than the time that it stands for. */
    double left() {
        boolean wideCap = form == Form.CAP && lease.endReason() != LeaseEnd.COMPLETED;
        return wideCap ? Math.min(x0, x1 - CAP) : x0;
    }

    /** The end's wire name; {@code active} while it lives. */
    String end() {
        return endOf(lease);
    }

    static String endOf(LeaseSpan lease) {
        return lease.endReason() == null ? "active" : lease.endReason().wireName();
    }

    /** The late attempt that is marked: the first; more of them are told by the inspector. */
    LeaseSpan.@Nullable LateAttempt late() {
        return lease.lateAttempts().isEmpty() ? null : lease.lateAttempts().getFirst();
    }

    private static double lateEnd(LeaseSpan lease, TimeScale scale, TextWidths widths) {
        if (lease.lateAttempts().isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        LeaseSpan.LateAttempt first = lease.lateAttempts().getFirst();
        return scale.x(first.at()) + LATE_LABEL_GAP + widths.of(first.operation() + " refused") + 6;
    }

    private static BarLabel label(LeaseSpan lease, double x0, double x1, Form form, TextWidths widths) {
        if (form != Form.FULL) {
            return BarLabel.NONE;
        }
        double cap = lease.isLive() ? 0 : 15;
        double room = x1 - cap - Math.max(0, x0) - 12;
        return BarLabel.fit(lease.type(), ShortId.of(lease.taskId()), room, widths);
    }
}
