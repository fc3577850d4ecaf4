package dev.asyncgate.app.preferences;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.shell.Preferences.Language;
import dev.asyncgate.app.shell.Preferences.Times;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.ThemeChoice;
import dev.asyncgate.settings.SettingEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class SettingsController {

    private static final double ROW = 28;

    private final PlaceContext context;
    private final SettingsViewModel viewModel;
    private final Preferences preferences;

    @FXML
    private HBox themes;

    @FXML
    private HBox scales;

    @FXML
    private HBox times;

    @FXML
    private HBox languages;

    @FXML
    private CheckBox comfortable;

    @FXML
    private CheckBox lessMotion;

    @FXML
    private TextField operator;

    @FXML
    private Label operatorNote;

    @FXML
    private Label languageNote;

    @FXML
    private TextField sought;

    @FXML
    private CheckBox onlySet;

    @FXML
    private TableView<SettingEntry> table;

    SettingsController(PlaceContext context, SettingsViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        this.preferences = viewModel.preferences();
    }

    @FXML
    private void initialize() {
        segments(
                themes,
                List.of(ThemeChoice.values()),
                choice -> context.texts().text("theme." + choice.name()),
                preferences.themes().choiceProperty());
        segments(
                scales,
                SettingsViewModel.SCALES,
                scale -> text("percent", scale),
                preferences.themes().scaleProperty());
        segments(times, List.of(Times.values()), each -> text("times." + key(each)), preferences.timesProperty());
        segments(
                languages,
                List.of(Language.values()),
                each -> text("language." + key(each)),
                preferences.languageProperty());
        bind(comfortable, preferences.themes().comfortableProperty());
        bind(lessMotion, preferences.themes().lessMotionProperty());
        preferences
                .languageProperty()
                .subscribe(ignored ->
                        languageNote.setText(text(viewModel.isLanguageAwaited() ? "language.later" : "language.note")));
        preferences.operatorProperty().subscribe(operator::setText);
        operator.setOnAction(event -> changeOperator());
        viewModel.refusedProperty().subscribe(this::tellRefused);
        sought.textProperty().bindBidirectional(viewModel.soughtProperty());
        bind(onlySet, viewModel.onlySetProperty());
        table.setItems(viewModel.entries());
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        column("key", 300, SettingEntry::key, Styles.MONO, "first");
        column("value", 240, SettingEntry::value, Styles.MONO);
        column("origin", 160, this::origin, Styles.SMALL);
        column("allowed", 460, SettingEntry::allowed, Styles.MUTED);
    }

    void focusFilter() {
        sought.requestFocus();
        sought.end();
    }

    @FXML
    private void changeOperator() {
        viewModel.actAs(operator.getText());
    }

    private void tellRefused(@Nullable String refused) {
        operatorNote.setText(refused == null ? text("operator.note") : refused);
        operatorNote.getStyleClass().removeAll(Styles.BAD, Styles.MUTED);
        operatorNote.getStyleClass().add(refused == null ? Styles.MUTED : Styles.BAD);
        operator.getStyleClass().remove(Styles.INVALID);
        if (refused != null) {
            operator.getStyleClass().add(Styles.INVALID);
        }
    }

    private String origin(SettingEntry entry) {
        return SettingsViewModel.isSet(entry) ? text("from", entry.origin().toString()) : text("default");
    }

    private static void bind(CheckBox box, BooleanProperty property) {
        box.selectedProperty().bindBidirectional(property);
    }

    private static <V> void segments(
            HBox holder, List<? extends V> values, Function<V, String> words, Property<V> property) {
        for (V value : values) {
            var button = new ToggleButton(words.apply(value));
            button.setOnAction(event -> {
                property.setValue(value);
                button.setSelected(true);
            });
            property.subscribe(now -> button.setSelected(value.equals(now)));
            holder.getChildren().add(button);
        }
        holder.getChildren().getLast().getStyleClass().add("last");
    }

    private void column(String key, double width, Function<SettingEntry, String> words, String... styles) {
        var column = new TableColumn<SettingEntry, String>(text("column_" + key));
        column.setPrefWidth(width);
        // The head of the first begins where its cells do.
        Arrays.stream(styles).filter("first"::equals).forEach(column.getStyleClass()::add);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyStringWrapper(words.apply(features.getValue())));
        column.setCellFactory(ignored -> new TableCell<>() {
            {
                getStyleClass().addAll(styles);
            }

            @Override
            protected void updateItem(@Nullable String value, boolean empty) {
                super.updateItem(value, empty);
                setText(empty ? null : value);
                setTooltip(empty || value == null || value.isEmpty() ? null : new Tooltip(value));
            }
        });
        table.getColumns().add(column);
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String text(String key, Object... values) {
        return context.texts().text("settings." + key, values);
    }
}
