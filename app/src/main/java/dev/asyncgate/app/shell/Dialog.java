package dev.asyncgate.app.shell;

import javafx.scene.Node;
import javafx.scene.layout.Region;

/** What asks a person before something happens, over the window. For the FX thread only. */
public interface Dialog {

    Region view();

    /** What has the focus when it opens, and gets it back. */
    Node first();

    /** Whether Escape closes it now; false while something is under way that cannot be called back. */
    boolean mayClose();

    /** It was closed, however. */
    void closed();
}
