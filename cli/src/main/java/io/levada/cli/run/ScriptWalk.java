package io.levada.cli.run;

import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Plans the statements of a script in order. INSERTs are gathered and planned as one job before the next SELECT and at the
 * end; everything else is planned where it stands.
 */
public final class ScriptWalk {
    private final SqlSession session;
    private final ToIntFunction<Planned> action;
    private final List<Statement> inserts = new ArrayList<>();

    /** @param action what to do with each; anything but 0 ends the walk with that code */
    public ScriptWalk(SqlSession session, ToIntFunction<Planned> action) {
        this.session = session;
        this.action = action;
    }

    /** Returns 0, or what the action ended it with; what is wrong with the script is thrown. */
    public int over(String script) {
        for (Statement statement : session.parse(script)) {
            int code = take(statement);
            if (code != 0) {
                return code;
            }
        }
        return planInserts();
    }

    private int take(Statement statement) {
        if (statement.kind() == Statement.Kind.INSERT) {
            inserts.add(statement);
            return 0;
        }
        int code = statement.kind() == Statement.Kind.QUERY ? planInserts() : 0;
        return code != 0 ? code : action.applyAsInt(session.plan(statement));
    }

    private int planInserts() {
        if (inserts.isEmpty()) {
            return 0;
        }
        List<Statement> together = List.copyOf(inserts);
        inserts.clear();
        return action.applyAsInt(session.planTogether(together));
    }
}
