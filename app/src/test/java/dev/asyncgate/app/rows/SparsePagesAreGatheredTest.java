package dev.asyncgate.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A list that looks at a bounded number of rows a page answers few of them, or none, and still leads on. */
class SparsePagesAreGatheredTest {

    private int read;

    @Test
    void emptyOnesAreLedThroughUntilTheListEnds() {
        Page<String> page = Page.gathered(null, (limit, cursor) -> {
            read++;
            return new Page<>(read == 3 ? List.of("found") : List.of(), read == 4 ? null : "on " + read);
        });
        assertThat(page.rows()).containsExactly("found");
        assertThat(page.nextCursor()).isNull();
        assertThat(read).isEqualTo(4);
    }

    @Test
    void whoFindsNothingIsToldWhereToGoOn() {
        Page<String> page = Page.gathered("begin", this::nothing);
        assertThat(page.rows()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo("on 10");
    }

    @Test
    void aFullPageEndsTheSearch() {
        Page<Integer> page = Page.gathered(null, (limit, cursor) -> {
            read++;
            return new Page<>(java.util.Collections.nCopies(limit, read), "on");
        });
        assertThat(page.rows()).hasSize(Source.PAGE);
        assertThat(read).isOne();
    }

    private Page<String> nothing(int limit, @Nullable String cursor) {
        read++;
        return new Page<>(List.of(), "on " + read);
    }
}
