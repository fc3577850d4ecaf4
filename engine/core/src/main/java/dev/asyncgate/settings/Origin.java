package dev.asyncgate.settings;

import java.nio.file.Path;

/** Where a setting's value came from. */
public sealed interface Origin {

    /** Nobody set it. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** A settings file. */
    record File(Path path) implements Origin {
        @Override
        public String toString() {
            return "file " + path;
        }
    }

    /** A variable of the process's environment. */
    record Environment() implements Origin {
        @Override
        public String toString() {
            return "environment";
        }
    }

    /** An option of this start. */
    record CommandLine() implements Origin {
        @Override
        public String toString() {
            return "command line";
        }
    }

    /** The console's settings. */
    record Console() implements Origin {
        @Override
        public String toString() {
            return "console";
        }
    }
}
