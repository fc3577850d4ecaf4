package dev.asyncgate.app.theme;

/** The style classes of the sheets in dev/asyncgate/ui/theme. */
public final class Styles {

    // Text: 13 px Inter unless one of these says otherwise.
    public static final String MONO = "mono";
    public static final String SMALL = "s12";
    public static final String TINY = "s11";
    public static final String MICRO = "s10";
    public static final String MEDIUM = "medium";
    public static final String BOLD = "bold";
    public static final String MUTED = "muted";
    public static final String SUBTLE = "subtle";
    public static final String ACCENT_TEXT = "accent-text";
    public static final String GOOD = "good-text";
    public static final String WARN = "warn-text";
    public static final String BAD = "bad-text";
    public static final String FIGURE = "figure";

    // Buttons, 26 high; a plain Button needs none of these.
    public static final String PRIMARY = "primary";
    public static final String FLAT = "ag-flat";
    public static final String ICON_BUTTON = "icon-button";
    public static final String DANGER = "ag-danger";
    public static final String ATTENTION = "attention-button";
    public static final String SMALL_BUTTON = "small-button";
    public static final String LINK = "ag-link";

    // Controls
    public static final String CHIP = "chip";
    public static final String CHIP_ON = "chip-on";
    public static final String TAG = "tag";
    public static final String SEGMENTS = "segments";
    public static final String KBD = "kbd";
    public static final String INPUT = "ag-input";
    public static final String INVALID = "invalid";
    public static final String FIELD_LABEL = "field-label";
    public static final String FIELD_NOTE = "field-note";
    public static final String COUNT = "count";

    // The furniture of a place
    public static final String PLACE = "place";
    public static final String PLACE_HEAD = "place-head";
    public static final String PLACE_TITLE = "place-title";
    public static final String TOOL_ROW = "tool-row";
    public static final String UNDERLINED = "underlined";
    public static final String SECTION_ROW = "section-row";
    public static final String FOOT_ROW = "foot-row";
    public static final String VIEW_TABS = "view-tabs";
    public static final String CARD = "ag-card";
    public static final String SEPARATOR = "v-separator";

    // Inspector
    public static final String INSPECTOR = "inspector";
    public static final String INSPECTOR_HEAD = "inspector-head";
    public static final String INSPECTOR_TITLE = "inspector-title";
    public static final String INSPECTOR_TABS = "inspector-tabs";
    public static final String INSPECTOR_FOOT = "inspector-foot";
    public static final String SECTION = "section";
    public static final String SECTION_TITLE = "section-title";
    public static final String KEY_VALUES = "key-values";
    public static final String KEY = "key";
    public static final String VALUE = "value";

    // Notes
    public static final String NOTE = "note";
    public static final String NOTE_WARN = "note-warn";
    public static final String NOTE_DANGER = "note-danger";
    public static final String NOTE_ACCENT = "note-accent";
    public static final String CODE = "code-box";

    // JSON
    public static final String JSON_KEY = "json-key";
    public static final String JSON_STRING = "json-string";
    public static final String JSON_NUMBER = "json-number";
    public static final String JSON_WORD = "json-word";
    public static final String JSON_PUNCTUATION = "json-punctuation";

    private Styles() {}
}
