package dev.asyncgate.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;

/**
 * The colours of one theme for those who paint: the tokens of its style sheet, which is the only place they are
 * written. Immutable.
 */
public final class Palette {

    private static final Pattern TOKEN = Pattern.compile("^\\s*-([a-z0-9-]+):\\s*(#[0-9a-f]{6});", Pattern.MULTILINE);
    private static final Map<Theme, Palette> BY_THEME =
            Map.of(Theme.DARK, read(Theme.DARK), Theme.LIGHT, read(Theme.LIGHT), Theme.CONTRAST, read(Theme.CONTRAST));

    /** The four strengths in which a state's colour is used. */
    public record Shades(Color full, Color tint, Color rest, Color on) {}

    private final Map<String, Color> colours;

    private Palette(Map<String, Color> colours) {
        this.colours = Map.copyOf(colours);
    }

    public static Palette of(Theme theme) {
        return Objects.requireNonNull(BY_THEME.get(theme));
    }

    /** A colour by its token without the leading hyphen, such as {@code color-bg-default} or {@code ag-now}. */
    public Color colour(String token) {
        Color colour = colours.get(token);
        if (colour == null) {
            throw new IllegalArgumentException("No token named " + token);
        }
        return colour;
    }

    /** Full colour, body tint, not yet used time and glyph colour of a state or lease end. */
    public Shades shades(StateLook look) {
        String token = look.token();
        return new Shades(colour(token), colour(token + "-tint"), colour(token + "-rest"), colour(token + "-on"));
    }

    /** Every token by name. */
    public Map<String, Color> colours() {
        return colours;
    }

    public Color background() {
        return colour("color-bg-default");
    }

    public Color subtle() {
        return colour("color-bg-subtle");
    }

    public Color inset() {
        return colour("color-bg-inset");
    }

    public Color overlay() {
        return colour("color-bg-overlay");
    }

    public Color text() {
        return colour("color-fg-default");
    }

    public Color textMuted() {
        return colour("color-fg-muted");
    }

    public Color textSubtle() {
        return colour("color-fg-subtle");
    }

    public Color border() {
        return colour("color-border-default");
    }

    public Color borderMuted() {
        return colour("color-border-muted");
    }

    public Color borderSubtle() {
        return colour("color-border-subtle");
    }

    public Color accent() {
        return colour("color-accent-emphasis");
    }

    public Color now() {
        return colour("ag-now");
    }

    public Color attention() {
        return colour("ag-attention");
    }

    public Color grid() {
        return colour("ag-grid");
    }

    public Color fold() {
        return colour("ag-fold");
    }

    public Color edgeObligation() {
        return colour("ag-edge-obligation");
    }

    public Color edgeCausal() {
        return colour("ag-edge-causal");
    }

    private static Palette read(Theme theme) {
        var colours = new HashMap<String, Color>();
        try (InputStream in = Objects.requireNonNull(Palette.class.getResourceAsStream(theme.tokens()))) {
            var matcher = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                colours.put(matcher.group(1), Color.web(matcher.group(2)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Palette(colours);
    }
}
