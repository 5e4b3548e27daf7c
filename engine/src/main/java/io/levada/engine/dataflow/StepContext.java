package io.levada.engine.dataflow;

import io.levada.core.connector.Figures;
import io.levada.core.data.Watermark;
import io.levada.engine.operator.OperatorContext;
import io.levada.engine.time.Clock;
import java.time.ZoneId;

/** What one step's operator may ask. The clock is read once for each piece of work. */
final class StepContext implements OperatorContext {
    private final TaskSettings settings;
    private final Figures figures;
    private final Now now;
    long watermark = Watermark.NONE;

    StepContext(TaskSettings settings, Figures figures, Now now) {
        this.settings = settings;
        this.figures = figures;
        this.now = now;
    }

    /** The clock as the task read it last; shared by the task's steps. */
    static final class Now {
        private final Clock clock;
        private long micros;

        Now(Clock clock) {
            this.clock = clock;
            this.micros = clock.nowMicros();
        }

        void read() {
            micros = clock.nowMicros();
        }

        long micros() {
            return micros;
        }
    }

    @Override
    public int worker() {
        return settings.worker();
    }

    @Override
    public int workers() {
        return settings.workers();
    }

    @Override
    public int batchSize() {
        return settings.batchSize();
    }

    @Override
    public long stateTtlMicros() {
        return settings.stateTtlMicros();
    }

    @Override
    public long stateRoomBytes() {
        return settings.budget().roomBytes();
    }

    @Override
    public Figures figures() {
        return figures;
    }

    @Override
    public long nowMicros() {
        return now.micros();
    }

    @Override
    public ZoneId zone() {
        return settings.zone();
    }

    @Override
    public long watermarkMicros() {
        return watermark;
    }
}
