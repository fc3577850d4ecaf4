package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.TestGate;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that demands signatures is of no use to whoever only heard it, and a signed call works once. */
class SignedCallsCannotBeReplayedTest {

    private static final String BODY = "{\"type\":\"report.render\",\"principal_ai\":\"planner\"}";
    private static final String PATH = "/v1/tasks?principal_kind=agent&principal_id=planner";

    private final TestGateway gateway = TestGateway.with(Map.of("RATE_LIMIT_ENABLED", "false"));
    private final KeyPair keys = generated();
    private final String secret = gateway.gate
            .gate
            .operator(gateway.gate.tenant, TestGate.PLANNER)
            .createKey(new Grant(Role.AGENT, null, Set.of(), List.of(), List.of(), Set.of(), null, publicKey()))
            .secret();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aSignedCallIsTakenOnceAndOnEveryGatewayOfTheDatabase() {
        HttpRequest.Builder signed = signed(BODY, BODY, gateway.gate.clock.instant());
        assertThat(gateway.send(signed).status()).isEqualTo(200);
        TestGateway.Answer repeated = gateway.send(signed);
        assertThat(repeated.status()).isEqualTo(401);
        assertThat(repeated.text("/message")).contains("used before");
    }

    @Test
    void theKeyAloneIsNotEnough() {
        TestGateway.Answer refused = gateway.send(post(BODY));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/message")).contains("Signature-Input is missing");
    }

    @Test
    void anotherBodyDoesNotFit() {
        Instant now = gateway.gate.clock.instant();
        assertThat(gateway.send(signed(BODY, BODY.replace("report", "secret"), now))
                        .text("/message"))
                .contains("Content-Digest does not fit the body");
    }

    @Test
    void anOldSignatureIsStale() {
        Instant then = gateway.gate.clock.instant().minusSeconds(301);
        assertThat(gateway.send(signed(BODY, BODY, then)).text("/message")).contains("last five minutes");
    }

    @Test
    void aCallWithoutBodyIsSignedToo() {
        String target = gateway.gateway.address() + "/v1/config";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target)).header("X-API-Key", secret);
        String covered = "(\"@method\" \"@target-uri\");created=%d;nonce=\"%s\""
                .formatted(gateway.gate.clock.instant().getEpochSecond(), UUID.randomUUID());
        String base = "\"@method\": GET\n\"@target-uri\": %s\n\"@signature-params\": %s".formatted(target, covered);
        assertThat(gateway.send(request.header("Signature-Input", "s=" + covered)
                                .header("Signature", "s=:" + base64(sign(base)) + ":"))
                        .status())
                .isEqualTo(200);
    }

    private HttpRequest.Builder post(String body) {
        return gateway.bare(PATH)
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder signed(String signedBody, String sentBody, Instant created) {
        String digest = "sha-256=:" + base64(sha256(signedBody)) + ":";
        String covered = "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\");created=%d"
                .formatted(created.getEpochSecond());
        String base = String.join(
                "\n",
                "\"@method\": POST",
                "\"@authority\": " + gateway.gateway.address().getAuthority(),
                "\"@path\": /v1/tasks",
                "\"@query\": ?principal_kind=agent&principal_id=planner",
                "\"content-digest\": " + digest,
                "\"@signature-params\": " + covered);
        return post(sentBody)
                .header("Content-Digest", digest)
                .header("Signature-Input", "sig1=" + covered)
                .header("Signature", "sig1=:" + base64(sign(base)) + ":");
    }

    private static KeyPair generated() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last 32 bytes of its encoded form are the key itself. */
    private String publicKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        return base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private byte[] sign(String base) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(base.getBytes(StandardCharsets.UTF_8));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
