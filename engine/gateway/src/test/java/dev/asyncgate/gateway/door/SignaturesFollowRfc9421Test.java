package dev.asyncgate.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

/** The example of RFC 9421, appendix B.2.6: its request, its key, its signature. */
class SignaturesFollowRfc9421Test {

    private static final String PUBLIC_KEY = "JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";

    private static final String COVERED =
            "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                    + ";created=1618884473;keyid=\"test-key-ed25519\"";

    private static final String SIGNATURE =
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

    private static final Map<String, String> HEADERS = Map.of(
            "host", "example.com",
            "date", "Tue, 20 Apr 2021 02:07:55 GMT",
            "content-type", "application/json",
            "content-length", "18");

    @Test
    void theBaseIsTheOneOfTheExample() {
        assertThat(base()).isEqualTo("""
                "date": Tue, 20 Apr 2021 02:07:55 GMT
                "@method": POST
                "@path": /foo
                "@authority": example.com
                "content-type": application/json
                "content-length": 18
                "@signature-params": %s""".formatted(COVERED));
    }

    @Test
    void theSignatureOfTheExampleVerifiesAndNoOther() {
        byte[] signature = Base64.getDecoder().decode(SIGNATURE);
        assertThat(Signatures.verifies(PUBLIC_KEY, base(), signature)).isTrue();
        assertThat(Signatures.verifies(PUBLIC_KEY, base().replace("POST", "PUT"), signature))
                .isFalse();
        signature[7] ^= 1;
        assertThat(Signatures.verifies(PUBLIC_KEY, base(), signature)).isFalse();
    }

    private static String base() {
        return SignatureBase.of(Parser.parseInnerList(COVERED), request());
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SignaturesFollowRfc9421Test.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "POST";
                    case "getRequestURI" -> "/foo";
                    case "getQueryString" -> "param=Value&Pet=dog";
                    case "getHeader" -> HEADERS.get(name(arguments));
                    case "getHeaders" -> Collections.enumeration(List.of(HEADERS.get(name(arguments))));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static String name(Object[] arguments) {
        return arguments[0].toString().toLowerCase(Locale.ROOT);
    }
}
