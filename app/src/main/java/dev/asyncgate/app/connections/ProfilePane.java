package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.Environment.Guard;
import dev.asyncgate.app.shell.Environment.Kind;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.FormField;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Subscription;

/** The fields of a profile, and what its windows look like. For the FX thread only. */
final class ProfilePane extends VBox {

    /** The left column of a row, in percent; the right one has the rest. */
    private static final double LEFT = 44;

    private static final List<Guard> GUARDS =
            List.of(Guard.OPEN, Guard.CONFIRM, Guard.TYPED_CONFIRMATION, Guard.READ_ONLY);

    private final Texts texts;
    private final ConnectionsViewModel viewModel;
    private final ProfileForm form;
    private final Map<ProfileField, FormField> fields = new EnumMap<>(ProfileField.class);
    private final Map<ProfileField, TextField> inputs = new EnumMap<>(ProfileField.class);
    private final VBox server = new VBox();
    private final VBox limits = new VBox();
    private final VBox preview = new VBox();
    private final HBox guardNote = new HBox();
    private final FormField environment;
    private final FormField password;
    private final FormField tls;

    ProfilePane(Texts texts, ConnectionsViewModel viewModel) {
        this.texts = texts;
        this.viewModel = viewModel;
        this.form = viewModel.form();
        getStyleClass().add("profile-form");
        server.getStyleClass().add("profile-group");
        limits.getStyleClass().add("profile-group");
        environment = environment();
        password = password();
        tls = tls();
        server.getChildren()
                .setAll(
                        pair(
                                text(ProfileField.HOSTS),
                                row(
                                        grow(text(ProfileField.PORT), 7),
                                        grow(text(ProfileField.DATABASE), 9),
                                        grow(text(ProfileField.SCHEMA), 9))),
                        pair(text(ProfileField.USER), password),
                        line(),
                        tls,
                        pair(file(ProfileField.ROOT_CERTIFICATE), file(ProfileField.CLIENT_CERTIFICATE)));
        limits.getChildren().setAll(line(), guards(), guardNote);
        getChildren()
                .setAll(
                        pair(text(ProfileField.NAME), environment),
                        server,
                        limits,
                        line(),
                        row(
                                grow(text(ProfileField.OPERATOR), 19),
                                grow(text(ProfileField.TENANT), 12),
                                grow(text(ProfileField.CONNECT), 6),
                                grow(text(ProfileField.STATEMENT), 7),
                                grow(text(ProfileField.POOL), 5)));
        input(ProfileField.HOSTS).setOnAction(event -> takeAddress());
        input(ProfileField.HOSTS).focusedProperty().subscribe(focused -> {
            if (!focused) {
                takeAddress();
            }
        });
        viewModel.problemsProperty().subscribe(this::tell);
        viewModel.selectedProperty().subscribe(ignored -> show());
        viewModel.keychainProperty().subscribe(ignored -> tellPassword());
        form.keepsPasswordProperty().subscribe(ignored -> tellPassword());
        form.tlsProperty().subscribe(now -> tls.note(text("tls." + now.sslmode())));
        Subscription _ = form.guardProperty()
                .subscribe(ignored -> dress())
                .and(form.kindProperty().subscribe(ignored -> dress()))
                .and(form.property(ProfileField.NAME).subscribe(ignored -> dress()));
        field(ProfileField.HOSTS).note(text("note.hosts"));
        field(ProfileField.CLIENT_CERTIFICATE).note(text("note.client_certificate"));
        field(ProfileField.OPERATOR).note(text("note.operator"));
        environment.note(text("note.environment"));
    }

    /** Begins where one types first. */
    void takeFocus() {
        input(form.isEmbedded() ? ProfileField.OPERATOR : ProfileField.NAME).requestFocus();
    }

    /** Where an address can be pasted. */
    void focusServer() {
        input(ProfileField.HOSTS).requestFocus();
    }

    /** Of the embedded database nothing can be chosen but who acts, and where one begins. */
    private void show() {
        Profile profile = viewModel.selectedProperty().get();
        boolean remote = profile != null && !profile.isEmbedded();
        boolean mine = profile != null && profile.isMine();
        server.setVisible(remote);
        server.setManaged(remote);
        limits.setVisible(remote);
        limits.setManaged(remote);
        setDisable(!mine);
        for (ProfileField field :
                List.of(ProfileField.NAME, ProfileField.CONNECT, ProfileField.STATEMENT, ProfileField.POOL)) {
            input(field).setDisable(!remote);
        }
        environment.setDisable(!remote);
    }

    private void takeAddress() {
        String typed = input(ProfileField.HOSTS).getText();
        if (typed.contains("://") || typed.startsWith("jdbc:")) {
            viewModel.takeAddress(typed);
        }
    }

    private void tell(Map<ProfileField, String> problems) {
        fields.forEach((field, shown) -> shown.tell(problems.get(field)));
    }

    private void tellPassword() {
        boolean there = viewModel.keychainProperty().get().orElse(true);
        String key = there ? form.keepsPasswordProperty().get() ? "kept" : "asked" : "no_keychain";
        password.note(text("note.password." + key));
    }

    // ---- how the window will look

    private void dress() {
        var name = form.property(ProfileField.NAME).get().strip();
        var is = new Environment(
                name, form.kindProperty().get(), form.guardProperty().get());
        preview.getStyleClass().setAll("frame", "profile-preview");
        preview.getStyleClass().addAll(is.styleClasses());
        var pill = new HBox(new EnvironmentPill(is, texts));
        pill.setAlignment(Pos.TOP_RIGHT);
        preview.getChildren().setAll(pill, bar(0.42), bar(0.62), bar(0.52));
        Guard guard = form.guardProperty().get();
        guardNote.getStyleClass().setAll(Styles.NOTE, "profile-note");
        var words = new Label(text("guard.note." + guard.name().toLowerCase(Locale.ROOT)));
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add(Styles.SMALL);
        guardNote.getChildren().setAll(Glyphs.icon("lock", 14), words);
    }

    private static Region bar(double share) {
        var bar = new Region();
        bar.getStyleClass().add("preview-bar");
        bar.setMaxWidth(260 * share);
        return bar;
    }

    // ---- fields

    private FormField environment() {
        var segments = new Segments<>(List.of(Kind.values()), form.kindProperty(), kind -> {
            var mark = new Region();
            mark.getStyleClass().addAll("profile-mark", kind.styleClass());
            return new ToggleButton(text("kind." + kind.key()), mark);
        });
        return new FormField(text("field.environment"), segments, segments.first());
    }

    private FormField password() {
        var segments = new Segments<>(List.of(true, false), form.keepsPasswordProperty(), kept -> {
            var button = new ToggleButton(text(kept ? "password.keychain" : "password.ask"));
            if (kept) {
                button.setGraphic(Glyphs.icon("lock", 12));
            }
            return button;
        });
        return new FormField(text("field.password"), segments, segments.first());
    }

    private FormField tls() {
        var segments = new Segments<>(
                List.of(Tls.values()), form.tlsProperty(), mode -> new ToggleButton(text("mode." + mode.sslmode())));
        return new FormField(text("field.tls"), segments, segments.first());
    }

    private Node guards() {
        var group = new ToggleGroup();
        var choices = new VBox();
        choices.getStyleClass().add("profile-guards");
        var title = new Label(text("field.guard"));
        title.getStyleClass().add(Styles.FIELD_LABEL);
        choices.getChildren().add(title);
        for (Guard guard : GUARDS) {
            String key = guard.name().toLowerCase(Locale.ROOT);
            var choice = new RadioButton(text("guard." + key));
            choice.setId("guard-" + key);
            choice.getStyleClass().add(Styles.MEDIUM);
            choice.setToggleGroup(group);
            choice.setOnAction(event -> form.guardProperty().set(guard));
            form.guardProperty().subscribe(now -> choice.setSelected(now == guard));
            var words = new Label(text("guard." + key + ".does"));
            words.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
            choice.setAccessibleHelp(words.getText());
            var line = new HBox(choice, words);
            line.getStyleClass().add("profile-guard");
            choices.getChildren().add(line);
        }
        var label = new Label(text("field.preview"));
        label.getStyleClass().add(Styles.FIELD_LABEL);
        var shown = new VBox(label, preview);
        shown.getStyleClass().add("profile-guards");
        VBox.setVgrow(preview, Priority.ALWAYS);
        return columns(57, choices, shown);
    }

    private FormField text(ProfileField field) {
        var input = new TextField();
        input.setId("profile-" + field.key());
        input.textProperty().bindBidirectional(form.property(field));
        if (field != ProfileField.NAME) {
            input.getStyleClass().add(Styles.MONO);
        }
        inputs.put(field, input);
        var shown = new FormField(text("field." + field.key()), input, input);
        fields.put(field, shown);
        return shown;
    }

    private FormField file(ProfileField field) {
        var input = new TextField();
        input.setId("profile-" + field.key());
        input.textProperty().bindBidirectional(form.property(field));
        input.setPromptText(text("none"));
        input.getStyleClass().add(Styles.MONO);
        HBox.setHgrow(input, Priority.ALWAYS);
        var choose = new Button(text("choose"));
        choose.getStyleClass().add(Styles.LINK);
        choose.setOnAction(event -> {
            File chosen = new FileChooser().showOpenDialog(getScene().getWindow());
            if (chosen != null) {
                input.setText(chosen.getPath());
            }
        });
        var both = new HBox(input, choose);
        both.getStyleClass().add(Styles.INPUT);
        inputs.put(field, input);
        var shown = new FormField(text("field." + field.key()), both, input);
        fields.put(field, shown);
        return shown;
    }

    private FormField field(ProfileField field) {
        return Objects.requireNonNull(fields.get(field));
    }

    private TextField input(ProfileField field) {
        return Objects.requireNonNull(inputs.get(field));
    }

    private static Region line() {
        var line = new Region();
        line.getStyleClass().add("profile-line");
        return line;
    }

    private static Node pair(Node left, Node right) {
        return columns(LEFT, left, right);
    }

    private static Node columns(double leftPercent, Node left, Node right) {
        var grid = new GridPane();
        grid.getStyleClass().add("profile-pair");
        List<ColumnConstraints> widths = new ArrayList<>();
        for (double percent : new double[] {leftPercent, 100 - leftPercent}) {
            var width = new ColumnConstraints();
            width.setPercentWidth(percent);
            widths.add(width);
        }
        grid.getColumnConstraints().setAll(widths);
        grid.addRow(0, left, right);
        return grid;
    }

    private static HBox row(Node... parts) {
        var row = new HBox(parts);
        row.getStyleClass().add("profile-row");
        return row;
    }

    /** Shares the width of its row in this proportion. */
    private static Region grow(Region field, double share) {
        field.setPrefWidth(share * 10);
        field.setMinWidth(0);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private String text(String key) {
        return texts.text("connections." + key);
    }
}
