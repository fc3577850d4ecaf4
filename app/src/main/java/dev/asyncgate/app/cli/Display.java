package dev.asyncgate.app.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a window can be shown, found out without loading JavaFX. */
final class Display {

    private static final Pattern X11 = Pattern.compile("(?:.*/)?(.*):(\\d+)(?:\\.\\d+)?");
    private static final int X11_PORT = 6000;
    private static final int TIMEOUT_MS = 2000;

    private final Map<String, String> environment;

    Display(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Why no window can be shown; empty when one probably can. */
    Optional<String> problem() {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return Optional.empty();
        }
        String display = environment.getOrDefault("DISPLAY", "");
        if (display.isEmpty()) {
            return Optional.of("there is no display (DISPLAY is not set)");
        }
        Matcher parts = X11.matcher(display);
        if (parts.matches() && !answers(parts.group(1), Integer.parseInt(parts.group(2)))) {
            return Optional.of("the display " + display + " does not answer");
        }
        return Optional.empty();
    }

    private static boolean answers(String host, int number) {
        if (host.isEmpty() || host.equals("unix")) {
            String path = "/tmp/.X11-unix/X" + number;
            return connects(Path.of(path)) || listensInAbstractSpace("@" + path);
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, X11_PORT + number), TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean connects(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** X servers of Linux may listen on a name that is no file. */
    private static boolean listensInAbstractSpace(String name) {
        try (var lines = Files.lines(Path.of("/proc/net/unix"))) {
            return lines.anyMatch(line -> line.endsWith(" " + name));
        } catch (IOException e) {
            return false;
        }
    }
}
