package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.Varints;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What checking the rules found, as a frame: varint count, then for each finding varint position + 1, varint device + 1, and the
 * rule's id and the message as varint length and UTF-8.
 */
final class FindingsFrame {

    private FindingsFrame() {}

    static byte[] of(List<Finding> findings) {
        GrowingBytes frame = new GrowingBytes();
        frame.putNumber(findings.size());
        for (Finding finding : findings) {
            frame.putNumber(finding.position() + 1);
            frame.putNumber(finding.device() + 1L);
            putText(frame, finding.rule().id());
            putText(frame, finding.message());
        }
        byte[] bytes = new byte[frame.length()];
        System.arraycopy(frame.bytes(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    private static void putText(GrowingBytes frame, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        frame.putNumber(bytes.length);
        frame.putBytes(bytes, 0, bytes.length);
    }

    /** The findings of a frame, or empty when it is none, or names a rule that this program does not have. */
    static Optional<List<Finding>> findingsOf(byte[] frame) {
        Varints.Reader reader = new Varints.Reader(frame, 0, frame.length);
        long count = reader.next();
        List<Finding> findings = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long position = reader.next() - 1;
            long device = reader.next() - 1;
            Optional<Rule> rule = textOf(frame, reader).flatMap(RuleBook::find);
            Optional<String> message = textOf(frame, reader);
            if (rule.isEmpty() || message.isEmpty() || position < -1 || device < -1 || device > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            findings.add(new Finding(rule.get(), position, (int) device, message.get()));
        }
        return count < 0 ? Optional.empty() : Optional.of(findings);
    }

    private static Optional<String> textOf(byte[] frame, Varints.Reader reader) {
        long length = reader.next();
        int from = length < 0 || length > frame.length ? -1 : reader.skip((int) length);
        return from < 0 ? Optional.empty() : Optional.of(new String(frame, from, (int) length, StandardCharsets.UTF_8));
    }
}
