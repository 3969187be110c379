package io.vfioreplay.tool.text;

import io.vfioreplay.tool.doctor.Diagnosis;
import io.vfioreplay.tool.doctor.HostFacts;
import io.vfioreplay.tool.doctor.HostFacts.Tracing;
import io.vfioreplay.tool.doctor.QemuProcess;
import io.vfioreplay.tool.doctor.QemuVersion;
import io.vfioreplay.tool.doctor.Recipe;
import io.vfioreplay.tool.doctor.VfioDevice;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** What can be recorded on a host, in lines of at most 80 columns where names are not too long. */
public final class DoctorText {

    private static final int WIDTH = 80;
    private static final int LABEL = 14;

    private final Palette palette;
    private final List<String> lines = new ArrayList<>();

    /** Lines that look as {@code palette} says. */
    public DoctorText(Palette palette) {
        this.palette = palette;
    }

    /** All lines of a diagnosis. */
    public List<String> lines(Diagnosis diagnosis) {
        lines.clear();
        lines.add(palette.paint(Role.TITLE, "This host"));
        host(diagnosis);
        lines.add("");
        lines.add("In what follows, QEMU ... is your own command line, and words in capitals are");
        lines.add("yours to fill in.");
        for (Recipe recipe : diagnosis.recipes()) {
            lines.add("");
            recipe(recipe);
        }
        lines.add("");
        long ready = diagnosis.recipes().stream().filter(Recipe::isReady).count();
        lines.add(palette.paint(
                ready > 0 ? Role.GOOD : Role.BAD,
                ready + " of " + diagnosis.recipes().size() + " ways to record are ready here."));
        return List.copyOf(lines);
    }

    private void host(Diagnosis diagnosis) {
        HostFacts facts = diagnosis.facts();
        item("kernel", facts.kernel().map(release -> "Linux " + release).orElse("not Linux"));
        item("VFIO", facts.vfioLoaded() ? "loaded" : "not loaded");
        facts.devices().forEach(device -> item("", device(device)));
        diagnosis.device().ifPresent(name -> item("", about(name, facts)));
        item("tracing", tracing(facts.tracing()));
        item("QEMU", qemu(diagnosis));
        facts.qemus().forEach(qemu -> item("", process(qemu)));
        facts.qemus().stream()
                .filter(qemu -> qemu.vfioDevices() > 0 && !qemu.mmapOff())
                .forEach(qemu -> item(
                        "",
                        "process " + qemu.pid() + " may map BARs into its guest: such accesses are in no log (see"
                                + " mmio)"));
    }

    private static String device(VfioDevice device) {
        return device.name()
                + (device.mediated() ? " (mdev)" : "")
                + device.driver().map(driver -> " by " + driver).orElse("")
                + device.migrationState().map(state -> ", " + state).orElse("");
    }

    private static String about(String name, HostFacts facts) {
        boolean here = facts.devices().stream().anyMatch(device -> device.name().equals(name));
        return "the recipes are about " + name + (here ? "" : ", which VFIO does not hold here");
    }

    private static String tracing(Tracing tracing) {
        if (tracing.directory().isEmpty()) {
            return "tracefs is not mounted";
        }
        String directory = tracing.directory().get();
        return tracing.usable()
                ? directory + "; kprobes " + yes(tracing.kprobes()) + ", mmiotrace "
                        + yes(tracing.tracers().contains("mmiotrace")) + ", tai clock "
                        + yes(tracing.clocks().contains("tai"))
                : directory + ", which this user may not use";
    }

    private static String yes(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static String qemu(Diagnosis diagnosis) {
        HostFacts facts = diagnosis.facts();
        String version = diagnosis.qemu().map(QemuVersion::label).orElse("version not known");
        if (!facts.qemuPrograms().isEmpty()) {
            return version + "; installed: " + String.join(", ", facts.qemuPrograms());
        }
        return diagnosis.qemu().isEmpty() && facts.qemus().isEmpty() ? "none found" : version;
    }

    private static String process(QemuProcess qemu) {
        return "process %d %s: %s, trace events %s, times %s, log to %s"
                .formatted(
                        qemu.pid(),
                        qemu.program(),
                        Text.plural(qemu.vfioDevices(), "VFIO device"),
                        qemu.traced() ? "on" : "off",
                        qemu.timestamps() ? "on" : "off",
                        qemu.logFile().orElse("standard error"));
    }

    private void recipe(Recipe recipe) {
        String state =
                recipe.isReady() ? palette.paint(Role.GOOD, "ready") : palette.paint(Role.WARNING, "not possible here");
        lines.add(palette.paint(Role.TITLE, recipe.id()) + ": " + state);
        lines.add("  " + recipe.title());
        recipe.obstacle().ifPresent(why -> item("because", why));
        recipe.commands().forEach(command -> lines.add("    " + palette.paint(Role.ACCENT, command)));
        items("shows", recipe.shows());
        items("cannot see", recipe.blind());
    }

    private void items(String label, List<String> texts) {
        String next = label;
        for (String text : texts) {
            item(next, text);
            next = "";
        }
    }

    /** A label, and a text that is broken and set in behind it. */
    private void item(String label, String text) {
        String head = "  " + label;
        for (String part : Wrap.at(WIDTH - LABEL, Text.harmless(text))) {
            lines.add(palette.paint(Role.FAINT, head) + " ".repeat(LABEL - head.length()) + part);
            head = "";
        }
    }
}
