package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Digests of text. */
public final class HashFunctions {
    private HashFunctions() {}

    @ScalarFunction(
            name = "MD5",
            signature = "(STRING) -> STRING",
            description = "The MD5 digest of the UTF-8 form in base 16.",
            example = "MD5('abc') = '900150983cd24fb0d6963f7d28e17f72'")
    public static Bytes md5(Bytes text) {
        return digest("MD5", text);
    }

    @ScalarFunction(
            name = "SHA1",
            signature = "(STRING) -> STRING",
            description = "The SHA-1 digest of the UTF-8 form in base 16.",
            example = "SHA1('abc') = 'a9993e364706816aba3e25717850c26c9cd0d89d'")
    public static Bytes sha1(Bytes text) {
        return digest("SHA-1", text);
    }

    @ScalarFunction(
            name = "SHA224",
            signature = "(STRING) -> STRING",
            description = "The SHA-224 digest of the UTF-8 form in base 16.",
            example = "SHA224('abc') = '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'")
    public static Bytes sha224(Bytes text) {
        return digest("SHA-224", text);
    }

    @ScalarFunction(
            name = "SHA256",
            signature = "(STRING) -> STRING",
            description = "The SHA-256 digest of the UTF-8 form in base 16.",
            example = "SHA256('abc') = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'")
    public static Bytes sha256(Bytes text) {
        return digest("SHA-256", text);
    }

    @ScalarFunction(
            name = "SHA384",
            signature = "(STRING) -> STRING",
            description = "The SHA-384 digest of the UTF-8 form in base 16.",
            example = "LEFT(SHA384('abc'), 16) = 'cb00753f45a35e8b'")
    public static Bytes sha384(Bytes text) {
        return digest("SHA-384", text);
    }

    @ScalarFunction(
            name = "SHA512",
            signature = "(STRING) -> STRING",
            description = "The SHA-512 digest of the UTF-8 form in base 16.",
            example = "LEFT(SHA512('abc'), 16) = 'ddaf35a193617aba'")
    public static Bytes sha512(Bytes text) {
        return digest("SHA-512", text);
    }

    @ScalarFunction(
            name = "SHA2",
            signature = "(STRING, INT) -> STRING",
            description = "The SHA-2 digest of 224, 256, 384 or 512 bits; NULL for another number.",
            example = "LEFT(SHA2('abc', 256), 16) = 'ba7816bf8f01cfea'")
    public static @Nullable Bytes sha2(Bytes text, int bits) {
        return switch (bits) {
            case 224, 256, 384, 512 -> digest("SHA-" + bits, text);
            default -> null;
        };
    }

    private static Bytes digest(String algorithm, Bytes text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(text.array(), text.offset(), text.length());
            return Bytes.of(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
