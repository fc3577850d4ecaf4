package dev.asyncgate.schedule;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.ScheduleKeeper;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A program that fires what is due until it is killed, and prints a line for each pass. Argument: the tenant. */
final class FiringProcess {

    private static final String URL = "FIRING_DATABASE_URL";

    private FiringProcess() {}

    static Process start(UUID tenant) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FiringProcess.class.getName(),
                        tenant.toString())
                .redirectError(Redirect.INHERIT);
        builder.environment().put(URL, url());
        return builder.start();
    }

    /** The shared server, for a gate with its real clock. */
    static String url() {
        DatabaseAddress address = TestServer.program();
        return "postgresql://" + address.user() + ":" + address.password() + "@"
                + address.jdbcUrl().substring("jdbc:postgresql://".length());
    }

    static Gate gate(String url) {
        return Gate.open(Settings.read(Map.of(), null, Map.of("DATABASE_URL", url, "SWEEP_ENABLED", "false")));
    }

    public static void main(String[] arguments) {
        ScheduleKeeper keeper = gate(System.getenv(URL)).schedules(UUID.fromString(arguments[0]));
        System.out.println("ready");
        while (true) {
            System.out.println("fired " + keeper.fireDue());
        }
    }
}
