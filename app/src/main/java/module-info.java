/** The window (JavaFX, MVVM) and the one command line. */
module dev.asyncgate.app {
    requires dev.asyncgate.bench;
    requires dev.asyncgate.core;
    requires dev.asyncgate.gateway;
    requires dev.asyncgate.workers;
    requires atlantafx.base;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires java.desktop;
    requires java.keyring;
    requires java.net.http;
    requires javafx.controls;
    requires javafx.fxml;
    requires org.fxmisc.flowless;
    requires org.fxmisc.richtext;
    requires org.fxmisc.undo;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.asyncgate.app.log to
            ch.qos.logback.core;

    opens dev.asyncgate.app to
            javafx.graphics;
    opens dev.asyncgate.app.cli to
            info.picocli;

    exports dev.asyncgate.app.theme to
            javafx.fxml;

    opens dev.asyncgate.app.connections to
            javafx.fxml;
    opens dev.asyncgate.app.doctor to
            javafx.fxml;
    opens dev.asyncgate.app.gateway to
            javafx.fxml;
    opens dev.asyncgate.app.leases to
            javafx.fxml;
    opens dev.asyncgate.app.schedules to
            javafx.fxml;
    opens dev.asyncgate.app.workers to
            javafx.fxml;
    opens dev.asyncgate.app.ledger to
            javafx.fxml;
    opens dev.asyncgate.app.obligations to
            javafx.fxml;
    opens dev.asyncgate.app.overview to
            javafx.fxml;
    opens dev.asyncgate.app.preferences to
            javafx.fxml;
    opens dev.asyncgate.app.receipts to
            javafx.fxml;
    opens dev.asyncgate.app.rows to
            javafx.fxml;
    opens dev.asyncgate.app.shell to
            javafx.fxml;
    opens dev.asyncgate.app.demo to
            javafx.fxml;
    opens dev.asyncgate.app.submit to
            javafx.fxml;
    opens dev.asyncgate.app.tasks to
            javafx.fxml;
}
