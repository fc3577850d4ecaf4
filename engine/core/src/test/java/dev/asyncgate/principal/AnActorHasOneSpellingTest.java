package dev.asyncgate.principal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.GateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnActorHasOneSpellingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"planner", " planner\t", "ext:planner", "ext:ext:planner", "EXT: planner", "\u00a0planner\u2003"
            })
    void spaceAndExternalPrefixesAreDropped(String id) {
        assertThat(Principal.of(PrincipalKind.AGENT, id).id()).isEqualTo("planner");
    }

    @Test
    void idsAreComparedInNfc() {
        Principal composed = Principal.of(PrincipalKind.HUMAN, "Zo\u00eb");
        Principal decomposed = Principal.of(PrincipalKind.HUMAN, "Zoe\u0308");

        assertThat(decomposed).isEqualTo(composed);
    }

    @Test
    void anInstanceDoesNotMakeAnotherActor() {
        Principal one = new Principal(PrincipalKind.WORKER, "w", " pod-1 ");

        assertThat(one.instanceId()).isEqualTo("pod-1");
        assertThat(one.isSameActorAs(Principal.of(PrincipalKind.WORKER, "ext:w")))
                .isTrue();
        assertThat(one.isSameActorAs(Principal.of(PrincipalKind.AGENT, "w"))).isFalse();
        assertThat(one.isSameActorAs(Principal.of(PrincipalKind.WORKER, "W"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ext:", "ext: ext:", "\u00a0"})
    void anIdNeedsOneVisibleCharacter(String id) {
        assertThatThrownBy(() -> Principal.of(PrincipalKind.AGENT, id))
                .isInstanceOf(GateException.class)
                .hasMessage("The id has 0 characters; it needs 1 to 255 visible characters.");
    }

    @Test
    void twoHundredFiftyFiveCharactersAreTheMost() {
        assertThat(Principal.of(PrincipalKind.AGENT, "ext:" + "😀".repeat(255)).id())
                .hasSize(510);
        assertThat(Principal.of(PrincipalKind.AGENT, "x".repeat(255)).id()).hasSize(255);
        assertThatThrownBy(() -> Principal.of(PrincipalKind.AGENT, "x".repeat(256)))
                .hasMessageContaining("256 characters");
        assertThatThrownBy(() -> Principal.of(PrincipalKind.AGENT, "e\u0301\u0323".repeat(1_000_000)))
                .hasMessageContaining("more than 10,000 characters");
    }

    @ParameterizedTest
    @EnumSource(PrincipalKind.class)
    void whatIsWrittenIsReadBack(PrincipalKind kind) {
        Principal principal = Principal.of(kind, "team:build agent 7");

        assertThat(principal).hasToString(kind.name().toLowerCase(java.util.Locale.ROOT) + ":team:build agent 7");
        assertThat(Principal.parse(principal.toString())).isEqualTo(principal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"planner", "robot:planner", "AGENT:planner", ":planner", "rob\u202eot:x"})
    void otherTextsAreRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> Principal.parse(text))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("agent")
                .satisfies(e -> assertThat(e.getMessage()).isPrintable());
    }
}
