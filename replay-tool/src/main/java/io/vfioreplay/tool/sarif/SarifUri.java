package io.vfioreplay.tool.sarif;

import java.nio.charset.StandardCharsets;

/** Paths as URI references. */
final class SarifUri {

    private SarifUri() {}

    /** Everything but letters, digits and {@code -._~/} percent-encoded (RFC 3986); an absolute path is one of this machine. */
    static String of(String path) {
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (isPlain || "-._~/".indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%')
                        .append(Character.toUpperCase(Character.forDigit(each >> 4 & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(each & 0xf, 16)));
            }
        }
        return uri.toString();
    }
}
