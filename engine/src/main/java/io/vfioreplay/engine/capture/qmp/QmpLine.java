package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.json.JsonReader;
import io.vfioreplay.engine.json.JsonValue;
import io.vfioreplay.engine.json.MalformedJsonException;
import io.vfioreplay.hardware.event.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a transcript holds.
 *
 * <p>These shapes are known, each with or without a {@link LineTime} in front: {@code NAME -> MESSAGE}, {@code NAME <- MESSAGE}
 * and {@code NAME -- REMARK} of a recorder; a bare message; {@code (QEMU) COMMAND} of qmp-shell;
 * {@code event E at TIME for domain 'NAME': DATA} of {@code virsh qemu-monitor-event}; a line of libvirt's log with
 * {@code mon=NAME} and {@code msg=MESSAGE}, {@code buf=}, {@code reply=} or {@code event=}; and any other text around a message.
 *
 * @param timeNanos the time that the line begins with, or {@link Envelope#NO_TIME}
 * @param vmm the name of the VMM that it is about; empty when it gives none
 * @param content what it holds
 */
record QmpLine(long timeNanos, Optional<String> vmm, Content content) {

    private static final int EXCERPT_MAX = 20;
    private static final Pattern DIRECTED =
            Pattern.compile("(?:([^\\s{}\"]{1,64})\\s+)?(->|<-|--|-->|<--|>>>|<<<)\\s+(.*)", Pattern.DOTALL);
    private static final Pattern VIRSH = Pattern.compile(
            "event ([A-Z0-9_]{1,64})(?: at (\\d{1,10})\\.(\\d{6}))? for domain '?([^']{1,256}?)'?: (.*)",
            Pattern.DOTALL);
    private static final Pattern SHELL = Pattern.compile("\\(QEMU\\)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern LIBVIRT = Pattern.compile("\\b(mon=0x[0-9a-fA-F]{1,16})\\s");
    private static final Pattern MESSAGE =
            Pattern.compile("\\{\\s{0,8}\"(?:QMP|execute|exec-oob|return|error|event|timestamp|id|arguments|data)\"");
    private static final String BUFFER = "buf=";

    /** What can be in a line. */
    sealed interface Content {
        /** A message. */
        record Message(QmpMessage message) implements Content {}

        /** A remark of the recorder about a VMM. */
        record Remark(String text) implements Content {}

        /** Nothing of QMP: of which kind it is. */
        record Other(String kind) implements Content {}

        /**
         * What should be a message and is none.
         *
         * @param offset bytes from the beginning of the line
         * @param found what is there
         * @param expected what should be there
         * @param isCut whether it just ends too early
         */
        record Broken(long offset, String found, String expected, boolean isCut) implements Content {}
    }

    /** Takes a line apart. */
    static QmpLine of(String line) {
        Optional<LineTime> time = LineTime.of(line);
        long nanos = time.map(LineTime::nanos).orElse(Envelope.NO_TIME);
        int start = time.map(LineTime::end).orElse(0);
        QmpLine found = untimed(line, start, time.isPresent());
        return found.timeNanos == Envelope.NO_TIME ? new QmpLine(nanos, found.vmm, found.content) : found;
    }

    private static QmpLine untimed(String line, int start, boolean isTimed) {
        String rest = line.substring(start);
        Matcher directed = DIRECTED.matcher(rest);
        if (directed.matches() && (isTimed || rest.startsWith("{", directed.start(3)))) {
            return directed(line, start, directed);
        }
        Matcher virsh = VIRSH.matcher(rest);
        if (virsh.matches()) {
            return virsh(line, start, virsh);
        }
        Matcher shell = SHELL.matcher(rest);
        if (shell.matches()) {
            return nameless(shell(line, start + shell.start(1)));
        }
        if (rest.startsWith("{")) {
            return nameless(json(line, start));
        }
        return enclosed(line, start);
    }

    private static QmpLine nameless(Content content) {
        return new QmpLine(Envelope.NO_TIME, Optional.empty(), content);
    }

    private static QmpLine directed(String line, int start, Matcher directed) {
        Optional<String> name = Optional.ofNullable(directed.group(1));
        String text = directed.group(3);
        boolean isRemark = directed.group(2).equals("--");
        Content content = isRemark ? new Content.Remark(text.strip()) : json(line, start + directed.start(3));
        return new QmpLine(Envelope.NO_TIME, name, content);
    }

    private static QmpLine virsh(String line, int start, Matcher virsh) {
        long nanos = virsh.group(2) == null
                ? Envelope.NO_TIME
                : LineTime.ofMicros(Long.parseLong(virsh.group(2)), Long.parseLong(virsh.group(3)));
        Optional<String> domain = Optional.of(virsh.group(4));
        if (!virsh.group(5).startsWith("{")) {
            return new QmpLine(nanos, domain, notice(virsh.group(1), nanos, new JsonValue.Absent()));
        }
        try {
            JsonValue data = JsonReader.readPrefix(virsh.group(5)).value();
            return new QmpLine(nanos, domain, notice(virsh.group(1), nanos, data));
        } catch (MalformedJsonException wrong) {
            return new QmpLine(nanos, domain, broken(line, start + virsh.start(5), wrong));
        }
    }

    private static Content notice(String event, long nanos, JsonValue data) {
        return new Content.Message(new QmpMessage.Notice(event, nanos, data));
    }

    /** What follows the prompt of qmp-shell: a message, or a command in the shell's own words. */
    private static Content shell(String line, int start) {
        String text = line.substring(start).strip();
        if (text.startsWith("{")) {
            return json(line, start);
        }
        String name = text.split("\\s", 2)[0];
        return name.isEmpty()
                ? new Content.Other("(prompt)")
                : new Content.Message(new QmpMessage.Command(name, new JsonValue.Absent(), Optional.empty()));
    }

    /** A message with any text around it. */
    private static QmpLine enclosed(String line, int start) {
        Matcher monitor = LIBVIRT.matcher(line).region(start, line.length());
        Optional<String> name = monitor.find() ? Optional.of(monitor.group(1)) : Optional.empty();
        Matcher message = MESSAGE.matcher(line).region(start, line.length());
        if (!message.find()) {
            return new QmpLine(Envelope.NO_TIME, name, other(line.isBlank() ? "(blank)" : "(other text)"));
        }
        Content content = json(line, message.start());
        boolean isBuffer = line.startsWith(BUFFER, Math.max(0, message.start() - BUFFER.length()));
        // libvirt logs what it has so far, as often as more comes, and at last the whole message.
        boolean isPart = isBuffer && content instanceof Content.Broken broken && broken.isCut;
        return new QmpLine(Envelope.NO_TIME, name, isPart ? other("(part of a buffer)") : content);
    }

    private static Content other(String kind) {
        return new Content.Other(kind);
    }

    private static Content json(String line, int start) {
        try {
            JsonValue value = JsonReader.readPrefix(line.substring(start)).value();
            if (!(value instanceof JsonValue.Members)) {
                String found = line.substring(start, Math.min(line.length(), start + EXCERPT_MAX));
                return new Content.Broken(bytes(line, start), "\"" + found + "\"", "a JSON object", false);
            }
            Optional<QmpMessage> message = QmpMessage.of(value);
            return message.isPresent() ? new Content.Message(message.get()) : other("(other JSON)");
        } catch (MalformedJsonException wrong) {
            return broken(line, start, wrong);
        }
    }

    private static Content broken(String line, int start, MalformedJsonException wrong) {
        return new Content.Broken(bytes(line, start) + wrong.offset(), wrong.found(), wrong.expected(), wrong.isCut());
    }

    private static long bytes(String line, int end) {
        return line.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
