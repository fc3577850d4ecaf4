package dev.asyncgate.app.cli;

/** The one command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("asyncgate");
    }
}
