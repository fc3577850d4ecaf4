package dev.asyncgate.app.shell;

import java.util.List;
import java.util.Locale;

/** Where the console works, told by the frame of its window and the pill in its head. */
public record Environment(String name, Kind kind, Guard guard) {

    /** What kind of environment it is; each has a colour. */
    public enum Kind {
        LOCAL,
        DEVELOPMENT,
        STAGING,
        PRODUCTION;

        public String styleClass() {
            return "env-" + key();
        }

        /** The name in lower case: in style classes and text keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What stands between a click and a change. */
    public enum Guard {
        /** The database that came along: nothing in the way. */
        EMBEDDED,
        OPEN,
        CONFIRM,
        TYPED_CONFIRMATION,
        READ_ONLY;

        public String textKey() {
            return "guard." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The style classes of whatever has its frame; where one may only read the frame is dashed. */
    public List<String> styleClasses() {
        return isReadOnly() ? List.of(kind.styleClass(), "read-only") : List.of(kind.styleClass());
    }

    /** Whether what cannot be undone wants this environment's name to be typed; always so in production. */
    public boolean wantsTyping() {
        return kind == Kind.PRODUCTION || guard == Guard.TYPED_CONFIRMATION;
    }

    /** Whether nothing may be changed. */
    public boolean isReadOnly() {
        return guard == Guard.READ_ONLY;
    }

    /** The embedded engine on this machine. */
    public static Environment local() {
        return new Environment("local", Kind.LOCAL, Guard.EMBEDDED);
    }
}
