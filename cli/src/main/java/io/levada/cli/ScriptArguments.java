package io.levada.cli;

import io.levada.cli.script.Script;
import io.levada.sql.SqlSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that takes a script takes. */
final class ScriptArguments {
    @Parameters(index = "0", paramLabel = "FILE", description = "The script; '-' reads it from standard input.")
    private String file = "";

    @Option(
            names = {"-D", "--define"},
            paramLabel = "NAME=VALUE",
            description = "The value of $${NAME} in the script. May be repeated.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "As SET 'KEY' = 'VALUE' at the start of the script. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "A jar whose classes CREATE FUNCTION may name. May be repeated.")
    private List<String> jars = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    /** Reads the script and hands it on; an error is shown with its place in the script. */
    int with(Console console, ToIntFunction<Script> action) {
        Script script;
        try {
            script = Script.read(file, console.in());
        } catch (RuntimeException e) {
            return Failures.show(console, e);
        }
        try {
            script = script.replaced(variables, console.environment());
            return action.applyAsInt(script);
        } catch (RuntimeException e) {
            return Failures.show(console, e, script.name(), script.text());
        }
    }

    /** What --set said. */
    Map<String, String> settings() {
        return settings;
    }

    /** Sets what was given with --set, and adds the jars. */
    void applyTo(SqlSession session) {
        settings.forEach(session::set);
        jars.forEach(session::addJar);
    }
}
