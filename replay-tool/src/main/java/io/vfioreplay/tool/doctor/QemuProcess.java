package io.vfioreplay.tool.doctor;

import java.util.List;
import java.util.Optional;

/**
 * A QEMU that runs here, as its command line tells it.
 *
 * @param pid its process
 * @param program the name of its program
 * @param vfioDevices how many VFIO or vfio-user devices it was given
 * @param traced whether trace events were switched on
 * @param timestamps whether its log lines carry times
 * @param logFile where its log goes; empty for standard error
 * @param mmapOff whether all of its VFIO devices were given {@code x-no-mmap=on}
 */
public record QemuProcess(
        long pid,
        String program,
        int vfioDevices,
        boolean traced,
        boolean timestamps,
        Optional<String> logFile,
        boolean mmapOff) {

    /** The process of such a command line; empty when it is not a QEMU. */
    static Optional<QemuProcess> of(long pid, List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
        boolean qemu = program.startsWith("qemu-system-") || program.equals("qemu-kvm");
        if (!qemu) {
            return Optional.empty();
        }
        Reading reading = new Reading();
        for (int i = 1; i < words.size(); i++) {
            reading.option(words.get(i), i + 1 < words.size() ? words.get(i + 1) : "");
        }
        return Optional.of(new QemuProcess(
                pid,
                program,
                reading.devices,
                reading.traced,
                reading.timestamps,
                Optional.ofNullable(reading.logFile.isEmpty() ? null : reading.logFile),
                reading.devices > 0 && reading.mmapOff == reading.devices));
    }

    /** What was found in the words so far. */
    private static final class Reading {
        private int devices;
        private int mmapOff;
        private boolean traced;
        private boolean timestamps;
        private String logFile = "";

        void option(String word, String value) {
            String name = word.startsWith("--") ? word.substring(1) : word;
            switch (name) {
                case "-trace" -> traced = true;
                case "-d" -> traced |= value.contains("trace:");
                case "-D" -> logFile = value;
                case "-msg" -> timestamps = value.equals("timestamp") || value.contains("timestamp=on");
                case "-device" -> device(value);
                default -> {
                    // Says nothing about recording.
                }
            }
        }

        /** Either {@code vfio-pci,host=...,x-no-mmap=on} or the same as JSON. */
        private void device(String value) {
            if (value.startsWith("vfio-") || value.matches("\\{.*\"driver\"\\s*:\\s*\"vfio-.*")) {
                devices++;
                boolean off = value.contains("x-no-mmap=on") || value.matches(".*\"x-no-mmap\"\\s*:\\s*true.*");
                mmapOff += off ? 1 : 0;
            }
        }
    }
}
