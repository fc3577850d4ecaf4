package dev.asyncgate.app.overview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsHaveRoundScalesTest {

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "7, 8", "9, 10", "101, 200", "240, 300", "260, 300", "999, 1000", "45000, 50000"})
    void theScaleEndsAtTheNextRoundNumber(double most, double end) {
        assertThat(Chart.nice(most)).isEqualTo(end);
    }
}
