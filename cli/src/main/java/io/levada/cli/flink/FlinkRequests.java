package io.levada.cli.flink;

import io.levada.cli.script.Script;
import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.SqlSession;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Scripts as requests to the child: cut into statements, each checked for its syntax, which is the same in both engines. */
public final class FlinkRequests {
    private FlinkRequests() {}

    /** @param address of a cluster; empty for one in the child */
    public static ScriptRequest of(
            Script script, String address, ScriptRequest.Purpose purpose, Map<String, String> settings) {
        checkAddress(address);
        List<ScriptRequest.StatementText> statements = new SqlSession(Connectors.load())
                .parse(script.text()).stream()
                        .map(s -> new ScriptRequest.StatementText(s.text(), s.start()))
                        .toList();
        return new ScriptRequest(address, purpose, settings, statements);
    }

    private static void checkAddress(String address) {
        if (!address.isEmpty()
                && (!address.matches("https?://[^/:]+:\\d+/?")
                        || URI.create(address).getHost() == null)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + address + "' is not the address of a Flink cluster",
                    "give the address of its REST interface, as in --flink http://localhost:8081");
        }
    }
}
