package io.vfioreplay.tool.json;

import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Agreement;

/** How far two witnesses of one device agree, as an element of an array. */
public final class WitnessJson {

    private WitnessJson() {}

    /** Writes it. */
    public static void write(Json json, Agreement agreement) {
        json.object(() -> {
            json.text("a", agreement.a()).text("b", agreement.b());
            json.object("states", () -> {
                json.number("a", agreement.statesA()).number("b", agreement.statesB());
                json.number("agreeing", agreement.statesAgreeing());
            });
            AccessDiff accesses = agreement.accesses();
            json.object("accesses", () -> {
                json.number("a", accesses.accessesA()).number("b", accesses.accessesB());
                json.number("agreeing", accesses.counts().agreeing());
                json.number("differing", accesses.counts().differing());
                json.number("valuesUnseen", accesses.counts().valuesUnseen());
            });
        });
    }
}
