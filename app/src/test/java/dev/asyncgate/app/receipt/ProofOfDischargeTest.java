package dev.asyncgate.app.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.receipts.graph.Tale;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Receipt;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The inspector says whether an obligation is discharged, and by what evidence. */
class ProofOfDischargeTest {

    private final Tale tale = Tale.report();
    private final ReceiptIndex index = tale.index();

    @Test
    void aLocatedCompletionDischargesTheAssignmentThatItNames() {
        assertThat(proof("c5")).isInstanceOfSatisfying(Proof.Discharges.class, proof -> {
            assertThat(proof.obligation()).isEqualTo(receipt("c0"));
            assertThat(proof.parentNumber()).isEqualTo(1);
            assertThat(proof.work()).isNotNull();
            assertThat(proof.work().artifacts()).isEqualTo(2);
            assertThat(JsonToken.text(proof.work().shown()))
                    .isEqualTo("artifacts: [2]\n  \"s3://q3/emea/ledger.parquet\"\n  \"s3://q3/emea/schema.json\"");
        });
        assertThat(proof("c0")).isEqualTo(new Proof.Discharged(receipt("c0"), receipt("c5")));
    }

    @Test
    void anUnlocatableCompletionCannotAndTheObligationSaysWhyItIsOpen() {
        assertThat(proof("d3"))
                .isInstanceOfSatisfying(
                        Proof.CannotDischarge.class,
                        proof -> assertThat(proof.work().isLocated()).isFalse());
        assertThat(proof("d0")).isEqualTo(new Proof.Open(receipt("d0"), receipt("d3")));
    }

    @Test
    void otherReceiptsAreNotConcerned() {
        assertThat(proof("a1")).isEqualTo(new Proof.NotConcerned());
        assertThat(proof("d4")).isEqualTo(new Proof.NotConcerned());
    }

    @Test
    void aBodyIsShownWithItsDigitsAsTheyWereSent() {
        Json body = Json.parse("{\"b\":[],\"a\":{\"n\":1.50,\"big\":123456789012345678901234567890}}");

        assertThat(JsonToken.text(JsonToken.pretty(body))).isEqualTo("""
                {
                  "b": [],
                  "a": {
                    "n": 1.50,
                    "big": 123456789012345678901234567890
                  }
                }""");
    }

    @Test
    void agesHaveTheirTwoLargestUnits() {
        assertThat(Durations.words(Duration.ofSeconds(5_465))).isEqualTo("1h 31m");
        assertThat(Durations.words(Duration.ofSeconds(584))).isEqualTo("9m 44s");
        assertThat(Durations.words(Duration.ofSeconds(-3))).isEqualTo("0s");
        assertThat(Durations.words(Duration.ofHours(76))).isEqualTo("3d 4h");
    }

    private Proof proof(String key) {
        return Proof.of(index, receipt(key));
    }

    private Receipt receipt(String key) {
        return index.receipt(tale.id(key)).orElseThrow();
    }
}
