package dev.asyncgate.app.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said at its field, and nothing is saved or connected to before it is right. */
@SuppressWarnings("NullAway.Init") // made before each test
class AProfileIsCheckedAsItIsTypedTest {

    @TempDir
    Path folder;

    private final List<Connections.Outcome.Opened> opened = new ArrayList<>();
    private final MemoryKeyring keyring = new MemoryKeyring();
    private Connections connections;
    private ConnectionsViewModel viewModel;

    @BeforeEach
    void arrive() {
        Settings settings = Settings.read(Map.of(), null, Map.of("DATA_DIR", folder.toString()));
        connections = new Connections(settings, OpenTelemetry.noop(), new Keychain(() -> keyring), Clock.systemUTC());
        viewModel = new ConnectionsViewModel(
                Background.direct(),
                connections,
                Texts.of(Locale.ENGLISH),
                Clock.systemUTC(),
                Profile.LOCAL,
                opened::add);
        viewModel.arrive();
    }

    private void type(ProfileField field, String text) {
        viewModel.form().property(field).set(text);
    }

    @Test
    void oneBeginsAtTheProfileThatIsConnected() {
        assertThat(selected().isEmbedded()).isTrue();
        assertThat(viewModel.changedProperty().get()).isFalse();
        assertThat(viewModel.keychainProperty().get()).contains(true);
    }

    @Test
    void eachFieldSaysWhatItWants() {
        viewModel.create();
        type(ProfileField.HOSTS, "db example");
        type(ProfileField.PORT, "70000");
        type(ProfileField.SCHEMA, "pg_mine");
        type(ProfileField.CONNECT, "soon");
        type(ProfileField.ROOT_CERTIFICATE, "/nowhere/ca.pem");
        type(ProfileField.OPERATOR, "svc:me");
        assertThat(viewModel.problemsProperty().get())
                .containsOnlyKeys(
                        ProfileField.HOSTS,
                        ProfileField.PORT,
                        ProfileField.SCHEMA,
                        ProfileField.CONNECT,
                        ProfileField.ROOT_CERTIFICATE,
                        ProfileField.OPERATOR)
                .containsEntry(ProfileField.PORT, "1 to 65535");
        viewModel.connect();
        assertThat(viewModel.workProperty().get()).isEqualTo(ConnectionsViewModel.Work.NONE);
        assertThat(connections.read().profiles()).hasSize(1);
    }

    @Test
    void anAddressIsTakenApartInWhicheverFormItIsWritten() {
        viewModel.create();
        viewModel.takeAddress("jdbc:postgresql://[::1]:6001/acme?sslmode=verify-ca");
        assertThat(viewModel.form().property(ProfileField.HOSTS).get()).isEqualTo("[::1]");
        assertThat(viewModel.form().property(ProfileField.PORT).get()).isEqualTo("6001");
        assertThat(viewModel.form().tlsProperty().get()).isEqualTo(Tls.VERIFY_CA);

        viewModel.takeAddress("mysql://there/x");
        assertThat(viewModel.failureProperty().get())
                .isInstanceOf(GateException.class)
                .hasMessageContaining("DATABASE_URL");
    }

    @Test
    void whatIsSavedIsThereAtTheNextStartAndACopyHasANameOfItsOwn() {
        viewModel.create();
        type(ProfileField.NAME, "staging-eu");
        viewModel.form().kindProperty().set(Environment.Kind.STAGING);
        viewModel.save();
        assertThat(viewModel.changedProperty().get()).isFalse();
        viewModel.duplicate();
        assertThat(selected().name()).isEqualTo("staging-eu 2");
        type(ProfileField.NAME, "staging-eu");
        assertThat(viewModel.problemsProperty().get()).containsOnlyKeys(ProfileField.NAME);
        assertThat(connections.read().profiles()).extracting(Profile::name).containsExactly("local", "staging-eu");
    }

    @Test
    void aProfileIsDeletedOnceItIsConfirmedAndItsPasswordWithIt() {
        viewModel.create();
        viewModel.save();
        Profile made = selected();
        keyring.kept.put(made.id().toString(), "pw");
        viewModel.askDelete();
        viewModel.dismiss();
        assertThat(connections.read().profiles()).contains(made);
        viewModel.askDelete();
        viewModel.answerDelete();
        assertThat(connections.read().profiles()).singleElement().matches(Profile::isEmbedded);
        assertThat(keyring.kept).isEmpty();
        assertThat(selected().isEmbedded()).isTrue();
        viewModel.askDelete();
        assertThat(viewModel.questionProperty().get()).isNull();
    }

    private Profile selected() {
        return Objects.requireNonNull(viewModel.selectedProperty().get());
    }
}
