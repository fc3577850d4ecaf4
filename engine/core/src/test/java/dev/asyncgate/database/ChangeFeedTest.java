package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change is heard by everybody on the database, and a lost connection heals by itself. */
class ChangeFeedTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aChangeIsHeardByAnotherGate() throws Exception {
        try (TestGate other = TestGate.open()) {
            BlockingQueue<UUID> heard = listenTo(other);
            gate.create("unit");
            await(heard, gate.tenant);
        }
    }

    @Test
    void aListenerWhoseConnectionIsKilledHearsThatItMayHaveMissedSomethingAndGoesOn() throws Exception {
        BlockingQueue<UUID> heard = listenTo(gate);
        await(heard, ChangeFeed.EVERYTHING);

        ScratchDatabase.execute(
                TestServer.superuser(),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'asyncgate change feed'");

        await(heard, ChangeFeed.EVERYTHING);
        gate.create("unit");
        await(heard, gate.tenant);
    }

    @Test
    void whereNoNoticeArrivesSubscribersAreToldToAskAgainAndAgain() throws Exception {
        DatabaseAddress server = TestServer.program();
        URI place = URI.create(server.jdbcUrl().substring("jdbc:".length()));
        try (var proxy = new DeafProxy(place.getPort());
                Gate pooled = Gate.open(TestGate.settings(Map.of(
                        "DATABASE_URL",
                        "postgresql://" + server.user() + ":" + server.password() + "@127.0.0.1:" + proxy.port()
                                + place.getPath() + "?sslmode=disable")))) {
            BlockingQueue<UUID> heard = new LinkedBlockingQueue<>();
            pooled.changes().subscribe(heard::add);
            Eventually.is("it knows that it is deaf", Duration.ofSeconds(20), pooled.changes()::isDeaf);
            heard.clear();
            await(heard, ChangeFeed.EVERYTHING);
            await(heard, ChangeFeed.EVERYTHING);
        }
        assertThat(gate.gate.changes().isDeaf()).isFalse();
    }

    @Test
    void aServerThatWentBeforeTheFirstConnectionIsAnOutageToo() throws Exception {
        DatabaseAddress server = TestServer.program();
        URI place = URI.create(server.jdbcUrl().substring("jdbc:".length()));
        try (var way = new CuttingProxy(place.getPort())) {
            way.goAway();
            var address = new DatabaseAddress(
                    server.jdbcUrl().replace(":" + place.getPort(), ":" + way.port()),
                    server.user(),
                    server.password());
            try (var feed = new ChangeFeed(address, TestGate.settings(Map.of()).database(), () -> {})) {
                Eventually.is("it is noticed", Duration.ofSeconds(20), () -> feed.lastOutage() != null);
                Instant lostAt = Objects.requireNonNull(feed.lastOutage()).lostAt();
                way.comeBack();
                Eventually.is(
                        "it is over",
                        Duration.ofSeconds(20),
                        () -> Objects.requireNonNull(feed.lastOutage()).backAt() != null);
                assertThat(Objects.requireNonNull(feed.lastOutage()).lostAt()).isEqualTo(lostAt);
            }
        }
    }

    private static BlockingQueue<UUID> listenTo(TestGate listener) {
        BlockingQueue<UUID> heard = new LinkedBlockingQueue<>();
        listener.gate.changes().subscribe(heard::add);
        return heard;
    }

    private static void await(BlockingQueue<UUID> heard, UUID wanted) throws InterruptedException {
        UUID next;
        do {
            next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("a change notice within 20 s").isNotNull();
        } while (!wanted.equals(next));
    }
}
