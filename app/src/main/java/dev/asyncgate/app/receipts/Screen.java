package dev.asyncgate.app.receipts;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.task.TaskRow;
import java.util.List;

/** What the middle of the place shows. */
sealed interface Screen {

    /** Something is being read for the first time. */
    record Loading(Load load) implements Screen {}

    /** No task is chosen: these are the newest, one of which could be. */
    record Choosing(List<TaskRow> tasks) implements Screen {
        public Choosing {
            tasks = List.copyOf(tasks);
        }
    }

    /** There is no task at all. */
    record NoTasks() implements Screen {}

    /** The chosen task does not exist. */
    record NoSuchTask() implements Screen {}

    /** The drawing. */
    record Drawn() implements Screen {}

    /** The first reading failed. */
    record Failed(Exception failure) implements Screen {}
}
