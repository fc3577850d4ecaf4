package dev.asyncgate.principal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NobodyOutsideSpeaksAsAnInternalPrincipalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svc:asyncgate",
                "sys:anything",
                "SVC:asyncgate",
                "SyS:x",
                "  svc:x  ",
                "\u00a0svc:x",
                "\u3000svc:x",
                "ext:svc:x",
                "ext:ext:ext:sys:x",
                "ext: svc:x",
                "ext:\u00a0ext:\tsvc:x",
                "EXT:svc:x",
                "Ext:eXt: SVC:x",
                "\uff53\uff56\uff43:x", // full width
                "\uff33\uff36\uff23\uff1ax", // full width, capitals and colon
                "svc\uff1ax",
                "\uff45\uff58\uff54:svc:x", // full-width ext
                "ext\uff1asvc:x",
                "\u017fvc:x", // long s
                "\u24e2\u24e5\u24d2:x", // circled
                "\ud835\udc2c\ud835\udc2f\ud835\udc1c:x", // mathematical bold
                "\u0455vc:x", // Cyrillic dze
                "\u0405V\u0421:x", // Cyrillic capitals
                "s\u0443s:x", // Cyrillic u
                "s\u03bd\u03f2:x", // Greek
                "svc\ua789x", // modifier letter colon
                "svc\u2236x", // ratio
                "svc :x",
                "s vc:x"
            })
    void noSpellingOfAnInternalIdIsAccepted(String id) {
        assertThat(Principal.of(PrincipalKind.AGENT, id).isInternal()).isTrue();
        assertThatThrownBy(() -> Principal.external(PrincipalKind.AGENT, id))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s\u200bvc:x", // zero-width space
                "\u200bsvc:x",
                "svc\u2060:x", // word joiner
                "\ufeffsvc:x", // byte order mark
                "s\u00advc:x", // soft hyphen
                "\u202esvc:x", // right-to-left override
                "s\u034fvc:x", // grapheme joiner
                "svc\ufe0f:x", // variation selector
                "svc\u3164:x", // Hangul filler
                "svc\u2800:x", // empty Braille cell
                "svc\udb40\udc41:x", // tag letter
                "s\0vc:x",
                "s\nvc:x",
                "svc\u00a0:x",
                "svc\u2028:x",
                "svc\ud800:x"
            })
    void invisibleCharactersInsideAreRefusedWithTheirCode(String id) {
        assertThatThrownBy(() -> Principal.external(PrincipalKind.AGENT, id))
                .isInstanceOfSatisfying(GateException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(e.getMessage())
                            .containsPattern("U\\+[0-9A-F]{4}")
                            .isPrintable();
                });
    }

    @ParameterizedTest
    @EnumSource(PrincipalKind.class)
    void onlyTheKindSystemIsRefusedForAnOrdinaryId(PrincipalKind kind) {
        if (kind == PrincipalKind.SYSTEM) {
            assertThatThrownBy(() -> Principal.external(kind, "planner")).hasMessageContaining("kind system");
        } else {
            assertThat(Principal.external(kind, "planner").id()).isEqualTo("planner");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"svc", "svcs:x", "a:svc:x", "system:x", "asvc:", "sv:c", "сервис:x", "größe:1", "team sys:x"})
    void idsThatOnlyContainTheLettersAreOrdinary(String id) {
        assertThat(Principal.external(PrincipalKind.SERVICE, id).id()).isEqualTo(id);
    }

    @Test
    void theEngineItselfIsInternal() {
        assertThat(Principal.ASYNCGATE.isInternal()).isTrue();
        assertThat(Principal.ASYNCGATE).hasToString("service:svc:asyncgate");
    }
}
