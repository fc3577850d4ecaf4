package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the gate knows of other programs it keeps to itself. */
class AnswersHoldNoSecretsTest {

    @Test
    void theAddressOfReceiptGateIsToldWithoutItsToken() {
        Map<String, String> settings = new HashMap<>(TestGateway.OPEN);
        settings.put("RECEIPT_MODE", "receiptgate_integrated");
        settings.put("RECEIPTGATE_ENDPOINT", "https://receipts.example/mcp?token=hunter2");
        settings.put("RECEIPTGATE_AUTH_TOKEN", "hunter3");
        settings.put("RECEIPTGATE_TENANT_ID", "there");
        try (TestGateway gateway = TestGateway.with(settings)) {
            TestGateway.Answer config = gateway.get("/v1/config");
            assertThat(config.text("/receiptgate_endpoint")).startsWith("https://receipts.example/mcp");
            assertThat(config.response().body()).doesNotContain("hunter");
        }
    }
}
