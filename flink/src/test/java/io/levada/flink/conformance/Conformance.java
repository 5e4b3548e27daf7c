package io.levada.flink.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.flink.FlinkCluster;
import io.levada.flink.FlinkErrors;
import io.levada.flink.FlinkSession;
import io.levada.flink.portable.LookedUpTables;
import io.levada.testkit.golden.SltFile;
import io.levada.testkit.golden.SltFile.SltRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs golden files on Flink and compares with what they expect, which is what Levada answers: {@code GoldenSqlTest} holds
 * it to that. Where a decision of ours differs from Flink, a comment above the query says {@code # not as in Flink: why}.
 */
final class Conformance {
    private static final String DECISION = "# not as in Flink: ";

    private final FlinkCluster cluster;

    Conformance(FlinkCluster cluster) {
        this.cluster = cluster;
    }

    /** The verdict on each query of a file. */
    List<Verdict> of(SltFile file) throws Exception {
        CollectedResult result = new CollectedResult();
        Path folder = file.path().toAbsolutePath().getParent();
        List<SltRecord> records = file.records();
        FlinkSession session = new FlinkSession(
                cluster,
                folder,
                LookedUpTables.in(records.stream().map(SltRecord::sql).toList()),
                false,
                result);
        session.set("table.local-time-zone", "UTC");
        session.set("parallelism.default", "1");
        session.set("execution.checkpointing.interval", "0 s");
        List<Verdict> verdicts = new ArrayList<>();
        String impossible = "";
        for (SltRecord record : records) {
            String sql = record.sql().replace("${data}", folder.resolve("data").toString());
            boolean statement = record.kind() == SltFile.Kind.STATEMENT;
            if (!impossible.isEmpty()) {
                if (!statement) {
                    verdicts.add(new Verdict(
                            place(file, record),
                            record.sql(),
                            Verdict.Kind.UNSUPPORTED,
                            impossible,
                            List.of(),
                            List.of()));
                }
            } else if (!statement) {
                verdicts.add(verdict(file, record, sql, session, result));
            } else if (decision(record).isEmpty()) {
                session.run(sql);
            } else {
                assertThatThrownBy(() -> session.run(sql)).as("said not to be as in Flink: %s", sql);
                impossible = decision(record);
            }
        }
        return verdicts;
    }

    private static String place(SltFile file, SltRecord record) {
        return file.path().getFileName() + ":" + record.line();
    }

    /** Why the record isn't as in Flink; empty when it is. Of a statement: then nothing behind it runs on Flink. */
    private static String decision(SltRecord record) {
        return record.lead().stream()
                .filter(line -> line.startsWith(DECISION))
                .map(line -> line.substring(DECISION.length()))
                .findFirst()
                .orElse("");
    }

    private static Verdict verdict(
            SltFile file, SltRecord record, String sql, FlinkSession session, CollectedResult result) {
        String place = place(file, record);
        boolean refused = record.kind() == SltFile.Kind.ERROR;
        List<String> expected = refused ? List.of(record.head()) : record.expected();
        String decision = decision(record);
        Verdict.Kind kind;
        String reason;
        List<String> lines;
        try {
            session.run(sql);
            lines = result.lines();
            kind = refused ? refusedByUs(record) : lines.equals(expected) ? Verdict.Kind.AGREE : Verdict.Kind.DIFFER;
            reason = refused ? "Flink runs it" : "another answer";
        } catch (Exception | LinkageError e) {
            reason = oneLine(FlinkErrors.of(e).message());
            lines = List.of(reason);
            kind = refused ? Verdict.Kind.AGREE : Verdict.Kind.DIFFER;
            if (!decision.isEmpty() && !refused) {
                return new Verdict(place, record.sql(), Verdict.Kind.UNSUPPORTED, decision, expected, lines);
            }
        }
        if (decision.isEmpty()) {
            return new Verdict(place, record.sql(), kind, kind == Verdict.Kind.AGREE ? "" : reason, expected, lines);
        }
        return kind == Verdict.Kind.AGREE
                ? new Verdict(place, record.sql(), Verdict.Kind.DIFFER, "said to differ, but agrees", expected, lines)
                : new Verdict(place, record.sql(), Verdict.Kind.DECIDED, decision, expected, lines);
    }

    /** What Levada doesn't have yet is no other answer. */
    private static Verdict.Kind refusedByUs(SltRecord record) {
        return record.head().contains("SQL_UNSUPPORTED") ? Verdict.Kind.UNSUPPORTED : Verdict.Kind.DIFFER;
    }

    private static String oneLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
