package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function whose class is in a jar of the user's, not on our class path. */
class UserJarTest {
    private static final String DECLARED = "CREATE FUNCTION shout AS 'com.example.Shout'";
    private static final String QUERY = ";\nSELECT shout('hey', 2), shout('ho', 1);\n";

    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void compileAJar() throws IOException {
        Path source = directory.resolve("com/example/Shout.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, """
                package com.example;
                public class Shout {
                    public String eval(String text, int marks) { return text.toUpperCase() + Marks.of(marks); }
                }
                class Marks { static String of(int count) { return "!".repeat(count); } }
                """);
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
        assertThat(code).isZero();
        jar = directory.resolve("shout.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream files = new JarOutputStream(out)) {
            for (String name : new String[] {"com/example/Shout.class", "com/example/Marks.class"}) {
                files.putNextEntry(new JarEntry(name));
                files.write(Files.readAllBytes(directory.resolve(name)));
            }
        }
    }

    @Test
    void aJarOnTheCommandLine() {
        Cli.Result result = Cli.withInput(DECLARED + QUERY, "run", "--jar", jar.toString(), "-");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("+I[HEY!!, HO!]\n");
        assertThat(Cli.withInput(DECLARED + QUERY, "validate", "--jar", jar.toString(), "-")
                        .code())
                .isZero();
        assertThat(Cli.withInput(DECLARED + QUERY, "explain", "--jar", jar.toString(), "-")
                        .out())
                .contains("shout('hey', 2)");
    }

    @Test
    void aJarInTheScript() {
        String using = DECLARED + " LANGUAGE JAVA USING JAR '" + jar.toUri() + "'";
        assertThat(Cli.withInput(using + QUERY, "run", "-").out()).isEqualTo("+I[HEY!!, HO!]\n");
        String added = "ADD JAR '" + jar + "';\n" + DECLARED;
        assertThat(Cli.withInput(added + QUERY, "run", "-").out()).isEqualTo("+I[HEY!!, HO!]\n");
    }

    @Test
    void aMissingJarOrClassIsToldWithItsPlace() {
        Cli.Result noClass = Cli.withInput(DECLARED + QUERY, "run", "-");
        assertThat(noClass.code()).isEqualTo(1);
        assertThat(noClass.err())
                .contains("there is no class 'com.example.Shout'")
                .contains("stdin:1:26")
                .contains("--jar");
        Cli.Result noJar = Cli.withInput(DECLARED + "\nUSING JAR 'no/such.jar'" + QUERY, "run", "-");
        assertThat(noJar.code()).isEqualTo(1);
        assertThat(noJar.err()).contains("there is no jar 'no/such.jar'").contains("stdin:2:11");
        Cli.Result option = Cli.withInput("SELECT 1", "run", "--jar", "no/such.jar", "-");
        assertThat(option.code()).isEqualTo(1);
        assertThat(option.err()).contains("there is no jar 'no/such.jar'");
    }
}
