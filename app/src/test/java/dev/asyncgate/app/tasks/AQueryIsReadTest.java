package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.rows.QueryText;
import dev.asyncgate.app.tasks.QueryParser.Fault;
import dev.asyncgate.app.tasks.QueryParser.Reading;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A text is a query, or it is told what is wrong with it and where. */
class AQueryIsReadTest {

    @Test
    void everyPartNarrows() {
        TaskQuery query =
                read("status:failed,queued type:report.*,embed owner:alice age>1h30m text:\"time out\" sort:age");
        assertThat(query.filter())
                .isEqualTo(new TaskFilter(
                        Set.of(TaskStatus.FAILED, TaskStatus.QUEUED),
                        List.of("report.*", "embed"),
                        "alice",
                        null,
                        Duration.ofMinutes(90),
                        "time out"));
        assertThat(query.sort()).isEqualTo(TaskSort.OLDEST_FIRST);
    }

    @Test
    void aStretchOfTimeNarrows() {
        TaskFilter filter =
                read("after:2026-11-30T14:02:00Z before:2026-11-30t14:03:00z").filter();
        assertThat(filter.createdFrom()).isEqualTo(Instant.parse("2026-11-30T14:02:00Z"));
        assertThat(filter.createdBefore()).isEqualTo(Instant.parse("2026-11-30T14:03:00Z"));
        assertThat(read(QueryText.between(
                                Instant.parse("2026-11-30T14:02:00.4Z"), Instant.parse("2026-11-30T14:02:01.5Z")))
                        .filter()
                        .createdBefore())
                .isEqualTo(Instant.parse("2026-11-30T14:02:02Z"));
    }

    @Test
    void nothingIsEveryTaskTheNewestFirst() {
        assertThat(read("  ").filter()).isEqualTo(TaskFilter.ALL);
        assertThat(read("").sort()).isEqualTo(TaskSort.NEWEST_FIRST);
    }

    @Test
    void aWordAloneIsText() {
        assertThat(read("timeout status:failed").filter().text()).isEqualTo("timeout");
        assertThat(read("\"two words\"").filter().text()).isEqualTo("two words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "colour:red               | UNKNOWN_KEY         | colour     | 0",
                "type:a  status:faild     | UNKNOWN_STATUS      | faild      | 15",
                "status:queued,faild      | UNKNOWN_STATUS      | faild      | 14",
                "sort:colour              | UNKNOWN_SORT        | colour     | 5",
                "after:noon               | NOT_AN_INSTANT      | noon       | 6",
                "age>soon                 | NOT_A_DURATION      | soon       | 4",
                "age>1h3                  | NOT_A_DURATION      | 1h3        | 4",
                "age:1h                   | AGE_WANTS_MORE_THAN | age:1h     | 0",
                "age<1h                   | AGE_WANTS_MORE_THAN | age<1h     | 0",
                "x status>failed          | COLON_EXPECTED      | status>failed | 2",
                "type:a owner:            | VALUE_MISSING       | owner:     | 7",
                "one two                  | TWICE               | two        | 4",
                "text:\"open              | QUOTE_NOT_CLOSED    | text:\"open | 0",
            })
    void whatIsWrongIsNamedWithItsPlace(String text, Fault fault, String found, int position) {
        assertThat(QueryParser.parse(text)).isEqualTo(new Reading.Problem(fault, found, position));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultSaysWhatIsAllowed(Fault fault) {
        assertThat(Texts.of(Locale.ENGLISH).text(fault.key(), "sought")).contains("“sought”");
    }

    @Test
    void partsAreTakenOutOfTheText() {
        TaskQuery query = read("status:failed type:report.* age>1h");
        assertThat(query.without(query.parts().get(1))).isEqualTo("status:failed age>1h");
        assertThat(query.without(query.parts().getLast())).isEqualTo("status:failed type:report.*");
    }

    @Test
    void statesAreToggledInTheText() {
        assertThat(read("type:a").toggled(TaskStatus.FAILED)).isEqualTo("type:a status:failed");
        assertThat(read("status:failed type:a").toggled(TaskStatus.QUEUED)).isEqualTo("status:queued,failed type:a");
        assertThat(read("status:failed type:a").toggled(TaskStatus.FAILED)).isEqualTo("type:a");
    }

    @Test
    void theOrderIsChangedInTheText() {
        assertThat(read("type:a").sorted(TaskSort.OLDEST_FIRST)).isEqualTo("type:a sort:age");
        assertThat(read("sort:age type:a").sorted(TaskSort.HIGHEST_PRIORITY_FIRST))
                .isEqualTo("sort:priority type:a");
        assertThat(read("sort:age").sorted(TaskSort.NEWEST_FIRST)).isEmpty();
    }

    private static TaskQuery read(String text) {
        return switch (QueryParser.parse(text)) {
            case Reading.Ok(TaskQuery query) -> query;
            case Reading.Problem problem -> throw new AssertionError(problem);
        };
    }
}
