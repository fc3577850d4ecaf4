package dev.asyncgate.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.asyncgate.bench.Peer;
import dev.asyncgate.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * db-scheduler with its fastest polling strategy, lock-and-fetch, as its own benchmark runs it: batches of 4 to 20 for
 * each of 20 threads, one statement for each completion, a handler that does nothing. It keeps no history: what is completed is
 * deleted.
 */
public final class DbScheduler implements Peer {

    private static final int THREADS = 20;
    private static final double LOWER = 4;
    private static final double UPPER = 20;
    private static final String TASK = "bench";

    private static final String TABLE = """
            DROP TABLE IF EXISTS scheduled_tasks;
            CREATE TABLE scheduled_tasks (
                task_name text NOT NULL,
                task_instance text NOT NULL,
                task_data bytea,
                execution_time timestamptz,
                picked boolean NOT NULL,
                picked_by text,
                last_success timestamptz,
                last_failure timestamptz,
                consecutive_failures int,
                last_heartbeat timestamptz,
                version bigint NOT NULL,
                priority smallint,
                state text,
                PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            CREATE INDEX priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time ASC);
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            SELECT '%s', number::text, now(), false, 1 FROM generate_series(1, %d) AS number;
            VACUUM ANALYZE scheduled_tasks;
            """;

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public Run start(DatabaseAddress address, String schema, int tasks) throws SQLException {
        layIn(address, schema, tasks);
        var completed = new LongAdder();
        HikariDataSource pool = pool(address, schema);
        OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((_, _) -> completed.increment());
        Scheduler scheduler = Scheduler.create(pool, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(LOWER, UPPER)
                .pollingInterval(Duration.ofMillis(50))
                .build();
        scheduler.start();
        return new Run() {
            @Override
            public long completed() {
                return completed.sum();
            }

            @Override
            public void close() {
                scheduler.stop();
                pool.close();
            }
        };
    }

    /** Each statement by itself: VACUUM refuses to be one of several. */
    private static void layIn(DatabaseAddress address, String schema, int tasks) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + schema);
            for (String sql : TABLE.formatted(TASK, tasks).split(";\\s*")) {
                statement.execute(sql);
            }
        }
    }

    private static HikariDataSource pool(DatabaseAddress address, String schema) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setSchema(schema);
        pool.setMaximumPoolSize(THREADS + 4);
        return pool;
    }
}
