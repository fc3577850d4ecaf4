package dev.asyncgate.app.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Rule;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ADayLeavesAWholeDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void itsHoursAreThereNothingIsBrokenAndNobodyElsesWorkIsPlayedInto() throws Exception {
        Settings settings = Settings.read(Map.of(), null, Map.of("DATA_DIR", folder.toString()));
        Day.play(settings).close();
        Instant opened = Instant.now();
        try (Gate gate = Gate.open(settings)) {
            Inspector inspector = gate.inspector(Day.TENANT);
            Overview overview = inspector.overview(Overview.Range.HOUR);
            assertThat(overview.ended(TaskStatus.SUCCEEDED)).isGreaterThan(500);
            assertThat(overview.ended(TaskStatus.FAILED)).isPositive();
            assertThat(overview.ended(TaskStatus.CANCELED)).isPositive();
            assertThat(overview.people()).isNotEmpty();
            assertThat(inspector.workers(Duration.ofHours(1)).workers()).hasSizeGreaterThan(40);

            Eventually.is(
                    "the gate has swept",
                    Duration.ofSeconds(60),
                    () -> gate.lastSweep()
                            .filter(sweep -> sweep.at().isAfter(opened))
                            .isPresent());
            Diagnosis diagnosis = gate.diagnose(Duration.ofMinutes(2));
            assertThat(diagnosis.complete()).isTrue();
            assertThat(diagnosis.findings())
                    .as("but for the key that is bound to nobody, there is nothing to do")
                    .allMatch(finding -> finding.rule().title().contains("key")
                            || finding.rule().severity() == Rule.Severity.NOTE);
        }
        assertThatThrownBy(() -> Day.play(settings)).hasMessageContaining("nobody has used");
    }
}
