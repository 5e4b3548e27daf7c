package io.levada.sql.bind;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of which nothing is known. Calcite's own would be compiled at first use, which takes longer than everything
 * else that we do with a query. Answered is what building the algebra asks; no rule that would ask more is run.
 */
final class NoMetadata extends RelMetadataQuery {
    NoMetadata() {
        super(new NoHandlers());
    }

    private static final class NoHandlers implements MetadataHandlerProvider {
        @Override
        @SuppressWarnings("NullAway") // Every method that would call the handler is overridden.
        public <M extends MetadataHandler<?>> M handler(Class<M> handler) {
            return null;
        }
    }

    @Override
    public @Nullable Boolean areColumnsUnique(RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
        return null;
    }

    @Override
    public @Nullable Double getMaxRowCount(RelNode rel) {
        return null;
    }

    @Override
    public @Nullable Double getMinRowCount(RelNode rel) {
        return null;
    }

    @Override
    public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
        return RelOptPredicateList.EMPTY;
    }
}
