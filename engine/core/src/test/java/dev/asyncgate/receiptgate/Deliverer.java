package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.ManualClock;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** The part of a program that delivers, one round at a time. */
final class Deliverer implements AutoCloseable {

    /** How long an open breaker lets nothing through here. */
    static final Duration PAUSE = Duration.ofMillis(200);

    final Line line;
    final Delivery delivery;
    final Database database;
    final Settings settings;

    Deliverer(Map<String, String> overrides, ManualClock clock) {
        this.settings = TestGate.settings(overrides);
        this.database = Database.open(TestServer.program(), settings, clock);
        Settings.ReceiptGate receiptGate =
                Objects.requireNonNull(settings.receipts().receiptGate());
        this.line = new Line(receiptGate, PAUSE);
        this.delivery = new Delivery(database, receiptGate, line);
    }

    /** Rounds until one delivers nothing. */
    void deliverAll() {
        while (delivery.round()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        line.close();
        database.close();
    }
}
