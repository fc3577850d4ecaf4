package dev.asyncgate.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.export.ExportViewModel.State;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A file of an export holds every row, sealed where its format can carry a seal; or there is no such file. */
class AnExportIsWholeOrNothingTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit's to fill
    private Path folder;

    @Test
    void csvHasAHeaderAndQuotesWhatNeedsThem() throws IOException {
        assertThat(written(Format.CSV, 3)).isEqualTo("n,words\r\n0,\"0, \"\"so\"\"\"\r\n1,\r\n2,\"2, \"\"so\"\"\"\r\n");
    }

    @Test
    void jsonIsOneArray() throws IOException {
        Json read = Json.parse(written(Format.JSON, 2500));
        assertThat(read.node().size()).isEqualTo(2500);
        assertThat(read.node().get(2499).get("n").intValue()).isEqualTo(2499);
        assertThat(Json.parse(written(Format.JSON, 0)).node().size()).isZero();
    }

    @Test
    void theLastLineSealsThoseBeforeIt() throws Exception {
        String whole = written(Format.NDJSON, 5);
        int seal = whole.lastIndexOf('\n', whole.length() - 2) + 1;
        byte[] sealed = whole.substring(0, seal).getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sealed));
        assertThat(whole.substring(seal))
                .isEqualTo("{\"asyncgate_export\":{\"lines\":5,\"last_position\":40,\"sha256\":\"" + digest + "\"}}\n");
    }

    @Test
    void whatIsStoppedLeavesNoFile() throws IOException {
        var export = new FileExport<>(new Numbers(2500), Format.CSV, rows -> rows < 1000);
        assertThat(export.to(folder.resolve("numbers.csv"))).isEqualTo(-1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOlderFileStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("numbers.csv"), "older");
        new FileExport<>(new Numbers(2500), Format.CSV, rows -> false).to(file);
        assertThat(file).hasContent("older");
        assertThat(new FileExport<>(new Numbers(1), Format.CSV, rows -> true).to(file))
                .isEqualTo(1);
        assertThat(file).hasContent("n,words\r\n0,\"0, \"\"so\"\"\"\r\n");
    }

    static boolean thereIsAFullDisk() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf(value = "thereIsAFullDisk", disabledReason = "no device here pretends to be a full disk")
    void aFullDiskIsToldAsOne() {
        var export = new FileExport<>(new Numbers(25_000), Format.NDJSON, rows -> true);
        IOException failure = null;
        try (OutputStream out = Files.newOutputStream(Path.of("/dev/full"))) {
            export.to(out);
        } catch (IOException e) {
            failure = e;
        }
        assertThat(failure).isNotNull();
        assertThat(new State.Failed(folder, export.rows(), failure).isDiskFull())
                .isTrue();
    }

    @Test
    void aFolderThatIsNotThereIsToldWithItsReason() {
        var viewModel = new ExportViewModel(Background.direct());
        viewModel.start(new Numbers(1), Format.CSV, folder.resolve("nowhere/numbers.csv"));
        assertThat(viewModel.stateProperty().get())
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.isDiskFull()).isFalse());
        viewModel.forget();
        viewModel.start(new Numbers(7), Format.CSV, folder.resolve("numbers.csv"));
        assertThat(viewModel.stateProperty().get()).isEqualTo(new State.Finished(folder.resolve("numbers.csv"), 7));
    }

    private String written(Format format, int rows) throws IOException {
        Path file = folder.resolve("numbers." + format.ending());
        new FileExport<>(new Numbers(rows), format, written -> true).to(file);
        return Files.readString(file);
    }

    /** Pages of a thousand. */
    private record Numbers(int count) implements Exportable<Integer> {

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public Page<Integer> page(@Nullable String cursor) {
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            int to = Math.min(count, from + 1000);
            return new Page<>(IntStream.range(from, to).boxed().toList(), to < count ? Integer.toString(to) : null);
        }

        @Override
        public List<String> columns() {
            return List.of("n", "words");
        }

        @Override
        public SequencedMap<String, String> json(Integer row) {
            var members = new LinkedHashMap<String, String>();
            members.put("n", row.toString());
            members.put("words", row == 1 ? "null" : "\"" + row + ", \\\"so\\\"\"");
            return members;
        }

        @Override
        public long position(Integer row) {
            return row * 10L;
        }
    }
}
