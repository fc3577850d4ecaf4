package dev.asyncgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsStayOutOfEveryMessageTest {

    /** Right or wrong, whatever becomes of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_URL=postgresql://gate:hunter2@db/gate",
                "DATABASE_URL=postgresql://gate:hunter2@db:99999/gate",
                "DATABASE_URL=postgresql://gate:hun@hunter2@db/gate",
                "DATABASE_URL=postgresql://gate:hunter2",
                "DATABASE_URL=postgresql://gate:hunter2/db",
                "DATABASE_URL=jdbc:postgresql://gate:hunter2/db",
                "DATABASE_URL=postgresql://gate:p?hunter2@db/gate",
                "DATABASE_URL=postgresql://gate:p/hunter2@d b/gate",
                "DATABASE_URL=mysql://gate:hunter2@db/gate",
                "DATABASE_URL=mysql://gate:hunter2",
                "DATABASE_URL=postgresql://db:99999/gate?password=a@hunter2",
                "DATABASE_URL=jdbc:postgresql://db/gate?user=gate&password=hunter2",
                "DATABASE_URL=jdbc:postgresql://db/gate?user=gate&password=hunter2&x y=1",
                "DATABASE_URL=postgresql://db/gate?sslpassword=hunter2",
                "API_KEY=hunter2",
                "API_KEY=hunter2 hunter2 hunter2 hunter2",
                "RECEIPTGATE_AUTH_TOKEN=hunter2",
                "RECEIPTGATE_ENDPOINT=https://gate:hunter2@receipts.example",
                "RECEIPTGATE_ENDPOINT=https://gate:hunter2",
                "RECEIPTGATE_ENDPOINT=https://receipts.example?token=hunter2",
                "OTLP_ENDPOINT=https://gate:hunter2@collector.example",
                "CORS_ALLOWED_ORIGINS=https://gate:hunter2@a.example",
                "CORS_ALLOWED_ORIGINS=[\"https://gate:hunter2@a.example\" \"\"]",
                "CORS_ALLOWED_ORIGINS=https://gate:hunter2@[",
                "HUNTER_KEY=hunter2"
            })
    void noMessageNoEntryAndNoTextOfASettingHoldsThePassword(String assignment) {
        int equals = assignment.indexOf('=');
        String key = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);

        Throwable refused = catchThrowable(() -> {
            Settings settings = Settings.read(
                    Map.of(
                            "ASYNCGATE_" + key,
                            value,
                            "ASYNCGATE_RECEIPTGATE_TENANT_ID",
                            "acme",
                            "ASYNCGATE_RECEIPT_MODE",
                            "standalone"),
                    null,
                    Map.of());
            assertThat(settings.toString()).doesNotContain("hunter2");
        });

        for (Throwable t = refused; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void theTokenStaysOutOfTheDeliverySettingsToo() {
        Settings settings = Settings.read(
                Map.of(
                        "ASYNCGATE_RECEIPT_MODE", "receiptgate_integrated",
                        "ASYNCGATE_RECEIPTGATE_ENDPOINT", "https://receipts.example/mcp?token=hunter2",
                        "ASYNCGATE_RECEIPTGATE_AUTH_TOKEN", "hunter2",
                        "ASYNCGATE_RECEIPTGATE_TENANT_ID", "acme"),
                null,
                Map.of());

        assertThat(settings.toString()).contains("receipts.example").doesNotContain("hunter2");
        assertThat(new SettingsSource(new Origin.Console(), Map.of("API_KEY", "hunter2")).toString())
                .doesNotContain("hunter2");
    }
}
