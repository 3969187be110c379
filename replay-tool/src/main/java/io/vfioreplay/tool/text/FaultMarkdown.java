package io.vfioreplay.tool.text;

import io.vfioreplay.engine.simulate.Fault;
import java.util.ArrayList;
import java.util.List;

/** The catalogue of faults, and what no recording shows, as a Markdown document. */
public final class FaultMarkdown {

    private FaultMarkdown() {}

    /** The document. */
    public static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# Simulated faults",
                "",
                "Written by `vfio-replay simulate --list --markdown`; the build compares this file with the catalogue.",
                "",
                "`vfio-replay simulate --seeds 1..10000` gives every second migration one of these faults, and demands that the",
                "post-mortem comes to the verdict and the blame that follow from it, and that one of the rules is found broken, wherever",
                "the recording can show it; and of a migration without a fault, that nothing of severity error is found and that no",
                "model contradicts. `seen from` names the ways of recording that can show a fault.",
                "",
                "| fault | what happens | who does it | blamed | found | seen from | stands for |",
                "|---|---|---|---|---|---|---|"));
        for (Fault fault : Fault.values()) {
            lines.add("| `" + fault.label() + "` | " + fault.sentence() + " | "
                    + fault.party().label() + " | "
                    + fault.blame().label() + " | " + FaultText.rules(fault) + " | " + FaultText.seenFrom(fault) + " | "
                    + fault.source() + " |");
        }
        lines.addAll(List.of(
                "",
                "## Where the blame is not whoever does it",
                "",
                "- A migration that comes through although a rule was broken has the verdict `migrated` and blames nobody for its end; the",
                "  rule that is found names who broke it. Errors among such findings make the exit code 1.",
                "- `pre-copy-discarded`: the destination refuses what it is given, and is blamed; that nothing of pre-copy was forwarded",
                "  is a finding (R-78). Devices exist that repeat everything in STOP_COPY, and clients that rely on it, so that the",
                "  recordings do not tell whether such a device would have had to accept it.",
                "- `resuming-left-early`: a VMM that stops writing, and a way on which the end of the stream is lost, look the same from both",
                "  devices. The way is blamed.",
                "- `destination-given-up`, `source-vmm-died`, `events-lost`, `recording-cut`: the recordings end, or have holes, and cannot",
                "  tell why; the blame is `unknown`.",
                "- `stream-truncated`, in a log without bytes, on a way that loses exactly as much as was read before STOP_COPY: only lengths",
                "  are seen, and it looks as if nothing of pre-copy had been forwarded. The device that refuses is blamed, as under",
                "  `pre-copy-discarded`. Of 1,500 seeds with eight devices it is one, and a campaign says so: seed 521.",
                "- `aborted-without-reset`: the device refused first. What the VMM did then is a finding.",
                "- `session-survives-reset`, `reset-leaves-state`, `reset-refused`: the VMM had given the migration up before, so it is",
                "  `cancelled` by the VMM; the broken rule names the device.",
                "",
                "## What no recording shows",
                "",
                "These are not in the catalogue, since nothing in a recording of a device differs when they happen:",
                "",
                "- a dirty page that the log of a *device* leaves out: rules compare the container's answer with the DMA that was seen, and",
                "  take the report of a device for what it says (R-114);",
                "- a write of the guest that is lost, in a place that nobody reads again before the migration ends, on a device whose",
                "  stream is not seen in bytes;",
                "- an inner change in PRE_COPY that is in no later data, of a device without a known model (R-76);",
                "- the single arcs inside one state request (R-70), whether the dirty log is read and cleared in one step (R-40), and whether",
                "  a log names pages that were only read (R-110);",
                "- damage to the host by a stopped device (R-27);",
                "- what happens before the first event: migrations that are refused because a device or a kernel cannot migrate, a region of",
                "  size 0, blockers (F-20, F-37 to F-41), and a tracking range that is too large for the hardware (F-24);",
                "- downtime that is longer than it must be: F-29 and F-42 to F-45 end well.",
                "",
                "F-06 (a reset that overtakes a request) is legal and has no fault. A first state that is read in the numbers of the other",
                "protocol (F-01) cannot be: a journal keeps the protocol with every number."));
        return lines;
    }
}
