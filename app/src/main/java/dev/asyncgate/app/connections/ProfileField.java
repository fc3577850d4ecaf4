package dev.asyncgate.app.connections;

import java.util.Locale;

/** What is typed about a profile. */
enum ProfileField {
    NAME,
    HOSTS,
    PORT,
    DATABASE,
    SCHEMA,
    USER,
    ROOT_CERTIFICATE,
    CLIENT_CERTIFICATE,
    OPERATOR,
    TENANT,
    CONNECT,
    STATEMENT,
    POOL;

    /** The name in lower case, in text keys. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
