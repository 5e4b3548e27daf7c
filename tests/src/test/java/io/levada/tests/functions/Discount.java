package io.levada.tests.functions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Overloads, of which one takes NULL. */
public class Discount {
    public double eval(double price, int percent) {
        return price * (100 - percent) / 100;
    }

    public @Nullable String eval(@Nullable String text) {
        return text == null ? "nothing" : text.isEmpty() ? null : "-" + text;
    }

    public int eval(LocalDate day) {
        return day.getDayOfMonth();
    }
}
