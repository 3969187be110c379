package io.vfioreplay.tool.sarif;

import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.tool.check.CheckedRecording;
import io.vfioreplay.tool.check.CheckedRecording.Checked;
import io.vfioreplay.tool.check.CheckedRecording.Unreadable;
import io.vfioreplay.tool.sarif.SarifRule.Level;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The findings of {@code check} as SARIF: a result for each breach of a rule of the book and each damaged place, a notification for
 * each recording that could not be read.
 */
public final class CheckSarif {

    private static final String UNREADABLE = "CHECK-UNREADABLE";

    private static final SarifRule DAMAGED = new SarifRule(
            "CHECK-DAMAGED",
            Level.ERROR,
            "a part of a recording is missing",
            "What happened in the missing part was not checked. `vfio-replay verify` lists the damaged places of a journal.");

    private CheckSarif() {}

    /** Writes the document; the recordings in the order in which they were given. */
    public static void write(OutputStream out, List<CheckedRecording> recordings) {
        List<SarifResult> results = new ArrayList<>();
        List<SarifNotification> notifications = new ArrayList<>();
        for (CheckedRecording recording : recordings) {
            String path = recording.path();
            if (recording instanceof Unreadable unreadable) {
                notifications.add(new SarifNotification(UNREADABLE, unreadable.why(), path));
            } else if (recording instanceof Checked checked) {
                checked.damage().forEach(place -> results.add(result(path, place)));
                checked.conformance().findings().forEach(finding -> results.add(result(path, finding)));
            }
        }
        SarifDocument.write(out, results, notifications);
    }

    private static SarifResult result(String path, Damage damage) {
        TreeMap<String, String> properties = new TreeMap<>();
        properties.put("code", damage.code().name());
        String place = damage.file().getFileName() + ", byte " + damage.offset();
        return new SarifResult(DAMAGED, damage.text(), path, place, properties, List.of());
    }

    private static SarifResult result(String path, Finding finding) {
        TreeMap<String, String> properties = new TreeMap<>();
        properties.put("position", Long.toString(finding.position()));
        properties.put("device", finding.device() < 0 ? "host" : Integer.toString(finding.device()));
        String device = finding.device() < 0 ? "" : ", device " + finding.device();
        String place = "position " + finding.position() + device;
        return new SarifResult(SarifRule.of(finding.rule()), finding.message(), path, place, properties, List.of());
    }
}
