package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.catalog.WatermarkSpec;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.sql.optimize.Exprs;
import io.levada.sql.parse.Positions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.FeatureOption;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.MergingStrategy;
import org.jspecify.annotations.Nullable;

/** {@code CREATE TABLE ... LIKE t (INCLUDING | EXCLUDING | OVERWRITING ...)}: what of t goes into the new table. */
public final class TableLikes {
    /**
     * What is taken over.
     *
     * @param table the other table without what is excluded
     * @param ownWatermark whether the new table may declare another watermark
     * @param ownOptions whether the new table may give options other values
     */
    public record Inherited(Table table, boolean ownWatermark, boolean ownOptions) {}

    private final Table source;
    private final SqlTableLike like;
    private final Map<FeatureOption, MergingStrategy> strategies = new EnumMap<>(FeatureOption.class);

    private TableLikes(Table source, SqlTableLike like) {
        this.source = source;
        this.like = like;
    }

    public static Inherited inherited(Table source, SqlTableLike like) {
        TableLikes likes = new TableLikes(source, like);
        likes.readOptions();
        return likes.build();
    }

    private void readOptions() {
        for (SqlTableLike.SqlTableLikeOption option : like.getOptions()) {
            FeatureOption feature = option.getFeatureOption();
            MergingStrategy strategy = option.getMergingStrategy();
            boolean overwritable = feature == FeatureOption.OPTIONS || feature == FeatureOption.WATERMARKS;
            if (strategy == MergingStrategy.OVERWRITING && !overwritable) {
                throw error(ErrorCode.SQL_UNSUPPORTED, "OVERWRITING " + feature + " is not there yet");
            }
            if (strategies.put(feature, strategy) != null) {
                throw error(ErrorCode.SQL_INVALID, feature + " is named twice");
            }
        }
    }

    private LevadaException error(ErrorCode code, String message) {
        return new LevadaException(code, message, Positions.of(like), null, null);
    }

    /** Everything is included, and options may be overwritten, unless said otherwise. */
    private MergingStrategy strategy(FeatureOption feature) {
        MergingStrategy own = strategies.get(feature);
        if (own != null) {
            return own;
        }
        MergingStrategy all = strategies.get(FeatureOption.ALL);
        if (all != null) {
            return all;
        }
        return feature == FeatureOption.OPTIONS ? MergingStrategy.OVERWRITING : MergingStrategy.INCLUDING;
    }

    private boolean excludes(FeatureOption feature) {
        return strategy(feature) == MergingStrategy.EXCLUDING;
    }

    private Inherited build() {
        List<TableColumn> kept = source.columns().stream().filter(this::isKept).toList();
        List<TableColumn> columns = new ArrayList<>();
        for (TableColumn column : kept) {
            columns.add(column instanceof TableColumn.Computed c ? computed(c, kept) : column);
        }
        Table table = new Table(
                source.name(),
                columns,
                watermark(kept),
                excludes(FeatureOption.CONSTRAINTS) ? List.of() : source.primaryKey(),
                excludes(FeatureOption.PARTITIONS) ? List.of() : source.partitionKeys(),
                excludes(FeatureOption.OPTIONS) ? Settings.EMPTY : source.options(),
                null);
        return new Inherited(
                table,
                strategy(FeatureOption.WATERMARKS) == MergingStrategy.OVERWRITING,
                strategy(FeatureOption.OPTIONS) == MergingStrategy.OVERWRITING);
    }

    private boolean isKept(TableColumn column) {
        return switch (column) {
            case TableColumn.Physical p -> true;
            case TableColumn.Metadata m -> !excludes(FeatureOption.METADATA);
            case TableColumn.Computed c -> !excludes(FeatureOption.GENERATED);
        };
    }

    private TableColumn computed(TableColumn.Computed column, List<TableColumn> kept) {
        List<TableColumn> stored =
                kept.stream().filter(c -> !(c instanceof TableColumn.Computed)).toList();
        Expr expr = renumbered(column.expr(), source.storedColumns(), stored, "column '" + column.name() + "'");
        return new TableColumn.Computed(column.name(), column.type(), expr);
    }

    private @Nullable WatermarkSpec watermark(List<TableColumn> kept) {
        WatermarkSpec watermark = source.watermark();
        if (watermark == null || excludes(FeatureOption.WATERMARKS)) {
            return null;
        }
        return new WatermarkSpec(
                watermark.column(), renumbered(watermark.expr(), source.columns(), kept, "the watermark"));
    }

    /** The expression over the columns that are left. */
    private Expr renumbered(Expr expr, List<TableColumn> before, List<TableColumn> after, String what) {
        return Exprs.renumber(expr, index -> {
            int left = after.indexOf(before.get(index));
            if (left < 0) {
                throw error(
                        ErrorCode.SQL_INVALID,
                        what + " of '" + source.name() + "' needs column '"
                                + before.get(index).name() + "', which is excluded");
            }
            return left;
        });
    }
}
