package io.vfioreplay.tool.sarif;

import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.hardware.rule.Finding;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The findings of {@code check} as SARIF: a result for each breach of a rule of the book. */
public final class CheckSarif {

    private CheckSarif() {}

    /**
     * Writes the document.
     *
     * @param checked by the path of the recording, in the order in which they were given
     */
    public static void write(OutputStream out, Map<String, Conformance> checked) {
        List<SarifResult> results = new ArrayList<>();
        checked.forEach(
                (path, conformance) -> conformance.findings().forEach(finding -> results.add(result(path, finding))));
        SarifDocument.write(out, results);
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
