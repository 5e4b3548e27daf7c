package io.levada.cli;

import io.levada.cli.demo.Demo;
import io.levada.cli.demo.DemoOptions;
import io.levada.cli.demo.replay.Speed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levada demo}. */
@Command(
        name = "demo",
        description = {
            "Watch SQL answer live Kafka streams of real events.",
            "Starts a Kafka broker in this process, replays flights and earthquakes into it, runs the scripts of examples/"
                    + " and shows what comes out. Ctrl-C ends it."
        })
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "600x",
            description = "How fast time goes in the replay, such as 60x, or max (default: ${DEFAULT-VALUE}).")
    private String speed = "600x";

    @Option(names = "--duration", paramLabel = "TIME", description = "End when it has run for this time, such as 30s.")
    private @Nullable Duration duration;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep the broker's data and the state here; a later demo goes on with them.")
    private @Nullable Path directory;

    @Option(names = "--keep", description = "Don't delete the temporary directory at the end.")
    private boolean keep;

    @Option(names = "--fresh", description = "Start anew: delete what an earlier demo left in --dir.")
    private boolean fresh;

    @Option(names = "--plain", description = "Lines in place of a picture; a summary line on stdout at the end.")
    private boolean plain;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The broker's port (9092 without it, or any free one when that is taken).")
    private @Nullable Integer port;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean picture = !plain && console.terminal().err();
        return new Demo(console, new DemoOptions(Speed.parse(speed), duration, directory, keep, fresh, !picture, port))
                .run();
    }
}
