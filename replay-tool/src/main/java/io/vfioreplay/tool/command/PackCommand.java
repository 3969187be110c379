package io.vfioreplay.tool.command;

import io.vfioreplay.engine.pack.Packer;
import io.vfioreplay.engine.pack.Packer.Packed;
import io.vfioreplay.engine.pack.Unpacker;
import io.vfioreplay.engine.redact.Redaction;
import io.vfioreplay.engine.redact.RedactionKey;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.format.SystemReason;
import io.vfioreplay.tool.json.PackJson;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack}: a journal as one compressed file. */
@Command(
        name = "pack",
        description = {
            "Pack a journal, sound or damaged, into one compressed file, which every verb takes in place of a journal.",
            "It is a tar archive in Zstandard: a MANIFEST with the digest, sizes and hashes, then the journal's files bit for bit.",
            "The same journal always gives the same file. What \"unpack\" does, other tools can do too:",
            "tar --zstd -xf FILE && sha256sum -c MANIFEST",
            "",
            "With --redact a journal may leave the house: guest data, addresses and names are replaced so that what was equal stays"
                    + " equal, and verdict and findings stay what they are. What is kept and can be concluded is in engine/docs/redaction.md."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay pack source.vfj -o source" + Packer.SUFFIX,
            "  head -c 32 /dev/urandom > key                                  one key for both sides, so that they can be compared",
            "  vfio-replay pack source.vfj --redact --redact-key key -o source" + Packer.SUFFIX,
            "  vfio-replay pack destination.vfj --beside source.vfj --redact --redact-key key -o destination"
                    + Packer.SUFFIX,
            "",
            "Exit codes: 0 packed, 1 packed and redacted, and it does not tell the same any more, 2 not a journal, redacted"
                    + " already, or the file cannot be made."
        })
final class PackCommand implements Callable<Integer> {

    private static final int RANDOM_KEY_BYTES = 32;
    private static final int KEY_BYTES_MAX = 1 << 16;

    private final Console console;

    @Parameters(
            paramLabel = "JOURNAL",
            description = "A journal; with --redact also a packed one, but none that is redacted already.")
    private Path journal = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The file to make, NAME" + Packer.SUFFIX + "; must not exist.")
    private Path file = Path.of("");

    @Option(names = "--redact", description = "Replace guest data, addresses and names.")
    private boolean redact;

    @Option(
            names = "--redact-key",
            paramLabel = "FILE",
            description =
                    "At least 16 secret bytes that decide what is replaced by what. Without it a random key is used and forgotten, and"
                            + " the result can be compared with nothing else. It is in no archive; who has it can undo most of the redaction.")
    private @Nullable Path keyFile;

    @Option(names = "--redact-time", description = "Also move all times, alike for both sides, by up to a year.")
    private boolean movesTimes;

    @Option(
            names = "--beside",
            paramLabel = "SOURCE",
            description =
                    "The source's journal, where a destination's is redacted, to keep what models find by comparing the two.")
    private @Nullable Path beside;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    PackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!redact) {
            if (keyFile != null || movesTimes || beside != null) {
                throw new UnusableException(
                        "--redact-key, --redact-time and --beside are for --redact, which was not given");
            }
            refuseWhatIsPacked();
            show(pack(journal), JournalVerifier.verify(journal).isClean());
            return ExitCode.NOTHING_FOUND;
        }
        try (RedactedJournal redacted =
                RedactedJournal.make(console, journal, Optional.ofNullable(beside), redaction())) {
            show(pack(redacted.path()), true);
            redacted.difference().ifPresent(text -> warn(file + " does not tell what " + journal + " tells: " + text));
            if (keyFile == null) {
                warn(
                        "redacted with a key that is forgotten: for two sides that can be compared give both one --redact-key");
            }
            return redacted.difference().isPresent() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
        }
    }

    private void refuseWhatIsPacked() {
        if (Unpacker.isPacked(journal)) {
            throw new UnusableException(
                    journal + " is packed already; copy it, or give --redact for a redacted one, or unpack it:"
                            + " vfio-replay unpack " + journal + " -o NAME.vfj");
        }
    }

    private Redaction redaction() {
        byte[] secret = new byte[RANDOM_KEY_BYTES];
        if (keyFile == null) {
            new SecureRandom().nextBytes(secret);
        } else {
            secret = secret(keyFile);
        }
        return new Redaction(RedactionKey.of(secret), movesTimes);
    }

    private static byte[] secret(Path keyFile) {
        try (InputStream in = Files.newInputStream(keyFile)) {
            byte[] secret = in.readNBytes(KEY_BYTES_MAX + 1);
            if (secret.length < RedactionKey.BYTES_MIN || secret.length > KEY_BYTES_MAX) {
                throw new UnusableException(
                        "%s holds %s bytes; expected a key of %d to %d, for example: head -c 32 /dev/urandom"
                                .formatted(
                                        keyFile,
                                        secret.length > KEY_BYTES_MAX ? "too many" : Integer.toString(secret.length),
                                        RedactionKey.BYTES_MIN,
                                        KEY_BYTES_MAX));
            }
            return secret;
        } catch (IOException failed) {
            throw new UnusableException(
                    "the key " + keyFile + " cannot be read (" + SystemReason.of(failed) + "); expected a file of "
                            + RedactionKey.BYTES_MIN + " bytes or more, for example: head -c 32 /dev/urandom");
        }
    }

    private Packed pack(Path from) {
        try (ProgressLine progress = new ProgressLine(console, "packing")) {
            return Packer.pack(from, file, progress);
        }
    }

    private void show(Packed packed, boolean isSound) {
        if (!isSound) {
            warn("%s is packed as it is, and it is damaged or was not closed in order; see `vfio-replay verify`"
                    .formatted(journal));
        }
        if (json) {
            PackJson.write(console.out(), packed, isSound);
        } else {
            console.line(file + ": " + Text.plural(packed.manifest().bytes(), "byte") + " packed into "
                    + Text.count(packed.bytes()));
            console.line("  digest " + packed.manifest().digest());
            console.line("  sha256 of the file " + packed.sha256());
        }
    }

    private void warn(String text) {
        console.err().println(console.palette().paint(Role.WARNING, "vfio-replay: " + text));
    }
}
