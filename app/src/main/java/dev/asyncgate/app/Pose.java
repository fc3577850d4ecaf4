package dev.asyncgate.app;

import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.ThemeChoice;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which pictures are taken.
 *
 * @param places none for all
 * @param themes none for those that stand in the README: dark and light, the canvases also in high contrast
 * @param scales in percent
 */
public record Pose(Set<String> places, Set<Look> themes, List<Integer> scales, Set<State> states) {

    /** What stands in the database. */
    public enum State {
        /** Nothing was ever submitted. */
        EMPTY,
        /** The demo has played. */
        NORMAL,
        /** Thousands of tasks of many types, with long names. */
        CROWDED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The look of a picture. */
    public enum Look {
        DARK,
        LIGHT,
        CONTRAST;

        ThemeChoice theme() {
            return ThemeChoice.valueOf(name());
        }
    }

    private static final Set<Look> BOTH = EnumSet.of(Look.DARK, Look.LIGHT);
    private static final Set<Look> ALL = EnumSet.of(Look.DARK, Look.LIGHT, Look.CONTRAST);
    private static final Set<PlaceId> ALSO_IN_CONTRAST = EnumSet.of(PlaceId.LEASES, PlaceId.RECEIPTS);

    public Pose {
        places = Set.copyOf(places);
        themes = Set.copyOf(themes);
        scales = List.copyOf(scales);
        states = Set.copyOf(states);
    }

    /** Every place once, as the README shows it. */
    public static final Pose README = new Pose(Set.of(), Set.of(), List.of(100), Set.of(State.NORMAL));

    /** Every place in every theme, at 100 and 200 %, empty, normal and crowded. */
    public static final Pose EVERYTHING =
            new Pose(Set.of(), ALL, List.of(100, 200), EnumSet.allOf(State.class));

    boolean shows(PlaceId place) {
        return places.isEmpty() || places.contains(place.key());
    }

    /** Whether also what is no place is shown: the dialog, the palette, the sheet. */
    boolean showsAll() {
        return places.isEmpty();
    }

    Set<Look> themesOf(PlaceId place) {
        if (!themes.isEmpty()) {
            return themes;
        }
        return ALSO_IN_CONTRAST.contains(place) ? ALL : BOTH;
    }

    Set<Look> themesOfParts() {
        return themes.isEmpty() ? BOTH : themes;
    }

    /** The name of a file: what stands in the README is called by place and theme alone. */
    static String file(String name, Look theme, int scale, State state) {
        return name + "-" + theme.name().toLowerCase(Locale.ROOT) + (state == State.NORMAL ? "" : "-" + state.key())
                + (scale == 100 ? "" : "-" + scale) + ".png";
    }
}
