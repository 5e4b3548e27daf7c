package io.levada.functions;

import java.util.Collection;

/** Classes that aren't functions, each for another reason. */
public final class Wrong {
    private Wrong() {}

    public static class NoEval {
        public int evaluate(int a) {
            return a;
        }
    }

    static class Hidden {
        public int eval(int a) {
            return a;
        }
    }

    public static class NoConstructor {
        public NoConstructor(int ignored) {}

        public int eval(int a) {
            return a;
        }
    }

    public static class StrangeType {
        public int eval(Thread a) {
            return a.hashCode();
        }
    }

    public static class Table {
        protected Collection<Object> collector = new java.util.ArrayList<>();

        public void eval(String text) {
            collector.add(text);
        }
    }

    public static class Aggregate {
        public void accumulate(long[] sum, long value) {
            sum[0] += value;
        }
    }

    public static class Opened {
        public void open(Object context) {}

        public int eval(int a) {
            return a;
        }
    }
}
