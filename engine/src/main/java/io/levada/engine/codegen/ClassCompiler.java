package io.levada.engine.codegen;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

    /**
     * The one constructor of the class {@code name} in the source, which takes an Object[].
     *
     * @param users loaders of classes of the user's that the source names; such a class isn't kept, because it would keep
     *     the user's jars open
     */
    static Constructor<?> compile(String name, String source, Set<ClassLoader> users) {
        if (!users.isEmpty()) {
            return compileAnew(name, source, new JoinedLoader(users));
        }
        synchronized (CACHE) {
            Constructor<?> known = CACHE.get(source);
            if (known != null) {
                return known;
            }
            Constructor<?> compiled = compileAnew(name, source, ClassCompiler.class.getClassLoader());
            CACHE.put(source, compiled);
            return compiled;
        }
    }

    private static Constructor<?> compileAnew(String name, String source, ClassLoader parent) {
        if (Boolean.getBoolean(PRINT)) {
            System.err.println(source);
        }
        try {
            SimpleCompiler compiler = new SimpleCompiler();
            compiler.setParentClassLoader(parent);
            compiler.cook(source);
            return compiler.getClassLoader().loadClass(name).getConstructor(Object[].class);
        } catch (CompileException | InternalCompilerException | ReflectiveOperationException e) {
            throw new LevadaException(
                    ErrorCode.INTERNAL,
                    "this is a bug in Levada: generated code doesn't compile: " + e.getMessage() + "\n" + source,
                    null,
                    null,
                    e);
        }
    }

    /** Levada's own classes first, then the user's. */
    private static final class JoinedLoader extends ClassLoader {
        private final Set<ClassLoader> users;

        JoinedLoader(Set<ClassLoader> users) {
            super(ClassCompiler.class.getClassLoader());
            this.users = users;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (ClassLoader user : users) {
                try {
                    return user.loadClass(name);
                } catch (ClassNotFoundException e) {
                    continue;
                }
            }
            throw new ClassNotFoundException(name);
        }
    }
}
