package dev.asyncgate.app.tasks;

import java.util.List;

/**
 * A line of the check list: what was found, and the rows that show it.
 *
 * @param mark what it means for the task
 * @param evidence a line each
 */
record WhyLine(Mark mark, String title, List<Evidence> evidence) {

    /** How a line stands for the task. */
    enum Mark {
        HOLDS("check", "icon-good"),
        /** It keeps the task from running, or slows it down. */
        DOES_NOT("close", "icon-warn"),
        ATTENTION("warn", "icon-warn"),
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

    WhyLine {
        evidence = List.copyOf(evidence);
    }
}
