package io.levada.cli;

import io.levada.cli.text.ResultFormat;
import io.levada.core.error.Suggest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands by name. Only the one that is asked for is made, unless all are asked for by {@code --help}. */
final class Commands {
    private static final Map<String, Function<Console, Callable<Integer>>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("demo", DemoCommand::new);
        BY_NAME.put("run", RunCommand::new);
        BY_NAME.put("sql", SqlCommand::new);
        BY_NAME.put("validate", ValidateCommand::new);
        BY_NAME.put("explain", ExplainCommand::new);
        BY_NAME.put("compare", CompareCommand::new);
        BY_NAME.put("version", VersionCommand::new);
    }

    private Commands() {}

    static CommandLine line(Console console, String[] args) {
        CommandLine root = new CommandLine(new Levada(console));
        String wanted = args.length == 0 ? "" : args[0];
        BY_NAME.forEach((name, maker) -> {
            if (name.equals(wanted) || !BY_NAME.containsKey(wanted)) {
                root.addSubcommand(name, maker.apply(console));
            }
        });
        root.registerConverter(Duration.class, Durations::parse);
        root.registerConverter(ResultFormat.class, Commands::format);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.terminal().out() && console.coloursWanted()
                        ? CommandLine.Help.Ansi.ON
                        : CommandLine.Help.Ansi.OFF));
        root.setOut(new java.io.PrintWriter(console.out(), true, java.nio.charset.StandardCharsets.UTF_8));
        root.setErr(new java.io.PrintWriter(console.err(), true, java.nio.charset.StandardCharsets.UTF_8));
        root.setParameterExceptionHandler((error, ignored) -> Failures.usage(console, message(error), hint(error)));
        root.setExecutionExceptionHandler((error, ignored, result) -> Failures.show(console, error));
        return root;
    }

    private static ResultFormat format(String text) {
        try {
            return ResultFormat.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not one of table, json, csv, changelog");
        }
    }

    private static String message(ParameterException error) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            boolean command = unmatched.getCommandLine().getParent() == null && !first.startsWith("-");
            return command ? "there is no command '" + first + "'" : "unknown argument '" + first + "'";
        }
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static @Nullable String hint(ParameterException error) {
        CommandLine line = error.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        if (error instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            var known = first.startsWith("-")
                    ? line.getCommandSpec().optionsMap().keySet()
                    : line.getParent() == null ? BY_NAME.keySet() : java.util.Set.<String>of();
            return Suggest.nearest(first, known)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(name + " --help shows what there is");
        }
        return error instanceof MissingParameterException
                ? name + " --help shows what it needs"
                : name + " --help shows what there is";
    }

    /** The command line without a command. */
    @Command(
            name = "levada",
            description = "Streaming SQL in one process: Flink's dialect, exactly once, no cluster.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {"", "Start with 'levada demo', or with 'levada sql'. 'levada COMMAND --help' tells more."})
    static final class Levada implements Callable<Integer> {
        private final Console console;

        @Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this text.")
        boolean help;

        @Option(
                names = {"-V", "--version"},
                description = "Show the version.")
        private boolean version;

        Levada(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (version) {
                return new VersionCommand(console).call();
            }
            if (spec != null && !help) {
                spec.commandLine().usage(spec.commandLine().getOut());
            }
            return 0;
        }
    }
}
