package io.levada.functions;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes as many as are given. */
public class Joined {
    public String eval(String separator, @Nullable String... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(separator));
    }

    public long eval(int first, int... more) {
        return first + Arrays.stream(more).asLongStream().sum();
    }
}
