package io.levada.engine.operator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds what {@link #open} gives. */
abstract class AbstractOperator implements Operator {
    private @Nullable OperatorContext context;
    private @Nullable Output output;

    @Override
    public final void open(OperatorContext context, Output output) {
        this.context = context;
        this.output = output;
        opened();
    }

    /** Called once, when {@link #context} and {@link #output} are there. */
    void opened() {}

    final OperatorContext context() {
        return Objects.requireNonNull(context, "not opened");
    }

    final Output output() {
        return Objects.requireNonNull(output, "not opened");
    }
}
