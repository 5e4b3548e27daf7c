package io.levada.cli;

import io.levada.cli.run.ScriptWalk;
import io.levada.cli.script.Script;
import io.levada.cli.text.Numbers;
import io.levada.core.connector.Connectors;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code levada validate file.sql}. */
@Command(name = "validate", description = "Check a SQL script without running it; needs neither data nor broker.")
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ScriptArguments arguments = new ScriptArguments();

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return arguments.with(console, this::validate);
    }

    private int validate(Script script) {
        int code = checkEach(script);
        if (code != 0) {
            return code;
        }
        SqlSession session = session();
        int[] jobs = {0};
        new ScriptWalk(session, planned -> {
                    jobs[0] += planned instanceof Planned.Job ? 1 : 0;
                    return 0;
                })
                .over(script.text());
        console.say(script.name() + " is valid: "
                + Numbers.counted(session.tableNames().size(), "table") + ", " + Numbers.counted(jobs[0], "job"));
        return 0;
    }

    /** Plans each statement alone, so that all wrong queries are told and not only the first. */
    private int checkEach(Script script) {
        SqlSession session = session();
        int worst = 0;
        for (Statement statement : session.parse(script.text())) {
            try {
                session.plan(statement);
            } catch (RuntimeException e) {
                worst = Math.max(worst, Failures.show(console, e, script.name(), script.text()));
                if (statement.kind() == Statement.Kind.OTHER) {
                    return worst; // what follows may need the table that isn't there now
                }
            }
        }
        return worst;
    }

    private SqlSession session() {
        SqlSession session = new SqlSession(Connectors.load());
        arguments.applyTo(session);
        return session;
    }
}
