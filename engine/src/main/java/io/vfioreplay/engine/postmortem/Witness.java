package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.ingest.JournalHeader.Source;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One file of a recording.
 *
 * @param view from where it saw the devices
 * @param unit what a record of it is, for example {@code line}
 * @param name of the file, empty where it is the only one
 */
record Witness(View view, String unit, String name) {

    private static final String PACKET = "packet";

    /** A witness of which nothing is known: a recording of messages, in packets. */
    static final Witness OF_MESSAGES = new Witness(View.MESSAGES, PACKET, "");

    /** The witnesses of a recording, by their numbers. */
    static List<Witness> of(Timeline timeline) {
        List<Source> files = timeline.header().captures();
        List<CaptureSummary> summaries = timeline.captures();
        List<Witness> witnesses = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String unit = i < summaries.size() ? summaries.get(i).unit().name().toLowerCase(Locale.ROOT) : PACKET;
            String name = files.size() > 1 ? files.get(i).name() : "";
            witnesses.add(new Witness(View.of(files.get(i).format()), unit, name));
        }
        return List.copyOf(witnesses);
    }

    /** The same of a recording that is in no journal, whose events have no records. */
    static List<Witness> of(JournalHeader header) {
        return header.captures().stream()
                .map(file -> new Witness(
                        View.of(file.format()), PACKET, header.captures().size() > 1 ? file.name() : ""))
                .toList();
    }

    /** The witness of an event. */
    static Witness of(List<Witness> witnesses, Envelope envelope) {
        int index = envelope.witness();
        return index < witnesses.size() ? witnesses.get(index) : OF_MESSAGES;
    }
}
