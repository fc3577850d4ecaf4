package dev.asyncgate.app.theme;

import java.util.Locale;
import javafx.scene.paint.Color;

/**
 * How a colour is seen with a colour-vision deficiency, after Machado, Oliveira and Fernandes 2009 (severity 1.0, on
 * linear RGB).
 */
public enum ColourVision {
    NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998);

    @SuppressWarnings("ImmutableEnumChecker") // never written, never handed out
    private final double[] matrix;

    ColourVision(double... matrix) {
        this.matrix = matrix;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour that somebody with full colour vision would have to see to get the same impression. */
    public Color see(Color colour) {
        double[] linear = seeLinear(colour);
        return Color.color(encode(linear[0]), encode(linear[1]), encode(linear[2]));
    }

    /** The same in linear RGB, each from 0 to 1. */
    public double[] seeLinear(Color colour) {
        double r = decode(colour.getRed());
        double g = decode(colour.getGreen());
        double b = decode(colour.getBlue());
        var seen = new double[3];
        for (int i = 0; i < 3; i++) {
            seen[i] = Math.clamp(matrix[3 * i] * r + matrix[3 * i + 1] * g + matrix[3 * i + 2] * b, 0, 1);
        }
        return seen;
    }

    /** sRGB to linear. */
    static double decode(double c) {
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static double encode(double c) {
        return c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
    }
}
