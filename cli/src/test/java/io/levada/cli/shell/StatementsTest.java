package io.levada.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "SELECT 1; ",
                "SELECT ';' AS a;",
                "SELECT 1; -- done",
                "SELECT 1; /* done */",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;",
                "execute statement set\nbegin\ninsert into a select 1;\nend;"
            })
    void isWhole(String text) {
        assertThat(Statements.complete(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT ';",
                "SELECT 1 -- ;",
                "SELECT 1 /* ;",
                "SELECT `a;",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1;",
                "EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT 1;",
                "EXPLAIN ANALYZE STATEMENT SET BEGIN INSERT INTO a SELECT 1;"
            })
    void goesOn(String text) {
        assertThat(Statements.complete(text)).isFalse();
    }

    @Test
    void commentsAreNothingToRun() {
        assertThat(Statements.blank("-- a\n /* b */ ;")).isTrue();
        assertThat(Statements.blank("-- a\n SELECT 1")).isFalse();
    }
}
