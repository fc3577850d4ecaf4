package dev.asyncgate.app.submit;

import java.util.Locale;

/** Sizes to read: {@code 548 B}, {@code 12.4 KiB}, {@code 1 MiB}; every byte where the limit is near. */
final class Sizes {

    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    private Sizes() {}

    static String of(int bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        if (bytes > MIB / 100 * 99 && bytes % MIB != 0) {
            return String.format(Locale.ENGLISH, "%,d B", bytes);
        }
        return bytes < MIB ? shortened(bytes, KIB) + " KiB" : shortened(bytes, MIB) + " MiB";
    }

    /** Rounded up, so that what is too large never reads as just fitting. */
    private static String shortened(int bytes, int unit) {
        if (bytes % unit == 0) {
            return Integer.toString(bytes / unit);
        }
        double units = Math.ceil(bytes * 100.0 / unit) / 100;
        return String.format(Locale.ROOT, "%.2f", units);
    }
}
