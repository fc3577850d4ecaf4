package dev.asyncgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThePlatformIsRecognisedTest {

    @Test
    void eachPlatformHasItsFolderForData() {
        assertThat(on("Linux", "/home/ann", Map.of()).dataDir()).isEqualTo(Path.of("/home/ann/.local/share/asyncgate"));
        assertThat(on("Linux", "/home/ann", Map.of("XDG_DATA_HOME", "/data")).dataDir())
                .isEqualTo(Path.of("/data/asyncgate"));
        assertThat(on("Linux", "/home/ann", Map.of("XDG_DATA_HOME", "data")).dataDir())
                .isEqualTo(Path.of("/home/ann/.local/share/asyncgate"));
        assertThat(on("Mac OS X", "/Users/ann", Map.of()).dataDir())
                .isEqualTo(Path.of("/Users/ann/Library/Application Support/AsyncGate"));
        assertThat(on("Windows 11", "/users/ann", Map.of("LOCALAPPDATA", "/users/ann/local"))
                        .dataDir())
                .isEqualTo(Path.of("/users/ann/local/AsyncGate"));
    }

    @Test
    void aTildeMeansTheHomeFolder() {
        assertThat(SettingParsers.path("~/gate")).isEqualTo(Path.of(System.getProperty("user.home"), "gate"));
        assertThat(SettingParsers.path("gate")).isAbsolute();
    }

    @Test
    void eachHostingPlatformNamesTheInstance() {
        assertThat(instance(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "HOSTNAME", "gate-7f9c")))
                .isEqualTo("gate-7f9c");
        assertThat(instance(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "POD_NAME", "gate-0", "HOSTNAME", "node")))
                .isEqualTo("gate-0");
        assertThat(instance(Map.of("FLY_MACHINE_ID", "3d8d", "FLY_ALLOC_ID", "old")))
                .isEqualTo("3d8d");
        assertThat(instance(Map.of("FLY_ALLOC_ID", "a1b2"))).isEqualTo("a1b2");
        assertThat(instance(Map.of("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/cd18-42")))
                .isEqualTo("cd18-42");
        assertThat(instance(Map.of("K_REVISION", "gate-00001-abc", "HOSTNAME", "localhost")))
                .matches("gate-00001-abc-[0-9a-f]{8}");
    }

    @Test
    void elsewhereHostAndChanceNameIt() {
        String first = instance(Map.of("HOSTNAME", "laptop"));

        assertThat(first).matches("laptop-[0-9a-f]{8}").isNotEqualTo(instance(Map.of("HOSTNAME", "laptop")));
    }

    private static String instance(Map<String, String> environment) {
        return on("Linux", "/home/ann", environment).instanceId();
    }

    private static Surroundings on(String osName, String userHome, Map<String, String> environment) {
        return new Surroundings(environment, osName, userHome, 4);
    }
}
