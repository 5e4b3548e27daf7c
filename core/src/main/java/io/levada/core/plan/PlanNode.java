package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/**
 * A node of a plan. Each is an immutable record, checked when made; children come first. A stream's changelog mode is
 * decided by the front end and written down in {@link #mode()}, so that the engine never has to derive it.
 */
public sealed interface PlanNode
        permits Scan,
                ValuesNode,
                Calc,
                WatermarkAssigner,
                WindowAssign,
                WindowAggregate,
                GroupAggregate,
                Union,
                LookupJoin,
                Join,
                ChangelogNormalize,
                Rank,
                WindowRank,
                Deduplicate,
                Limit,
                Sink {
    RowType rowType();

    ChangelogMode mode();

    List<PlanNode> inputs();
}
