package dev.asyncgate.app.leases;

/** What stands on a bar: as much of type and id as there is room for. Either may be empty. */
record BarLabel(String type, String id, double typeWidth) {

    static final BarLabel NONE = new BarLabel("", "", 0);

    private static final double GAP = 10;

    /** Type and id, else the type, else its first part, else nothing. */
    static BarLabel fit(String type, String id, double room, TextWidths widths) {
        double typeWidth = widths.of(type);
        if (typeWidth + GAP + id.length() * TextWidths.ID_CHARACTER < room) {
            return new BarLabel(type, id, typeWidth);
        }
        if (typeWidth < room) {
            return new BarLabel(type, "", typeWidth);
        }
        String first = firstPart(type) + "…";
        double firstWidth = widths.of(first);
        return firstWidth < room ? new BarLabel(first, "", firstWidth) : NONE;
    }

    private static String firstPart(String type) {
        for (int i = 1; i < type.length(); i++) {
            if (!Character.isLetterOrDigit(type.charAt(i))) {
                return type.substring(0, i);
            }
        }
        return type;
    }
}
