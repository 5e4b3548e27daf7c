package io.levada.engine.operator;

import io.levada.core.connector.Figures;
import io.levada.core.data.Watermark;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** An operator's surroundings with a clock that a test sets. */
final class TestContext implements OperatorContext, Figures {
    int worker;
    int workers = 1;
    int batchSize = 4096;
    long stateRoomBytes = 1 << 20;
    long ttlMicros;
    long nowMicros = 1_000_000_000_000_000L;
    ZoneId zone = ZoneOffset.UTC;
    final Map<String, LongSupplier> figures = new TreeMap<>();

    @Override
    public int worker() {
        return worker;
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public long stateRoomBytes() {
        return stateRoomBytes;
    }

    @Override
    public long stateTtlMicros() {
        return ttlMicros;
    }

    @Override
    public Figures figures() {
        return this;
    }

    @Override
    public long nowMicros() {
        return nowMicros;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public long watermarkMicros() {
        return Watermark.NONE;
    }

    @Override
    public void counter(String name, LongSupplier value) {
        figures.put(name, value);
    }

    @Override
    public void gauge(String name, LongSupplier value) {
        figures.put(name, value);
    }

    long figure(String name) {
        return figures.get(name).getAsLong();
    }
}
