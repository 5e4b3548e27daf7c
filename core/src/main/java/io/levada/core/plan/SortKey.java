package io.levada.core.plan;

/**
 * One column of an order.
 *
 * @param nullsFirst where rows come that have no value
 */
public record SortKey(int column, boolean descending, boolean nullsFirst) {
    @Override
    public String toString() {
        boolean usual = nullsFirst != descending;
        return "$" + column + (descending ? " DESC" : "") + (usual ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
