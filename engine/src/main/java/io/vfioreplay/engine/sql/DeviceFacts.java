package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code devices}: what is known of each device behind the last event. */
final class DeviceFacts implements FactTable.Facts {

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("device", SqlType.BIGINT),
                new Column("name", SqlType.VARCHAR),
                new Column("protocol", SqlType.VARCHAR),
                new Column("state", SqlType.VARCHAR),
                new Column("savedBytes", SqlType.BIGINT),
                new Column("loadedBytes", SqlType.BIGINT));
    }

    @Override
    public List<List<@Nullable Object>> rows(Recording recording) {
        ObservedHost host = new ObservedHost();
        recording.timeline().replay(Range.ALL, Progress.NONE, new Unflattener(host));
        return host.devices().stream().map(DeviceFacts::row).toList();
    }

    private static List<@Nullable Object> row(ObservedDevice device) {
        return Arrays.asList(
                (long) device.index(),
                device.name().isEmpty() ? null : device.name(),
                device.protocol().map(Protocol::label).orElse(null),
                device.believedState().label(),
                device.migration().saved().bytes(),
                device.migration().loaded().bytes());
    }
}
