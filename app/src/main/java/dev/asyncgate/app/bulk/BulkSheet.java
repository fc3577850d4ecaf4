package dev.asyncgate.app.bulk;

import java.util.Objects;

/** Where the style sheet of this room lies. */
final class BulkSheet {

    private BulkSheet() {}

    static String url() {
        return Objects.requireNonNull(BulkSheet.class.getResource("/dev/asyncgate/ui/bulk/bulk.css"))
                .toExternalForm();
    }
}
