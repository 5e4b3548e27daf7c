package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.TableFormat;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.TableSource;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Files of records: one file or all below a directory, {@code .gz} unpacked, hidden ones left out. Flink's options;
 * {@code lookup.cache.ttl} and {@code on-error} are ours. As a lookup table the files are held in memory whole.
 */
public final class FilesystemConnector implements Connector {
    static final Option<String> PATH = Option.string("path", null, "A file or directory, with or without file://.");
    static final Option<String> FORMAT = Option.string("format", null, "How a record is written: json, csv or raw.");
    static final Option<Duration> MONITOR_INTERVAL = Option.duration(
            "source.monitor-interval", null, "Looks for new files that often; without it the table ends.");
    static final Option<Pattern> PATH_PATTERN = new Option<>(
            "source.path.regex-pattern",
            "regular expression",
            FilesystemConnector::pattern,
            null,
            "Reads only files whose absolute path matches.");
    static final Option<String> DEFAULT_PARTITION = Option.string(
            "partition.default-name", "__DEFAULT_PARTITION__", "Name of the directory for NULL and the empty text.");
    static final Option<Long> FILE_SIZE = Option.memory(
            "sink.rolling-policy.file-size", 128L << 20, "A file that gets larger is ended and another begun.");
    static final Option<Duration> ROLLOVER_INTERVAL = Option.duration(
            "sink.rolling-policy.rollover-interval",
            Duration.ofMinutes(30),
            "A file that gets older is ended; every checkpoint ends files too.");
    static final Option<Duration> CHECK_INTERVAL = Option.duration(
            "sink.rolling-policy.check-interval", Duration.ofMinutes(1), "How often the age of files is looked at.");
    static final Option<Duration> LOOKUP_TTL = Option.duration(
            "lookup.cache.ttl", Duration.ZERO, "A lookup join reads the files again after so long; 0 never.");

    private static final List<Option<?>> OPTIONS = List.of(
            PATH,
            FORMAT,
            MONITOR_INTERVAL,
            PATH_PATTERN,
            DEFAULT_PARTITION,
            FILE_SIZE,
            ROLLOVER_INTERVAL,
            CHECK_INTERVAL,
            PartitionCommit.POLICY,
            PartitionCommit.TRIGGER,
            PartitionCommit.DELAY,
            PartitionCommit.SUCCESS_FILE,
            PartitionTime.ZONE,
            PartitionTime.KIND,
            PartitionTime.PATTERN,
            PartitionTime.FORMATTER,
            LOOKUP_TTL,
            DeadLetters.ON_ERROR);

    static final Map<String, DataType> METADATA = Map.of(
            "file.path", DataType.STRING.notNull(),
            "file.name", DataType.STRING.notNull(),
            "file.size", DataType.BIGINT.notNull(),
            "file.modification-time", DataType.timestampLtz(3).notNull());

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<Option<?>> optionsOf(Table table) {
        return TableFormat.withFormat(OPTIONS, table, FORMAT);
    }

    @Override
    public Capabilities describe(Table table) {
        TableFormat.checkValues(optionsOf(table), table);
        FileTable files = new FileTable(table);
        files.format().decoder(files.recordType(), ZoneOffset.UTC);
        files.checkPartitions();
        PartitionCommit.check(table);
        return new Capabilities(
                ChangelogMode.APPEND,
                !table.options().has(MONITOR_INTERVAL),
                ChangelogMode.APPEND,
                true,
                METADATA,
                Map.of());
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    @Override
    public TableSource source(SourceRequest request) {
        return new FileSource(request);
    }

    @Override
    public TableSink sink(SinkRequest request) {
        for (TableColumn column : request.columns()) {
            if (!(column instanceof TableColumn.Physical)) {
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED,
                        "metadata column '" + column.name() + "' of table '"
                                + request.table().name() + "' can't be written",
                        "declare it VIRTUAL");
            }
        }
        return new FileSink(request);
    }

    @Override
    public LookupTable lookup(LookupRequest request) {
        return new FileLookup(request);
    }
}
