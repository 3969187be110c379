package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The devices of a state. */
record DeviceList(List<Device> devices) implements Answer {

    private static final String DEVICE = "device";
    private static final String UNKNOWN = "?";

    DeviceList {
        devices = List.copyOf(devices);
    }

    /**
     * A device.
     *
     * @param path its path in the state
     * @param name what the capture calls it
     * @param protocol its migration protocol
     * @param state its migration state
     */
    private record Device(String path, String name, String protocol, String state) {}

    static DeviceList of(StateTree tree) {
        TreeSet<Integer> indexes = new TreeSet<>();
        for (int i = 0; i < tree.size(); i++) {
            String path = tree.path(i);
            int slash = path.indexOf('/');
            if (path.startsWith(DEVICE) && slash > 0) {
                indexes.add(Integer.parseInt(path.substring(DEVICE.length(), slash)));
            }
        }
        List<Device> devices = new ArrayList<>();
        for (int index : indexes) {
            String path = DEVICE + index;
            devices.add(new Device(
                    path, value(tree, path, "name"), value(tree, path, "protocol"), value(tree, path, "state")));
        }
        return new DeviceList(devices);
    }

    private static String value(StateTree tree, String path, String leaf) {
        return tree.value(path + "/" + leaf).orElse(UNKNOWN);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        devices.forEach(each -> lines.add(look.palette().paint(Role.ACCENT, each.path) + "  "
                + Text.quoted(each.name, Leaves.VALUE_MAX) + "  protocol " + Text.harmless(each.protocol) + "  state "
                + Text.harmless(each.state)));
        return lines.isEmpty() ? List.of("no device was seen until here") : lines;
    }

    @Override
    public void json(Json json) {
        json.array(
                "devices",
                () -> devices.forEach(each -> json.object(() -> json.text("path", each.path)
                        .text("name", each.name)
                        .text("protocol", each.protocol)
                        .text("state", each.state))));
    }
}
