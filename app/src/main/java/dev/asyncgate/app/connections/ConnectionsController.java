package dev.asyncgate.app.connections;

import dev.asyncgate.app.connections.ConnectionsViewModel.Work;
import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the FXML of the connections to their view-model. */
@SuppressWarnings("NullAway.Init") // the fields are the loader's to fill
final class ConnectionsController {

    private final Texts texts;
    private final Dialogs dialogs;
    private final ConnectionsViewModel viewModel;
    private final ProfilePane form;
    private boolean following;

    @FXML
    private Label summary;

    @FXML
    private ListView<Profile> list;

    @FXML
    private ScrollPane formScroll;

    @FXML
    private VBox told;

    @FXML
    private Button connect;

    @FXML
    private Button save;

    @FXML
    private Button test;

    @FXML
    private Label work;

    @FXML
    private Button stop;

    @FXML
    private Button duplicate;

    @FXML
    private Button delete;

    ConnectionsController(PlaceContext context, Dialogs dialogs, ConnectionsViewModel viewModel) {
        this.texts = context.texts();
        this.dialogs = dialogs;
        this.viewModel = viewModel;
        this.form = new ProfilePane(texts, viewModel);
    }

    @FXML
    void initialize() {
        formScroll.setContent(form);
        list.setCellFactory(ignored -> new ProfileCell(texts, viewModel));
        list.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.J) {
                list.getSelectionModel().selectNext();
            } else if (event.getCode() == KeyCode.K) {
                list.getSelectionModel().selectPrevious();
            }
        });
        viewModel.profilesProperty().subscribe(this::show);
        viewModel.selectedProperty().subscribe(ignored -> follow());
        viewModel.keychainProperty().subscribe(ignored -> summarise());
        viewModel.failureProperty().subscribe(ignored -> tell());
        viewModel.troubleProperty().subscribe(ignored -> tell());
        viewModel.questionProperty().subscribe(this::ask);
        viewModel.workProperty().subscribe(this::tellWork);
        var idle = viewModel.workProperty().isEqualTo(Work.NONE);
        var right = Bindings.createBooleanBinding(
                () -> viewModel.problemsProperty().get().isEmpty(), viewModel.problemsProperty());
        connect.disableProperty().bind(idle.and(right).not());
        test.disableProperty().bind(idle.and(right).not());
        save.disableProperty()
                .bind(idle.and(right).and(viewModel.changedProperty()).not());
    }

    void takeFocus() {
        list.requestFocus();
    }

    private void chosen(@Nullable Profile profile) {
        if (profile != null && !following) {
            viewModel.select(profile.id());
        }
    }

    private void show(List<Profile> profiles) {
        following = true;
        list.getItems().setAll(profiles);
        following = false;
        follow();
        summarise();
    }

    private void follow() {
        Profile selected = viewModel.selectedProperty().get();
        if (selected == null) {
            return;
        }
        following = true;
        list.getItems().stream()
                .filter(profile -> profile.id().equals(selected.id()))
                .findFirst()
                .ifPresent(list.getSelectionModel()::select);
        following = false;
        connect.setText(text(viewModel.isCurrent(selected) ? "reconnect" : "connect"));
        duplicate.setDisable(selected.isEmbedded());
        delete.setDisable(!viewModel.isDeletable(selected));
        test.setVisible(!selected.isEmbedded());
        test.setManaged(test.isVisible());
    }

    private void summarise() {
        Optional<Boolean> keychain = viewModel.keychainProperty().get();
        String where = keychain.map(there -> there ? "keychain" : "no_keychain").orElse("keychain_unknown");
        summary.setText(texts.text(
                "connections.summary." + where,
                viewModel.profilesProperty().get().size()));
    }

    private void tell() {
        told.getChildren().clear();
        String trouble = viewModel.troubleProperty().get();
        if (trouble != null) {
            var words = new Label(trouble);
            words.setWrapText(true);
            words.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_WARN, Styles.SMALL);
            told.getChildren().add(words);
        }
        Exception failure = viewModel.failureProperty().get();
        if (failure != null) {
            told.getChildren().add(ErrorNote.of(texts, failure));
        }
        told.setVisible(!told.getChildren().isEmpty());
        told.setManaged(told.isVisible());
    }

    private void tellWork(Work now) {
        boolean busy = now != Work.NONE;
        work.setText(busy ? text("work." + now.name().toLowerCase(Locale.ROOT)) : "");
        stop.setVisible(busy && now != Work.MIGRATING);
        stop.setManaged(stop.isVisible());
    }

    private void ask(@Nullable Question question) {
        if (question != null) {
            dialogs.show(AskDialog.of(
                    texts,
                    question,
                    new AskDialog.Answers(viewModel::answerPassword, viewModel::answerMigrate, viewModel::answerDelete),
                    dialogs::close,
                    viewModel::dismiss));
        }
    }

    @FXML
    void create() {
        viewModel.create();
        form.takeFocus();
    }

    /** A new profile, from the address in the clipboard when there is one. */
    @FXML
    void importAddress() {
        viewModel.create();
        String copied = Clipboard.getSystemClipboard().getString();
        if (copied != null && (copied.contains("://") || copied.startsWith("jdbc:"))) {
            viewModel.takeAddress(copied);
        }
        form.focusServer();
    }

    @FXML
    void connect() {
        viewModel.connect();
    }

    @FXML
    void save() {
        viewModel.save();
    }

    @FXML
    void test() {
        viewModel.test();
    }

    @FXML
    void stop() {
        viewModel.stop();
    }

    @FXML
    void duplicate() {
        viewModel.duplicate();
    }

    @FXML
    void delete() {
        viewModel.askDelete();
    }

    private String text(String key) {
        return texts.text("connections." + key);
    }
}
