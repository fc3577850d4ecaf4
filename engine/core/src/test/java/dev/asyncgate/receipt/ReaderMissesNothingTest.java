package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who tails the ledger meets every committed receipt exactly once, in one order, however transactions commit. */
class ReaderMissesNothingTest {

    /** The ways to read on. */
    enum Way {
        INBOX,
        TAIL,
        BY_TYPE,
        BOOTSTRAP;

        List<LedgerEntry> read(TestGate gate, @Nullable String since, int limit) {
            return switch (this) {
                case INBOX -> gate.tasker.listReceipts(since, limit).entries();
                case TAIL ->
                    gate.inspector.tail(Ledger.Order.OLDEST_FIRST, since, limit).entries();
                case BY_TYPE ->
                    gate.tasker
                            .ledger(LedgerFilter.ofType(ReceiptType.SYSTEM_ANOMALY), since, limit)
                            .entries();
                case BOOTSTRAP -> gate.tasker.bootstrap(since, limit).inbox();
            };
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aReaderWaitsForTheOlderTransactionThatCommitsLater(Way way) throws SQLException {
        try (Connection older = TestGate.connect();
                Connection younger = TestGate.connect()) {
            older.setAutoCommit(false);
            UUID first = ByHand.write(older, gate.tenant);
            UUID second = ByHand.write(younger, gate.tenant);
            assertThat(way.read(gate, null, 10)).isEmpty();

            older.commit();

            Reader reader = new Reader(since -> way.read(gate, since, 1));
            assertThat(reader.readUntil(2)).containsExactly(first, second);
            assertThat(way.read(gate, second.toString(), 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aReaderGoesOnOnceTheOlderTransactionIsGivenUp(Way way) throws SQLException {
        try (Connection older = TestGate.connect();
                Connection younger = TestGate.connect()) {
            older.setAutoCommit(false);
            ByHand.write(older, gate.tenant);
            UUID second = ByHand.write(younger, gate.tenant);

            older.rollback();

            assertThat(new Reader(since -> way.read(gate, since, 10)).readUntil(1))
                    .containsExactly(second);
        }
    }

    @Test
    void aReaderThatHasReadOnNeverMeetsWhatCommitsBelow() throws SQLException {
        try (Connection older = TestGate.connect();
                Connection younger = TestGate.connect()) {
            UUID before = ByHand.write(younger, gate.tenant);
            Reader reader = new Reader(since -> Way.TAIL.read(gate, since, 10));
            assertThat(reader.readUntil(1)).containsExactly(before);
            older.setAutoCommit(false);
            UUID late = ByHand.write(older, gate.tenant);
            UUID early = ByHand.write(younger, gate.tenant);
            assertThat(reader.read()).isEmpty();
            older.commit();
            assertThat(reader.readUntil(3)).containsExactly(before, late, early);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INBOX", "TAIL"})
    void everythingThatEightWritersWriteIsMetOnce(Way way) throws SQLException {
        int tasks = 8 * 30;
        List<CompletableFuture<Void>> writers = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 30; i++) {
                        gate.create("unit");
                    }
                }))
                .limit(8)
                .toList();

        List<UUID> met = new Reader(since -> way.read(gate, since, 7)).readUntil(tasks);

        writers.forEach(CompletableFuture::join);
        assertThat(met).doesNotHaveDuplicates().hasSize(tasks);
        assertThat(ids(way.read(gate, null, 1000))).as("the same order again").isEqualTo(met);
        assertThat(TestGate.value("SELECT count(*) FROM asyncgate.receipts WHERE tenant_id = '" + gate.tenant + "'"))
                .isEqualTo(String.valueOf(tasks));
    }

    @Test
    void pagesFromThePresentBackAreTheSameOrderReversed() {
        for (int i = 0; i < 9; i++) {
            gate.create("unit");
        }
        List<UUID> forth = new Reader(since -> Way.TAIL.read(gate, since, 100)).readUntil(9);
        List<UUID> back = new ArrayList<>();
        LedgerPage page = gate.inspector.tail(Ledger.Order.NEWEST_FIRST, null, 4);
        back.addAll(ids(page.entries()));
        while (page.nextCursor() != null) {
            page = gate.inspector.tail(Ledger.Order.NEWEST_FIRST, page.nextCursor(), 4);
            back.addAll(ids(page.entries()));
        }
        assertThat(back.reversed()).isEqualTo(forth);
    }

    private static List<UUID> ids(List<LedgerEntry> entries) {
        return entries.stream().map(entry -> entry.receipt().receiptId()).toList();
    }

    /** Reads on from the last receipt that it has met. */
    private static final class Reader {

        private final Function<@Nullable String, List<LedgerEntry>> ledger;
        private final List<UUID> met = new ArrayList<>();

        Reader(Function<@Nullable String, List<LedgerEntry>> ledger) {
            this.ledger = ledger;
        }

        List<UUID> read() {
            List<UUID> page =
                    ids(ledger.apply(met.isEmpty() ? null : met.getLast().toString()));
            met.addAll(page);
            return page;
        }

        /** Polls, for anything that the server itself does may hold the horizon back for a moment. */
        List<UUID> readUntil(int receipts) {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (met.size() < receipts) {
                assertThat(System.nanoTime())
                        .as("met %d of %d in time", met.size(), receipts)
                        .isLessThan(until);
                read();
            }
            return List.copyOf(met);
        }
    }
}
