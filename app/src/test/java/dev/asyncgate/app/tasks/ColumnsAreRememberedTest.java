package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The columns that somebody chose are there again, in their order. */
class ColumnsAreRememberedTest {

    @Test
    void asTheyWereWritten() {
        List<TaskColumn> columns = List.of(TaskColumn.TASK, TaskColumn.STATE, TaskColumn.ENDED);
        assertThat(TaskColumn.written(columns)).isEqualTo("task,state,ended");
        assertThat(TaskColumn.read("task,state,ended")).isEqualTo(columns);
    }

    @Test
    void oneThatStandsTwiceIsShownOnce() {
        assertThat(TaskColumn.read("age,task,age")).containsExactly(TaskColumn.AGE, TaskColumn.TASK);
    }

    @Test
    void whatWasNeverAColumnIsRefused() {
        assertThatThrownBy(() -> TaskColumn.read("state,colour")).isInstanceOf(IllegalArgumentException.class);
    }
}
