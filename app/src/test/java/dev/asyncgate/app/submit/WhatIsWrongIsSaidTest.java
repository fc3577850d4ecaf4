package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.theme.Texts;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WhatIsWrongIsSaidTest {

    private static final Texts TEXTS = Texts.of(Locale.ENGLISH);
    private static final String ID = "0199b1c2-7d3e-7a4f-8b5c-6d7e8f901234";

    private final TaskForm form = new TaskForm();

    WhatIsWrongIsSaidTest() {
        form.typeProperty().set("report.render");
    }

    @Test
    void nothingIsWrongWithATypeAlone() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void aTypeIsNeeded() {
        form.typeProperty().set(" ");
        assertThat(problems()).containsOnlyKeys(Field.TYPE);
        assertThat(problems().get(Field.TYPE)).contains("1 to 255");
    }

    @Test
    void aTypeHasAtMost255Characters() {
        form.typeProperty().set("\uD83D\uDE80".repeat(255));
        assertThat(problems()).isEmpty();
        form.typeProperty().set("x".repeat(256));
        assertThat(problems().get(Field.TYPE)).contains("256").contains("at most 255");
    }

    @Test
    void aDelayIsADurationThatIsNotNegative() {
        form.delayProperty().set("-5m");
        assertThat(problems().get(Field.DELAY)).contains("must not be negative").contains("0s to 365d");
        form.delayProperty().set("soon");
        assertThat(problems().get(Field.DELAY)).contains("such as 90s");
        form.delayProperty().set("366d");
        assertThat(problems().get(Field.DELAY)).contains("0s to 365d");
        form.delayProperty().set("365d");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aBackoffLastsASecondToADay() {
        form.backoffProperty().set("0s");
        assertThat(problems().get(Field.BACKOFF)).contains("1s to 1d");
        form.backoffProperty().set("1d");
        assertThat(problems()).isEmpty();
    }

    @Test
    void numbersAreWholeAndInRange() {
        form.priorityProperty().set("high");
        form.maxAttemptsProperty().set("1001");
        form.copiesProperty().set("0");
        assertThat(problems()).containsOnlyKeys(Field.PRIORITY, Field.MAX_ATTEMPTS, Field.COPIES);
        assertThat(problems().get(Field.MAX_ATTEMPTS)).contains("1 to 1,000");
    }

    @Test
    void aKeyBelongsToOneTask() {
        form.idempotencyKeyProperty().set("q3-close");
        assertThat(problems()).isEmpty();
        form.copiesProperty().set("2");
        assertThat(problems().get(Field.COPIES)).contains("1 copy");
    }

    @Test
    void causesAreReceiptIds() {
        form.causedBy().setAll(ID, "0199b1c2");
        assertThat(problems().get(Field.CAUSED_BY)).startsWith("0199b1c2 is no receipt id");
        form.causedBy().setAll(ID);
        assertThat(problems()).isEmpty();
    }

    @Test
    void aReceiptHasAtMostTenParents() {
        form.causedBy().setAll(Collections.nCopies(10, ID));
        assertThat(problems()).isEmpty();
        form.causedBy().setAll(Collections.nCopies(11, UUID.randomUUID().toString()));
        assertThat(problems().get(Field.CAUSED_BY)).contains("11").contains("at most 10");
    }

    @Test
    void capabilitiesHaveAtMost100Characters() {
        form.capabilities().setAll(List.of("gpu", "x".repeat(101)));
        assertThat(problems().get(Field.CAPABILITIES)).contains("at most 100");
    }

    @Test
    void aPayloadIsAnObject() {
        assertThat(PayloadCheck.of("[1]").fault()).isEqualTo(PayloadCheck.Fault.NO_OBJECT);
        assertThat(PayloadCheck.of("{\"a\":1}").fault()).isEqualTo(PayloadCheck.Fault.NONE);
    }

    @Test
    void aPayloadHasAtMostOneMebibyteOfCompactForm() {
        String frame = "{\"a\":\"\"}";
        String justFits = "{ \"a\" : \"" + "x".repeat(1024 * 1024 - frame.length()) + "\" }";
        assertThat(PayloadCheck.of(justFits).fault()).isEqualTo(PayloadCheck.Fault.NONE);
        assertThat(PayloadCheck.of(justFits).bytes()).isEqualTo(1024 * 1024);
        assertThat(PayloadCheck.of(justFits.replace("x\"", "xx\"")).fault()).isEqualTo(PayloadCheck.Fault.TOO_LARGE);
    }

    @Test
    void aLineTooLongToLayOutIsNotShown() {
        assertThat(JsonArea.canShow("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}"))
                .isFalse();
        assertThat(JsonArea.canShow("x\n".repeat(100_000))).isTrue();
    }

    private Map<Field, String> problems() {
        return FormCheck.of(form.draft(), TEXTS);
    }
}
