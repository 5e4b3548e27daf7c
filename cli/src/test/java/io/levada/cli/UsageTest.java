package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
    @Test
    void withoutArgumentsItShowsTheCommands() {
        Cli.Result result = Cli.run();
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("demo", "run", "sql", "validate", "explain", "version");
    }

    @Test
    void helpOfACommandGoesToStdout() {
        Cli.Result result = Cli.run("run", "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Usage: levada run", "--format", "${NAME}");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void anUnknownCommandOrOptionIsTheUsersError() {
        Cli.Result result = Cli.run("rum");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("error[OPTION_INVALID]: there is no command 'rum'\nhint: did you mean 'run'?\n");
        assertThat(Cli.run("run", "--formatt", "csv", "x.sql").err()).contains("hint: did you mean '--format'?");
        result = Cli.run("run");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("missing required parameter: 'FILE'");
        result = Cli.run("run", "--format", "xml", "x.sql");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("'xml'");
        result = Cli.run("run", "--duration", "soon", "x.sql");
        assertThat(result.err()).contains("'soon' is not a duration");
    }

    @Test
    void tellsItsVersion() {
        assertThat(Cli.run("version").out()).matches("levada \\d+\\.\\d+.* \\(JDK \\d+, .*\\)\n");
        assertThat(Cli.run("--version").out()).startsWith("levada ");
    }
}
