package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Text and bytes in other notations. */
public final class EncodingFunctions {
    private EncodingFunctions() {}

    @ScalarFunction(
            name = "ASCII",
            signature = "(STRING) -> INT",
            description = "The code of the first byte; 0 for an empty text.",
            example = "ASCII('abc') = 97")
    public static int ascii(Bytes text) {
        return text.length() == 0 ? 0 : text.byteAt(0);
    }

    @ScalarFunction(
            name = "CHR",
            signature = "(BIGINT) -> STRING",
            description = "The character with that code modulo 256; empty for a negative one.",
            example = "CHR(97) = 'a'")
    public static Bytes chr(long code) {
        return code < 0 ? Bytes.EMPTY : Bytes.of(String.valueOf((char) (code & 0xFF)));
    }

    @ScalarFunction(
            name = "ENCODE",
            signature = "(STRING, STRING) -> BYTES",
            description = "The text in a character set such as UTF-16BE.",
            example = "ENCODE('a', 'UTF-16BE') = X'0061'")
    public static Bytes encode(Bytes text, Bytes charset) {
        return Bytes.of(text.toString().getBytes(charset(charset)));
    }

    @ScalarFunction(
            name = "DECODE",
            signature = "(BYTES, STRING) -> STRING",
            description = "Bytes read as text in a character set.",
            example = "DECODE(X'0061', 'UTF-16BE') = 'a'")
    public static Bytes decode(Bytes bytes, Bytes charset) {
        return Bytes.of(new String(bytes.toByteArray(), charset(charset)));
    }

    @ScalarFunction(
            name = "TO_BASE64",
            signature = "(STRING) -> STRING",
            description = "The UTF-8 form of the text in base 64.",
            example = "TO_BASE64('hello') = 'aGVsbG8='")
    public static Bytes toBase64(Bytes text) {
        return Bytes.of(Base64.getEncoder().encode(text.toByteArray()));
    }

    @ScalarFunction(
            name = "FROM_BASE64",
            signature = "(STRING) -> STRING",
            description = "The text whose base 64 form is given.",
            example = "FROM_BASE64('aGVsbG8=') = 'hello'")
    public static Bytes fromBase64(Bytes text) {
        try {
            return Bytes.of(Base64.getDecoder().decode(text.toByteArray()));
        } catch (IllegalArgumentException e) {
            throw new BadValueException("'" + text + "' is not base 64");
        }
    }

    @ScalarFunction(
            name = "HEX",
            signature = "(BIGINT) -> STRING",
            description = "The number in base 16.",
            example = "HEX(255) = 'FF'")
    public static Bytes hex(long value) {
        return Bytes.of(Long.toHexString(value).toUpperCase(Locale.ROOT));
    }

    @ScalarFunction(
            name = "HEX",
            signature = "(STRING) -> STRING",
            description = "The UTF-8 bytes of the text in base 16.",
            example = "HEX('hi') = '6869'")
    public static Bytes hex(Bytes text) {
        return Bytes.of(HexFormat.of().withUpperCase().formatHex(text.toByteArray()));
    }

    @ScalarFunction(
            name = "UNHEX",
            signature = "(STRING) -> BYTES",
            description = "The bytes written in base 16; NULL when they aren't.",
            example = "UNHEX('6869') = X'6869'")
    public static @Nullable Bytes unhex(Bytes text) {
        String digits = text.toString();
        try {
            return Bytes.of(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @ScalarFunction(
            name = "BIN",
            signature = "(BIGINT) -> STRING",
            description = "The number in base 2.",
            example = "BIN(12) = '1100'")
    public static Bytes bin(long value) {
        return Bytes.of(Long.toBinaryString(value));
    }

    @ScalarFunction(
            name = "URL_ENCODE",
            signature = "(STRING) -> STRING",
            description = "The text as a part of a URL.",
            example = "URL_ENCODE('a b&c') = 'a+b%26c'")
    public static Bytes urlEncode(Bytes text) {
        return Bytes.of(URLEncoder.encode(text.toString(), StandardCharsets.UTF_8));
    }

    @ScalarFunction(
            name = "URL_DECODE",
            signature = "(STRING) -> STRING",
            description = "The text of a part of a URL; NULL when it is malformed.",
            example = "URL_DECODE('a+b%26c') = 'a b&c'")
    public static @Nullable Bytes urlDecode(Bytes text) {
        try {
            return Bytes.of(URLDecoder.decode(text.toString(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @ScalarFunction(
            name = "UUID",
            signature = "() -> STRING",
            description = "A random (version 4) UUID.",
            example = "CHAR_LENGTH(UUID()) = 36",
            deterministic = false)
    public static Bytes uuid() {
        return Bytes.of(UUID.randomUUID().toString());
    }

    private static Charset charset(Bytes name) {
        try {
            return Charset.forName(name.toString());
        } catch (IllegalArgumentException e) {
            throw new BadValueException("'" + name + "' is not a character set");
        }
    }
}
