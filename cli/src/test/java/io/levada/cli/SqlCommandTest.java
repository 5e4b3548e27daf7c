package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
    @TempDir
    Path directory;

    @Test
    void runsStatementsFromAPipe() {
        Cli.Result result = Cli.withInput("""
                -- two statements, the first over two lines
                SELECT 1
                  AS a;
                SELECT 'x;y' AS b; quit;
                SELECT 3;
                """.replace(" quit;", "\nquit"), "sql");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("+I[1]\n+I[x;y]\n");
    }

    @Test
    void keepsTablesBetweenStatementsAndSourcesFiles() throws IOException {
        Path file = directory.resolve("tables.sql");
        Files.writeString(file, "CREATE TABLE g (id INT) WITH ('connector' = 'datagen', 'number-of-rows' = '2');");
        Cli.Result result = Cli.withInput("source " + file + "\nSHOW TABLES;\nSELECT COUNT(*) FROM g;\n", "sql");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains(" g\n").contains("2]\n");
    }

    @Test
    void theFirstErrorEndsAPipe() {
        Cli.Result result = Cli.withInput("SELECT 1 +;\nSELECT 2;\n", "sql");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("error[SQL_SYNTAX]: ")
                .contains("1 | SELECT 1 +;")
                .contains("^");
    }

    @Test
    void helpSaysWhatThereIs() {
        assertThat(Cli.withInput("help\n", "sql").err()).contains("source FILE");
    }
}
