package dev.asyncgate.gateway.door;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.TakeSignedCall;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;

/**
 * Holds callers whose key says so to signing each request, so that a key that was overheard is of no use: HTTP Message
 * Signatures (RFC 9421) with Ed25519, the body by its Content-Digest (RFC 9530). A signature is good for five minutes and
 * for one request, whichever gateway of the database it comes to.
 */
final class Signatures {

    /** RFC 8410: what stands before the 32 bytes of an Ed25519 public key. */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Map<String, String> DIGESTS = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private final Gate gate;

    Signatures(Gate gate) {
        this.gate = gate;
    }

    /**
     * The request, to be read on: its body was read to be compared with its digest.
     *
     * @throws Refusal 401 that says what is wrong with the signature
     */
    HttpServletRequest require(HttpServletRequest request, ApiKey key, String signingKey) throws IOException {
        try {
            Map.Entry<String, InnerList> signed = signed(request);
            InnerList covered = signed.getValue();
            requireCoverage(SignatureBase.names(covered), request);
            String base = SignatureBase.of(covered, request);
            if (!verifies(signingKey, base, signature(request, signed.getKey()))) {
                throw refused("the signature does not fit the request and the key's public key");
            }
            HttpServletRequest read = new ReadRequest(request);
            requireDigest(read, covered);
            requireOnce(key, base, created(covered));
            return read;
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static Map.Entry<String, InnerList> signed(HttpServletRequest request) {
        Map<String, ListElement<?>> inputs =
                dictionary(request, "Signature-Input").get();
        if (inputs.size() != 1) {
            throw refused("Signature-Input holds %d signatures; one is needed".formatted(inputs.size()));
        }
        Map.Entry<String, ListElement<?>> input = inputs.entrySet().iterator().next();
        if (!(input.getValue() instanceof InnerList covered)) {
            throw refused("Signature-Input is no list of components");
        }
        Item<?> algorithm = covered.getParams().get("alg");
        if (algorithm != null && !algorithm.get().equals("ed25519")) {
            throw refused("its alg is not ed25519");
        }
        return Map.entry(input.getKey(), covered);
    }

    private static Dictionary dictionary(HttpServletRequest request, String header) {
        List<String> values = java.util.Collections.list(request.getHeaders(header));
        if (values.isEmpty()) {
            throw refused(header + " is missing");
        }
        return new Parser(values).parseDictionary();
    }

    private static byte[] signature(HttpServletRequest request, String label) {
        return bytes(dictionary(request, "Signature"), label, "Signature has no bytes for " + label);
    }

    private static byte[] bytes(Dictionary dictionary, String name, String otherwise) {
        ListElement<?> value = dictionary.get().get(name);
        if (value == null || !(value.get() instanceof ByteBuffer buffer)) {
            throw refused(otherwise);
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Everything by which two requests differ must be signed. */
    private static void requireCoverage(List<String> names, HttpServletRequest request) {
        boolean target = names.contains("@target-uri")
                || (names.contains("@authority") && names.contains("@path") && names.contains("@query"))
                || (names.contains("@authority") && names.contains("@request-target"));
        if (!names.contains("@method") || !target) {
            throw refused(
                    "it must cover @method and @target-uri, or @authority, @path and @query instead of the latter");
        }
        if (hasBody(request) && !names.contains("content-digest")) {
            throw refused("it must cover content-digest, for the request has a body");
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static Instant created(InnerList covered) {
        if (covered.getParams().get("created") instanceof IntegerItem created) {
            return Instant.ofEpochSecond(created.getAsLong());
        }
        throw refused("its parameter created is missing");
    }

    static boolean verifies(String signingKey, String base, byte[] signature) {
        try {
            byte[] raw = Base64.getDecoder().decode(signingKey);
            byte[] encoded = ByteBuffer.allocate(KEY_PREFIX.length + raw.length)
                    .put(KEY_PREFIX)
                    .put(raw)
                    .array();
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(base.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void requireDigest(HttpServletRequest request, InnerList covered) throws IOException {
        if (!SignatureBase.names(covered).contains("content-digest")) {
            return;
        }
        byte[] body = request.getInputStream().readAllBytes();
        Dictionary digests = dictionary(request, "Content-Digest");
        String name = DIGESTS.keySet().stream()
                .filter(digests.get()::containsKey)
                .findFirst()
                .orElseThrow(() -> refused("Content-Digest has neither sha-256 nor sha-512"));
        byte[] given = bytes(digests, name, "Content-Digest has no bytes for " + name);
        if (!MessageDigest.isEqual(given, digest(Objects.requireNonNull(DIGESTS.get(name)), body))) {
            throw refused("Content-Digest does not fit the body");
        }
    }

    private void requireOnce(ApiKey key, String base, Instant created) {
        String digest = HexFormat.of().formatHex(digest("SHA-256", base.getBytes(StandardCharsets.UTF_8)));
        switch (gate.takeSignedCall(key, digest, created)) {
            case TakeSignedCall.Answer.TAKEN -> {}
            case TakeSignedCall.Answer.REPEATED ->
                throw refused("it was used before; sign each request anew, with a nonce");
            case TakeSignedCall.Answer.STALE ->
                throw refused("it was not created within the last five minutes by the gate's clock");
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static Refusal refused(String why) {
        return new Refusal(
                401,
                ErrorCode.UNAUTHENTICATED,
                "Calls with this key must be signed (RFC 9421, Ed25519), and this one is not: " + why + ".");
    }
}
