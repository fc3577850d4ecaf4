package dev.asyncgate.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what goes through it. */
final class Digest {

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(byte[] bytes) {
        var digest = new Digest();
        digest.sha256.update(bytes);
        return digest.hex();
    }

    /** In lower-case hex; once, at the end. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Passes everything on but the closing. */
    OutputStream into(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                sha256.update((byte) b);
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                sha256.update(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        };
    }

    InputStream from(InputStream in) {
        return new java.security.DigestInputStream(in, sha256);
    }
}
