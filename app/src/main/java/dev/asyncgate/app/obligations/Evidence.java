package dev.asyncgate.app.obligations;

/**
 * A line of what is known of an obligation, and by what.
 *
 * @param line what holds, what does not, or what has not happened
 * @param note what shows it
 */
record Evidence(Mark mark, String line, String note) {

    /** Whether the line speaks for the discharge. */
    enum Mark {
        HOLDS("check", "icon-good"),
        DOES_NOT("close", "icon-warn"),
        NOT_YET("minus", "icon-subtle");

        private final String icon;
        private final String style;

        Mark(String icon, String style) {
            this.icon = icon;
            this.style = style;
        }

        String icon() {
            return icon;
        }

        String style() {
            return style;
        }
    }
}
