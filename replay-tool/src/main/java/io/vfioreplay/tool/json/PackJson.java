package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.pack.Manifest;
import io.vfioreplay.engine.pack.Packer.Packed;
import java.io.OutputStream;

/** What was packed or unpacked, as a JSON document. */
public final class PackJson {

    private PackJson() {}

    /** Writes the document for a packed journal: its manifest, size and hash of the file, and whether it was found sound. */
    public static void write(OutputStream out, Packed packed, boolean isSound) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                manifest(json, packed.manifest());
                json.number("packedBytes", packed.bytes()).text("packedSha256", packed.sha256());
                json.flag("sound", isSound);
            });
        }
    }

    /** Writes the document for a journal that was unpacked: its manifest. */
    public static void write(OutputStream out, Manifest manifest) {
        try (Json json = Json.document(out)) {
            json.object(() -> manifest(json, manifest));
        }
    }

    private static void manifest(Json json, Manifest manifest) {
        json.text("digest", manifest.digest()).number("bytes", manifest.bytes());
        json.array(
                "files",
                () -> manifest.files()
                        .forEach(file -> json.object(() -> json.text("name", file.name())
                                .number("bytes", file.bytes())
                                .text("sha256", file.sha256()))));
    }
}
