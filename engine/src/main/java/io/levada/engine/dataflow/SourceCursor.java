package io.levada.engine.dataflow;

/** Where a source task is reading just now. */
final class SourceCursor {
    String split = "";
    long nowNanos;
}
