package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.tasks.Evidence.Chips;
import dev.asyncgate.app.tasks.Evidence.Link;
import dev.asyncgate.app.tasks.Evidence.Names;
import dev.asyncgate.app.tasks.Evidence.Words;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.why.Standing;
import dev.asyncgate.why.Standing.Ahead;
import dev.asyncgate.why.Standing.SeenWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a task is not running is told in sentences, and what they name can be gone to. */
class TheEvidenceLeadsToWhatItNamesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T14:40:02Z");

    private final UUID task = UUID.fromString("01a20869-0c5e-7f13-8a40-d2e195b0d7ac");
    private final UUID other = UUID.fromString("01a20869-0c5e-7f13-8a40-d2e1a96f1d70");
    private final UUID expired = UUID.fromString("01a20869-0c5e-7f13-8a40-d2e100006f0c");
    private final SeenWorker busy =
            new SeenWorker("etl-2", List.of("parquet", "mem32"), NOW, other, List.of("dataset.merge"));
    private final SeenWorker poor = new SeenWorker("etl-1", List.of("parquet"), NOW, null, List.of("dataset.extract"));

    private Standing standing(int expiries, List<SeenWorker> workers, List<Ahead> ahead) {
        return new Standing(
                NOW,
                task,
                "dataset.merge",
                TaskStatus.QUEUED,
                NOW.minusSeconds(5400),
                0,
                0,
                2,
                expiries,
                List.of("parquet", "mem32"),
                null,
                null,
                new Standing.Back(expired, "lease.expired", NOW.minusSeconds(450)),
                null,
                null,
                null,
                List.of("report.render", "archive.seal"),
                workers,
                ahead,
                false,
                20,
                Duration.ofSeconds(1),
                true);
    }

    private WhyWords words(Locale locale, int expiries) {
        return new WhyWords(
                Texts.of(locale), standing(expiries, List.of(busy, poor), List.of(new Ahead(10, 9), new Ahead(0, 30))));
    }

    private static List<Link> links(WhyWords words) {
        return words.lines().stream()
                .flatMap(line -> line.evidence().stream())
                .flatMap(evidence -> evidence.pieces().stream())
                .filter(Link.class::isInstance)
                .map(Link.class::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void aReceiptATaskAndAnAnomalyCanBeGoneTo(String language) {
        assertThat(links(words(Locale.of(language), 4)))
                .containsExactly(
                        new Link(
                                "lease.expired " + ShortId.of(expired),
                                expired.toString(),
                                new Destination.ShowReceipt(expired, task)),
                        new Link(ShortId.of(other), other.toString(), new Destination.ShowTask(other)),
                        new Link(
                                "repeated_lease_expiry",
                                "repeated_lease_expiry",
                                new Destination.ShowFiltered(
                                        PlaceId.ANOMALIES, "kind:repeated_lease_expiry task:" + task)));
    }

    @Test
    void thereIsNoLinkToAnAnomalyThatIsNotThere() {
        assertThat(links(words(Locale.ENGLISH, 3))).hasSize(2);
    }

    @Test
    void whatATaskNeedsIsAChipEachAndNamesAreAsProgramsWriteThem() {
        List<Evidence> workers = words(Locale.ENGLISH, 0).lines().get(3).evidence();
        assertThat(workers.getFirst())
                .isEqualTo(new Evidence(List.of(new Words("needs "), new Chips(List.of("parquet", "mem32")))));
        assertThat(workers.get(1).text()).isEqualTo("etl-2 has both, busy with " + ShortId.of(other));
        assertThat(workers.getLast())
                .isEqualTo(new Evidence(List.of(new Names("etl-1"), new Words(" lacks "), new Names("mem32"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theNoteIsOfWholeSentences(String language) {
        WhyWords words = words(Locale.of(language), 0);
        for (String sentence : List.of(words.headline(), words.below(), Objects.requireNonNull(words.sooner()))) {
            assertThat(Character.isUpperCase(sentence.charAt(0))).as(sentence).isTrue();
            assertThat(sentence).endsWith(".");
        }
    }

    @Test
    void whatWouldMakeItStartSoonerIsForeseen() {
        WhyWords words = words(Locale.ENGLISH, 0);
        assertThat(Objects.requireNonNull(words.estimate()).text())
                .isEqualTo("Such tasks are claimed 40 times an hour: this one in about 1h 00m.");
        assertThat(words.sooner()).isEqualTo("With a second worker in 30m, at priority 10 in 15m.");
        var free = new SeenWorker("etl-3", busy.capabilities(), NOW, null, List.of());
        assertThat(new WhyWords(Texts.of(Locale.ENGLISH), standing(0, List.of(busy, free), List.of(new Ahead(0, 3))))
                        .sooner())
                .as("somebody is free, and nothing of a higher priority comes first")
                .isNull();
    }

    @Test
    void itIsCopiedAsItIsRead() {
        assertThat(words(Locale.ENGLISH, 4).asText())
                .contains(
                        "[ ] One of 2 workers seen could take it\n      needs parquet, mem32\n",
                        "anomaly repeated_lease_expiry, failures 0 of 2\n");
    }
}
