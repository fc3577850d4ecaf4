package dev.asyncgate.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The machine and platform that the program finds itself on, from which some defaults follow.
 *
 * @param environment all variables of the process
 * @param osName as the system property {@code os.name}
 */
record Surroundings(Map<String, String> environment, String osName, String userHome, int processors) {

    Surroundings(Map<String, String> environment) {
        this(
                environment,
                System.getProperty("os.name", ""),
                System.getProperty("user.home", ""),
                Runtime.getRuntime().availableProcessors());
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** Whether the program runs in a cluster, where variables also arise from the names of services. */
    boolean isKubernetes() {
        return !variable("KUBERNETES_SERVICE_HOST").isEmpty();
    }

    /** The platform's folder for a user's data of this program. */
    Path dataDir() {
        String system = osName.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = variable("LOCALAPPDATA");
            return local.isEmpty()
                    ? Path.of(userHome, "AppData", "Local", "AsyncGate")
                    : Path.of(local).resolve("AsyncGate");
        }
        if (system.startsWith("mac")) {
            return Path.of(userHome, "Library", "Application Support", "AsyncGate");
        }
        // The XDG base directory specification: a relative path is invalid and to be ignored.
        String xdg = variable("XDG_DATA_HOME");
        return xdg.startsWith("/")
                ? Path.of(xdg).resolve("asyncgate")
                : Path.of(userHome, ".local", "share", "asyncgate");
    }

    /** A name that tells this running instance from every other. */
    String instanceId() {
        if (isKubernetes()) {
            String pod = variable("POD_NAME");
            return pod.isEmpty() ? hostName() : pod;
        }
        for (String name : new String[] {"FLY_MACHINE_ID", "FLY_ALLOC_ID"}) {
            if (!variable(name).isEmpty()) {
                return variable(name);
            }
        }
        String ecs = variable("ECS_CONTAINER_METADATA_URI_V4") + variable("ECS_CONTAINER_METADATA_URI");
        if (!ecs.isEmpty()) {
            return ecs.substring(ecs.lastIndexOf('/') + 1);
        }
        // All instances of a Cloud Run revision share its name.
        String revision = variable("K_REVISION");
        return (revision.isEmpty() ? hostName() : revision) + "-" + random();
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    private String hostName() {
        for (String name : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            if (!variable(name).isEmpty()) {
                return variable(name);
            }
        }
        try {
            return Files.readString(Path.of("/etc/hostname")).strip();
        } catch (IOException none) {
            return lookedUpHostName();
        }
    }

    private static String lookedUpHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unnamed";
        }
    }
}
