package dev.asyncgate.bench;

import dev.asyncgate.backup.Backup;
import dev.asyncgate.backup.Manifest;
import dev.asyncgate.backup.Restore;
import dev.asyncgate.engine.Gate;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A backup of a long ledger while a worker works, and reading it back; each round backs up what the one before restored. */
final class BackupScenario implements Scenario {

    /** Of what is many elsewhere: ten times as many. */
    private static final int TIMES = 10;

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public String description() {
        return "receipts written to a backup in a second, the longest call of a worker meanwhile, and receipts restored";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        int receipts = stage.effort().growth() * TIMES;
        BenchDatabase database = stage.database();
        database.renew();
        stage.progress().accept(String.format(Locale.ROOT, "backup: making %,d receipts", receipts));
        UUID tenant = UUID.randomUUID();
        database.buildPast(tenant, receipts);
        List<Double> written = new ArrayList<>();
        List<Double> longest = new ArrayList<>();
        List<Double> restored = new ArrayList<>();
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            try (TemporaryFolder folder = TemporaryFolder.make()) {
                Path file = folder.path().resolve("backup.zip");
                database.checkpoint();
                Written backup = write(database, tenant, file);
                database.renew();
                double read = read(database, file);
                stage.progress()
                        .accept(String.format(
                                Locale.ROOT,
                                "backup, round %d: %,.0f receipts/s written, longest call of a worker %.0f ms, %,.0f receipts/s restored",
                                round,
                                backup.rate(),
                                backup.held(),
                                read));
                if (round > 0) {
                    written.add(backup.rate());
                    longest.add(backup.held());
                    restored.add(read);
                }
            }
        }
        String variant = String.format(Locale.ROOT, "%,d receipts", receipts);
        return List.of(
                Comparison.alone(name(), variant + " written", Unit.RECEIPTS_PER_SECOND, written, null),
                Comparison.alone(
                        name(), variant + ", longest call beside it", Unit.MILLISECONDS, longest, Foreground.HELD),
                Comparison.alone(name(), variant + " restored", Unit.RECEIPTS_PER_SECOND, restored, null));
    }

    private record Written(double rate, double held) {}

    private static Written write(BenchDatabase database, UUID tenant, Path file) {
        try (Gate gate = database.gate(2)) {
            var beside = new Foreground(gate, tenant);
            long start = System.nanoTime();
            Manifest manifest = new Backup(database.owner(), BenchDatabase.SCHEMA).write("bench", file);
            double rate = rate(manifest, start);
            return new Written(rate, beside.end());
        }
    }

    private static double read(BenchDatabase database, Path file) {
        long start = System.nanoTime();
        return rate(new Restore(database.owner(), BenchDatabase.SCHEMA).read(file), start);
    }

    private static double rate(Manifest manifest, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long receipts = manifest.tables().stream()
                .filter(table -> table.name().equals("receipts"))
                .mapToLong(Manifest.Table::rows)
                .sum();
        return receipts / seconds;
    }
}
