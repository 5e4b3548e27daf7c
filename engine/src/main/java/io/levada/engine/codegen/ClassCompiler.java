package io.levada.engine.codegen;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.InternalCompilerException;
import org.codehaus.janino.SimpleCompiler;

/** Source to class, with Janino. Equal sources give one class. */
final class ClassCompiler {
    /** Set to {@code true} to print every generated class to standard error. */
    static final String PRINT = "levada.codegen.print";

    private static final int MOST_KEPT = 256;

    /** Least recently used first. */
    private static final Map<String, Constructor<?>> CACHE = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Constructor<?>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private ClassCompiler() {}

    /** The one constructor of the class {@code name} in the source, which takes an Object[]. */
    static Constructor<?> compile(String name, String source) {
        synchronized (CACHE) {
            Constructor<?> known = CACHE.get(source);
            if (known != null) {
                return known;
            }
            if (Boolean.getBoolean(PRINT)) {
                System.err.println(source);
            }
            try {
                SimpleCompiler compiler = new SimpleCompiler();
                compiler.setParentClassLoader(ClassCompiler.class.getClassLoader());
                compiler.cook(source);
                Constructor<?> constructor =
                        compiler.getClassLoader().loadClass(name).getConstructor(Object[].class);
                CACHE.put(source, constructor);
                return constructor;
            } catch (CompileException | InternalCompilerException | ReflectiveOperationException e) {
                throw new LevadaException(
                        ErrorCode.INTERNAL,
                        "this is a bug in Levada: generated code doesn't compile: " + e.getMessage() + "\n" + source,
                        null,
                        null,
                        e);
            }
        }
    }
}
