package dev.asyncgate.app.theme;

/** The colour difference of Sharma, Wu and Dalal 2005, on CIE Lab under D65. */
final class Ciede2000 {

    private Ciede2000() {}

    /** Lab of a colour given in linear RGB. */
    static double[] lab(double[] linear) {
        double x = f((0.4124564 * linear[0] + 0.3575761 * linear[1] + 0.1804375 * linear[2]) / 0.95047);
        double y = f(0.2126729 * linear[0] + 0.7151522 * linear[1] + 0.0721750 * linear[2]);
        double z = f((0.0193339 * linear[0] + 0.1191920 * linear[1] + 0.9503041 * linear[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    static double difference(double[] one, double[] two) {
        double c7 = Math.pow((Math.hypot(one[1], one[2]) + Math.hypot(two[1], two[2])) / 2, 7);
        double g = 1.5 - 0.5 * Math.sqrt(c7 / (c7 + Math.pow(25, 7)));
        double c1 = Math.hypot(one[1] * g, one[2]);
        double c2 = Math.hypot(two[1] * g, two[2]);
        double h1 = hue(one[2], one[1] * g);
        double h2 = hue(two[2], two[1] * g);
        boolean grey = c1 * c2 == 0;
        double turn = grey ? 0 : Math.IEEEremainder(h2 - h1, 360);
        double dl = two[0] - one[0];
        double dc = c2 - c1;
        double dh = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn / 2));
        double l = (one[0] + two[0]) / 2;
        double c = (c1 + c2) / 2;
        double h = grey ? h1 + h2 : h1 + turn / 2;
        double sl = 1 + 0.015 * Math.pow(l - 50, 2) / Math.sqrt(20 + Math.pow(l - 50, 2));
        double sc = 1 + 0.045 * c;
        double sh = 1 + 0.015 * c * weight(h);
        double rt = -2
                * Math.sqrt(Math.pow(c, 7) / (Math.pow(c, 7) + Math.pow(25, 7)))
                * Math.sin(Math.toRadians(60
                        * Math.exp(-Math.pow((Math.floorMod(Math.round(h * 1e6), 360_000_000L) / 1e6 - 275) / 25, 2))));
        return Math.sqrt(Math.pow(dl / sl, 2) + Math.pow(dc / sc, 2) + Math.pow(dh / sh, 2) + rt * dc / sc * dh / sh);
    }

    private static double weight(double h) {
        return 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.20 * cos(4 * h - 63);
    }

    private static double hue(double b, double a) {
        double degrees = Math.toDegrees(Math.atan2(b, a));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }

    private static double f(double t) {
        return t > 0.008856452 ? Math.cbrt(t) : 7.787037 * t + 16.0 / 116;
    }
}
