package dev.asyncgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

class DatabaseUrlsOfOtherProgramsWorkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "postgresql://gate:pw@db:6432/gate | jdbc:postgresql://db:6432/gate | gate | pw",
                "postgres://gate:pw@db/gate | jdbc:postgresql://db:5432/gate | gate | pw",
                "postgresql+asyncpg://gate:pw@db/gate | jdbc:postgresql://db:5432/gate | gate | pw",
                "postgresql+psycopg2://gate@db/gate | jdbc:postgresql://db:5432/gate | gate | -",
                "PostgreSQL://db/gate | jdbc:postgresql://db:5432/gate | - | -",
                "postgresql:///gate | jdbc:postgresql://localhost:5432/gate | - | -",
                "postgresql://db | jdbc:postgresql://db:5432/ | - | -",
                "postgresql://a%40b:p%3Aw%2F%40%25@db/my%20db | jdbc:postgresql://db:5432/my%20db | a@b | p:w/@%",
                "postgresql://gate:p+w:/?#%zz@db/gate | jdbc:postgresql://db:5432/gate | gate | p+w:/?#%zz",
                "postgresql://gate:%F0%9F%98%80@db/gate | jdbc:postgresql://db:5432/gate | gate | 😀",
                "postgresql://gate:pw@[2001:db8::1]:6432/gate | jdbc:postgresql://[2001:db8::1]:6432/gate | gate | pw",
                "postgresql://gate:pw@[::1]/gate | jdbc:postgresql://[::1]:5432/gate | gate | pw",
                "postgresql://g:p@a:1,b,[::1]:3/gate?target_session_attrs=read-write"
                        + " | jdbc:postgresql://a:1,b:5432,[::1]:3/gate?targetServerType=primary | g | p",
                "postgresql://db/gate?sslmode=verify-full&sslrootcert=/etc/ca.pem"
                        + " | jdbc:postgresql://db:5432/gate?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem | - | -",
                "postgresql+asyncpg://db/gate?ssl=require | jdbc:postgresql://db:5432/gate?sslmode=require | - | -",
                "postgresql+asyncpg://db/gate?ssl=true | jdbc:postgresql://db:5432/gate?sslmode=require | - | -",
                "postgresql://db/gate?application_name=my+gate&connect_timeout=3"
                        + " | jdbc:postgresql://db:5432/gate?ApplicationName=my%20gate&connectTimeout=3 | - | -",
                "postgresql:///gate?host=db&port=6432&user=u&password=p%26w | jdbc:postgresql://db:6432/gate | u | p&w",
                "jdbc:postgresql://db:6432/gate?user=u&password=p&ssl=true"
                        + " | jdbc:postgresql://db:6432/gate?sslmode=require | u | p",
                "jdbc:postgresql://a,b/gate | jdbc:postgresql://a:5432,b:5432/gate?targetServerType=primary | - | -",
                "postgresql://a,b/gate?targetServerType=any | jdbc:postgresql://a:5432,b:5432/gate?targetServerType=any | - | -",
                "jdbc:postgresql:gate | jdbc:postgresql://localhost:5432/gate | - | -",
                "jdbc:postgresql:/ | jdbc:postgresql://localhost:5432/ | - | -"
            })
    void theDriverUnderstandsWhatTheyMean(String url, String jdbcUrl, String user, String password) {
        DatabaseUrl read = Settings.read(Map.of("ASYNCGATE_DATABASE_URL", url), null, Map.of())
                .database()
                .url();

        assertThat(read).isEqualTo(new DatabaseUrl(false, jdbcUrl, user, password));
        assertThat(Driver.parseURL(read.jdbcUrl(), new Properties())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"embedded", "EMBEDDED", "''"})
    void nothingAndEmbeddedMeanTheServerOfOnesOwn(String url) {
        assertThat(Settings.read(Map.of("ASYNCGATE_DATABASE_URL", url), null, Map.of())
                        .database()
                        .url())
                .isEqualTo(DatabaseUrl.EMBEDDED)
                .hasToString("embedded");
    }
}
