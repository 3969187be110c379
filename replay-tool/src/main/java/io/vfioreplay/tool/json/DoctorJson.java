package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.tool.doctor.Diagnosis;
import io.vfioreplay.tool.doctor.HostFacts;
import io.vfioreplay.tool.doctor.QemuProcess;
import io.vfioreplay.tool.doctor.QemuVersion;
import io.vfioreplay.tool.doctor.Recipe;
import io.vfioreplay.tool.doctor.VfioDevice;
import java.io.OutputStream;
import java.util.List;

/** What can be recorded on a host, as a JSON document; null is what could not be seen. */
public final class DoctorJson {

    private DoctorJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, Diagnosis diagnosis) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.flag("canRecord", diagnosis.canRecord());
                json.object("host", () -> host(json, diagnosis.facts()));
                json.text(
                        "qemuVersion", diagnosis.qemu().map(QemuVersion::label).orElse(null));
                json.text("device", diagnosis.device().orElse(null));
                json.array("recipes", () -> diagnosis.recipes().forEach(each -> json.object(() -> recipe(json, each))));
            });
        }
    }

    private static void host(Json json, HostFacts facts) {
        json.text("kernel", facts.kernel().orElse(null)).flag("vfioLoaded", facts.vfioLoaded());
        json.object("tracing", () -> {
            json.text("directory", facts.tracing().directory().orElse(null));
            json.flag("usable", facts.tracing().usable())
                    .flag("kprobes", facts.tracing().kprobes());
            texts(json, "tracers", facts.tracing().tracers());
            texts(json, "clocks", facts.tracing().clocks());
        });
        json.array("devices", () -> facts.devices().forEach(each -> json.object(() -> device(json, each))));
        json.array("qemus", () -> facts.qemus().forEach(each -> json.object(() -> qemu(json, each))));
        texts(json, "qemuPrograms", facts.qemuPrograms());
    }

    private static void device(Json json, VfioDevice device) {
        json.text("name", device.name()).flag("mediated", device.mediated());
        json.text("driver", device.driver().orElse(null));
        json.text("migrationState", device.migrationState().orElse(null));
    }

    private static void qemu(Json json, QemuProcess qemu) {
        json.number("pid", qemu.pid()).text("program", qemu.program()).number("vfioDevices", qemu.vfioDevices());
        json.flag("traced", qemu.traced()).flag("timestamps", qemu.timestamps());
        json.text("logFile", qemu.logFile().orElse(null)).flag("mmapOff", qemu.mmapOff());
    }

    private static void recipe(Json json, Recipe recipe) {
        json.text("id", recipe.id()).text("title", recipe.title()).flag("ready", recipe.isReady());
        json.text("obstacle", recipe.obstacle().orElse(null));
        texts(json, "commands", recipe.commands());
        texts(json, "shows", recipe.shows());
        texts(json, "cannotSee", recipe.blind());
    }

    private static void texts(Json json, String name, List<String> texts) {
        json.array(name, () -> texts.forEach(json::element));
    }
}
