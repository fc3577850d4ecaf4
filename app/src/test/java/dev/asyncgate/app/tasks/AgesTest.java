package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AgesTest {

    @Test
    void whatNobodyIsGivenIsNotCalledReady() {
        assertThat(said(TaskStatus.QUEUED, false, false)).isEqualTo("ready");
        assertThat(said(TaskStatus.QUEUED, false, true)).isEqualTo("type paused");
        assertThat(said(TaskStatus.QUEUED, true, true)).isEqualTo("held");
    }

    @Test
    void whoWorksIsNotStoppedByIt() {
        assertThat(said(TaskStatus.RUNNING, true, true)).isEqualTo("lease over");
    }

    private static String said(TaskStatus status, boolean held, boolean typePaused) {
        TaskRow row = Rows.row(1, status);
        var told = new TaskRow(
                row.taskId(),
                row.type(),
                row.status(),
                row.createdBy(),
                row.payloadPointer(),
                row.principalAi(),
                row.requirements(),
                null,
                null,
                null,
                0,
                2,
                0,
                row.createdAt(),
                row.updatedAt(),
                null,
                null,
                null,
                null,
                held,
                null,
                typePaused);
        return Ages.now(told, row.createdAt(), Texts.of(Locale.ENGLISH));
    }
}
