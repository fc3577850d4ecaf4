package dev.asyncgate.app.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** What the dialog shows of a program has lines that fit in it. */
class AProgramIsShownWholeTest {

    /** So many characters of its code have room in the dialog. */
    private static final int ROOM = 84;

    @Test
    void noLineIsCut() {
        var way = new WayIn(URI.create("http://127.0.0.1:46845"), true, true);
        assertThat(way.java().lines())
                .contains("        System.getenv(\"ASYNCGATE_API_KEY\"),")
                .allMatch(line -> line.length() <= ROOM);
        assertThat(way.command().lines()).allMatch(line -> line.length() <= ROOM);
    }
}
