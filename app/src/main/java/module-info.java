/** The window (JavaFX, MVVM) and the one command line. */
module dev.asyncgate.app {
    requires dev.asyncgate.core;
    requires dev.asyncgate.workers;
    requires dev.asyncgate.ui;
    requires atlantafx.base;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires java.desktop;
    requires javafx.controls;
    requires javafx.fxml;
    requires org.fxmisc.flowless;
    requires org.fxmisc.richtext;
    requires org.slf4j;
    requires static org.jspecify;

    opens dev.asyncgate.app.cli to
            info.picocli;
}
